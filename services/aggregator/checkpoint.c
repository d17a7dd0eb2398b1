#include <stdio.h>
#include <stdlib.h>

#include "aggregator/aggregator.h"
#include "runtime/clock.h"
#include "runtime/log.h"

enum { COPY_BYTES = 1 << 20, SQL_BYTES = 16384 };

/*
 * Statements over all measures are printed from the one list of measures, so that tables and code
 * cannot drift apart; nothing else is ever printed into SQL.
 */
struct printed {
    char text[SQL_BYTES];
    size_t used;
};

static void print(struct printed *sql, const char *before, const char *name, const char *after)
{
    const size_t room = sizeof sql->text - sql->used;
    const int length = snprintf(sql->text + sql->used, room, "%s%s%s", before, name, after);

    if (length < 0 || (size_t)length >= room)
        abort(); /* The list of measures has outgrown the buffer: our own mistake. */
    sql->used += (size_t)length;
}

static void print_all(struct printed *sql, const char *before, const char *after)
{
    for (int measure = 0; measure < MEASURE_COUNT; measure++)
        print(sql, before, measure_name((enum measure)measure), after);
}

/* Adds gathered rows to the rows of a table: NULL stays NULL until something is added. */
static void print_addition(struct printed *sql, const char *table, const char *gathered,
                           const char *key)
{
    print(sql, "INSERT INTO aggregator.", table, " AS t SELECT * FROM pg_temp.");
    print(sql, gathered, " AS g ON CONFLICT (", key);
    print(sql, ") DO UPDATE SET ", "", "");
    for (int measure = 0; measure < MEASURE_COUNT; measure++) {
        const char *name = measure_name((enum measure)measure);

        print(sql, measure ? ", " : "", name, " = CASE WHEN excluded.");
        print(sql, "", name, " IS NULL THEN t.");
        print(sql, "", name, " ELSE coalesce(t.");
        print(sql, "", name, ", 0) + excluded.");
        print(sql, "", name, " END");
    }
}

/* ---- rolling up and copying ---- */

static void copy_sums(struct copy *copy, const struct measure_sums *sums)
{
    for (int measure = 0; measure < MEASURE_COUNT; measure++)
        if (sums->touched >> measure & 1U)
            copy_integer(copy, sums->at[measure]);
        else
            copy_null(copy);
}

static void copy_cell(struct copy *copy, const struct cell *cell, bool by_procedure, bool with_step)
{
    const struct cell_key *key = &cell->key;

    copy_row(copy, (int16_t)(4 + by_procedure + with_step + 1 + MEASURE_COUNT));
    copy_whole(copy, key->partition);
    copy_bytes(copy, bytes_of_text(key->unit));
    if (by_procedure)
        copy_bytes(copy, bytes_of_text(key->procedure));
    copy_small(copy, key->channel);
    copy_bytes(copy, bytes_of_text(key->system));
    if (with_step)
        copy_small(copy, key->step);
    copy_day(copy, key->start);
    copy_sums(copy, &cell->sums);
}

/* Adds the cells of one step to those of another. They may stand in the same table, since new cells
 * are put behind the others and have another step. */
static void roll_up(const struct cells *cells, enum step from, enum step step, bool by_procedure,
                    struct cells *into)
{
    for (const struct cell *cell = cells->set; cell; cell = cell->hh.next) {
        struct cell_key key = cell->key;

        if (cell->key.step != (int16_t)from)
            continue;
        key.step = (int16_t)step;
        key.start = step_start(step, key.start);
        if (!by_procedure)
            memset(key.procedure, 0, sizeof key.procedure);
        measure_sums_merge(&cells_at(into, &key)->sums, &cell->sums);
    }
}

static enum outcome copy_cells(struct aggregator *aggregator, const struct cells *cells,
                               const char *sql, bool by_procedure, bool with_step,
                               struct failure *why)
{
    struct copy copy;

    TRY(copy_open(&copy, &aggregator->database, &aggregator->copy, sql, why));
    for (const struct cell *cell = cells->set; cell; cell = cell->hh.next) {
        copy_cell(&copy, cell, by_procedure, with_step);
        TRY(copy_flush(&copy, COPY_BYTES, why));
    }
    return copy_close(&copy, why);
}

