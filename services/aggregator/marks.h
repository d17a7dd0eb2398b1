/*
 * marks: sums of marks by key, gathered between two checkpoints.
 *
 * What cells are to measures, but by unit only, and a row a mark.
 */
#pragma once

#include "aggregator/core/measure_sums.h"
#include "proto/fact.h"
#include "runtime/hash.h"

/* Padding is zeroed, so that the bytes of the struct are the key. */
struct mark_key {
    int32_t partition;
    int32_t start;
    int16_t step;
    int16_t channel;
    int16_t mark; /* enum measure */
    char unit[CODE_LIMIT + 1];
    char system[SOURCE_LIMIT + 1];
};

struct mark {
    struct mark_key key;
    int64_t n;
    UT_hash_handle hh;
};

struct marks {
    struct mark *set;
    size_t count;
};

/* Without mark and day. */
struct mark_key marks_key(int64_t partition, struct bytes unit, int64_t channel,
                          struct bytes system);

/* Adds n to the sum of that key, made when it is not there. */
void marks_add(struct marks *marks, const struct mark_key *key, int64_t n);

/* Adds what is not 0 to `into`, to its day, its month and its year. */
void marks_roll_up(const struct marks *days, struct marks *into);
void marks_free(struct marks *marks);
