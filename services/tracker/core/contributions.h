/*
 * contributions: what one dossier adds to the counts, day by day (domain.md section 4).
 *
 * Pure, and blind to the clock: what will happen on a later day if nothing else does (an open
 * dossier becomes overdue) is said at once.
 */
#pragma once

#include "proto/measure.h"
#include "tracker/core/judgement.h"

struct contribution {
    int32_t day;
    int32_t measure; /* enum measure */
    int64_t n;       /* Never 0. */
};

/* By day and measure, each pair once. */
struct contributions {
    struct contribution *at;
    uint32_t count;
};

/* The day on which its flags are counted: R, or that of its first fact when it is not counted. */
int32_t contributions_flag_day(const struct history *history);

/*
 * The contributions of a judged dossier. One that is not counted has those of its flags only.
 * `facts` are those that were folded, for their payments and messages. REJECT only when the arena
 * is too small.
 */
enum outcome contributions_of(const struct history *history, const struct judgement *judgement,
                              const struct history_fact *facts, uint32_t count, struct arena *arena,
                              struct contributions *contributions, struct failure *why);
