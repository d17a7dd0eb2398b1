/*
 * counting: what indicators are computed from, read from the database once for a question.
 *
 * Only what the indicators asked for need is read: sums, flows by procedure, the catalogue,
 * reported figures.
 */
#pragma once

#include "reporter/asking.h"
#include "reporter/core/indicator.h"
#include "reporter/sums.h"

/* What is counted. Texts that were not given are NULL. */
struct counting_scope {
    const char *unit;
    int32_t from;
    int32_t to;
    int32_t duty;        /* DAY_NONE: the duty began before the period. */
    const char *systems; /* Names or kinds of sources, commas between them. */
    const char *field;
    const char *levels; /* Of procedures, commas between them. */
};

struct counting {
    struct counting_scope scope;
    struct sums sums;
    struct expression_facts facts;
};

/* The facts for those of the indicators that are marked in `wanted`. */
enum outcome counting_open(struct counting *counting, struct asking *asking,
                           const struct counting_scope *scope, const struct indicators *indicators,
                           const bool *wanted, struct failure *why);
