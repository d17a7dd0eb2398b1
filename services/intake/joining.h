/*
 * joining: neighbouring old blocks of the log become one (protocol rule 1).
 *
 * Quiet hours leave many blocks of a few facts each. Records, positions and their moments of
 * arrival stay what they are; a reader in the middle of a joined block skips what it has.
 */
#pragma once

#include "intake/gathering.h"
#include "runtime/database.h"

struct joining {
    int64_t after[PARTITIONS_LIMIT + 1]; /* Blocks up to here need no look any more. */
    int64_t partition;                   /* Whose turn it is. */
    struct buffer records;
    struct buffer one;
    struct buffer packed;
};

/*
 * Joins the next run of blocks of one partition in a transaction of its own, if there is one of
 * blocks older than `age_ms`; *joined says so.
 */
enum outcome joining_step(struct joining *joining, struct database *database, int64_t partitions,
                          int64_t age_ms, bool *joined, struct failure *why);
void joining_forget(struct joining *joining);
