#include "tests/flow/sums_at.h"

#include "aggregator/gathered.h"
#include "runtime/day.h"

/* A row is asked for by the largest step that lies wholly before the day. */
static bool reaches(const struct cell_key *key, int32_t day)
{
    const int32_t year = day_year_start(day), month = day_month_start(day);

    switch ((enum step)key->step) {
    case STEP_YEAR: return key->start < year;
    case STEP_MONTH: return key->start >= year && key->start < month;
    case STEP_DAY: return key->start >= month && key->start <= day;
    case STEP_NONE: break;
    }
    return false;
}

int64_t sums_at(const struct stored *stored, enum measure measure, int channel, int32_t day,
                in_row *belongs, const void *context, size_t row)
{
    int64_t sum = 0;

    for (const struct cell *cell = stored->sums->cells.set; cell; cell = cell->hh.next)
        if (reaches(&cell->key, day) && (channel == 0 || cell->key.channel == channel) &&
            belongs(context, row, cell->key.unit))
            sum += cell->sums.at[measure];
    return sum;
}
