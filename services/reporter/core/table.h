/*
 * table: a form filled in for a unit and a period, and checked.
 *
 * Pure. The shell says which rows there are and answers what S(measure, day) is for each of them;
 * here the cells are computed, the identities of the form checked for every row, the total's own
 * sums compared with those of its rows, and the rows without anything to show left out. A table
 * that contradicts itself is never given out.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/formula.h"
#include "reporter/core/form.h"
#include "runtime/arena.h"
#include "runtime/outcome.h"

enum table_rows { TABLE_UNITS, TABLE_FIELDS };

/* Under which unit a dossier counts when units have gone on for others. */
enum table_series { SERIES_REPORTED, SERIES_SUCCESSOR, SERIES_PREDECESSOR };

extern const char *const table_series_names[];

enum row_kind {
    ROW_MEMBER,   /* A unit or a field. */
    ROW_UNMAPPED, /* Dossiers whose unit or field is not known: after the members, once at most. */
    ROW_TOTAL,    /* Last, once, from sums of its own. */
};

/* One row as the shell offers it. Code and label of unmapped and total are the table's. */
struct row_source {
    enum row_kind kind;
    const char *code;
    const char *label;
    bool open;      /* The unit was open on some day of the period (fields never are). */
    bool has_facts; /* A dossier fact of a day up to U has come. */
};

/* What the figures were computed from. */
struct as_of {
    int64_t at_us;
    const int64_t *log; /* The position of each partition. */
    size_t partitions;
};

struct table_request {
    const struct form *form;
    enum table_rows rows_by;
    enum table_series series;
    const char *unit; /* Code of the unit whose table it is. */
    const char *unit_label;
    int32_t from;
    int32_t to;
    struct as_of as_of;
    const struct row_source *rows;
    size_t row_count;
    /* S(measure, day) of that row: its sum over all days up to and including `day`. */
    int64_t (*sum)(void *context, size_t row, enum measure measure, enum formula_channel channel,
                   int32_t day);
    void *context;
};

struct cell {
    bool has_value;      /* False: no data, or a percentage whose denominator is 0. */
    int64_t value;       /* A percentage counts in 10^-decimals of its column. */
    int64_t numerator;   /* Of other kinds: the value … */
    int64_t denominator; /* … and 1. */
};

struct table_row {
    enum row_kind kind;
    const char *code;
    const char *label;
    bool no_data;             /* Open in the period, but nothing ever came: no cell has a value. */
    const struct cell *cells; /* As many as the form has columns. */
};

/* Texts, form and log positions stay those of the request. */
struct table {
    const struct form *form;
    enum table_rows rows_by;
    enum table_series series;
    const char *unit;
    const char *unit_label;
    int32_t from;
    int32_t to;
    struct as_of as_of;
    bool is_projection; /* The period ends after the moment of the figures. */
    const struct table_row *rows;
    size_t row_count;
    int64_t footnotes[FORM_FOOTNOTES]; /* Of the total row, in the order of the form. */
};

/* The first day of what has one of its own; beyond the period it is left an empty one. */
int32_t table_from(int32_t own, int32_t from, int32_t to);

/* As many days as one form can ask for. */
enum { TABLE_DAYS = FORM_COLUMNS + 2 };

/* The days for which `sum` will be asked, rising, each once; how many they are. */
size_t table_days(const struct form *form, int32_t from, int32_t to, int32_t days[TABLE_DAYS]);

/*
 * What the column comes to in that row, neither checked nor divided: only the two parts of the cell
 * are filled in. Of a request no more is looked at than its period, sum and context.
 */
void table_parts(const struct table_request *request, size_t row, const struct form_column *column,
                 struct cell *cell);

/*
 * REJECT when a row breaks an identity, has a negative cell, or the total differs from its rows
 * (naming form, row, identity and both sides), when the rows are not as told above, or when they
 * do not fit into the arena.
 */
enum outcome table_evaluate(const struct table_request *request, struct arena *arena,
                            struct table *table, struct failure *why);
