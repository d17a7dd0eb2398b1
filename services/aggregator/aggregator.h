/*
 * aggregator: what the parts of the aggregator's shell share.
 */
#pragma once

#include "aggregator/gathered.h"
#include "proto/message.h"
#include "runtime/block.h"
#include "runtime/database.h"
#include "runtime/stream_reader.h"

extern const struct embedded aggregator_sql[];

/* A unit and the days on which its sums changed. */
struct touched_unit {
    int64_t partition;
    char unit[CODE_LIMIT + 1];
    int32_t first_day, last_day;
    UT_hash_handle hh;
};

struct summed {
    int64_t partition;
    int64_t delta_at; /* Committed. */
    int64_t read_at;
    int64_t changed_end;
    int64_t changes; /* Pending. */
    struct buffer changed;
};

struct aggregator {
    struct database database;
    struct stream_reader reader;
    struct summed *summed;
    int count;
    struct gathered days;
    struct touched_unit *touched;
    struct arena arena;
    struct buffer copy;
    struct buffer packed;
    int64_t oldest_ms;
    int64_t records;
};

/* Adds the entries of a delta to the sums of their days. */
enum outcome aggregator_add(struct aggregator *aggregator, struct summed *summed,
                            const struct delta *delta, struct failure *why);

/* One transaction: sums, changes, positions. */
enum outcome aggregator_checkpoint(struct aggregator *aggregator, struct failure *why);

/* Makes one row a cell and day of the next month that is over; *merged says whether there was one.
 */
enum outcome aggregator_merge(struct aggregator *aggregator, int32_t today, bool *merged,
                              struct failure *why);

void aggregator_clear(struct aggregator *aggregator);

/* Gives back all memory. */
void aggregator_close(struct aggregator *aggregator);
