/*
 * chance: random numbers that can be had again.
 *
 * SEED=<n> in the environment repeats a run; tests put the seed into their failure messages.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct chance {
    uint64_t state;
};

/* The seed of this run: SEED, or 1. */
static inline uint64_t chance_seed(void)
{
    const char *seed = getenv("SEED");

    return seed ? strtoull(seed, NULL, 10) : 1;
}

/* splitmix64 */
static inline uint64_t chance_next(struct chance *chance)
{
    uint64_t mixed = chance->state += UINT64_C(0x9e3779b97f4a7c15);

    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

/* 0 .. below - 1; `below` is at least 1. */
static inline uint64_t chance_below(struct chance *chance, uint64_t below)
{
    return chance_next(chance) % below;
}

/* from .. to, both included. */
static inline int64_t chance_between(struct chance *chance, int64_t from, int64_t to)
{
    return from + (int64_t)chance_below(chance, (uint64_t)(to - from) + 1);
}

/* True once in `times`. */
static inline bool chance_once_in(struct chance *chance, uint64_t times)
{
    return chance_below(chance, times) == 0;
}
