/*
 * rule: how a rate or a number becomes points.
 *
 * One list gives the kinds, their words in a rubric and their functions; a kind that no rubric
 * needs yet is one more row. Points are hundredths, computed exactly and rounded half up.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/outcome.h"

/*
 * r is numerator/denominator, n the numerator. Kinds that share a formula keep their own words,
 * so that a rubric says what its text says.
 */
#define RULE_KINDS(X)                         \
    X(LINEAR, linear)                         \
    X(LINEAR_TO_TARGET, linear_to_target)     \
    X(LINEAR_WITH_FLOOR, linear_with_floor)   \
    X(LINEAR_BETWEEN, linear_between)         \
    X(STEP_BANDS, step_bands)                 \
    X(COUNT_THRESHOLD, count_threshold)       \
    X(YES_NO, yes_no)                         \
    X(COMPARE_TO_DUE, compare_to_due)         \
    X(DEDUCT_PER_ITEM, deduct_per_item)       \
    X(DEDUCT_PER_PERCENT, deduct_per_percent) \
    X(SURVEY, survey)                         \
    X(EXTERNAL_INDEX, external_index)         \
    X(CONSTANT, constant)                     \
    X(MONITOR, monitor)

/* X(ENUM, word, digits after the point, least, no more than the indicator's maximum). */
#define RULE_PARAMETERS(X)     \
    X(TARGET, target, 6, 1, 0) \
    X(FLOOR, floor, 6, 0, 0)   \
    X(LOW, low, 6, 0, 0)       \
    X(HIGH, high, 6, 0, 0)     \
    X(SCALE, scale, 6, 1, 0)   \
    X(EACH, each, 2, 1, 1)     \
    X(LOWEST, lowest, 2, 0, 1) \
    X(EQUAL, equal, 2, 0, 1)   \
    X(POINTS, points, 2, 0, 1)

enum rule_kind {
#define X(NAME, name) RULE_##NAME,
    RULE_KINDS(X)
#undef X
        RULE_KIND_COUNT
};

enum rule_parameter {
#define X(NAME, name, digits, least, capped) RULE_##NAME,
    RULE_PARAMETERS(X)
#undef X
        RULE_PARAMETER_COUNT
};

enum { RULE_BANDS = 12 };

/* Borders of what 128 bits carry through every rule. */
#define POINTS_MOST    INT64_C(10000000)
#define PARAMETER_MOST INT64_C(1000000000)

struct band {
    int64_t from;   /* Millionths: of the rate, or of the number. */
    int64_t points; /* Hundredths. */
};

struct rule {
    enum rule_kind kind;
    int64_t parameters[RULE_PARAMETER_COUNT]; /* Millionths or hundredths, by their digits. */
    size_t band_count;
    struct band bands[RULE_BANDS]; /* Highest first; below the last there are no points. */
};

/* How points are rounded. */
enum rounding {
    ROUNDING_EXACT,      /* Half up, from the unrounded rate. */
    ROUNDING_RATE_FIRST, /* The portal's payment group: see rule_points. */
};

const char *rule_name(enum rule_kind kind);
bool rule_by_name(const char *name, enum rule_kind *kind);

const char *rule_parameter_name(enum rule_parameter parameter);
int rule_parameter_digits(enum rule_parameter parameter);

bool rule_needs(enum rule_kind kind, enum rule_parameter parameter);
bool rule_needs_bands(enum rule_kind kind);

/* Does the kind divide, so that a denominator of 0 gives it nothing to say? */
bool rule_divides(enum rule_kind kind);

/* REJECT, naming the parameter, when the rule cannot work for an indicator of that maximum. */
enum outcome rule_check(const struct rule *rule, int64_t max, struct failure *why);

/*
 * Hundredths of a point, within 0..max. Neither number is negative, and the denominator is not 0
 * where the kind divides.
 *
 * ROUNDING_RATE_FIRST reproduces the national portal for linear and linear_to_target: the rate is
 * rounded to hundredths of a percent, max * rate / full is computed in binary floating point, and
 * its exact binary value is rounded half up (so 6 * 98.75 % is 5.92, not 5.93).
 */
int64_t rule_points(const struct rule *rule, int64_t max, int64_t numerator, int64_t denominator,
                    enum rounding rounding);
