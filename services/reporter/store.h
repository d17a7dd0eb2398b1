/*
 * store: the questions that the reporter asks of the views in schema report.
 */
#pragma once

#include "reporter/series.h"

extern const struct embedded reporter_sql[];

/* The moment of the snapshot, in microseconds. */
enum outcome store_now(struct asking *asking, int64_t *now_us, struct failure *why);

/* The only unit without one above in the tree; REJECT, naming them, when there is not one. */
enum outcome store_only_root(struct asking *asking, const struct series *series, const char **unit,
                             struct failure *why);

/* Where the streams of a partition end, and how far their readers are. */
struct positions {
    int64_t log_end, log_at, catalogue_at;
    int64_t delta_end, delta_at;
    int64_t changed_end, changed_at;
    int64_t calendar_end, calendar_at; /* Versions of the calendar. */
};

/* By partition, from 0 on. */
enum outcome store_positions(struct asking *asking, struct positions **positions, size_t *count,
                             struct failure *why);

/* The moment of the snapshot, and how far each partition's log has been tracked in it. */
enum outcome store_as_of(struct asking *asking, struct as_of *as_of, struct failure *why);
