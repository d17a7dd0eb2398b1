/*
 * contributions: what one dossier adds to the counts, day by day (domain.md section 4).
 *
 * Pure, and blind to the clock: what will happen on a later day if nothing else does (an open
 * dossier becomes overdue) is said at once.
 */
#pragma once

#include "proto/measure.h"
#include "tracker/core/catalogue.h"
#include "tracker/core/history.h"

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

/*
 * The contributions of a folded dossier; none when it is not counted. `facts` are those that were
 * folded, for their payments. REJECT only when the arena is too small.
 */
enum outcome contributions_of(const struct history *history, const struct history_fact *facts,
                              uint32_t count, const struct catalogue *catalogue,
                              struct arena *arena, struct contributions *contributions,
                              struct failure *why);

/* The attributes of the dossier, one bit for each enum attribute. */
uint32_t contributions_attributes(const struct history *history, const struct catalogue *catalogue);

/* Days on which a run of "overdue at the end of the day" begins and the first day after it. */
struct overdue_run {
    int32_t from_day;
    int32_t to_day; /* INT32_MAX while nothing ends it. */
};

/* The runs in order; at most due_count + wait_count + 1 of them fit `runs`. Returns how many. */
uint32_t contributions_overdue(const struct history *history, struct arena *arena,
                               struct overdue_run **runs);
