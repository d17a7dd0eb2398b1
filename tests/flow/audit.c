#include "tests/flow/audit.h"

#include <stdlib.h>

#include "aggregator/gathered.h"
#include "runtime/day.h"
#include "tests/flow/versions.h"

enum { MEMORY = 256 << 10 };

static enum outcome expect_no_marks(const struct marks *balance, const char *what,
                                    struct failure *why)
{
    for (const struct mark *mark = balance->set; mark; mark = mark->hh.next)
        if (mark->n != 0) {
            char day[DAY_TEXT];

            day_print(mark->key.start, day);
            return fail(why, REJECT, "%s: partition %d, %s %s, step %d, %s, %s: %+lld", what,
                        (int)mark->key.partition, mark->key.unit, mark->key.system,
                        (int)mark->key.step, day, measure_name((enum measure)mark->key.mark),
                        (long long)mark->n);
        }
    return DONE;
}

/* What a balance still holds, as a sentence. */
static enum outcome expect_empty(const struct gathered *balance, const char *what,
                                 struct failure *why)
{
    for (const struct cell *cell = balance->cells.set; cell; cell = cell->hh.next)
        for (int measure = 0; measure < MEASURE_COUNT; measure++)
            if (cell->sums.at[measure] != 0) {
                char day[DAY_TEXT];

                day_print(cell->key.start, day);
                return fail(why, REJECT, "%s: partition %d, %s %s %s, step %d, %s, %s: %+lld", what,
                            (int)cell->key.partition, cell->key.unit, cell->key.procedure,
                            cell->key.system, (int)cell->key.step, day,
                            measure_name((enum measure)measure), (long long)cell->sums.at[measure]);
            }
    return expect_no_marks(&balance->marks, what, why);
}

static void subtract(struct cells *balance, const struct cell *cell, enum step step)
{
    struct cell_key key = cell->key;
    struct cell *into;

    key.step = (int16_t)step;
    key.start = step_start(step, key.start);
    into = cells_at(balance, &key);
    for (int measure = 0; measure < MEASURE_COUNT; measure++)
        measure_sums_add(&into->sums, (enum measure)measure, -cell->sums.at[measure]);
}

static void subtract_mark(struct marks *balance, const struct mark *mark, enum step step)
{
    struct mark_key key = mark->key;

    key.step = (int16_t)step;
    key.start = step_start(step, key.start);
    marks_add(balance, &key, -mark->n);
}

/* ---- postings, sums and deltas ---- */

static void add_postings(const struct stored *stored, int64_t partition, void *memory,
                         struct gathered *balance)
{
    const struct stored_dossiers *dossiers = &stored->dossiers[partition];

    for (int64_t row = 0; row < dossiers->count; row++) {
        struct arena arena = arena_over(memory, MEMORY);
        struct posting posting;
        struct failure why;

        if (posting_decode(buffer_bytes(&dossiers->at[row].posted), &arena, &posting, &why) !=
                DONE ||
            gathered_add(balance, partition, bytes_of_text(dossiers->at[row].source), &posting, 1,
                         &why) != DONE)
            abort();
    }
}

static void subtract_pending(const struct stored *stored, int64_t partition, void *memory,
                             struct gathered *balance)
{
    struct stored_walk walk =
        stored_records(&stored->deltas[partition], stored->delta_at[partition]);
    struct bytes record;

    while (stored_next(&walk, &record)) {
        struct arena arena = arena_over(memory, MEMORY);
        const struct posting *postings;
        struct failure why;
        struct delta delta;

        if (record_decode(&delta_schema, record, &delta, &arena, NULL, &why) != DONE)
            abort();
        postings = delta.postings.at;
        for (uint32_t row = 0; row < delta.postings.count; row++)
            if (gathered_add(balance, partition, delta.system, &postings[row], -1, &why) != DONE)
                abort();
    }
}

static enum outcome audit_sums(const struct stored *stored, void *memory, struct failure *why)
{
    struct gathered balance = {0};
    enum outcome outcome;

    for (int64_t partition = 1; partition < STREAMS; partition++) {
        add_postings(stored, partition, memory, &balance);
        subtract_pending(stored, partition, memory, &balance);
    }
    for (const struct cell *cell = stored->sums->cells.set; cell; cell = cell->hh.next)
        if (cell->key.step == STEP_DAY)
            subtract(&balance.cells, cell, STEP_DAY);
    for (const struct mark *mark = stored->sums->marks.set; mark; mark = mark->hh.next)
        if (mark->key.step == STEP_DAY)
            subtract_mark(&balance.marks, mark, STEP_DAY);
    outcome = expect_empty(&balance, "postings are not sums and pending deltas", why);
    gathered_free(&balance);
    return outcome;
}

static enum outcome audit_steps(const struct stored *stored, struct failure *why)
{
    const struct gathered *sums = stored->sums;
    struct gathered balance = {0};
    enum outcome outcome;

