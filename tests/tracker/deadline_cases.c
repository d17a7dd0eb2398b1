/*
 * deadline_cases: the tracker's answers about working time, for tests/oracle/working_time.lua.
 *
 *   deadline_cases random SEED COUNT   random calendars and dossiers
 *   deadline_cases borders WEEK        every border of every day of 2020 to 2027, in the office
 * week of that number (0: standard) deadline_cases weeks               how many office weeks there
 * are
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"
#include "tests/tracker/deadline_lines.h"
#include "tests/tracker/deadline_weather.h"
#include "tests/tracker/offices.h"

enum { CASES_A_CALENDAR = 250, MINUTE_US = 60000000, NOON = 720 };

static void random_line(struct weather *weather, const struct calendar *calendar)
{
    struct chance *const chance = &weather->chance;
    const struct moment moment = weather_moment(weather, calendar);
    const struct limit limit = weather_limit(weather);
    struct moment later = {moment.day + (int32_t)chance_between(chance, -1, 30),
                           (int32_t)chance_below(chance, MINUTES_A_DAY + 1)};
    struct deadline_question question;

    switch (chance_below(chance, 24)) {
    case 0:
    case 1:
        if (chance_once_in(chance, 20))
            later = weather_moment(weather, calendar);
        line_minutes(calendar, moment, later);
        return;
    case 2: line_receipt(calendar, moment); return;
    case 3: line_worked(calendar, moment); return;
    case 4: line_next(calendar, moment.day); return;
    case 5: line_nth(calendar, moment.day, chance_between(chance, 1, 60)); return;
    case 6: line_end(calendar, calendar_next_day(calendar, moment.day)); return;
    case 7:
        line_after(calendar, moment, chance_between(chance, 0, weather->slowest_minutes));
        return;
    case 8:
        if (limit.unit != LIMIT_NONE)
            line_base(calendar, limit, calendar_receipt(calendar, moment));
        else
            line_after(calendar, moment, chance_between(chance, 0, 2));
        return;
    default: question = weather_question(weather, calendar); line_deadline(&question);
    }
}

static void print_random(uint64_t seed, uint64_t count)
{
    struct weather weather = {.chance = {seed}, .holidays = office_holidays()};

    while (count > 0) {
        struct calendar calendar;
        char name[32];

        weather_calendar(&weather);
        snprintf(name, sizeof name, "%" PRIu64, count);
        line_calendar(name, weather.segments, weather.segment_count,
                      weather.has_own ? &weather.specials : NULL);
        calendar = office_calendar_of(weather.segments, weather.segment_count, &weather.specials);
        for (int left = CASES_A_CALENDAR; left > 0 && count > 0; left--, count--)
            random_line(&weather, &calendar);
    }
}

/* Minutes of a day at which a week may begin or end, midnight and noon, and their neighbours. */
static void mark_borders(const struct week *week, bool is_border[MINUTES_A_DAY + 1])
{
    bool marked[MINUTES_A_DAY + 1] = {[0] = true, [NOON] = true, [MINUTES_A_DAY] = true};

    for (int weekday = 0; weekday < WEEKDAYS; weekday++)
        for (int span = 0; span < week->day[weekday].count; span++) {
            marked[week->day[weekday].from[span]] = true;
            marked[week->day[weekday].to[span]] = true;
        }
    for (int minute = 0; minute <= MINUTES_A_DAY; minute++)
        is_border[minute] = marked[minute] || (minute > 0 && marked[minute - 1]) ||
                            (minute < MINUTES_A_DAY && marked[minute + 1]);
}

static void print_border(const struct calendar *calendar, struct moment moment)
{
    static const struct limit limits[] = {
        {1,  LIMIT_WORKING_DAY},
        {2,  LIMIT_WORKING_DAY},
        {5,  LIMIT_WORKING_DAY},
        {15, LIMIT_WORKING_DAY},
        {1,  LIMIT_HOUR       },
        {4,  LIMIT_HOUR       },
        {8,  LIMIT_HOUR       },
    };
    const int64_t start = day_start(moment.day) + (int64_t)moment.minute * MINUTE_US;
    struct deadline_question question = {.calendar = calendar, .received_us = start};

    line_receipt(calendar, moment);
    line_worked(calendar, moment);
    line_minutes(calendar, moment, (struct moment){moment.day, NOON + 10});
    line_minutes(calendar, moment, (struct moment){moment.day + 1, 10});
    line_minutes(calendar, moment, (struct moment){moment.day + 6, 0});
    for (size_t limit = 0; limit < sizeof limits / sizeof limits[0]; limit++) {
        question.limit = limits[limit];
        question.received_us = start + (limit % 2 ? MINUTE_US - 1 : 0);
        line_deadline(&question);
    }
}

static void print_borders(const struct week *week)
{
    const struct hours_segment segment = {0, week};
    const struct calendar calendar = office_calendar_of(&segment, 1, office_holidays());
    const int32_t end = day_from_date((struct date){2028, 1, 1});
    bool is_border[MINUTES_A_DAY + 1];

    line_calendar("borders", &segment, 1, NULL);
    mark_borders(week, is_border);
    for (int32_t day = day_from_date((struct date){2020, 1, 1}); day < end; day++)
        for (int32_t minute = 0; minute <= MINUTES_A_DAY; minute++)
            if (is_border[minute])
                print_border(&calendar, (struct moment){day, minute});
}

static int usage(void)
{
    fputs("usage: deadline_cases random SEED COUNT | borders WEEK | weeks\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    const char *const what = argc > 1 ? argv[1] : "";

    if (argc == 4 && strcmp(what, "random") == 0)
        print_random(strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
    else if (argc == 3 && strcmp(what, "borders") == 0 && strtoul(argv[2], NULL, 10) < OFFICE_WEEKS)
        print_borders(office_week((enum office)strtoul(argv[2], NULL, 10)));
    else if (argc == 2 && strcmp(what, "weeks") == 0)
        printf("%d\n", OFFICE_WEEKS);
    else
        return usage();
    return fflush(stdout) == 0 ? 0 : 2;
}
