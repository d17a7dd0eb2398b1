/*
 * filter: have we perhaps seen this dossier? A Bloom filter over the keys of a partition.
 *
 * "No" is certain, so that a new dossier costs no question to the database; "perhaps" is wrong
 * about three times in a thousand while it holds no more keys than it was made for.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct filter {
    uint64_t *words;
    uint64_t bits;
    int64_t capacity; /* Keys it was made for. */
    int64_t count;
};

void filter_open(struct filter *filter, int64_t capacity);
void filter_close(struct filter *filter);
void filter_add(struct filter *filter, uint64_t key);
bool filter_perhaps(const struct filter *filter, uint64_t key);
