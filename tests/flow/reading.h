/*
 * reading: where a reader of a stream stands, and what it makes of an answer (protocol rule 4).
 */
#pragma once

#include "tests/flow/stage.h"

struct reading {
    int64_t partition;
    int64_t position; /* Of the last record that was taken. */
};

/* Asks the server of the stream, which answers at once from what is committed. */
void reading_ask(struct stage *stage, enum stream stream, const struct reading *reading,
                 enum receiver receiver, int group, int instance);

/* Called with each record that is new, in order. */
typedef void take_one(void *context, int64_t partition, int64_t position, struct bytes record);

/* Hands out the records of an answer that are next; stale, doubled and torn answers do nothing. */
void reading_take(enum planted planted, const struct blocks *blocks, struct reading *readings,
                  int count, take_one *take, void *context);
