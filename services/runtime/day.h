/*
 * day: instants, and the calendar day they fall on in Asia/Ho_Chi_Minh.
 *
 * Pure arithmetic. An instant is microseconds since 1970-01-01T00:00:00Z. A day is the number of
 * days since 1970-01-01 of the calendar day in Viet Nam (UTC+7, no daylight saving: domain.md).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_US    INT64_C(86400000000)
#define SECOND_US INT64_C(1000000)
#define ZONE_US   (7 * INT64_C(3600000000))
#define DAY_NONE  INT32_MIN

enum { DAY_TEXT = 11, INSTANT_TEXT = 36 };

struct date {
    int year;  /* 1..9999 */
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/* The day in Viet Nam on which the instant falls. */
int32_t day_of_instant(int64_t instant_us);

/* The first instant of the day. */
int64_t day_start(int32_t day);

int32_t day_from_date(struct date date);
struct date day_to_date(int32_t day);

/* First day of the month or year in which the day lies. */
int32_t day_month_start(int32_t day);
int32_t day_year_start(int32_t day);

/* 0 is Monday … 6 is Sunday. */
int day_weekday(int32_t day);

/* Reads exactly YYYY-MM-DD, a real date of the years 1900..2199. */
bool day_parse(const char *text, size_t length, int32_t *day);
void day_print(int32_t day, char text[DAY_TEXT]);

/* Whether the instant lies in the years 1900..2199 in Viet Nam: those that are read and printed. */
bool instant_in_range(int64_t instant_us);

/*
 * Reads RFC 3339 with an offset (2023-02-01T08:35:10+07:00, …Z) of the years 1900..2199; digits of
 * a second beyond microseconds are cut. A leap second is refused.
 */
bool instant_parse(const char *text, size_t length, int64_t *instant_us);

/* Prints RFC 3339 with +07:00; a fraction only when there is one. */
void instant_print(int64_t instant_us, char text[INSTANT_TEXT]);
