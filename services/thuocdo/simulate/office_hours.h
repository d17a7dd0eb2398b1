/*
 * office_hours: working time as one straight line.
 *
 * A position counts the seconds of office hours since a first day; nights, weekends and
 * holidays have none, so that plain arithmetic on positions never leaves office hours.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define MINUTE INT64_C(60)
#define HOUR   INT64_C(3600)
#define DAY    INT64_C(86400)
#define WEEK   INT64_C(604800)

/* 07:30–11:30 and 13:30–17:00. */
#define MORNING_SECONDS INT64_C(14400)
#define WORKDAY_SECONDS INT64_C(27000)

enum { CALENDAR_DAYS = 1100 };

enum limit_unit { LIMIT_WORKING_DAY, LIMIT_DAY, LIMIT_HOUR, LIMIT_MONTH };

struct limit {
    int n;
    enum limit_unit unit;
};

struct calendar {
    int32_t first;                     /* The first day it knows. */
    int32_t workdays;                  /* How many working days it has. */
    int32_t day_of[CALENDAR_DAYS];     /* The day of each working day. */
    int32_t workday_of[CALENDAR_DAYS]; /* The first working day not before each day. */
};

/* Reads the calendar from the first day on that it has to know. */
void office_read(struct calendar *calendar, int32_t first);

/* The number of the first working day not before, or the last one not after, the day. */
int32_t office_from(const struct calendar *calendar, int32_t day);
int32_t office_until(const struct calendar *calendar, int32_t day);

int32_t office_day(const struct calendar *calendar, int64_t position);

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t office_moment(const struct calendar *calendar, int64_t position);

/* The day on which a dossier received at the position is due. */
int32_t office_due(const struct calendar *calendar, int64_t position, struct limit limit);

/* The first second of a day, and the day of a second, as day.h has it. */
int64_t second_of_day(int32_t day);
int32_t day_of_second(int64_t second);
