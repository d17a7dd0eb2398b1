/*
 * versions: the catalogue as it follows from the reference rows.
 */
#pragma once

#include "tests/flow/stored.h"

/* Reads every version of every procedure into `versions`; their codes are borrowed from `stored`.
 */
struct catalogue versions_read(const struct stored *stored, struct arena *arena,
                               struct buffer *versions);

/* Whether the procedure has changed behind that position of partition 0. */
bool versions_changed(const struct stored *stored, const char *procedure, int64_t since);
