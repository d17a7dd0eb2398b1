/*
 * settings: knobs from the environment, one table per program.
 *
 * A secret may also be given as the name of a file, in NAME_FILE. The failure names the variable
 * and says what it is.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "runtime/outcome.h"

enum setting_kind {
    SETTING_TEXT,     /* const char * */
    SETTING_SECRET,   /* const char *; never printed */
    SETTING_COUNT,    /* int64_t, 0 or more */
    SETTING_DURATION, /* int64_t in milliseconds; written 250ms, 5s, 2m or 1h */
};

struct setting {
    const char *name;
    enum setting_kind kind;
    size_t offset;        /* In the struct that is filled. */
    const char *standard; /* NULL: it must be given. */
    const char *meaning;
};

/* Fills the struct from the environment. Texts live as long as the process. */
enum outcome settings_read(const struct setting *rows, size_t count, void *into,
                           struct failure *why);

/* Prints the table with the values in force; secrets as ***. */
void settings_print(const struct setting *rows, size_t count, const void *from, FILE *out);
