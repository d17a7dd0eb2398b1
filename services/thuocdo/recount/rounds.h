/*
 * rounds: recounting again and again beside a system that works.
 *
 * Partition by partition, each in a snapshot of its own, since the invariant holds in each alone
 * and a snapshot of all would keep vacuum waiting for as long as a round takes.
 */
#pragma once

#include "thuocdo/recount/recount.h"

struct rounds {
    struct recount *recount;
    const char *url;
    int64_t every_ms;    /* From the beginning of a round to that of the next. */
    const char *metrics; /* File for the figures; NULL: none. */
};

/* Goes on until SIGTERM or SIGINT, which end the process at once with 0. FATAL: it cannot go on. */
enum outcome rounds_run(const struct rounds *rounds, struct failure *why);
