/*
 * store: intake's rows.
 */
#pragma once

#include "intake/gathering.h"
#include "runtime/database.h"

extern const struct embedded intake_sql[];

/* Registered sources by name; what was there before is given back. */
enum outcome store_sources(struct database *database, struct source **sources, struct failure *why);
void store_free_sources(struct source **sources);

enum outcome store_known(struct database *database, struct known *known, struct failure *why);
enum outcome store_end(struct database *database, int64_t partition, int64_t *end,
                       struct failure *why);

/* The last committed batch of a producer, 0 when it has none. */
enum outcome store_producer(struct database *database, struct producer *producer,
                            struct failure *why);

/* Reads back what was refused of a committed batch into `batch`. */
enum outcome store_rejects(struct database *database, struct gathering *gathering,
                           struct gathered *batch, struct failure *why);

/* One transaction for all that is gathered. On anything but DONE nothing may be assumed. */
enum outcome store_commit(struct database *database, struct gathering *gathering,
                          struct known *known, struct failure *why);
