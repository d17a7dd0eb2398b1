/*
 * running: what tracker and aggregator do with a log, in memory and without any weather.
 *
 * Facts are kept with their dossiers; a checkpoint folds each touched one, takes the difference to
 * the stored posting, and adds it to the sums. A changed catalogue touches the dossiers of the
 * procedures and units that it speaks of, and those of all units below them.
 */
#pragma once

#include "tests/flow/folder.h"
#include "tests/flow/stream.h"
#include "tests/flow/tally.h"
#include "tests/tracker/cabinet.h"

/* X(NAME, what it does): mistakes that the sums must not survive. */
#define RUNNING_PLANTED(X)                                                                     \
    X(NOTHING, "does as it should")                                                            \
    X(DELTA_DROPPED, "drops one delta")                                                        \
    X(DELTA_TWICE, "adds one delta twice")                                                     \
    X(OLD_RECOMPUTED, "takes the old posting from a fold of the facts before, not as stored")  \
    X(PROCEDURES_FORGOTTEN, "posts nothing again when a procedure changes")                    \
    X(UNITS_FORGOTTEN, "posts nothing again when a unit changes")                              \
    X(SUBTREES_FORGOTTEN, "posts only dossiers of the changed unit again, not of those below") \
    X(COMPLAINTS_MISSED, "does not copy complaints that came before the dossier")              \
    X(CONTRADICTION_TAKEN, "takes the later of two contents of one id")

enum running_planted {
#define X(NAME, what) RUNNING_##NAME,
    RUNNING_PLANTED(X)
#undef X
        RUNNING_PLANTED_COUNT
};

/* What is said of one code. */
struct subject {
    struct folder of[TALK_SOURCES];
    struct folder complaints;
};

struct running {
    enum running_planted planted;
    int64_t position;
    struct subject *subjects;
    size_t subject_count, subject_room;
    struct buffer dirty; /* struct folder_place */
    struct cabinet cabinet;
    bool procedures[TALK_PROCEDURES + 1]; /* Changed since the last checkpoint. */
    bool units[TALK_UNITS + 1];
    bool changed;
    struct tally sums;
    struct buffer memory;
    struct arena arena;
    int64_t folds, deltas;
};

void running_open(struct running *running, enum running_planted planted, const char *holidays);
void running_close(struct running *running);

/* One record of the log. */
void running_take(struct running *running, struct bytes record);
void running_checkpoint(struct running *running);
