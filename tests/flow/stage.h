/*
 * stage: what all services of one run share: the tables, the post, and chance.
 */
#pragma once

#include "tests/flow/post.h"
#include "tests/flow/stored.h"

/* What becomes of a transaction at COMMIT. */
enum fate {
    FATE_TOLD,        /* It took effect, and its service hears of it. */
    FATE_TOOK_EFFECT, /* It took effect, but the answer was lost. */
    FATE_LOST,        /* It did not, and nobody says so. */
};

struct stage {
    struct stored stored;
    struct post post;
    struct chance chance;
    bool fair; /* The weather is over: every COMMIT is told. */
};

static inline enum fate stage_fate(struct stage *stage)
{
    if (stage->fair || !chance_once_in(&stage->chance, 6))
        return FATE_TOLD;
    return chance_once_in(&stage->chance, 2) ? FATE_TOOK_EFFECT : FATE_LOST;
}

static inline struct blocking stage_blocking(struct stage *stage)
{
    return (struct blocking){&stage->chance, 6};
}
