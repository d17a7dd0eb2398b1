/*
 * tracker_model: the tracker without its sockets and its database (protocol rules 4 to 8).
 *
 * Folding, postings, residents and filter are the product's; absorbing, checkpoints and posting
 * again for a changed catalogue follow services/tracker/{absorb,checkpoint,catalogue}.c.
 */
#pragma once

#include "tests/flow/reading.h"
#include "tracker/filter.h"
#include "tracker/residents.h"

struct held_partition {
    struct stored_position at; /* As committed, as this instance knows. */
    int64_t catalogue_next;
    int64_t repost_after; /* -1: none under way. */
    int64_t repost_to;    /* What all dossiers follow at the end of it. */
    int64_t last_number;
    struct filter filter;
    struct residents residents;
    struct stored_tally tally;
};

struct tracker_model {
    int group, instance;
    bool alive;
    int count;
    struct reading readings[STREAMS]; /* Of the log. */
    struct held_partition held[STREAMS];
    struct catalogue catalogue;
    struct buffer versions; /* struct procedure_version */
    int64_t catalogue_log;
    struct arena arena; /* For one dossier. */
};

void tracker_start(struct tracker_model *tracker, const struct stored *stored,
                   const int64_t *partitions, int count);
void tracker_forget(struct tracker_model *tracker);
void tracker_ask(const struct tracker_model *tracker, struct stage *stage);
void tracker_take(struct tracker_model *tracker, const struct stored *stored,
                  const struct blocks *blocks);

/* The dossier of a row, read into memory when it is not there. */
struct resident *tracker_resident(struct tracker_model *tracker, int place,
                                  const struct stored_dossier *row, int64_t number);

/* One checkpoint, then a look whether the catalogue has changed. */
void tracker_checkpoint(struct tracker_model *tracker, struct stage *stage);

/* True when nothing is pending and the newest catalogue is posted. */
bool tracker_settled(const struct tracker_model *tracker, const struct stored *stored);
