#include "runtime/day.h"

#include <stdio.h>

/* Both borders are far inside what 64 bits and PostgreSQL's timestamptz hold. */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2199, FIRST_DAY = -25567, LAST_DAY = 84005 };

static int64_t floor_div(int64_t value, int64_t by)
{
    const int64_t quotient = value / by;

    return quotient - (value % by < 0);
}

int32_t day_of_instant(int64_t instant_us)
{
    return (int32_t)floor_div(instant_us + ZONE_US, DAY_US);
}

int64_t day_start(int32_t day)
{
    return (int64_t)day * DAY_US - ZONE_US;
}

/* Days from civil: a year starts in March, so that the leap day is its last. */
int32_t day_from_date(struct date date)
{
    const int year = date.month <= 2 ? date.year - 1 : date.year;
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int month = date.month > 2 ? date.month - 3 : date.month + 9;
    const int day_of_year = (153 * month + 2) / 5 + date.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

struct date day_to_date(int32_t day)
{
    const int shifted = day + 719468;
    const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int day_of_era = shifted - era * 146097;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month = (5 * day_of_year + 2) / 153;
    struct date date;

    date.day = day_of_year - (153 * month + 2) / 5 + 1;
    date.month = month < 10 ? month + 3 : month - 9;
    date.year = year_of_era + era * 400 + (date.month <= 2);
    return date;
}

int32_t day_month_start(int32_t day)
{
    return day - (day_to_date(day).day - 1);
}

int32_t day_year_start(int32_t day)
{
    return day_from_date((struct date){day_to_date(day).year, 1, 1});
}

int day_weekday(int32_t day)
{
    const int since_monday = (day + 3) % 7; /* 1970-01-01 was a Thursday. */

    return since_monday < 0 ? since_monday + 7 : since_monday;
}

static bool digits(const char *text, size_t count, int *value)
{
    *value = 0;
    for (size_t at = 0; at < count; at++) {
        if (text[at] < '0' || text[at] > '9')
            return false;
        *value = *value * 10 + (text[at] - '0');
    }
    return true;
}

bool day_parse(const char *text, size_t length, int32_t *day)
{
    struct date date, back;
    int32_t parsed;

    if (length != 10 || text[4] != '-' || text[7] != '-' || !digits(text, 4, &date.year) ||
        !digits(text + 5, 2, &date.month) || !digits(text + 8, 2, &date.day))
        return false;
    if (date.year < FIRST_YEAR || date.year > LAST_YEAR || date.month < 1 || date.month > 12 ||
        date.day < 1 || date.day > 31)
        return false;
    parsed = day_from_date(date);
    back = day_to_date(parsed);
    if (back.month != date.month || back.day != date.day)
        return false;
    *day = parsed;
    return true;
}

void day_print(int32_t day, char text[DAY_TEXT])
{
    const struct date date = day_to_date(day);

    snprintf(text, DAY_TEXT, "%04u-%02u-%02u", (unsigned)date.year % 10000U,
             (unsigned)date.month % 100U, (unsigned)date.day % 100U);
}

/* The offset in minutes, from "Z" or "+hh:mm" at the end of the text. */
static bool offset_parse(const char *text, size_t length, int *minutes)
{
    int hour, minute;

    if (length == 1 && (text[0] == 'Z' || text[0] == 'z')) {
        *minutes = 0;
        return true;
    }
    if (length != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':' ||
        !digits(text + 1, 2, &hour) || !digits(text + 4, 2, &minute) || hour > 23 || minute > 59)
        return false;
    *minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
    return true;
}

bool instant_in_range(int64_t instant_us)
{
    return instant_us >= day_start(FIRST_DAY) && instant_us < day_start(LAST_DAY + 1);
}

bool instant_parse(const char *text, size_t length, int64_t *instant_us)
{
    int32_t day;
    int hour, minute, second, offset;
    int64_t fraction = 0, unit = SECOND_US / 10, parsed;
    size_t at = 19;

    if (length < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
        return false;
    if (!day_parse(text, 10, &day) || !digits(text + 11, 2, &hour) ||
        !digits(text + 14, 2, &minute) || !digits(text + 17, 2, &second) || hour > 23 ||
        minute > 59 || second > 59)
        return false;
    if (text[at] == '.') {
        const size_t first = ++at;

        for (; at < length && text[at] >= '0' && text[at] <= '9'; at++, unit /= 10)
            fraction += unit * (text[at] - '0');
        if (at == first)
            return false;
    }
    if (!offset_parse(text + at, length - at, &offset))
        return false;
    parsed = (int64_t)day * DAY_US +
             ((int64_t)hour * 3600 + (int64_t)(minute - offset) * 60 + second) * SECOND_US +
             fraction;
    if (!instant_in_range(parsed))
        return false;
    *instant_us = parsed;
    return true;
}

void instant_print(int64_t instant_us, char text[INSTANT_TEXT])
{
    const int32_t day = day_of_instant(instant_us);
    const int64_t inside = instant_us - day_start(day);
    const int second = (int)(inside / SECOND_US);
    const int fraction = (int)(inside % SECOND_US);
    char date[DAY_TEXT];

    day_print(day, date);
    if (fraction)
        snprintf(text, INSTANT_TEXT, "%sT%02d:%02d:%02d.%06d+07:00", date, second / 3600,
                 second / 60 % 60, second % 60, fraction);
    else
        snprintf(text, INSTANT_TEXT, "%sT%02d:%02d:%02d+07:00", date, second / 3600,
                 second / 60 % 60, second % 60);
}
