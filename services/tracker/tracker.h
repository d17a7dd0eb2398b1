/*
 * tracker: what the parts of the tracker's shell share.
 *
 * Facts are absorbed into residents as they come; nothing is decided before a checkpoint, in which
 * every changed dossier is folded once and written in one transaction with the position.
 */
#pragma once

#include "proto/message.h"
#include "runtime/block.h"
#include "runtime/database.h"
#include "runtime/stream_reader.h"
#include "tracker/catalogue_reading.h"
#include "tracker/core/dossier.h"
#include "tracker/filter.h"
#include "tracker/residents.h"

enum { CAREFUL_RECORDS = 4096, CHECKPOINT_RECORDS = 1000000 };

extern const struct embedded tracker_sql[];

/* How many facts of a source on a day ended how, since the last commit. */
struct tally {
    int64_t partition;
    char source[SOURCE_LIMIT + 1];
    int32_t day;
    int64_t stored, duplicates, conflicts, too_many, held;
};

/* A fact set aside: a conflict, one too many, or one that could not be folded. */
struct aside {
    int64_t partition;
    int64_t position;
    const char *kind; /* "conflict", "too_many_facts", or NULL: held */
    size_t record;    /* Place and length in tracker.asides_bytes. */
    size_t length;
};

struct retried {
    int64_t partition;
    int64_t position;
};

/* Names of sources, each once. */
struct sources {
    char (*names)[SOURCE_LIMIT + 1];
    size_t count;
};

/* Looking for the dossiers that a change of catalogue or calendar concerns. */
struct pass {
    bool under_way;
    int64_t after;     /* The last dossier looked at … */
    int64_t last;      /* … and to be looked at: later ones are judged by what is new. */
    int64_t catalogue; /* What all dossiers follow at the end of it. */
    int64_t calendar;
    int32_t first_day; /* That the calendar has changed; DAY_NONE: none. */
    bool units;        /* Units are among what has changed. */
};

struct tracked {
    int64_t partition;
    int64_t log_at;  /* Committed. */
    int64_t read_at; /* Absorbed. */
    int64_t catalogue_at;
    int64_t catalogue_next; /* What catalogue_at becomes with the next commit. */
    int64_t calendar_at;
    int64_t calendar_next;
    struct pass pass;
    int64_t delta_end;
    int64_t deltas;      /* Pending. */
    int64_t last_number; /* Of dossiers and feedback, which share one series. */
    int64_t starts;      /* Of the process since the last checkpoint. */
    int64_t trying;      /* The record under trial, 0: none. */
    int64_t tries;
    struct filter filter;
    struct residents residents;
    struct residents feedbacks;
    struct residents figures;    /* Partition 0: manual figures and targets, one for each fact. */
    struct residents complaints; /* By code alone, all of them. */
    struct sources sources;      /* Of facts that were taken, now or ever. */
    struct buffer pending;       /* Records read but not absorbed: position, length, bytes. */
    int64_t pending_count;
    struct buffer delta; /* Encoded deltas of the checkpoint. */
    struct buffer ends;  /* int64_t: where each delta ends. */
};

struct tracker {
    const char *database_url;
    struct database database;
    struct stream_reader reader;
    struct tracked *tracked;
    int count;
    int64_t partitions; /* Of the installation, without partition 0. */
    bool holds_reference;
    struct catalogue_reading reading;
    int64_t catalogue_log; /* position(0).log_at when the catalogue was read. */
    int64_t calendar;      /* Version of the calendar that was read with it. */
    struct tally *tallies;
    size_t tally_count;
    size_t tally_room;
    struct buffer asides; /* struct aside */
    struct buffer asides_bytes;
    struct buffer retried; /* struct retried */
    int64_t careful_left;  /* Records still to be taken one by one; 0: none. */
    int64_t oldest_ms;     /* When the oldest uncommitted record was read; 0: none. */
    int64_t records;       /* Uncommitted. */
    size_t resident_bytes;
    struct arena arena; /* For one dossier. */
    struct buffer copy;
    struct buffer packed;
};

/* Reads positions, filters and the catalogue; counts the start when `counting` (rule 11). */
enum outcome tracker_load(struct tracker *tracker, bool counting, struct failure *why);

/* Makes the filter of the partition anew, with room for as many dossiers again. */
enum outcome tracker_load_filter(struct tracker *tracker, struct tracked *tracked,
                                 struct failure *why);

/* Forgets everything that is not in the database. */
void tracker_forget(struct tracker *tracker);

/* Gives back all memory; tracker_forget comes before. */
void tracker_close(struct tracker *tracker);

/* Puts a record among the pending ones. */
void tracker_keep(struct tracked *tracked, int64_t position, struct bytes record);

