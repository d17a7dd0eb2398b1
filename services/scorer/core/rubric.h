/*
 * rubric: a set of indicators in groups, and how each becomes points.
 *
 * Data, valid from a day; the shell reads it (scorer/rubric_file.h), a score is computed from it
 * (scorer/core/score.h). Points and maxima are hundredths.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/formula.h"
#include "runtime/outcome.h"
#include "scorer/core/rule.h"

enum { RUBRIC_ID = 48, RUBRIC_GROUPS = 16, RUBRIC_INDICATORS = 128, RUBRIC_GRADES = 12 };

/* What a denominator of 0 means. */
#define ZERO_DENS(X) \
    X(NONE, none)    \
    X(ZERO, zero)    \
    X(FULL, full)

/* X(ENUM, word): the rounding of a rubric. "portal" copies the national portal's. */
#define ROUNDING_STYLES(X) \
    X(EXACT, exact)        \
    X(PORTAL, portal)

/* The levels of units that an indicator can be limited to. */
#define RUBRIC_LEVELS(X)      \
    X(MINISTRY, ministry)     \
    X(PROVINCE, province)     \
    X(DEPARTMENT, department) \
    X(DISTRICT, district)     \
    X(COMMUNE, commune)       \
    X(BRANCH, branch)

enum zero_den {
#define X(NAME, name) ZERO_DEN_##NAME,
    ZERO_DENS(X)
#undef X
};

enum rounding_style {
#define X(NAME, name) ROUNDING_STYLE_##NAME,
    ROUNDING_STYLES(X)
#undef X
};

enum rubric_level {
    RUBRIC_LEVEL_ANY, /* Of a unit whose level nobody told: every indicator applies. */
#define X(NAME, name) RUBRIC_LEVEL_##NAME,
    RUBRIC_LEVELS(X)
#undef X
};

struct indicator {
    const char *id;
    const char *name_vi;
    const char *name_en;      /* NULL when there is none; so are the texts below. */
    const char *numerator_vi; /* What is counted, for people. */
    const char *denominator_vi;
    const char *why; /* Why it is not computed from dossiers. */
    const char *comment;
    int64_t max;
    struct rule rule;
    enum zero_den zero_den;
    unsigned scope; /* A bit per level, 1 << rubric_level; 0 for all. */
    bool inherit;   /* Outside the scope a unit has the score of its parent. */
    bool computable;
    struct formula numerator; /* Without terms unless computable. */
    struct formula denominator;
    size_t group;
};

struct rubric_group {
    const char *id;
    const char *name_vi;
    const char *name_en; /* NULL when there is none. */
    int64_t max;
    bool portal_rate_first; /* With the portal's rounding: ROUNDING_RATE_FIRST. */
};

/* A total of at least `from` has this grade; highest first. */
struct grade {
    const char *name_vi;
    int64_t from;
};

struct rubric {
    const char *id;
    const char *name_vi;
    const char *name_en; /* NULL when there is none. */
    const char *comment; /* NULL when there is none. */
    int32_t valid_from;
    enum rounding_style rounding;
    size_t group_count;
    struct rubric_group *groups;
    size_t indicator_count; /* In the order of their groups. */
    struct indicator *indicators;
    size_t grade_count;
    struct grade *grades;
};

/* False when the rubric has no such indicator. */
bool rubric_find(const struct rubric *rubric, const char *id, size_t length, size_t *indicator);

/* The sum of the groups' maxima. */
int64_t rubric_max(const struct rubric *rubric);

/* NULL for a rubric without grades. */
const struct grade *rubric_grade(const struct rubric *rubric, int64_t total);

/* REJECT, naming the indicator, the field and what is wrong with it. */
enum outcome rubric_check(const struct rubric *rubric, struct failure *why);
