/*
 * aggregator: stands in for the aggregator's stream of changes.
 *
 * A thread of its own answers FETCH with blocks of the records let out so far.
 */
#pragma once

#include "proto/message.h"
#include "runtime/buffer.h"

struct aggregator;

/* Listens at the URL. */
struct aggregator *aggregator_open(const char *url);
void aggregator_close(struct aggregator *aggregator);

/* Adds a record to the partition; `unit` NULL for none. It is let out at once. */
void aggregator_add(struct aggregator *aggregator, int64_t partition, const char *unit,
                    int32_t first_day, int32_t last_day);

/* How many records the partition has. */
int64_t aggregator_end(struct aggregator *aggregator, int64_t partition);
