#include "tests/flow/stored.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/gathered.h"

void stored_open(struct stored *stored)
{
    *stored = (struct stored){.sums = heap_take(1, sizeof *stored->sums)};
}

static void free_stream(struct stored_stream *stream)
{
    for (size_t row = 0; row < stream->count; row++)
        buffer_free(&stream->blocks[row].data);
    free(stream->blocks);
}

static void free_dossier(struct stored_dossier *dossier)
{
    buffer_free(&dossier->facts);
    buffer_free(&dossier->posted);
}

void stored_close(struct stored *stored)
{
    for (int row = 0; row < STREAMS; row++) {
        free_stream(&stored->log[row]);
        free_stream(&stored->deltas[row]);
        for (int64_t dossier = 0; dossier < stored->dossiers[row].count; dossier++)
            free_dossier(&stored->dossiers[row].at[dossier]);
    }
    gathered_free(stored->sums);
    free(stored->sums);
}

/* ---- streams ---- */

int64_t stored_end(const struct stored_stream *stream)
{
    return stream->count ? stream->blocks[stream->count - 1].last : 0;
}

static struct block as_block(const struct stored_block *stored)
{
    return (struct block){.present = 15,
                          .last = stored->last,
                          .n = stored->n,
                          .codec = (int32_t)stored->codec,
                          .data = buffer_bytes(&stored->data)};
}

static void unpack(const struct stored_block *stored, struct buffer *records)
{
    const struct block block = as_block(stored);
    struct failure why;

    if (block_unpack(&block, records, &why) != DONE)
        abort(); /* We packed it ourselves. */
}

void stored_join(struct stored_stream *stream, size_t first)
{
    struct stored_block *one = &stream->blocks[first], *next = one + 1;
    struct buffer records = {0}, more = {0};

    unpack(one, &records);
    unpack(next, &more);
    buffer_add(&records, more.at, more.length);
    one->codec = block_pack(buffer_bytes(&records), &one->data);
    one->last = next->last;
    one->n += next->n;
    buffer_free(&next->data);
    stream->count--;
    memmove(next, next + 1, (stream->count - first - 1) * sizeof *next);
    buffer_free(&records);
    buffer_free(&more);
}

void stored_fetch(const struct stored_stream *stream, int64_t after, size_t most,
                  struct buffer *blocks)
{
    for (size_t row = 0; row < stream->count && most > 0; row++)
        if (stream->blocks[row].last > after) {
            const struct block block = as_block(&stream->blocks[row]);

            buffer_add(blocks, &block, sizeof block);
            most--;
        }
}

struct stored_walk stored_records(const struct stored_stream *stream, int64_t after)
{
    return (struct stored_walk){.stream = stream, .after = after};
}

bool stored_next(struct stored_walk *walk, struct bytes *record)
{
    do {
        while (!block_next(&walk->walk, record)) {
            struct block block;

            if (walk->block == walk->stream->count) {
                buffer_free(&walk->records);
                return false;
            }
            unpack(&walk->stream->blocks[walk->block], &walk->records);
            block = as_block(&walk->stream->blocks[walk->block++]);
            walk->walk = block_records(&block, buffer_bytes(&walk->records));
        }
    } while (walk->walk.position <= walk->after);
    walk->position = walk->walk.position;
    return true;
}

const struct stored_dossier *stored_find(const struct stored *stored, int64_t partition,
                                         struct bytes source, struct bytes code, int64_t *number)
{
    const struct stored_dossiers *dossiers = &stored->dossiers[partition];

    for (int64_t row = 0; row < dossiers->count; row++)
        if (bytes_equal(bytes_of_text(dossiers->at[row].source), source) &&
            bytes_equal(bytes_of_text(dossiers->at[row].code), code)) {
            *number = row + 1;
            return &dossiers->at[row];
        }
    return NULL;
}

/* ---- transactions ---- */

void stored_pack(struct bytes records, const struct buffer *ends, int64_t last,
                 struct blocking blocking, struct buffer *blocks)
{
    const int64_t *end = (const int64_t *)(const void *)ends->at;
    const int64_t count = (int64_t)(ends->length / sizeof *end);

    for (int64_t first = 0; first < count;) {
        const int64_t left = count - first,
                      some = chance_between(blocking.chance, 1, blocking.most);
        const int64_t n = some < left ? some : left;
        const int64_t from = first ? end[first - 1] : 0, to = end[first + n - 1];
        struct stored_block block = {.last = last + first + n, .n = n};

        block.codec =
            block_pack((struct bytes){records.at + from, (size_t)(to - from)}, &block.data);
        buffer_add(blocks, &block, sizeof block);
        first += n;
    }
}

static void append(struct stored_stream *stream, struct bytes records, const struct buffer *ends,
                   struct blocking blocking)
{
    struct buffer blocks = {0};
    size_t count;

