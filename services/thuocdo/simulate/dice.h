/*
 * dice: random whole numbers that are the same on every machine.
 *
 * A PCG32 generator with its own stream per seed, so that one dossier's luck never depends on
 * how many numbers another one drew.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state;
    uint64_t stream;
};

struct dice dice_seeded(uint64_t seed, uint64_t stream);

/* A number that depends on both and looks like neither: the seed of one thing of many. */
uint64_t dice_mix(uint64_t seed, uint64_t number);

uint64_t dice_next(struct dice *dice);

/* 0 .. limit - 1; 0 when the limit is 0 or less. */
int64_t dice_below(struct dice *dice, int64_t limit);

/* first .. last, both included; first when last is smaller. */
int64_t dice_between(struct dice *dice, int64_t first, int64_t last);

bool dice_permille(struct dice *dice, int permille);

/*
 * Chooses exactly `wanted` of `left` things when asked once for each of them, every choice being
 * as likely as any other; counts both down.
 */
bool dice_choose(struct dice *dice, int64_t *wanted, int64_t *left);
