/*
 * audit: what must hold at any moment between two transactions (protocol rule 15).
 */
#pragma once

#include "tests/flow/world.h"

/*
 * Postings = sums + pending deltas, by key, day and measure; months and years = their days; the
 * ends of the log = what the producers' rows say; the ledger of the tracker balances; each posting
 * = its contributions recomputed, where the newest catalogue is said to be posted.
 */
enum outcome audit(const struct world *world, struct failure *why);

/* At last: everything that was made was taken once, and refused only what is wrong. */
enum outcome audit_producers(const struct world *world, struct failure *why);
