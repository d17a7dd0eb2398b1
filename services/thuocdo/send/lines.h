/*
 * lines: a text, one item to a line.
 *
 * Pure. Lines of blanks are passed over, but counted.
 */
#pragma once

#include "runtime/bytes.h"

/* Behind so many lines, at that byte. */
struct place {
    int64_t offset;
    int64_t line;
};

struct lines {
    struct bytes text;
    const int64_t *numbers; /* Of the lines in the file they were made from; NULL: as they are. */
};

/* The next line without blanks around it; *at moves behind it. False at the end. */
bool lines_next(const struct lines *lines, struct place *at, struct bytes *line);

/* The number in the file of the line that ends at `at`, from 1. */
int64_t lines_number(const struct lines *lines, const struct place *at);
