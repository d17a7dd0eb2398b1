/*
 * offices: weeks that units work, their calendars with the product's holidays, moments as text.
 */
#pragma once

#include "tracker/core/working_time.h"

enum office {
    STANDARD, /* 7.5 hours a day. */
    EIGHT,    /* Eight. */
    SATURDAY, /* Half of Saturday as well. */
    EVENING,  /* Monday to Saturday, 16:00 to 24:00. */
    NIGHT,    /* Over midnight. */
    PIECES,   /* Four intervals a day. */
    TUESDAY,  /* One morning a week. */
    WEEKEND,
    ALWAYS, /* Every minute. */
    SUMMER, /* 07:00–11:00 and 14:00–17:30. */
    AUTUMN, /* The same, and Saturday mornings. */
    OFFICE_WEEKS,

    CHANGED = OFFICE_WEEKS, /* Standard, summer from Thursday 2024-07-04, autumn from 2024-08-01. */
};

/* The week of an office that never changes. */
const struct week *office_week(enum office office);

/* The calendar of an office; it is good until the next call. */
struct calendar office_calendar(enum office office);

/* The same for any segments and days; ends the process when there are too many. */
struct calendar office_calendar_of(const struct hours_segment *segments, uint32_t count,
                                   const struct special_days *specials);

/* The days that the program brings, services/tracker/calendar/holidays.csv. */
const struct special_days *office_holidays(void);

enum { MOMENT_TEXT = 24 };

/* "2023-02-01 17:00", to 24:00. */
struct moment moment_read(const char *text);
void moment_print(struct moment moment, char text[MOMENT_TEXT]);

/* "2023-02-01 17:00:59", or without seconds. */
int64_t instant_read(const char *text);
