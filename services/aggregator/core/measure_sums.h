/*
 * measure_sums: what to add to which rows of the sum tables.
 *
 * Pure. Contributions are gathered by day and cell (services/aggregator/cells.h) and rolled up to
 * months, years and units when they are written.
 */
#pragma once

#include "proto/measure.h"
#include "runtime/bytes.h"

enum step { STEP_NONE, STEP_DAY, STEP_MONTH, STEP_YEAR };

struct measure_sums {
    int64_t at[MEASURE_COUNT];
    uint64_t touched; /* One bit for each measure that something was added to. */
};

void measure_sums_add(struct measure_sums *sums, enum measure measure, int64_t n);
void measure_sums_merge(struct measure_sums *into, const struct measure_sums *from);

/* First day of the step in which the day lies. */
int32_t step_start(enum step step, int32_t day);
