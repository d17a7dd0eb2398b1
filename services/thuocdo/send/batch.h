/*
 * batch: the next items of a file that travel together.
 *
 * Where a batch ends follows from the file and from where it begins, from nothing else: after an
 * interruption the same numbers name the same batches.
 */
#pragma once

#include "thuocdo/send/line.h"
#include "thuocdo/send/lines.h"

/* One message holds at most BATCH_BYTES; the rest is for what stands around the items. */
enum {
    BATCH_ITEM_BYTES = 900000,
    BATCH_NATIONAL_BYTES = 400000, /* Many records to an item, and each may have to be named. */
    BATCH_TEXT_RUN = 256,
};

struct batch {
    int64_t number;
    struct place from;
    struct place to;
    enum item_format format;
    uint32_t count; /* 0: the file has ended. */
    int64_t too_large;
    struct buffer bytes;        /* Of the items, one behind the other. */
    size_t ends[BATCH_ITEMS];   /* Where each ends in `bytes`. */
    int64_t lines[BATCH_ITEMS]; /* The line of each in the file. */
};

struct batch_cutter {
    const struct lines *lines;
    struct line_taker taker;
    /* Told of each line that no message can hold. */
    void (*too_large)(void *context, int64_t batch, int64_t line);
    void *context;
};

/* Cuts the batch that begins at `from`; the batch keeps its buffers for the next time. */
void batch_cut(struct batch_cutter *cutter, int64_t number, struct place from, struct batch *batch);

/* The message that submits the batch. */
void batch_encode(const struct batch *batch, struct bytes source, struct bytes producer,
                  struct buffer *message);
