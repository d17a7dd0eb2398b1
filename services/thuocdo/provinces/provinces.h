/*
 * provinces: the reorganisation of provinces as canonical facts (domain.md sections 8 and 9).
 *
 * The list has a row for each old province: the code under which one-stop systems know it, and
 * that of the one it went on as. Statistical codes stand beside them for people only: seven new
 * ones were a dissolved province's before, so nothing is ever matched by them.
 */
#pragma once

#include <stdio.h>

#include "runtime/bytes.h"
#include "runtime/embedded.h"
#include "runtime/outcome.h"

/* The list that we ship: one row. */
extern const struct embedded provinces_files[];

struct provinces_options {
    const char *source; /* The registered system that says so. */
    const char *root;   /* The unit above all of them, NULL: none. */
};

/*
 * Writes a fact a line: each old province opened; on the day of the reorganisation who goes on for
 * whom, who is closed, and what is new about those that remain. Ids are the same each time. REJECT
 * names the line of a list that will not do.
 */
enum outcome provinces_write(struct bytes list, const struct provinces_options *options, FILE *out,
                             struct failure *why);
