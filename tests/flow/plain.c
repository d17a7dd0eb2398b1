#include "tests/flow/plain.h"

#include <stdlib.h>

#include "reporter/core/table.h"
#include "runtime/day.h"
#include "tests/flow/plain_facts.h"
#include "tests/flow/sums_at.h"

enum { PERIODS = 2, TABLE_BYTES = 1 << 20, ROWS = PLAIN_UNITS + 2, CODE_TEXT = CODE_LIMIT + 1 };

/* Columns of the agency table that are counts, and the parts of those that are percentages. */
#define COUNTS(X)                \
    X(RECEIVED_TOTAL)            \
    X(RECEIVED_NEW)              \
    X(RECEIVED_ONLINE)           \
    X(CARRIED_IN)                \
    X(RESOLVED_TOTAL)            \
    X(RESOLVED_ON_OR_BEFORE_DUE) \
    X(RESOLVED_LATE)             \
    X(IN_PROGRESS_TOTAL)         \
    X(IN_PROGRESS_NOT_DUE)       \
    X(IN_PROGRESS_OVERDUE)       \
    X(PAID_ONLINE)               \
    X(FEE_DUE)                   \
    X(POPULATION_DB)             \
    X(DIGITISED)                 \
    X(E_RESULT)                  \
    X(FINISHED)

enum count {
#define COUNT_NAME(NAME) COUNT_##NAME,
    COUNTS(COUNT_NAME)
#undef COUNT_NAME
        COUNT_COUNT
};

static const struct {
    const char *column;
    enum count numerator;
    int denominator; /* enum count; -1 where the column is a count. */
} columns[] = {
    {"received_total",            COUNT_RECEIVED_TOTAL,            -1                },
    {"received_new",              COUNT_RECEIVED_NEW,              -1                },
    {"received_online",           COUNT_RECEIVED_ONLINE,           -1                },
    {"carried_in",                COUNT_CARRIED_IN,                -1                },
    {"resolved_total",            COUNT_RESOLVED_TOTAL,            -1                },
    {"resolved_on_or_before_due", COUNT_RESOLVED_ON_OR_BEFORE_DUE, -1                },
    {"resolved_late",             COUNT_RESOLVED_LATE,             -1                },
    {"in_progress_total",         COUNT_IN_PROGRESS_TOTAL,         -1                },
    {"in_progress_not_due",       COUNT_IN_PROGRESS_NOT_DUE,       -1                },
    {"in_progress_overdue",       COUNT_IN_PROGRESS_OVERDUE,       -1                },
    {"pct_received_online",       COUNT_RECEIVED_ONLINE,           COUNT_RECEIVED_NEW},
    {"pct_online_payment",        COUNT_PAID_ONLINE,               COUNT_FEE_DUE     },
    {"pct_popdb_lookup",          COUNT_POPULATION_DB,             COUNT_RECEIVED_NEW},
    {"pct_digitised",             COUNT_DIGITISED,                 COUNT_RECEIVED_NEW},
    {"pct_e_result",              COUNT_E_RESULT,                  COUNT_FINISHED    },
};

/* The tables of one run, and where their sums come from. */
struct plain_table {
    const struct stored *stored;
    const struct plain_facts *facts;
    char units[PLAIN_UNITS][CODE_TEXT];
    int32_t from, to;
};

/* Rows: the opened units, then unmapped, then the total. */
static bool belongs(const void *context, size_t row, const char *unit)
{
    const struct plain_table *plain = context;

    if (row < plain->facts->unit_count)
        return strcmp(plain->units[row], unit) == 0;
    for (size_t known = 0; row == plain->facts->unit_count && known < row; known++)
        if (strcmp(plain->units[known], unit) == 0)
            return false;
    return true;
}

/* ---- counting states ---- */

static bool ended_by(const struct history *history, int32_t day)
{
    return history_ended(history) && day_of_instant(history->ended_us) <= day;
}

