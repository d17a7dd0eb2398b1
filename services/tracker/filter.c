#include "tracker/filter.h"

#include <stdlib.h>

#include "runtime/buffer.h"

enum { BITS_A_KEY = 12, PROBES = 8, SMALLEST = 1 << 16 };

void filter_open(struct filter *filter, int64_t capacity)
{
    filter->capacity = capacity < SMALLEST ? SMALLEST : capacity;
    filter->bits = (uint64_t)filter->capacity * BITS_A_KEY;
    filter->words = heap_take(filter->bits / 64 + 1, sizeof *filter->words);
    filter->count = 0;
}

void filter_close(struct filter *filter)
{
    free(filter->words);
    *filter = (struct filter){0};
}

/* Two halves of the key give all probes (Kirsch and Mitzenmacher). */
static uint64_t probe(const struct filter *filter, uint64_t key, uint64_t number)
{
    const uint64_t step = (key >> 32 | key << 32) | 1;

    return (key + number * step) % filter->bits;
}

void filter_add(struct filter *filter, uint64_t key)
{
    for (uint64_t number = 0; number < PROBES; number++) {
        const uint64_t bit = probe(filter, key, number);

        filter->words[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    filter->count++;
}

bool filter_perhaps(const struct filter *filter, uint64_t key)
{
    for (uint64_t number = 0; number < PROBES; number++) {
        const uint64_t bit = probe(filter, key, number);

        if (!(filter->words[bit / 64] >> bit % 64 & 1U))
            return false;
    }
    return true;
}
