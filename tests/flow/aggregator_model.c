#include "tests/flow/aggregator_model.h"

#include <stdlib.h>

#include "aggregator/gathered.h"

enum { MEMORY = 64 << 10 };

void aggregator_start(struct aggregator_model *aggregator, const struct stored *stored,
                      const int64_t *partitions, int count)
{
    aggregator->alive = true;
    aggregator->count = count;
    aggregator->days = heap_take(1, sizeof *aggregator->days);
    aggregator->memory = heap_take(MEMORY, 1);
    for (int row = 0; row < count; row++) {
        aggregator->delta_at[row] = stored->delta_at[partitions[row]];
        aggregator->readings[row] = (struct reading){partitions[row], aggregator->delta_at[row]};
    }
}

void aggregator_forget(struct aggregator_model *aggregator)
{
    if (aggregator->days)
        gathered_free(aggregator->days);
    free(aggregator->days);
    free(aggregator->memory);
    *aggregator =
        (struct aggregator_model){.group = aggregator->group, .instance = aggregator->instance};
}

void aggregator_ask(const struct aggregator_model *aggregator, struct stage *stage)
{
    for (int row = 0; row < aggregator->count; row++)
        reading_ask(stage, STREAM_DELTA, &aggregator->readings[row], TO_AGGREGATOR,
                    aggregator->group, aggregator->instance);
}

static void add_record(void *context, int64_t partition, int64_t position, struct bytes record)
{
    struct aggregator_model *aggregator = context;
    struct arena arena = arena_over(aggregator->memory, MEMORY);
    const struct posting *postings;
    struct delta delta;
    struct failure why;

    (void)position;
    if (record_decode(&delta_schema, record, &delta, &arena, NULL, &why) != DONE)
        abort();
    postings = delta.postings.at;
    for (uint32_t row = 0; row < delta.postings.count; row++)
        if (gathered_add(aggregator->days, partition, delta.system, &postings[row], 1, &why) !=
            DONE)
            abort();
}

void aggregator_take(struct aggregator_model *aggregator, const struct stored *stored,
                     const struct blocks *blocks)
{
    reading_take(stored->planted, blocks, aggregator->readings, aggregator->count, add_record,
                 aggregator);
}

/* Sums in one transaction, the position in another: in between the process may end. */
static bool commit_apart(struct stored *stored, struct aggregator_changes *changes, enum fate fate)
{
    struct aggregator_changes sums = *changes;

    sums.count = 0;
    stored_commit_aggregator(stored, &sums);
    gathered_free(changes->days);
    return fate != FATE_LOST && stored_commit_aggregator(stored, changes);
}

void aggregator_checkpoint(struct aggregator_model *aggregator, struct stage *stage)
{
    const enum fate fate = stage_fate(stage);
    struct stored *stored = &stage->stored;
    struct aggregator_changes changes = {.days = aggregator->days, .count = aggregator->count};
    bool took_effect = false;

    for (int row = 0; row < aggregator->count; row++) {
        changes.of[row].partition = aggregator->readings[row].partition;
        changes.of[row].before = aggregator->delta_at[row];
        changes.of[row].after = aggregator->readings[row].position;
    }
    if (stored->planted == PLANTED_POSITION_APART)
        took_effect = commit_apart(stored, &changes, fate);
    else if (fate != FATE_LOST)
        took_effect = stored_commit_aggregator(stored, &changes);
    if (!took_effect || fate != FATE_TOLD) {
        aggregator_forget(aggregator);
        return;
    }
    gathered_free(aggregator->days);
    for (int row = 0; row < aggregator->count; row++)
        aggregator->delta_at[row] = aggregator->readings[row].position;
}