    stored_pack(records, ends, stored_end(stream), blocking, &blocks);
    count = blocks.length / sizeof *stream->blocks;
    stream->blocks = heap_resize(stream->blocks, stream->count + count + 1, sizeof *stream->blocks);
    if (count)
        memcpy(stream->blocks + stream->count, blocks.at, blocks.length);
    stream->count += count;
    buffer_free(&blocks);
}

bool stored_commit_intake(struct stored *stored, struct intake_changes *changes,
                          struct blocking blocking)
{
    for (int row = 0; row < PRODUCERS; row++)
        if (stored->producers[row].batch != changes->producers[row].before &&
            stored->planted != PLANTED_BATCH_NOT_CHECKED)
            return false;
    for (int row = 0; row < STREAMS; row++)
        append(&stored->log[row], buffer_bytes(&changes->records[row]), &changes->ends[row],
               blocking);
    for (int row = 0; row < PRODUCERS; row++) {
        const struct stored_producer *more = &changes->producers[row].more;
        struct stored_producer *producer = &stored->producers[row];

        producer->batch = more->batch > producer->batch ? more->batch : producer->batch;
        producer->sent += more->sent;
        producer->logged += more->logged;
        producer->rejected += more->rejected;
    }
    return true;
}

static void put_dossier(struct stored_dossiers *dossiers, const struct changed_dossier *changed)
{
    if (changed->number > STORED_DOSSIERS)
        abort(); /* Fewer are ever made. */
    if (changed->number > dossiers->count)
        dossiers->count = changed->number;
    free_dossier(&dossiers->at[changed->number - 1]);
    dossiers->at[changed->number - 1] = changed->row;
}

static bool same_position(const struct stored_position *left, const struct stored_position *right)
{
    return left->log_at == right->log_at && left->delta_end == right->delta_end;
}

static void commit_partition(struct stored *stored, struct partition_changes *changes,
                             struct blocking blocking)
{
    struct changed_dossier *rows = (struct changed_dossier *)(void *)changes->rows.at;
    struct stored_tally *tally = &stored->tallies[changes->partition];

    for (size_t row = 0; row < changes->rows.length / sizeof *rows; row++)
        put_dossier(&stored->dossiers[changes->partition], &rows[row]);
    buffer_clear(&changes->rows);
    append(&stored->deltas[changes->partition], buffer_bytes(&changes->deltas), &changes->ends,
           blocking);
    tally->stored += changes->tally.stored;
    tally->duplicates += changes->tally.duplicates;
    tally->conflicts += changes->tally.conflicts;
    if (changes->moved)
        stored->positions[changes->partition] = changes->after;
}

bool stored_commit_tracker(struct stored *stored, struct tracker_changes *changes,
                           struct blocking blocking)
{
    for (int row = 0; row < changes->count; row++) {
        const struct partition_changes *of = &changes->of[row];

        if (of->moved && stored->planted != PLANTED_POSITION_NOT_COMPARED &&
            !same_position(&stored->positions[of->partition], &of->before))
            return false;
    }
    for (int row = 0; row < changes->count; row++)
        commit_partition(stored, &changes->of[row], blocking);
    return true;
}

static void roll_up(const struct cells *days, enum step step, struct cells *into)
{
    for (const struct cell *cell = days->set; cell; cell = cell->hh.next) {
        struct cell_key key = cell->key;

        key.step = (int16_t)step;
        key.start = step_start(step, key.start);
        measure_sums_merge(&cells_at(into, &key)->sums, &cell->sums);
    }
}

bool stored_commit_aggregator(struct stored *stored, const struct aggregator_changes *changes)
{
    for (int row = 0; row < changes->count; row++)
        if (stored->delta_at[changes->of[row].partition] != changes->of[row].before &&
            stored->planted != PLANTED_POSITION_NOT_COMPARED)
            return false;
    roll_up(&changes->days->cells, STEP_DAY, &stored->sums->cells);
    roll_up(&changes->days->cells, STEP_MONTH, &stored->sums->cells);
    roll_up(&changes->days->cells, STEP_YEAR, &stored->sums->cells);
    marks_roll_up(&changes->days->marks, &stored->sums->marks);
    for (int row = 0; row < changes->count; row++)
        stored->delta_at[changes->of[row].partition] = changes->of[row].after;
    return true;
}

void intake_changes_clear(struct intake_changes *changes)
{
    for (int row = 0; row < STREAMS; row++) {
        buffer_free(&changes->records[row]);
        buffer_free(&changes->ends[row]);
    }
    *changes = (struct intake_changes){0};
}

void tracker_changes_clear(struct tracker_changes *changes)
{
    for (int row = 0; row < changes->count; row++) {
        struct partition_changes *of = &changes->of[row];
        struct changed_dossier *rows = (struct changed_dossier *)(void *)of->rows.at;

        for (size_t dossier = 0; dossier < of->rows.length / sizeof *rows; dossier++)
            free_dossier(&rows[dossier].row);
        buffer_free(&of->rows);
        buffer_free(&of->deltas);
        buffer_free(&of->ends);
    }
    *changes = (struct tracker_changes){0};
}
