/*
 * period: the calendar months, quarters and years that scores are given for.
 *
 * Pure. A month is counted in whole months since the year 0, so that months can be subtracted.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PERIOD_NAME = 8 };

struct period {
    char name[PERIOD_NAME]; /* 2023-01, 2023-Q1 or 2023. */
    int32_t first_month;
    int32_t last_month;
    int32_t from_day;
    int32_t to_day;
};

int32_t month_of_day(int32_t day);

/* The first day of the month. */
int32_t month_start(int32_t month);

/* First month of the month's year. */
int32_t month_january(int32_t month);

struct period_walk {
    int32_t first_month;
    int32_t last_month;
    size_t kind;
    int32_t at;
};

/* Every period with one of the months in it; none when `last` is before `first`. */
struct period_walk period_walk(int32_t first_month, int32_t last_month);

/* False at the end. */
bool period_next(struct period_walk *walk, struct period *period);
