#include "tests/tracker/offices.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/day.h"
#include "runtime/embedded.h"
#include "thuocdo/calendar/calendar_file.h"

enum { DAYS_LIMIT = 512, FILE_BYTES = 1 << 18, ARENA_BYTES = 1 << 16 };

extern const struct embedded calendar_files[];

/* Working hours of a day, and of the days of a week from Monday on, by these letters. */
static const struct {
    char letter;
    const struct spans spans;
} spans_of[] = {
    {'.', {0}                                             },
    {'d', {2, {450, 810}, {690, 1020}}                    },
    {'l', {2, {450, 780}, {690, 1020}}                    },
    {'h', {1, {450}, {690}}                               },
    {'e', {1, {960}, {1440}}                              },
    {'n', {3, {0, 570, 1200}, {240, 690, 1440}}           },
    {'p', {4, {420, 555, 810, 915}, {540, 690, 900, 1050}}},
    {'w', {1, {0}, {1440}}                                },
    {'s', {2, {420, 840}, {660, 1050}}                    },
    {'m', {1, {420}, {660}}                               },
};

static const char *const weeks_in_letters[OFFICE_WEEKS] = {
    [STANDARD] = "ddddd..", [EIGHT] = "lllll..",  [SATURDAY] = "dddddh.", [EVENING] = "eeeeee.",
    [NIGHT] = "nnnnn..",    [PIECES] = "ppppp..", [TUESDAY] = ".h.....",  [WEEKEND] = ".....de",
    [ALWAYS] = "wwwwwww",   [SUMMER] = "sssss..", [AUTUMN] = "sssssm.",
};

static void give_up(const char *what)
{
    fprintf(stderr, "offices: %s\n", what);
    exit(2);
}

static void refused(void *context, size_t line, const char *column, const char *rule)
{
    (void)context;
    fprintf(stderr, "holidays.csv:%zu: %s: %s\n", line, column, rule);
}

static struct special_day special_of(const struct calendar_row *row)
{
    struct special_day special = {
        .day = row->day,
        .off = row->off,
        .name_vi = row->name_vi,
        .source = row->source,
    };

    if (!row->off)
        special.like_weekday = (int8_t)day_weekday(row->paired_day);
    return special;
}

static uint32_t read_holidays(struct special_day days[DAYS_LIMIT])
{
    static _Alignas(16) char buffer[FILE_BYTES];
    const struct embedded *const file = embedded_find(calendar_files, "holidays.csv");
    struct arena arena = arena_over(buffer, sizeof buffer);
    struct calendar_rows rows;
    struct failure why;

    if (calendar_file_read((struct bytes){(const uint8_t *)file->text, file->size}, &arena, refused,
                           NULL, &rows, &why) != DONE)
        give_up(why.text);
    if (rows.count > DAYS_LIMIT)
        give_up("more holidays than expected");
    for (size_t row = 0; row < rows.count; row++)
        days[row] = special_of(&rows.at[row]);
    return (uint32_t)rows.count;
}

const struct special_days *office_holidays(void)
{
    static struct special_day days[DAYS_LIMIT];
    static struct special_days holidays = {.at = days};

    if (holidays.count == 0)
        holidays.count = read_holidays(days);
    return &holidays;
}

struct calendar office_calendar_of(const struct hours_segment *segments, uint32_t count,
                                   const struct special_days *specials)
{
    static _Alignas(16) char buffer[ARENA_BYTES];
    struct arena arena = arena_over(buffer, sizeof buffer);
    struct calendar calendar;
    struct failure why;

    if (calendar_make(segments, count, specials, &arena, &calendar, &why) != DONE)
        give_up(why.text);
    return calendar;
}

const struct week *office_week(enum office office)
{
    static struct week weeks[OFFICE_WEEKS];

    for (int weekday = 0; weekday < WEEKDAYS; weekday++)
        for (size_t row = 0; row < sizeof spans_of / sizeof spans_of[0]; row++)
            if (spans_of[row].letter == weeks_in_letters[office][weekday])
                weeks[office].day[weekday] = spans_of[row].spans;
    return &weeks[office];
}

struct calendar office_calendar(enum office office)
{
    const struct hours_segment changed[] = {
        {0,                                        office_week(STANDARD)},
        {day_from_date((struct date){2024, 7, 4}), office_week(SUMMER)  },
        {day_from_date((struct date){2024, 8, 1}), office_week(AUTUMN)  },
    };
    const struct hours_segment same = {0, office_week(office % OFFICE_WEEKS)};

    if (office == CHANGED)
        return office_calendar_of(changed, sizeof changed / sizeof changed[0], office_holidays());
    return office_calendar_of(&same, 1, office_holidays());
}

static int64_t second_read(const char *text)
{
    int hour = 0, minute = 0, second = 0;
    int32_t day;

    if (!day_parse(text, DAY_TEXT - 1, &day) ||
        sscanf(text + DAY_TEXT, "%2d:%2d:%2d", &hour, &minute, &second) < 2) {
        fprintf(stderr, "%s: not a moment\n", text);
        exit(2);
    }
    return ((day * INT64_C(24) + hour) * 60 + minute) * 60 + second;
}

struct moment moment_read(const char *text)
{
    const int32_t minutes = (int32_t)(second_read(text) / 60);
    int32_t day;

    day = day_parse(text, DAY_TEXT - 1, &day) ? day : 0;
    return (struct moment){day, minutes - day * MINUTES_A_DAY};
}

void moment_print(struct moment moment, char text[MOMENT_TEXT])
{
    char day[DAY_TEXT];

    day_print(moment.day, day);
    snprintf(text, MOMENT_TEXT, "%s %02d:%02d", day, (int)moment.minute / 60,
             (int)moment.minute % 60);
}

int64_t instant_read(const char *text)
{
    return second_read(text) * SECOND_US - ZONE_US;
}