static enum outcome add_rolled(struct aggregator *aggregator, bool by_procedure, const char *table,
                               const char *gathered, const char *key, struct failure *why)
{
    const struct cells *days = &aggregator->days.cells;
    struct printed *sql = heap_take(1, sizeof *sql);
    struct cells cells = {0};
    char copy[128];
    enum outcome outcome;

    if (!by_procedure)
        roll_up(days, STEP_DAY, STEP_DAY, by_procedure, &cells);
    roll_up(by_procedure ? days : &cells, STEP_DAY, STEP_MONTH, by_procedure, &cells);
    roll_up(&cells, STEP_MONTH, STEP_YEAR, by_procedure, &cells);
    snprintf(copy, sizeof copy, "COPY pg_temp.%s FROM STDIN (FORMAT binary)", gathered);
    outcome = copy_cells(aggregator, &cells, copy, by_procedure, true, why);
    cells_free(&cells);
    print_addition(sql, table, gathered, key);
    if (outcome == DONE && by_procedure)
        outcome =
            database_query(&aggregator->database, statement(aggregator_sql, "unmerge"), NULL, why);
    if (outcome == DONE)
        outcome = database_query(&aggregator->database, sql->text, NULL, why);
    free(sql);
    return outcome;
}

static enum outcome write_sums(struct aggregator *aggregator, struct failure *why)
{
    if (aggregator->days.cells.count == 0)
        return DONE;
    TRY(copy_cells(aggregator, &aggregator->days.cells,
                   "COPY aggregator.sum_cell_day FROM STDIN (FORMAT binary)", true, false, why));
    TRY(add_rolled(aggregator, true, "sum_cell", "gathered_cell",
                   "partition, unit, procedure, channel, system, step, start", why));
    return add_rolled(aggregator, false, "sum_unit", "gathered_unit",
                      "partition, unit, channel, system, step, start", why);
}

/* ---- marks ---- */

static void copy_mark(struct copy *copy, const struct mark *mark)
{
    const struct mark_key *key = &mark->key;

    copy_row(copy, 8);
    copy_whole(copy, key->partition);
    copy_bytes(copy, bytes_of_text(key->unit));
    copy_small(copy, key->channel);
    copy_bytes(copy, bytes_of_text(key->system));
    copy_small(copy, key->step);
    copy_day(copy, key->start);
    copy_small(copy, key->mark);
    copy_integer(copy, mark->n);
}

static enum outcome copy_marks(struct aggregator *aggregator, const struct marks *marks,
                               struct failure *why)
{
    struct copy copy;

    TRY(copy_open(&copy, &aggregator->database, &aggregator->copy,
                  statement(aggregator_sql, "copy_marks"), why));
    for (const struct mark *mark = marks->set; mark; mark = mark->hh.next) {
        copy_mark(&copy, mark);
        TRY(copy_flush(&copy, COPY_BYTES, why));
    }
    return copy_close(&copy, why);
}

static enum outcome write_marks(struct aggregator *aggregator, struct failure *why)
{
    struct marks marks = {0};
    enum outcome outcome;

    if (aggregator->days.marks.count == 0)
        return DONE;
    marks_roll_up(&aggregator->days.marks, &marks);
    outcome = copy_marks(aggregator, &marks, why);
    marks_free(&marks);
    TRY(outcome);
    return database_query(&aggregator->database, statement(aggregator_sql, "add_marks"), NULL, why);
}

/* ---- changes ---- */

static struct summed *summed_of(struct aggregator *aggregator, int64_t partition)
{
    for (int row = 0; row < aggregator->count; row++)
        if (aggregator->summed[row].partition == partition)
            return &aggregator->summed[row];
    return NULL;
}

static void gather_changes(struct aggregator *aggregator)
{
    for (const struct touched_unit *unit = aggregator->touched; unit; unit = unit->hh.next) {
        struct summed *summed = summed_of(aggregator, unit->partition);
        struct changed changed = {
            .present = message_whole(&changed_schema),
            .unit = bytes_of_text(unit->unit),
            .first_day = unit->first_day,
            .last_day = unit->last_day,
        };
        struct sink sink = buffer_sink(&summed->changed);

        if (changed.unit.length == 0)
            changed.present &= ~UINT64_C(1);
        record_encode(&changed_schema, &changed, &sink);
        summed->changes++;
    }
}

