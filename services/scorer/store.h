/*
 * store: what the scorer reads from the views, and its own rows.
 */
#pragma once

#include "runtime/database.h"
#include "scorer/core/rows.h"

extern const struct embedded scorer_sql[];

enum outcome store_positions(struct database *database, int64_t count, int64_t *changed_at,
                             struct failure *why);

/* RETRY when the position is not `before` any more: another has written. */
enum outcome store_move(struct database *database, int64_t partition, int64_t before,
                        int64_t changed_at, struct failure *why);

/* The first and the last month that have scores by the rubric, MONTH_NONE when there are none. */
enum outcome store_scored(struct database *database, const struct rubric *rubric, int32_t *first,
                          int32_t *last, struct failure *why);

/* January of the first year with sums, MONTH_NONE when there are none. */
enum outcome store_first_month(struct database *database, int32_t *month, struct failure *why);

/* Fills `units`, whose arrays are the caller's to free; the codes lie in `texts`. */
enum outcome store_units(struct database *database, struct units *units, struct buffer *texts,
                         struct failure *why);

/* The units where dossiers of unknown units hang: up to units->count of them. */
enum outcome store_homes(struct database *database, const struct units *units, uint32_t *homes,
                         uint32_t *count, struct failure *why);

/* Reads the steps of the units marked in `wanted`, of all when it is NULL, and closes them. */
enum outcome store_sums(struct database *database, const struct units *units, const bool *wanted,
                        struct sums *sums, struct failure *why);

/* Scores on their way to the table: made rows are gathered, then replace what was there. */
struct writing {
    struct database *database;
    struct copy copy;
    struct buffer buffer;
    int64_t rows;
};

struct scored_unit {
    const struct rubric *rubric;
    struct bytes unit;
    const struct period *period;
    int64_t activity;
    int64_t now_us;
};

/* Makes the tables of this session where rows are gathered. */
enum outcome store_prepare(struct database *database, struct failure *why);

enum outcome writing_open(struct writing *writing, struct database *database,
                          const struct units *units, const int32_t *touched, struct failure *why);
enum outcome writing_add(struct writing *writing, const struct scored_unit *of,
                         const struct score_row *rows, size_t count, struct failure *why);

/* Also drops rows of touched units that were not made again. */
enum outcome writing_close(struct writing *writing, const struct rubric *rubrics, size_t count,
                           struct failure *why);
