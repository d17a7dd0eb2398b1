/*
 * series: under which unit a dossier counts when the organisation has changed (domain.md 8).
 *
 * As reported: under its last stated unit, in the tree of the last day. By successor: under the
 * unit that goes on for it, in the tree of the last day. By predecessor: as if nothing had been
 * reorganised after the first day, in the tree of that day. README.md has the rules.
 */
#pragma once

#include "reporter/asking.h"
#include "reporter/core/table.h"

struct series {
    enum table_series kind;
    int32_t tree_day;
    int32_t open_from;  /* A row without figures shows when its unit was open on one of these … */
    int32_t open_to;    /* … days. */
    const char *units;  /* Arrays for the statements: who counts under another unit, … */
    const char *places; /* … which one that is; … */
    const char *hung;   /* … who thereby hangs elsewhere in the tree, … */
    const char *parents; /* … and below whom. */
};

/* As reported: nobody counts under another unit. */
struct series series_reported(int32_t from, int32_t to);

/* The series that the question chooses. */
enum outcome series_open(struct series *series, struct asking *asking, int32_t from, int32_t to,
                         struct failure *why);

/* Adds units, places, hung and parents. */
void series_parameters(const struct series *series, struct parameters *parameters);
