/*
 * filling: a form filled in from the sums, as a question asks for it.
 *
 * The question's arguments are form, unit, from, to, rows and series; the rows and the total come
 * from sums read in two different ways, so that what is forgotten or taken twice shows.
 */
#pragma once

#include "reporter/sums.h"

struct filling {
    const struct form *form;
    enum table_rows rows_by;
    const char *unit;
    const char *unit_label;
    int32_t from;
    int32_t to;
    struct series series;
    size_t row_count; /* The unit itself is among them when rows are units; unmapped; total. */
    struct sums_row *keys;
    struct row_source *rows;
    struct sums sums;
    struct table table;
};

/* Reads the arguments, the rows and their sums, and evaluates the table. */
enum outcome filling_open(struct filling *filling, struct asking *asking, struct failure *why);