static int32_t due_at(const struct history *history, int64_t at_us)
{
    int32_t due = history->dues[0].due.day;

    for (uint32_t row = 0; row < history->due_count; row++)
        if (history->dues[row].made_us <= at_us)
            due = history->dues[row].due.day;
    return due;
}

/* Domain.md section 3, at the last microsecond of the day, of a dossier that is in progress. */
static bool overdue_at_end_of(const struct history *history, int32_t day)
{
    const int64_t last_us = day_start(day + 1) - 1;

    for (uint32_t row = 0; row < history->wait_count; row++)
        if (history->waits[row].from_us <= last_us && history->waits[row].to_us > last_us)
            return false;
    return history->due_count > 0 && due_at(history, last_us) < day;
}

static void count_received(const struct plain_dossier *dossier, int64_t *counts)
{
    const struct history *history = &dossier->history;

    counts[COUNT_RECEIVED_NEW]++;
    counts[COUNT_RECEIVED_ONLINE] += history->channel == CHANNEL_ONLINE;
    counts[COUNT_FEE_DUE] += dossier->fee_due;
    counts[COUNT_PAID_ONLINE] += dossier->fee_due && history->paid_online_stated;
    counts[COUNT_POPULATION_DB] += history->population_db;
    counts[COUNT_DIGITISED] += history->digitised;
}

static void count_closed(const struct history *history, int64_t *counts)
{
    const bool finished = history->standing == STANDING_FINISHED;
    const bool late = finished && history->due_count > 0 &&
                      day_of_instant(history->ended_us) > due_at(history, history->ended_us);

    counts[COUNT_RESOLVED_TOTAL]++;
    counts[COUNT_RESOLVED_LATE] += late;
    counts[COUNT_RESOLVED_ON_OR_BEFORE_DUE] += !late;
    counts[COUNT_FINISHED] += finished;
    counts[COUNT_E_RESULT] += finished && history->e_result_stated;
}

static void count_dossier(const struct plain_table *plain, const struct plain_dossier *dossier,
                          int64_t *counts)
{
    const struct history *history = &dossier->history;
    const int32_t received_day = day_of_instant(history->received_us);

    if (received_day > plain->to || ended_by(history, plain->from - 1))
        return;
    counts[COUNT_RECEIVED_TOTAL]++;
    if (received_day < plain->from)
        counts[COUNT_CARRIED_IN]++;
    else
        count_received(dossier, counts);
    if (ended_by(history, plain->to)) {
        count_closed(history, counts);
        return;
    }
    counts[COUNT_IN_PROGRESS_TOTAL]++;
    counts[overdue_at_end_of(history, plain->to) ? COUNT_IN_PROGRESS_OVERDUE
                                                 : COUNT_IN_PROGRESS_NOT_DUE]++;
}

static void count_row(const struct plain_table *plain, size_t row, int64_t counts[COUNT_COUNT])
{
    memset(counts, 0, COUNT_COUNT * sizeof *counts);
    for (size_t at = 0; at < plain->facts->dossier_count; at++) {
        const struct plain_dossier *dossier = &plain->facts->dossiers[at];
        char unit[CODE_TEXT] = "";

        if (!history_counted(&dossier->history))
            continue;
        if (dossier->history.unit.length)
            memcpy(unit, dossier->history.unit.at, dossier->history.unit.length);
        if (belongs(plain, row, unit))
            count_dossier(plain, dossier, counts);
    }
}

/* ---- comparing ---- */

static int64_t sum_of_row(void *context, size_t row, enum measure measure,
                          enum formula_channel channel, int32_t day)
{
    const struct plain_table *plain = context;

    /* Channels have the same numbers in formulas and in facts. */
    return sums_at(plain->stored, measure, (int)channel, day, belongs, plain, row);
}

