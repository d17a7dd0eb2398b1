#include "thuocdo/simulate/dice.h"

#include <assert.h>

uint64_t dice_mix(uint64_t seed, uint64_t number)
{
    uint64_t mixed = seed + (number + 1) * UINT64_C(0x9e3779b97f4a7c15);

    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

static uint32_t step(struct dice *dice)
{
    const uint64_t before = dice->state;
    const uint32_t folded = (uint32_t)((before >> 18 ^ before) >> 27 & UINT32_MAX);
    const uint32_t turn = (uint32_t)(before >> 59);

    dice->state = before * UINT64_C(6364136223846793005) + dice->stream;
    return folded >> turn | folded << (-turn & 31U);
}

struct dice dice_seeded(uint64_t seed, uint64_t stream)
{
    struct dice dice = {dice_mix(seed, stream), dice_mix(stream, seed) | 1U};

    step(&dice);
    return dice;
}

uint64_t dice_next(struct dice *dice)
{
    const uint64_t high = step(dice);

    return high << 32 | step(dice);
}

int64_t dice_below(struct dice *dice, int64_t limit)
{
    if (limit <= 1)
        return 0;
    /* The remainder's bias is one in 2^40 and more for the limits of a year. */
    return (int64_t)(dice_next(dice) % (uint64_t)limit);
}

int64_t dice_between(struct dice *dice, int64_t first, int64_t last)
{
    return first + dice_below(dice, last - first + 1);
}

bool dice_permille(struct dice *dice, int permille)
{
    return dice_below(dice, 1000) < permille;
}

bool dice_choose(struct dice *dice, int64_t *wanted, int64_t *left)
{
    const bool chosen = dice_below(dice, *left) < *wanted;

    assert(*left > 0 && *wanted <= *left);
    *left -= 1;
    *wanted -= chosen;
    return chosen;
}
