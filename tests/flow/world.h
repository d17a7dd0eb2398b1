/*
 * world: one run of the whole pipeline in one process, in weather made from a seed.
 *
 * Three producers, two intakes, up to four trackers and up to four aggregators, of which two may
 * hold the same partitions at a time; letters are lost, doubled and overtaken; anybody may end at
 * any moment, and any COMMIT may end in silence. The clock stands still: nothing asks for it.
 */
#pragma once

#include "tests/flow/aggregator_model.h"
#include "tests/flow/intake_model.h"
#include "tests/flow/making.h"
#include "tests/flow/tracker_model.h"

enum { GROUPS = 2, INSTANCES = 2 };

/* Which group holds which partitions. */
struct layout {
    int groups;
    int counts[GROUPS];
    int64_t partitions[GROUPS][STREAMS];
};

struct world {
    uint64_t seed;
    struct stage stage;
    struct made made;
    int64_t acknowledged[PRODUCERS]; /* Last batch that a producer knows to be logged. */
    struct intake_model intakes[INSTANCES];
    int holder; /* Of intake's lock. */
    const struct layout *tracker_layout, *aggregator_layout;
    struct tracker_model trackers[GROUPS][INSTANCES];
    struct aggregator_model aggregators[GROUPS][INSTANCES];
};

/*
 * Runs it to its end, checked at random moments and at last. REJECT says in `why` what was wrong,
 * with the seed that repeats it.
 */
enum outcome world_run(uint64_t seed, enum planted planted, struct failure *why);
