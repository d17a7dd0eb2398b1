/*
 * csv: the records of RFC 4180 text, one after another.
 *
 * Pure. Lines end with LF or CRLF, a byte order mark in front is skipped, lines without anything
 * are too. A field is a piece of the text, or of the arena where quotes were doubled in it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/outcome.h"

enum { CSV_COLUMNS = 16 };

struct csv {
    const char *at;
    const char *end;
    size_t line; /* On which `at` stands, counted from 1. */
};

struct csv_record {
    size_t line; /* On which it begins. */
    size_t count;
    struct bytes fields[CSV_COLUMNS];
};

struct csv csv_over(const char *text, size_t length);

/* The next record; no fields at the end of the text. REJECT names line and column. */
enum outcome csv_next(struct csv *csv, struct arena *arena, struct csv_record *record,
                      struct failure *why);
