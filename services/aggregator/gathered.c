#include "aggregator/gathered.h"

/* An entry is day, measure, n. */
enum { DAY, MEASURE, N, NUMBERS_AN_ENTRY };

static enum outcome check(const struct posting *posting, struct failure *why)
{
    const int64_t *entry = posting->entries.at, *end = entry + posting->entries.count;

    for (; entry < end; entry += NUMBERS_AN_ENTRY) {
        const int64_t measure = entry[MEASURE];

        if ((measure < 0 || measure >= MEASURE_COUNT) &&
            (measure < MARK_FIRST || measure >= MARK_END))
            return fail(why, FATAL, "measure %lld is one that this version does not know",
                        (long long)measure);
    }
    return DONE;
}

enum outcome gathered_add(struct gathered *gathered, int64_t partition, struct bytes system,
                          const struct posting *posting, int64_t sign, struct failure *why)
{
    const int64_t *entry = posting->entries.at, *end = entry + posting->entries.count;
    struct cell_key of_cell =
        cells_key(partition, posting->unit, posting->procedure, posting->channel, system);
    struct mark_key of_mark = marks_key(partition, posting->unit, posting->channel, system);
    struct cell *cell = NULL;

    TRY(check(posting, why));
    of_cell.step = of_mark.step = STEP_DAY;
    for (; entry < end; entry += NUMBERS_AN_ENTRY) {
        const int32_t day = (int32_t)entry[DAY];

        if (measure_is_mark((enum measure)entry[MEASURE])) {
            of_mark.start = day;
            of_mark.mark = (int16_t)entry[MEASURE];
            marks_add(&gathered->marks, &of_mark, sign * entry[N]);
            continue;
        }
        if (!cell || cell->key.start != day) {
            of_cell.start = day;
            cell = cells_at(&gathered->cells, &of_cell);
        }
        measure_sums_add(&cell->sums, (enum measure)entry[MEASURE], sign * entry[N]);
    }
    return DONE;
}

size_t gathered_count(const struct gathered *gathered)
{
    return gathered->cells.count + gathered->marks.count;
}

void gathered_free(struct gathered *gathered)
{
    cells_free(&gathered->cells);
    marks_free(&gathered->marks);
}
