/*
 * recount: every cell against the facts behind it (protocol rule 15).
 *
 * In a snapshot: each dossier is folded anew from its facts, to which every complaint about its
 * code belongs, and its posting compared; what all dossiers of a partition contribute must equal
 * the sums of that partition plus the deltas not yet added, of measures and of marks; months, years
 * and units must equal their days; the ends of the log must equal what intake says it has logged.
 */
#pragma once

#include "aggregator/gathered.h"
#include "runtime/database.h"
#include "thuocdo/recount/pace.h"
#include "tracker/catalogue_reading.h"
#include "tracker/core/dossier.h"

extern const struct embedded recount_sql[];

enum { RECOUNT_SHOWN = 20 };

struct recount_position {
    int64_t partition, log_end, log_at, catalogue_at, delta_at;
    int64_t calendar_at, calendar_end;
};

struct recount {
    struct database database;
    struct recount_position *positions;
    int position_count;
    struct catalogue_reading reading;
    struct arena arena;
    struct gathered balance; /* Facts less sums less deltas: all 0 when the books balance. */
    int64_t dossiers;        /* And feedback. */
    int64_t differences;
    bool logged; /* Differences become lines of the log, not of standard output. */
    struct pace pace;
};

/* Says what differs, the first few times, and counts it. */
void recount_differs(struct recount *recount, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

enum { RECOUNT_ALL = -1 };

/*
 * Opens a snapshot in which the dossiers of the partition (RECOUNT_ALL: of all) follow catalogue
 * and calendar, and reads positions and catalogue in it. RETRY when that takes more than five
 * minutes.
 */
enum outcome recount_begin(struct recount *recount, int64_t partition, struct failure *why);

/* The facts of a partition against its postings and sums; 0: the log, in all partitions. */
enum outcome recount_partition(struct recount *recount, int64_t partition, struct failure *why);

/* Gives back the memory of a round. */
void recount_forget(struct recount *recount);

/*
 * Folds every dossier and feedback of the partition and adds what it contributes to the balance: by
 * procedure and day; months, years and units are compared in sets.
 */
enum outcome recount_fold(struct recount *recount, int64_t partition, struct failure *why);

/* Looks whether every complaint is with each dossier of its code. */
enum outcome recount_complaints(struct recount *recount, int64_t partition, struct failure *why);

/* Takes sums and pending deltas of the partition from the balance, and says what is left. */
enum outcome recount_subtract(struct recount *recount, const struct recount_position *position,
                              struct failure *why);

/* Compares months, years and units of a partition, or of all, with their days, set by set; marks
 * too. */
enum outcome recount_steps(struct recount *recount, int64_t partition, struct failure *why);