static enum outcome write_changes(struct aggregator *aggregator, const struct summed *summed,
                                  int64_t now_us, struct failure *why)
{
    struct parameters parameters = {0};
    enum codec codec;

    if (summed->changes == 0)
        return DONE;
    codec = block_pack(buffer_bytes(&summed->changed), &aggregator->packed);
    parameter_integer(&parameters, summed->partition);
    parameter_integer(&parameters, summed->changed_end + summed->changes);
    parameter_integer(&parameters, summed->changes);
    parameter_integer(&parameters, now_us);
    parameter_integer(&parameters, (int64_t)codec);
    parameter_bytes(&parameters, buffer_bytes(&aggregator->packed));
    return database_change(&aggregator->database, statement(aggregator_sql, "write_block"),
                           &parameters, 1, why);
}

static enum outcome move_position(struct aggregator *aggregator, const struct summed *summed,
                                  struct failure *why)
{
    struct parameters parameters = {0};

    if (summed->read_at == summed->delta_at)
        return DONE;
    parameter_integer(&parameters, summed->partition);
    parameter_integer(&parameters, summed->read_at);
    parameter_integer(&parameters, summed->changed_end + summed->changes);
    parameter_integer(&parameters, summed->delta_at);
    parameter_integer(&parameters, summed->changed_end);
    if (database_change(&aggregator->database, statement(aggregator_sql, "move_position"),
                        &parameters, 1, why) == DONE)
        return DONE;
    return RETRY; /* Somebody else moved it, or the session is lost (protocol rule 8). */
}

static void settle(struct aggregator *aggregator)
{
    for (int row = 0; row < aggregator->count; row++) {
        struct summed *summed = &aggregator->summed[row];

        summed->delta_at = summed->read_at;
        summed->changed_end += summed->changes;
        summed->changes = 0;
        buffer_clear(&summed->changed);
    }
    aggregator_clear(aggregator);
}

enum outcome aggregator_checkpoint(struct aggregator *aggregator, struct failure *why)
{
    const int64_t began_ms = clock_ms(), records = aggregator->records, now_us = clock_now_us();

    gather_changes(aggregator);
    TRY(database_execute(&aggregator->database, "BEGIN", why));
    TRY(write_sums(aggregator, why));
    TRY(write_marks(aggregator, why));
    for (int row = 0; row < aggregator->count; row++)
        TRY(write_changes(aggregator, &aggregator->summed[row], now_us, why));
    for (int row = 0; row < aggregator->count; row++)
        TRY(move_position(aggregator, &aggregator->summed[row], why));
    TRY(database_execute(&aggregator->database, "COMMIT", why));
    settle(aggregator);
    log_line(LOG_DEBUG, "event=checkpoint records=%lld ms=%lld", (long long)records,
             (long long)(clock_ms() - began_ms));
    return DONE;
}

/* ---- merging ---- */

/* One row a cell and day, in place of as many as there were checkpoints that touched it. */
static void print_merging(struct printed *sql)
{
    static const char keys[] = "partition, unit, procedure, channel, system, start";

    print(sql,
          "WITH gone AS (DELETE FROM aggregator.sum_cell_day WHERE start >= date '1970-01-01' "
          "+ $1::integer AND start < date '1970-01-01' + $1::integer + interval '1 month' ",
          "RETURNING *) INSERT INTO aggregator.sum_cell_day SELECT ", keys);
    print_all(sql, ", sum(", ")::bigint");
    print(sql, " FROM gone GROUP BY ", keys, "");
}

enum outcome aggregator_merge(struct aggregator *aggregator, int32_t today, bool *merged,
                              struct failure *why)
{
    struct database *database = &aggregator->database;
    struct parameters parameters = {0};
    struct printed *sql;
    enum outcome outcome;
    int64_t month;

    *merged = false;
    parameter_integer(&parameters, today);
    TRY(database_query(database, statement(aggregator_sql, "next_month"), &parameters, why));
    if (row_count(database) == 0)
        return DONE;
    month = row_integer(database, 0, 0);
    parameters = (struct parameters){0};
    parameter_integer(&parameters, month);
    sql = heap_take(1, sizeof *sql);
    print_merging(sql);
    outcome = database_execute(database, "BEGIN", why);
    if (outcome == DONE)
        outcome = database_query(database, sql->text, &parameters, why);
    free(sql);
    TRY(outcome);
    TRY(database_change(database, statement(aggregator_sql, "mark_merged"), &parameters, 1, why));
    *merged = true;
    return database_execute(database, "COMMIT", why);
}
