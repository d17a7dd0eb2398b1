#include "tests/flow/reading.h"

#include <stdlib.h>

enum { BLOCKS_AT_MOST = 4 };

void reading_ask(struct stage *stage, enum stream stream, const struct reading *reading,
                 enum receiver receiver, int group, int instance)
{
    const struct stored_stream *from = stream == STREAM_LOG
                                           ? &stage->stored.log[reading->partition]
                                           : &stage->stored.deltas[reading->partition];
    struct buffer rows = {0};
    struct blocks blocks = {
        .present = message_whole(&blocks_schema),
        .stream = (int32_t)stream,
        .partition = reading->partition,
        .after = reading->position,
        .end = stored_end(from),
    };

    stored_fetch(from, reading->position, (size_t)chance_between(&stage->chance, 1, BLOCKS_AT_MOST),
                 &rows);
    blocks.blocks = (struct list){rows.at, (uint32_t)(rows.length / sizeof(struct block))};
    post_send(&stage->post, receiver, group, instance, &blocks_schema, &blocks);
    buffer_free(&rows);
}

static void take_block(enum planted planted, const struct block *block, struct reading *reading,
                       take_one *take, void *context)
{
    struct buffer records = {0};
    struct record_walk walk;
    struct bytes record;
    struct failure why;

    if (block_unpack(block, &records, &why) != DONE)
        abort();
    walk = block_records(block, buffer_bytes(&records));
    while (block_next(&walk, &record)) {
        if (walk.position <= reading->position && planted != PLANTED_OLD_RECORDS_TAKEN)
            continue;
        take(context, reading->partition, walk.position, record);
        reading->position = walk.position;
    }
    buffer_free(&records);
}

void reading_take(enum planted planted, const struct blocks *blocks, struct reading *readings,
                  int count, take_one *take, void *context)
{
    const struct block *rows = blocks->blocks.at;
    struct reading *reading = NULL;

    for (int row = 0; row < count; row++)
        if (readings[row].partition == blocks->partition)
            reading = &readings[row];
    for (uint32_t row = 0; reading && row < blocks->blocks.count; row++) {
        /* A gap: what is between will be asked for again. */
        if (rows[row].last - rows[row].n > reading->position && planted != PLANTED_GAPS_TAKEN)
            return;
        take_block(planted, &rows[row], reading, take, context);
    }
}
