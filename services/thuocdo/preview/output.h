/*
 * output: what a preview prints: a row for each dossier that is judged otherwise, then totals by
 * unit.
 */
#pragma once

#include <stdio.h>

#include "runtime/hash.h"
#include "tracker/core/dossier.h"

enum preview_format { PREVIEW_TEXT, PREVIEW_CSV, PREVIEW_JSON };

struct preview_total {
    char unit[CODE_LIMIT + 1];
    int64_t judged;         /* Folded under both catalogues. */
    int64_t lawful_changed; /* Another lawful due. */
    int64_t becomes_late;   /* By the national rule. */
    int64_t ceases_late;
    int64_t other_day; /* Late on another day, or for another reason. */
    UT_hash_handle hh;
};

struct preview_output {
    enum preview_format format;
    FILE *file;
    size_t shown;
    struct preview_total *totals;
};

/* A dossier under both catalogues. */
struct preview_pair {
    struct bytes source;
    struct bytes code;
    const struct dossier_state *before;
    const struct dossier_state *after;
};

void output_begin(struct preview_output *output);

/* Counts the dossier, and shows it when lawful due or national verdict differ. */
void output_add(struct preview_output *output, const struct preview_pair *pair);

/* The totals; gives back what was taken. */
void output_end(struct preview_output *output);