/* A record as it waits in `pending`. */
struct waiting_record {
    int64_t position;
    struct bytes record;
};

/* Takes the next one off the rest; false when there is none. */
bool tracker_next_waiting(struct bytes *rest, struct waiting_record *waiting);

/* Decodes its fact into the arena, in place of the one before. */
enum outcome tracker_read_fact(struct tracker *tracker, const struct waiting_record *waiting,
                               struct fact *fact, struct failure *why);

/*
 * Among which residents a fact belongs, and the name of its entry there. The code is the subject
 * itself; in partition 0 "family subject", or, for a figure, "length of the subject, subject and
 * id". Complaints are entered under no source.
 */
struct shelf {
    struct residents *residents;
    struct bytes source;
    struct bytes code;
    char text[CODE_LIMIT + ID_LIMIT + 8];
};

void tracker_shelf(struct tracked *tracked, const struct fact *fact, struct shelf *shelf);

/* Reads what the pending records are about into memory. */
enum outcome tracker_find(struct tracker *tracker, struct tracked *tracked, struct failure *why);

/* Finds or loads the dossiers of the pending records and adds their facts. */
enum outcome tracker_absorb(struct tracker *tracker, struct tracked *tracked, struct failure *why);

/* Sets the record aside without touching its dossier. */
void tracker_set_aside(struct tracker *tracker, int64_t partition, int64_t position,
                       const char *kind, struct bytes record);

struct tally *tracker_tally(struct tracker *tracker, int64_t partition, struct bytes source,
                            int32_t day);

/* One transaction: changed dossiers, deltas, asides, tallies, positions (rule 5). */
enum outcome tracker_checkpoint(struct tracker *tracker, struct failure *why);

static inline bool tracked_changed(const struct tracked *tracked)
{
    return tracked->residents.dirty || tracked->feedbacks.dirty || tracked->figures.dirty ||
           tracked->complaints.dirty;
}

void sources_add(struct sources *sources, struct bytes source);
struct bytes sources_at(const struct sources *sources, size_t row);
void sources_free(struct sources *sources);

/* Reads all complaints of the partition and the names of its sources. */
enum outcome complaints_load(struct tracker *tracker, struct tracked *tracked, struct failure *why);

/* Puts what is known to be complained about behind the facts of a new dossier. */
void complaints_copy(struct tracked *tracked, struct resident *dossier);

/* Puts a new complaint behind the facts of every dossier of the code; tracker_find read them. */
void complaints_spread(struct tracked *tracked, struct bytes code, struct bytes complaint,
                       int64_t position);

/* Writes the complaints that are new, within the checkpoint's transaction. */
enum outcome complaints_write(struct tracker *tracker, struct tracked *tracked,
                              struct failure *why);

/* Partition 0: writes what changed of units and procedures, within the checkpoint's transaction. */
enum outcome references_write(struct tracker *tracker, struct tracked *tracked,
                              struct failure *why);

/* Writes the versions of a procedure that follow from its facts; there are none of it any more. */
enum outcome publications_write(struct tracker *tracker, const char *code,
                                struct history_fact *facts, uint32_t count, int64_t changed_at,
                                struct failure *why);

/* Reads what every source has said of units and procedures. */
enum outcome references_load(struct tracker *tracker, struct tracked *tracked, struct failure *why);

/* Reads catalogue and calendar anew when partition 0 or the calendar has moved (rule 7). */
enum outcome catalogue_refresh(struct tracker *tracker, struct failure *why);

/* Whether dossiers of the partition do not yet follow what was read. */
bool catalogue_behind(const struct tracker *tracker, const struct tracked *tracked);

/* Touches the next dossiers that a change concerns, if there is one. */
enum outcome catalogue_repost(struct tracker *tracker, struct tracked *tracked,
                              struct failure *why);

/* Partition 0: writes new figures and targets, within the checkpoint's transaction. */
enum outcome figures_write(struct tracker *tracker, struct tracked *tracked, struct failure *why);

/* What a fold says is to be posted, in the arena. */
struct folded {
    struct bytes posted;
    struct list difference; /* struct posting */
};

/* Folds it and adds its row. */
enum outcome dossier_row(struct tracker *tracker, const struct tracked *tracked,
                         const struct resident *resident, struct copy *copy, struct folded *folded,
                         struct failure *why);
enum outcome feedback_row(struct tracker *tracker, const struct tracked *tracked,
                          const struct resident *resident, struct copy *copy, struct folded *folded,
                          struct failure *why);

/* Rows of (dossier, source, code, fact_count, facts, posted) become residents. */
struct resident *residents_from_row(struct residents *residents, const struct database *database,
                                    int row);

/* Adds one encoded delta to what the checkpoint writes. */
void checkpoint_add_delta(struct tracked *tracked, const struct delta *delta);
