/*
 * stored: the tables of the pipeline as they are committed, in memory.
 *
 * Everybody reads here what is committed; the three commits are the only ways to change anything,
 * each one whole or not at all, as transactions are. What a service has not yet committed is its
 * own business (struct …_changes).
 */
#pragma once

#include "runtime/block.h"
#include "tests/flow/planted.h"
#include "tests/support/chance.h"
#include "tracker/core/dossier.h"

enum { PARTITIONS = 2, STREAMS = PARTITIONS + 1, PRODUCERS = 3, STORED_DOSSIERS = 64 };

struct stored_block {
    int64_t last;
    int64_t n;
    enum codec codec;
    struct buffer data;
};

/* Blocks in order, without gaps. */
struct stored_stream {
    struct stored_block *blocks;
    size_t count;
};

struct stored_producer {
    int64_t batch, sent, logged, rejected;
};

struct stored_position {
    int64_t log_at, catalogue_at, delta_end;
};

struct stored_tally {
    int64_t stored, duplicates, conflicts;
};

/* A row of tracker.dossier; in partition 0 of tracker.reference, its code being "family code". */
struct stored_dossier {
    char source[SOURCE_LIMIT + 1];
    char code[CODE_LIMIT + 8];
    char procedure[CODE_LIMIT + 1];
    struct buffer facts;
    uint32_t fact_count;
    struct buffer posted;
    int64_t changed_at; /* Partition 0: the position that last changed it. */
};

/* Their number is their place, counted from 1. Rows stay where they are: codes are borrowed. */
struct stored_dossiers {
    struct stored_dossier at[STORED_DOSSIERS];
    int64_t count;
};

struct gathered;

struct stored {
    struct stored_stream log[STREAMS];
    struct stored_producer producers[PRODUCERS];
    struct stored_dossiers dossiers[STREAMS];
    struct stored_position positions[STREAMS];
    struct stored_tally tallies[STREAMS];
    struct stored_stream deltas[STREAMS];
    int64_t delta_at[STREAMS]; /* aggregator.position */
    struct gathered *sums;     /* Days, months and years. */
    enum planted planted;
};

void stored_open(struct stored *stored);
void stored_close(struct stored *stored);

int64_t stored_end(const struct stored_stream *stream);

/* Joins two neighbouring blocks, as intake does with old ones (rule 1). */
void stored_join(struct stored_stream *stream, size_t first);

/* The blocks behind a position as the server answers a FETCH; the answer's blocks are borrowed. */
void stored_fetch(const struct stored_stream *stream, int64_t after, size_t most,
                  struct buffer *blocks);

/* Walks the records behind a position. */
struct stored_walk {
    const struct stored_stream *stream;
    size_t block;
    struct buffer records;
    struct record_walk walk;
    int64_t after;
    int64_t position; /* Of the record last given. */
};

struct stored_walk stored_records(const struct stored_stream *stream, int64_t after);
bool stored_next(struct stored_walk *walk, struct bytes *record); /* Frees the walk at the end. */

/* NULL when there is no row. */
const struct stored_dossier *stored_find(const struct stored *stored, int64_t partition,
                                         struct bytes source, struct bytes code, int64_t *number);

/* ---- transactions ---- */

struct intake_changes {
    struct buffer records[STREAMS];
    struct buffer ends[STREAMS]; /* int64_t: where each record ends. */
    struct {
        int64_t before;
        struct stored_producer more; /* `batch` is the new number, the rest is added. */
    } producers[PRODUCERS];
};

struct changed_dossier {
    int64_t number;
    struct stored_dossier row; /* Its buffers are taken over. */
};

struct partition_changes {
    int64_t partition;
    bool moved;
    struct stored_position before, after;
    struct buffer rows;   /* struct changed_dossier */
    struct buffer deltas; /* Encoded. */
    struct buffer ends;   /* int64_t: where each of them ends. */
    struct stored_tally tally;
};

struct tracker_changes {
    struct partition_changes of[STREAMS];
    int count;
};

struct aggregator_changes {
    struct gathered *days;
    struct {
        int64_t partition, before, after;
    } of[STREAMS];
    int count;
};

/* How many records go into a block: few, so that there are many blocks. */
struct blocking {
    struct chance *chance;
    int64_t most;
};

/* False: rolled back, because somebody else has moved a position or a producer. */
bool stored_commit_intake(struct stored *stored, struct intake_changes *changes,
                          struct blocking blocking);
bool stored_commit_tracker(struct stored *stored, struct tracker_changes *changes,
                           struct blocking blocking);
bool stored_commit_aggregator(struct stored *stored, const struct aggregator_changes *changes);

/* Cuts records into packed blocks that follow `last`, put behind each other in `blocks`. */
void stored_pack(struct bytes records, const struct buffer *ends, int64_t last,
                 struct blocking blocking, struct buffer *blocks);

void intake_changes_clear(struct intake_changes *changes);
void tracker_changes_clear(struct tracker_changes *changes);
