#include "thuocdo/simulate/office_hours.h"

#include <assert.h>
#include <string.h>

#include "runtime/day.h"
#include "thuocdo/simulate/sheet.h"

/* Monday is 0; the desk opens at 07:30 and again at 13:30. */
enum { SATURDAY = 5, OPENING = 27000, AFTERNOON = 48600 };

int64_t second_of_day(int32_t day)
{
    return day_start(day) / SECOND_US;
}

int32_t day_of_second(int64_t second)
{
    return day_of_instant(second * SECOND_US);
}

static void mark_holidays(const struct calendar *calendar, bool works[CALENDAR_DAYS])
{
    struct sheet sheet;

    sheet_open(&sheet, "holidays.csv");
    while (sheet_next(&sheet)) {
        const char *date = sheet_text(&sheet, "date");
        int32_t day;

        if (day_parse(date, strlen(date), &day) && day >= calendar->first &&
            day < calendar->first + CALENDAR_DAYS)
            works[day - calendar->first] = sheet_number(&sheet, "is_day_off") == 0;
    }
}

void office_read(struct calendar *calendar, int32_t first)
{
    bool works[CALENDAR_DAYS];

    calendar->first = first;
    calendar->workdays = 0;
    for (int32_t at = 0; at < CALENDAR_DAYS; at++)
        works[at] = day_weekday(calendar->first + at) < SATURDAY;
    mark_holidays(calendar, works);
    for (int32_t at = 0; at < CALENDAR_DAYS; at++) {
        calendar->workday_of[at] = calendar->workdays;
        if (works[at])
            calendar->day_of[calendar->workdays++] = calendar->first + at;
    }
}

int32_t office_from(const struct calendar *calendar, int32_t day)
{
    assert(day >= calendar->first && day < calendar->first + CALENDAR_DAYS);
    return calendar->workday_of[day - calendar->first];
}

int32_t office_until(const struct calendar *calendar, int32_t day)
{
    const int32_t from = office_from(calendar, day);

    return from < calendar->workdays && calendar->day_of[from] == day ? from : from - 1;
}

int32_t office_day(const struct calendar *calendar, int64_t position)
{
    const int64_t workday = position / WORKDAY_SECONDS;

    assert(position >= 0 && workday < calendar->workdays);
    return calendar->day_of[workday];
}

int64_t office_moment(const struct calendar *calendar, int64_t position)
{
    const int64_t inside = position % WORKDAY_SECONDS;
    const int64_t clock =
        inside < MORNING_SECONDS ? OPENING + inside : AFTERNOON + inside - MORNING_SECONDS;

    return second_of_day(office_day(calendar, position)) + clock;
}

static int32_t months_later(int32_t day, int months)
{
    struct date date = day_to_date(day);
    const int month = date.month - 1 + months;
    int32_t start, last;

    start = day_from_date((struct date){date.year + month / 12, month % 12 + 1, 1});
    last = day_month_start(start + 31) - 1;
    return start + date.day - 1 < last ? start + date.day - 1 : last;
}

int32_t office_due(const struct calendar *calendar, int64_t position, struct limit limit)
{
    const int32_t day = office_day(calendar, position);

    switch (limit.unit) {
    case LIMIT_WORKING_DAY: return office_day(calendar, position + limit.n * WORKDAY_SECONDS);
    case LIMIT_DAY: return calendar->day_of[office_from(calendar, day + limit.n)];
    case LIMIT_MONTH: return calendar->day_of[office_from(calendar, months_later(day, limit.n))];
    case LIMIT_HOUR: break;
    }
    return office_day(calendar, position + limit.n * HOUR - 1);
}