static enum outcome compare_cell(const char *code, size_t column, const struct cell *cell,
                                 const int64_t *counts, struct failure *why)
{
    const int64_t numerator = counts[columns[column].numerator];
    const int64_t denominator =
        columns[column].denominator < 0 ? 1 : counts[columns[column].denominator];

    if (cell->has_value != (denominator != 0))
        return fail(why, REJECT, "%s %s: has a value or has none", code, columns[column].column);
    if (cell->has_value && (cell->numerator != numerator || cell->denominator != denominator))
        return fail(why, REJECT, "%s %s: the sums say %lld of %lld, the facts %lld of %lld", code,
                    columns[column].column, (long long)cell->numerator,
                    (long long)cell->denominator, (long long)numerator, (long long)denominator);
    return DONE;
}

static const struct table_row *row_of(const struct table *table, const struct row_source *source)
{
    for (size_t row = 0; row < table->row_count; row++)
        if (table->rows[row].kind == source->kind &&
            (source->kind != ROW_MEMBER || strcmp(table->rows[row].code, source->code) == 0))
            return &table->rows[row];
    return NULL;
}

static enum outcome compare_row(const struct plain_table *plain, const struct table *table,
                                const struct row_source *source, size_t row, struct failure *why)
{
    const struct table_row *shown = row_of(table, source);
    int64_t counts[COUNT_COUNT];

    count_row(plain, row, counts);
    if (!shown && counts[COUNT_RECEIVED_TOTAL] > 0)
        return fail(why, REJECT, "row %zu is not shown, the facts have %lld", row,
                    (long long)counts[COUNT_RECEIVED_TOTAL]);
    for (size_t column = 0; shown && column < sizeof columns / sizeof columns[0]; column++) {
        size_t place;

        if (!form_column_by_id(table->form, columns[column].column, &place))
            return fail(why, REJECT, "the form has no column %s", columns[column].column);
        TRY(compare_cell(shown->code, column, &shown->cells[place], counts, why));
    }
    return DONE;
}

static enum outcome compare_table(struct plain_table *plain, struct arena *arena,
                                  struct failure *why)
{
    struct row_source rows[ROWS];
    const size_t units = plain->facts->unit_count;
    struct table_request request = {
        .rows_by = TABLE_UNITS,
        .unit = "H08",
        .unit_label = "Tỉnh",
        .from = plain->from,
        .to = plain->to,
        .as_of = {.at_us = day_start(plain->to + 1)},
        .rows = rows,
        .row_count = units + 2,
        .sum = sum_of_row,
        .context = plain,
    };
    struct table table;

    for (size_t row = 0; row < units; row++)
        rows[row] =
            (struct row_source){ROW_MEMBER, plain->units[row], plain->units[row], true, true};
    rows[units] = (struct row_source){ROW_UNMAPPED, NULL, NULL, true, true};
    rows[units + 1] = (struct row_source){ROW_TOTAL, NULL, NULL, true, true};
    TRY(form_shipped("agency-table", arena, &request.form, why));
    TRY(table_evaluate(&request, arena, &table, why));
    for (size_t row = 0; row < units + 2; row++)
        TRY(compare_row(plain, &table, &rows[row], row, why));
    return DONE;
}

enum outcome plain_agrees(const struct world *world, struct failure *why)
{
    struct chance chance = {world->seed};
    struct plain_facts *facts = plain_facts_read(&world->stage.stored);
    struct plain_table plain = {.stored = &world->stage.stored, .facts = facts};
    void *memory = heap_take(TABLE_BYTES, 1);
    enum outcome outcome = DONE;

    for (size_t row = 0; row < facts->unit_count; row++)
        memcpy(plain.units[row], facts->units[row].at, facts->units[row].length);
    for (int period = 0; period < PERIODS && outcome == DONE; period++) {
        struct arena arena = arena_over(memory, TABLE_BYTES);

        plain.from = (int32_t)chance_between(&chance, FIRST_DAY, FIRST_DAY + MADE_DAYS);
        plain.to = plain.from + (int32_t)chance_between(&chance, 0, MADE_DAYS);
        outcome = compare_table(&plain, &arena, why);
    }
    free(memory);
    plain_facts_free(facts);
    return outcome;
}
