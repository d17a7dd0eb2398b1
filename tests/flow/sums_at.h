/*
 * sums_at: S(measure, day) from the rows of days, months and years.
 */
#pragma once

#include "proto/measure.h"
#include "tests/flow/stored.h"

/* Whether the sums of a unit belong to a row. */
typedef bool in_row(const void *context, size_t row, const char *unit);

/*
 * The sum over all days up to `day`: whole years before it, whole months before it, single days.
 * `channel` 0 means any.
 */
int64_t sums_at(const struct stored *stored, enum measure measure, int channel, int32_t day,
                in_row *belongs, const void *context, size_t row);