    for (const struct cell *cell = sums->cells.set; cell; cell = cell->hh.next)
        if (cell->key.step == STEP_DAY) {
            subtract(&balance.cells, cell, STEP_MONTH);
            subtract(&balance.cells, cell, STEP_YEAR);
        } else {
            measure_sums_merge(&cells_at(&balance.cells, &cell->key)->sums, &cell->sums);
        }
    for (const struct mark *mark = sums->marks.set; mark; mark = mark->hh.next)
        if (mark->key.step == STEP_DAY) {
            subtract_mark(&balance.marks, mark, STEP_MONTH);
            subtract_mark(&balance.marks, mark, STEP_YEAR);
        } else {
            marks_add(&balance.marks, &mark->key, mark->n);
        }
    outcome = expect_empty(&balance, "months and years are not their days", why);
    gathered_free(&balance);
    return outcome;
}

/* ---- figures ---- */

static enum outcome audit_ledger(const struct world *world, struct failure *why)
{
    const struct stored *stored = &world->stage.stored;
    int64_t logged = 0, ends = 0;

    for (int row = 0; row < PRODUCERS; row++) {
        const struct stored_producer *producer = &stored->producers[row];

        logged += producer->logged;
        if (producer->sent != producer->logged + producer->rejected)
            return fail(why, REJECT, "producer %d: sent is not logged and rejected", row);
        if (world->acknowledged[row] > producer->batch)
            return fail(why, REJECT, "producer %d: batch %lld is acknowledged, %lld is logged", row,
                        (long long)world->acknowledged[row], (long long)producer->batch);
    }
    for (int row = 0; row < STREAMS; row++) {
        const struct stored_tally *tally = &stored->tallies[row];
        const struct stored_position *position = &stored->positions[row];

        ends += stored_end(&stored->log[row]);
        if (tally->stored + tally->duplicates + tally->conflicts != position->log_at)
            return fail(why, REJECT,
                        "partition %d: %lld stored, %lld duplicates, %lld conflicts "
                        "are not the %lld records read",
                        row, (long long)tally->stored, (long long)tally->duplicates,
                        (long long)tally->conflicts, (long long)position->log_at);
        if (position->delta_end != stored_end(&stored->deltas[row]))
            return fail(why, REJECT, "partition %d: deltas end at %lld, not %lld", row,
                        (long long)stored_end(&stored->deltas[row]),
                        (long long)position->delta_end);
    }
    if (ends != logged)
        return fail(why, REJECT, "the log has %lld records, its producers say %lld",
                    (long long)ends, (long long)logged);
    return DONE;
}

static enum outcome audit_posting(const struct stored_dossier *dossier,
                                  const struct catalogue *catalogue, void *memory,
                                  struct failure *why)
{
    struct arena arena = arena_over(memory, MEMORY);
    struct dossier_state state;

    if (dossier_fold(buffer_bytes(&dossier->facts), buffer_bytes(&dossier->posted), catalogue,
                     &arena, &state, why) != DONE)
        abort();
    if (state.difference.count > 0)
        return fail(why, REJECT, "%s %s: what is posted is not what it contributes",
                    dossier->source, dossier->code);
    return DONE;
}

static enum outcome audit_postings(const struct stored *stored, void *memory, struct failure *why)
{
    struct buffer versions = {0};
    struct arena arena = arena_over(memory, MEMORY);
    const struct catalogue catalogue = versions_read(stored, &arena, &versions);
    enum outcome outcome = DONE;

    for (int partition = 1; partition < STREAMS; partition++) {
        const struct stored_dossiers *dossiers = &stored->dossiers[partition];

        if (stored->positions[partition].catalogue_at != stored->positions[0].log_at)
            continue;
        for (int64_t row = 0; row < dossiers->count && outcome == DONE; row++)
            outcome = audit_posting(&dossiers->at[row], &catalogue, memory, why);
    }
    buffer_free(&versions);
    return outcome;
}

enum outcome audit(const struct world *world, struct failure *why)
{
    const struct stored *stored = &world->stage.stored;
    void *memory = heap_take(MEMORY, 1);
    enum outcome outcome = audit_ledger(world, why);

    if (outcome == DONE)
        outcome = audit_sums(stored, memory, why);
    if (outcome == DONE)
        outcome = audit_steps(stored, why);
    if (outcome == DONE)
        outcome = audit_postings(stored, memory, why);
    free(memory);
    return outcome;
}

enum outcome audit_producers(const struct world *world, struct failure *why)
{
    for (int row = 0; row < PRODUCERS; row++) {
        const struct stored_producer *producer = &world->stage.stored.producers[row];
        int64_t sent = 0, wrong = 0;

        for (int64_t batch = 0; batch < world->made.counts[row]; batch++) {
            sent += (int64_t)(world->made.batches[row][batch].items.length / sizeof(struct bytes));
            wrong += world->made.batches[row][batch].wrong;
        }
        if (producer->batch != world->made.counts[row] || producer->sent != sent ||
            producer->rejected != wrong)
            return fail(why, REJECT,
                        "producer %d: %lld items were taken and %lld refused, made were %lld, "
                        "wrong %lld",
                        row, (long long)producer->sent, (long long)producer->rejected,
                        (long long)sent, (long long)wrong);
    }
    return DONE;
}
