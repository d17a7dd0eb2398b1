/*
 * outfile: one file being written, a line at a time.
 *
 * A line that was begun is either finished or dropped; what does not fit the line is our own
 * mistake, what does not fit the disk is said once, when the file is closed.
 */
#pragma once

#include <stdint.h>
#include <stdio.h>

#include "runtime/outcome.h"

enum { LINE_BYTES = 262144, PATH_BYTES = 4096 };

struct outfile {
    FILE *file;
    char path[PATH_BYTES];
    size_t used;
    char line[LINE_BYTES];
};

enum outcome outfile_open(struct outfile *output, const char *directory, const char *name,
                          struct failure *why);

/* Adds text to the line. */
void outfile_add(struct outfile *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds `"name":"instant",`. */
void outfile_instant(struct outfile *output, const char *name, int64_t second);

/* Takes back the last byte if it is a comma. */
void outfile_trim(struct outfile *output);

/* Writes the line and starts a new one. */
void outfile_end_line(struct outfile *output);

/* RETRY when anything was not written; closes the file either way. */
enum outcome outfile_close(struct outfile *output, struct failure *why);
