#include "aggregator/core/measure_sums.h"

#include "runtime/day.h"

_Static_assert(MEASURE_COUNT <= 64, "one bit a measure");

void measure_sums_add(struct measure_sums *sums, enum measure measure, int64_t n)
{
    sums->at[measure] += n;
    sums->touched |= UINT64_C(1) << measure;
}

void measure_sums_merge(struct measure_sums *into, const struct measure_sums *from)
{
    for (uint64_t left = from->touched; left; left &= left - 1) {
        const int measure = __builtin_ctzll(left);

        into->at[measure] += from->at[measure];
    }
    into->touched |= from->touched;
}

int32_t step_start(enum step step, int32_t day)
{
    switch (step) {
    case STEP_MONTH: return day_month_start(day);
    case STEP_YEAR: return day_year_start(day);
    case STEP_NONE:
    case STEP_DAY: break;
    }
    return day;
}
