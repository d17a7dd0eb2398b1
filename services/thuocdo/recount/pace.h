/*
 * pace: work that leaves the machine to others.
 *
 * Time at work is taken by the clock: the server works while we wait for it and the other way
 * round, so both together use no more of a core than that. For each piece of work a rest is owed
 * that makes it the given share of the whole.
 */
#pragma once

#include <stdint.h>

enum { PACE_FULL = 100, PACE_REST_MS = 5000 };

struct pace {
    int64_t percent;  /* Share of a core; PACE_FULL: no rests. */
    int64_t since_ms; /* When the piece of work began. */
    int64_t owed_ms;
};

/* Begins the first piece of work. */
void pace_start(struct pace *pace);

/* Ends a piece and rests, at most PACE_REST_MS at once: a transaction must not idle for long. */
void pace_rest(struct pace *pace);

/* Ends a piece and rests all that is owed; outside of transactions. */
void pace_pay(struct pace *pace);
