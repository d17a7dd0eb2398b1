/*
 * series_trial: what the parts of the trial of the three series share.
 */
#pragma once

#include "runtime/arena.h"
#include "runtime/buffer.h"
#include "runtime/database.h"
#include "tests/reporter/series_plain.h"

enum { SERIES = 3 };

struct trial {
    uint64_t seed;
    struct database database;
    struct buffer sql;
    struct buffer body;
    struct arena arena;
    struct reorganised made;
    int64_t rows, tables, cells, lists;
};

/* Ends the process, naming the seed. */
void trial_stop(const struct trial *trial, const char *what, const struct failure *why);
void trial_differs(const struct trial *trial, const struct plain_question *question, int unit,
                   const char *row, const char *what, int64_t found, int64_t expected);

/* Adds to the text that is to be executed. */
void trial_put(struct trial *trial, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Executes the text, which is empty then. */
void trial_execute(struct trial *trial, const char *what);

/* Begins a transaction and writes the organisation and its dossiers. */
void trial_fill(struct trial *trial);

/* The unit's code in quotes, or NULL. */
enum { QUOTED_TEXT = CODE_TEXT + 2 };
const char *trial_quoted(int unit, char text[QUOTED_TEXT]);

/* (day, measure, n) of a group, at most GROUP_NUMBERS; how many numbers. */
enum { GROUP_NUMBERS = 12 };
uint32_t trial_entries(const struct dossier_group *group, int64_t *entries);

/* ---- the statements alone, prepared once ---- */

void statements_prepare(struct trial *trial);

/* Every key is in one row, the rows are the model's, and all roots together are the same. */
void statements_check(struct trial *trial, struct plain_question *question);

/* ---- whole answers ---- */

/* Tables of all roots and of one unit, by unit and by field, and dossiers of some cells. */
void answers_check(struct trial *trial, struct plain_question *question);
