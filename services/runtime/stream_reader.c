#include "runtime/stream_reader.h"

#include "runtime/block.h"
#include "runtime/clock.h"
#include "runtime/log.h"

enum { SILENCE_MS = 5000, ARENA_BYTES = 1 << 20 };

enum outcome stream_reader_open(struct stream_reader *reader, void *zmq, const char *url,
                                enum stream stream, int64_t credit, struct failure *why)
{
    *reader = (struct stream_reader){.stream = stream, .credit = credit};
    reader->arena.at = heap_take(1, ARENA_BYTES);
    reader->arena.room = ARENA_BYTES;
    return socket_connect(zmq, ZMQ_DEALER, url, -1, &reader->socket, why);
}

void stream_reader_close(struct stream_reader *reader)
{
    socket_close(&reader->socket);
    buffer_free(&reader->request);
    buffer_free(&reader->records);
    buffer_free(&reader->arena);
}

void stream_reader_add(struct stream_reader *reader, int64_t partition, int64_t position)
{
    reader->readings[reader->count++] =
        (struct reading){.partition = partition, .position = position, .end = -1};
}

void stream_reader_forget(struct stream_reader *reader)
{
    struct envelope envelope;

    reader->count = 0;
    while (socket_take(reader->socket, false, &envelope))
        envelope_close(&envelope);
}

static bool ask(struct stream_reader *reader, const struct reading *reading)
{
    const struct fetch fetch = {
        .present = message_whole(&fetch_schema),
        .stream = (int32_t)reader->stream,
        .partition = reading->partition,
        .after = reading->position,
        .credit = reader->credit,
    };
    struct sink sink = buffer_sink(&reader->request);

    buffer_clear(&reader->request);
    record_encode(&fetch_schema, &fetch, &sink);
    return socket_send(reader->socket, buffer_bytes(&reader->request));
}

void stream_reader_ask(struct stream_reader *reader)
{
    const int64_t now_ms = clock_ms();

    for (int row = 0; row < reader->count; row++) {
        struct reading *reading = &reader->readings[row];

        if (reading->asked_ms && now_ms - reading->asked_ms < SILENCE_MS)
            continue;
        if (ask(reader, reading))
            reading->asked_ms = now_ms;
    }
}

static struct reading *reading_of(struct stream_reader *reader, const struct blocks *blocks)
{
    for (int row = 0; row < reader->count; row++)
        if (reader->readings[row].partition == blocks->partition)
            return &reader->readings[row];
    return NULL;
}

/* A reader may stand in the middle of a block that was joined: it skips what it has. */
static enum outcome hand_out(struct stream_reader *reader, struct reading *reading,
                             const struct block *block, take_record *take, void *context,
                             struct failure *why)
{
    struct record_walk walk;
    struct bytes record;

    if (block->last <= reading->position)
        return DONE;
    if (block->last - block->n > reading->position)
        return fail(why, RETRY, "%s: partition %lld: a gap after %lld",
                    stream_names[reader->stream], (long long)reading->partition,
                    (long long)reading->position);
    TRY(block_unpack(block, &reader->records, why));
    walk = block_records(block, buffer_bytes(&reader->records));
    while (block_next(&walk, &record)) {
        if (walk.position <= reading->position)
            continue;
        TRY(take(context, reading->partition, walk.position, record, why));
        reading->position = walk.position;
    }
    return DONE;
}

static enum outcome hand_out_all(struct stream_reader *reader, const struct blocks *blocks,
                                 take_record *take, void *context, struct failure *why)
{
    struct reading *reading = reading_of(reader, blocks);
    const struct block *rows = blocks->blocks.at;

    if (!reading || blocks->stream != (int32_t)reader->stream || blocks->after != reading->position)
        return DONE; /* Stale: the answer to a question asked before. */
    reading->asked_ms = 0;
    reading->end = blocks->end;
    if (blocks->end < reading->position)
        return fail(why, FATAL,
                    "%s: partition %lld: our position %lld is ahead of the writer's end %lld: "
                    "wrong or restored database",
                    stream_names[reader->stream], (long long)reading->partition,
                    (long long)reading->position, (long long)blocks->end);
    for (uint32_t row = 0; row < blocks->blocks.count; row++)
        TRY(hand_out(reader, reading, &rows[row], take, context, why));
    return DONE;
}

enum outcome stream_reader_take(struct stream_reader *reader, take_record *take, void *context,
                                bool *taken, struct failure *why)
{
    struct arena arena = arena_over(reader->arena.at, reader->arena.room);
    struct envelope envelope;
    struct blocks blocks;
    enum outcome outcome;

    *taken = socket_take(reader->socket, false, &envelope);
    if (!*taken)
        return DONE;
    outcome = message_decode(&blocks_schema, envelope_message(&envelope), &blocks, &arena, why);
    if (outcome == DONE)
        outcome = hand_out_all(reader, &blocks, take, context, why);
    else
        outcome = fail(why, FATAL, "%s: an answer that cannot be read: %s",
                       stream_names[reader->stream], why->text);
    envelope_close(&envelope);
    return outcome;
}

bool stream_reader_drained(const struct stream_reader *reader)
{
    for (int row = 0; row < reader->count; row++)
        if (reader->readings[row].end != reader->readings[row].position)
            return false;
    return true;
}
