/*
 * series_plain: what a table must say of a reorganised organisation, worked out dossier by dossier.
 *
 * Written from the rules in services/reporter/README.md, without SQL and without any set of rows.
 */
#pragma once

#include "reporter/core/table.h"
#include "tests/reporter/reorganised.h"

/* The columns of the agency table that count something and are no percentages. */
#define PLAIN_COLUMNS(X)         \
    X(received_total)            \
    X(received_new)              \
    X(received_online)           \
    X(carried_in)                \
    X(resolved_total)            \
    X(resolved_on_or_before_due) \
    X(resolved_late)             \
    X(in_progress_total)         \
    X(in_progress_not_due)       \
    X(in_progress_overdue)

enum plain_column {
#define PLAIN_NAME(name) PLAIN_##name,
    PLAIN_COLUMNS(PLAIN_NAME)
#undef PLAIN_NAME
        PLAIN_COLUMN_COUNT
};

extern const char *const plain_column_names[];

struct plain_row {
    int64_t cells[PLAIN_COLUMN_COUNT];
    bool any;   /* A dossier was received by the last day. */
    bool shown; /* The row stands in the table. */
};

struct plain_table {
    struct plain_row rows[UNITS + 1]; /* By unit, and unmapped. */
    struct plain_row total;
};

struct plain_question {
    const struct reorganised *made;
    enum table_series series;
    int32_t from;
    int32_t to;
};

enum { PLAIN_UNMAPPED = UNITS, PLAIN_NOWHERE = -1 };

/* The row of the unit's table in which the dossiers are: a unit, unmapped, or none. */
int plain_row_of(const struct plain_question *question, const struct dossier_group *group,
                 int unit);

/* Whether the one hangs directly below the other. */
bool plain_hangs_below(const struct plain_question *question, int unit, int above);

/* Whether the row of a unit shows when there is nothing in it. */
bool plain_is_open(const struct plain_question *question, int unit);

/* The table of the unit. */
void plain_table_of(const struct plain_question *question, int unit, struct plain_table *table);

/* Units that nothing is above, in order; how many they are. */
int plain_roots(const struct plain_question *question, int roots[UNITS]);
