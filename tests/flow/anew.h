/*
 * anew: the whole log counted from its beginning, to be compared with the running sums.
 *
 * Facts of one code are put together again, folded, and what they contribute is added up; nothing
 * of what is running is looked at. On some days dossiers are counted by their states as well.
 */
#pragma once

#include "tests/flow/running.h"

enum { STATE_DAYS = 4 };

/* Dossiers that are in a state at the end of a day. */
struct states {
    int64_t in_progress, waiting, overdue, late;
};

struct anew {
    struct buffer log;     /* Records one after another … */
    struct buffer records; /* … struct anew_record */
    size_t subjects;
    size_t told; /* Records that are about one. */
    struct cabinet cabinet;
    struct buffer memory;
    struct arena arena;
    struct tally sums;
    int32_t days[STATE_DAYS];
    struct states states[TALK_UNITS + 1][STATE_DAYS]; /* Of those that forms count. */
    int64_t folds;
};

void anew_open(struct anew *anew, const char *holidays);
void anew_close(struct anew *anew);
void anew_log(struct anew *anew, struct bytes record);

/* Counts, and REJECT when a posting or a sum is not the running one. */
enum outcome anew_count(struct anew *anew, const struct running *running, struct failure *why);
