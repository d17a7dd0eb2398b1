/*
 * deadline_weather: random calendars and dossiers, realistic and nasty, from a seed.
 */
#pragma once

#include "tests/support/chance.h"
#include "tracker/core/deadline.h"

enum { SEGMENTS_MAX = 4, OWN_DAYS_MAX = 64, WAITS_MAX = 4, EXTENSIONS_MAX = 3 };

struct weather {
    struct chance chance;
    const struct special_days *holidays;

    /* The calendar of the moment. */
    struct week weeks[SEGMENTS_MAX];
    struct hours_segment segments[SEGMENTS_MAX];
    uint32_t segment_count;
    bool has_own; /* Special days of its own instead of the holidays. */
    struct special_day own[OWN_DAYS_MAX];
    struct special_days specials;
    int64_t slowest_minutes; /* Worked in the week with the least work … */
    int64_t slowest_days;
    int64_t fastest_minutes; /* … and with the most. */

    struct deadline_wait waits[WAITS_MAX];
    struct deadline_extension extensions[EXTENSIONS_MAX];
};

/* Draws segments, weeks and special days. */
void weather_calendar(struct weather *weather);

/* A moment near something: a border of hours, midnight, noon, a holiday, a change of hours. */
struct moment weather_moment(struct weather *weather, const struct calendar *calendar);

/* A limit whose due stays within a year and a half. */
struct limit weather_limit(struct weather *weather);

/* A dossier's question; its waits and extensions are the weather's until the next call. */
struct deadline_question weather_question(struct weather *weather, const struct calendar *calendar);
