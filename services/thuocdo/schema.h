/*
 * schema: the numbered files of deploy/schema, and bringing a database up to them.
 *
 * Each file is applied in one transaction and remembered with the hash of its bytes; a file that
 * has changed since is an error. Two at once wait for each other; a second run changes nothing.
 */
#pragma once

#include "runtime/database.h"

enum { SCHEMA_PARTITIONS = 4, SCHEMA_PARTITIONS_LIMIT = 256 };

/* Files of deploy/schema in order of their numbers. */
extern const struct embedded schema_files[];

extern const struct embedded thuocdo_sql[];

/*
 * `partitions` 0 keeps the number that is set, SCHEMA_PARTITIONS when none is. *applied is how many
 * files were new. REJECT names the file or the number that does not fit the database.
 */
enum outcome schema_apply(struct database *database, const struct embedded *files,
                          int64_t partitions, int *applied, struct failure *why);

/*
 * Sets the password of each role that has a file of its name in the directory; *set is how many.
 * REJECT when there is none at all.
 */
enum outcome schema_passwords(struct database *database, const char *directory, int *set,
                              struct failure *why);
