/*
 * aggregator_model: the aggregator without its sockets and its database (protocol rules 4, 5, 12).
 */
#pragma once

#include "tests/flow/reading.h"

struct aggregator_model {
    int group, instance;
    bool alive;
    int count;
    struct reading readings[STREAMS]; /* Of the deltas. */
    int64_t delta_at[STREAMS];        /* As committed, as this instance knows. */
    struct gathered *days;
    void *memory;
};

void aggregator_start(struct aggregator_model *aggregator, const struct stored *stored,
                      const int64_t *partitions, int count);
void aggregator_forget(struct aggregator_model *aggregator);
void aggregator_ask(const struct aggregator_model *aggregator, struct stage *stage);
void aggregator_take(struct aggregator_model *aggregator, const struct stored *stored,
                     const struct blocks *blocks);
void aggregator_checkpoint(struct aggregator_model *aggregator, struct stage *stage);
