/*
 * embedded: files that are part of the program.
 *
 * embed_files(TARGET TABLE FILE…) in CMake makes a table `const struct embedded TABLE[]` of them;
 * its last row has no name.
 */
#pragma once

#include <stddef.h>

struct embedded {
    const char *name; /* The file's name without its folder. */
    const char *text; /* Its bytes, with a NUL after them. */
    size_t size;      /* How many, without that NUL. */
};

/* The row of that name, NULL when there is none. */
const struct embedded *embedded_find(const struct embedded *table, const char *name);
