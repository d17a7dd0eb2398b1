#include <stdlib.h>

#include "aggregator/aggregator.h"
#include "runtime/clock.h"

/* Partition and unit together, with every byte behind the text zero. */
enum { TOUCHED_KEY = offsetof(struct touched_unit, first_day) };

static void touch(struct aggregator *aggregator, int64_t partition, struct bytes unit,
                  int32_t first_day, int32_t last_day)
{
    struct touched_unit wanted, *touched;

    memset(&wanted, 0, sizeof wanted);
    wanted.partition = partition;
    if (unit.length)
        memcpy(wanted.unit, unit.at, unit.length);
    HASH_FIND(hh, aggregator->touched, &wanted, TOUCHED_KEY, touched);
    if (!touched) {
        touched = heap_take(1, sizeof *touched);
        *touched = wanted;
        touched->first_day = first_day;
        touched->last_day = last_day;
        HASH_ADD(hh, aggregator->touched, partition, TOUCHED_KEY, touched);
    }
    if (first_day < touched->first_day)
        touched->first_day = first_day;
    if (last_day > touched->last_day)
        touched->last_day = last_day;
}

/* The days that a posting changes, of measures and marks alike. */
static void touch_days(struct aggregator *aggregator, int64_t partition,
                       const struct posting *posting)
{
    const int64_t *entry = posting->entries.at, *end = entry + posting->entries.count;
    int64_t first_day = INT32_MAX, last_day = INT32_MIN;

    for (; entry < end; entry += 3) {
        first_day = entry[0] < first_day ? entry[0] : first_day;
        last_day = entry[0] > last_day ? entry[0] : last_day;
    }
    if (first_day <= last_day)
        touch(aggregator, partition, posting->unit, (int32_t)first_day, (int32_t)last_day);
}

enum outcome aggregator_add(struct aggregator *aggregator, struct summed *summed,
                            const struct delta *delta, struct failure *why)
{
    const struct posting *postings = delta->postings.at;

    if (field_present(delta->present, DELTA_FIRST_DAY))
        touch(aggregator, summed->partition, delta->unit, (int32_t)delta->first_day,
              (int32_t)delta->last_day);
    for (uint32_t row = 0; row < delta->postings.count; row++) {
        TRY(gathered_add(&aggregator->days, summed->partition, delta->system, &postings[row], 1,
                         why));
        touch_days(aggregator, summed->partition, &postings[row]);
    }
    aggregator->records++;
    if (!aggregator->oldest_ms)
        aggregator->oldest_ms = clock_ms();
    return DONE;
}

void aggregator_clear(struct aggregator *aggregator)
{
    struct touched_unit *touched, *next;

    gathered_free(&aggregator->days);
    HASH_ITER(hh, aggregator->touched, touched, next)
    {
        HASH_DEL(aggregator->touched, touched);
        free(touched);
    }
    aggregator->records = 0;
    aggregator->oldest_ms = 0;
}

void aggregator_close(struct aggregator *aggregator)
{
    aggregator_clear(aggregator);
    stream_reader_close(&aggregator->reader);
    buffer_free(&aggregator->copy);
    buffer_free(&aggregator->packed);
    free(aggregator->summed);
    free(aggregator->arena.base);
}
