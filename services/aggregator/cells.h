/*
 * cells: sums by key, gathered between two checkpoints.
 */
#pragma once

#include "aggregator/core/measure_sums.h"
#include "proto/fact.h"
#include "runtime/hash.h"

/* Padding is zeroed, so that the bytes of the struct are the key. */
struct cell_key {
    int32_t partition;
    int32_t start;
    int16_t step;
    int16_t channel;
    char unit[CODE_LIMIT + 1];
    char procedure[CODE_LIMIT + 1]; /* Empty in sums of a unit. */
    char system[SOURCE_LIMIT + 1];
};

struct cell {
    struct cell_key key;
    struct measure_sums sums;
    UT_hash_handle hh;
};

struct cells {
    struct cell *set;
    size_t count;
};

struct cell_key cells_key(int64_t partition, struct bytes unit, struct bytes procedure,
                          int64_t channel, struct bytes system);

/* The cell of that key, made when it is not there. */
struct cell *cells_at(struct cells *cells, const struct cell_key *key);
void cells_free(struct cells *cells);
