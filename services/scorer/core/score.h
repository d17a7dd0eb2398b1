/*
 * score: what a rubric makes of one unit's numbers.
 *
 * Each indicator is rounded first; groups and totals are sums of the rounded. An indicator
 * without numbers has no points, is listed all the same, and shows in the coverage.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "scorer/core/rubric.h"

struct count {
    bool known;
    int64_t numerator; /* Below 0 counts as 0, here and below. */
    int64_t denominator;
};

enum score_source {
    SCORE_ABSENT,       /* No numbers: no rate, no points. */
    SCORE_COUNTED,      /* From the numbers given. */
    SCORE_INHERITED,    /* The parent's, since the unit is outside the scope. */
    SCORE_OUT_OF_SCOPE, /* Not asked of units of this level. */
};

struct indicator_score {
    enum score_source source;
    bool has_ratio;
    int64_t ratio_millionths; /* May exceed 1: points are capped, the rate is shown as it is. */
    bool has_points;
    int64_t points;
};

struct score {
    struct indicator_score indicators[RUBRIC_INDICATORS]; /* In the rubric's order. */
    int64_t groups[RUBRIC_GROUPS];                        /* Points of those that have any. */
    int64_t total;
    int64_t asked;   /* Sum of the maxima that apply to the unit. */
    int64_t covered; /* Of these, where the data exists. */
};

/*
 * `counts` has a row per indicator. `parent` is the score by the same rubric that a unit outside
 * an indicator's scope inherits from; NULL when there is none.
 */
void score_unit(const struct rubric *rubric, enum rubric_level level, const struct count *counts,
                const struct score *parent, struct score *score);
