#include <stdio.h>
#include <stdlib.h>

#include "runtime/block.h"
#include "runtime/day.h"
#include "thuocdo/recount/recount.h"

enum { SQL_BYTES = 16384, BLOCKS_AT_ONCE = 64, KEY_COLUMNS = 5 };

struct printed {
    char text[SQL_BYTES];
    size_t used;
};

static void print(struct printed *sql, const char *text)
{
    const int length = snprintf(sql->text + sql->used, sizeof sql->text - sql->used, "%s", text);

    sql->used += (size_t)length;
    if (sql->used >= sizeof sql->text)
        abort(); /* The list of measures has outgrown the buffer: our own mistake. */
}

/* "prefix m1 suffix, prefix m2 suffix …" over all measures, from their one list. */
static void print_measures(struct printed *sql, const char *before, const char *after,
                           const char *between)
{
    for (int measure = 0; measure < MEASURE_COUNT; measure++) {
        print(sql, measure ? between : "");
        print(sql, before);
        print(sql, measure_name((enum measure)measure));
        print(sql, after);
    }
}

static void subtract_row(struct recount *recount, int64_t partition, int row)
{
    struct database *database = &recount->database;
    struct cell_key key =
        cells_key(partition, row_bytes(database, row, 0), row_bytes(database, row, 1),
                  row_integer(database, row, 2), row_bytes(database, row, 3));
    struct cell *cell;

    key.step = STEP_DAY;
    key.start = (int32_t)row_integer(database, row, 4);
    cell = cells_at(&recount->balance.cells, &key);
    for (int measure = 0; measure < MEASURE_COUNT; measure++)
        if (!row_is_null(database, row, KEY_COLUMNS + measure))
            measure_sums_add(&cell->sums, (enum measure)measure,
                             -row_integer(database, row, KEY_COLUMNS + measure));
}

static enum outcome subtract_sums(struct recount *recount, int64_t partition, struct failure *why)
{
    struct printed *sql = heap_take(1, sizeof *sql);
    struct parameters parameters = {0};
    enum outcome outcome;

    print(sql, "SELECT unit, procedure, channel::bigint, system, "
               "(start - date '1970-01-01')::bigint, ");
    print_measures(sql, "sum(", ")::bigint", ", ");
    print(sql, " FROM report.internal_recount_day WHERE partition = $1::integer "
               "GROUP BY unit, procedure, channel, system, start");
    parameter_integer(&parameters, partition);
    outcome = database_query(&recount->database, sql->text, &parameters, why);
    free(sql);
    TRY(outcome);
    for (int row = 0; row < row_count(&recount->database); row++)
        subtract_row(recount, partition, row);
    pace_rest(&recount->pace);
    return DONE;
}

static enum outcome subtract_marks(struct recount *recount, int64_t partition, struct failure *why)
{
    struct database *database = &recount->database;
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    TRY(database_query(database, statement(recount_sql, "recount_marks"), &parameters, why));
    for (int row = 0; row < row_count(database); row++) {
        struct mark_key key = marks_key(partition, row_bytes(database, row, 0),
                                        row_integer(database, row, 1), row_bytes(database, row, 2));

        key.step = STEP_DAY;
        key.start = (int32_t)row_integer(database, row, 3);
        key.mark = (int16_t)row_integer(database, row, 4);
        marks_add(&recount->balance.marks, &key, -row_integer(database, row, 5));
    }
    return DONE;
}

static enum outcome subtract_delta(struct recount *recount, int64_t partition, struct bytes record,
                                   struct failure *why)
{
    struct delta delta;
    const struct posting *postings;

    arena_reset(&recount->arena);
    TRY(record_decode(&delta_schema, record, &delta, &recount->arena, NULL, why));
    postings = delta.postings.at;
    for (uint32_t row = 0; row < delta.postings.count; row++)
        TRY(gathered_add(&recount->balance, partition, delta.system, &postings[row], -1, why));
    return DONE;
}

static enum outcome subtract_block(struct recount *recount, int64_t partition, int64_t after,
                                   const struct block *block, struct buffer *records,
                                   struct failure *why)
{
    struct record_walk walk;
    struct bytes record;

    TRY(block_unpack(block, records, why));
    walk = block_records(block, buffer_bytes(records));
    while (block_next(&walk, &record))
        if (walk.position > after)
            TRY(subtract_delta(recount, partition, record, why));
    return DONE;
}

static enum outcome subtract_deltas(struct recount *recount, int64_t partition, int64_t after,
                                    struct failure *why)
{
    struct database *database = &recount->database;
    struct buffer records = {0};
    enum outcome outcome = DONE;
    int rows = BLOCKS_AT_ONCE;

    while (rows == BLOCKS_AT_ONCE && outcome == DONE) {
        struct parameters parameters = {0};
        const int64_t start = after;

        parameter_integer(&parameters, partition);
        parameter_integer(&parameters, after);
        parameter_integer(&parameters, BLOCKS_AT_ONCE);
        outcome =
            database_query(database, statement(recount_sql, "recount_deltas"), &parameters, why);
        rows = outcome == DONE ? row_count(database) : 0;
        for (int row = 0; row < rows && outcome == DONE; row++) {
            const struct block block = {.last = row_integer(database, row, 0),
                                        .n = row_integer(database, row, 1),
                                        .codec = (int32_t)row_integer(database, row, 2),
                                        .data = row_bytes(database, row, 3)};

            outcome = subtract_block(recount, partition, start, &block, &records, why);
            after = block.last;
        }
        pace_rest(&recount->pace);
    }
    buffer_free(&records);
    return outcome;
}

static void check_cells(struct recount *recount)
{
    for (const struct cell *cell = recount->balance.cells.set; cell; cell = cell->hh.next)
        for (int measure = 0; measure < MEASURE_COUNT; measure++) {
            char day[DAY_TEXT];

            if (cell->sums.at[measure] == 0)
                continue;
            day_print(cell->key.start, day);
            recount_differs(recount,
                            "partition %d: unit '%s' procedure '%s' channel %d system %s day %s: "
                            "%s is %lld less in the sums than in the facts",
                            cell->key.partition, cell->key.unit, cell->key.procedure,
                            cell->key.channel, cell->key.system, day,
                            measure_name((enum measure)measure), (long long)cell->sums.at[measure]);
        }
}

static void check_marks(struct recount *recount)
{
    for (const struct mark *mark = recount->balance.marks.set; mark; mark = mark->hh.next) {
        const enum measure measure = (enum measure)mark->key.mark;
        char day[DAY_TEXT];

        if (mark->n == 0)
            continue;
        day_print(mark->key.start, day);
        recount_differs(recount,
                        "partition %d: unit '%s' channel %d system %s day %s: %s is %lld less in "
                        "the sums than in the facts",
                        mark->key.partition, mark->key.unit, mark->key.channel, mark->key.system,
                        day, measure < MARK_END ? measure_name(measure) : "an unknown mark",
                        (long long)mark->n);
    }
}

enum outcome recount_subtract(struct recount *recount, const struct recount_position *position,
                              struct failure *why)
{
    TRY(subtract_sums(recount, position->partition, why));
    TRY(subtract_marks(recount, position->partition, why));
    TRY(subtract_deltas(recount, position->partition, position->delta_at, why));
    check_cells(recount);
    check_marks(recount);
    gathered_free(&recount->balance);
    return DONE;
}

/* ---- months, years and units against days ---- */

struct rolled {
    const char *view;
    const char *keys; /* Besides the start. */
    int step;
    const char *start; /* Of a day row. */
    const char *what;
};

static const struct rolled rolled[] = {
    {"internal_recount_cell", "partition, unit, procedure, channel, system", STEP_MONTH,
     "date_trunc('month', start)::date",                                                          "months by procedure"},
    {"internal_recount_cell", "partition, unit, procedure, channel, system", STEP_YEAR,
     "date_trunc('year', start)::date",                                                           "years by procedure" },
    {"internal_recount_unit", "partition, unit, channel, system",            STEP_DAY,   "start",
     "days by unit"                                                                                                    },
    {"internal_recount_unit", "partition, unit, channel, system",            STEP_MONTH,
     "date_trunc('month', start)::date",                                                          "months by unit"     },
    {"internal_recount_unit", "partition, unit, channel, system",            STEP_YEAR,
     "date_trunc('year', start)::date",                                                           "years by unit"      },
};

static void print_rolled(struct printed *sql, const struct rolled *rows)
{
    print(sql, "SELECT count(*)::bigint FROM (SELECT ");
    print(sql, rows->keys);
    print(sql, ", begins FROM (SELECT ");
    print(sql, rows->keys);
    print(sql, ", start AS begins, ");
    print_measures(sql, "", "", ", ");
    print(sql, " FROM report.");
    print(sql, rows->view);
    print(sql, " WHERE step = $1::integer AND ($2::bigint = -1 OR partition = $2::bigint) "
               "UNION ALL SELECT ");
    print(sql, rows->keys);
    print(sql, ", ");
    print(sql, rows->start);
    print(sql, ", ");
    print_measures(sql, "-", "", ", ");
    print(sql, " FROM report.internal_recount_day "
               "WHERE $2::bigint = -1 OR partition = $2::bigint) AS both_sides GROUP BY ");
    print(sql, rows->keys);
    print(sql, ", begins HAVING ");
    print_measures(sql, "sum(", ") <> 0", " OR ");
    print(sql, ") AS differing");
}

static enum outcome compare_marks(struct recount *recount, int64_t partition, struct failure *why)
{
    struct parameters parameters = {0};
    int64_t differing;

    parameter_integer(&parameters, partition);
    TRY(database_query(&recount->database, statement(recount_sql, "recount_mark_steps"),
                       &parameters, why));
    differing = row_integer(&recount->database, 0, 0);
    if (differing > 0)
        recount_differs(recount, "months and years of marks: %lld rows do not equal their days",
                        (long long)differing);
    pace_rest(&recount->pace);
    return DONE;
}

enum outcome recount_steps(struct recount *recount, int64_t partition, struct failure *why)
{
    for (size_t row = 0; row < sizeof rolled / sizeof rolled[0]; row++) {
        struct printed *sql = heap_take(1, sizeof *sql);
        struct parameters parameters = {0};
        enum outcome outcome;
        int64_t differing;

        print_rolled(sql, &rolled[row]);
        parameter_integer(&parameters, rolled[row].step);
        parameter_integer(&parameters, partition);
        outcome = database_query(&recount->database, sql->text, &parameters, why);
        free(sql);
        TRY(outcome);
        differing = row_integer(&recount->database, 0, 0);
        if (differing > 0)
            recount_differs(recount, "%s: %lld rows do not equal their days", rolled[row].what,
                            (long long)differing);
        pace_rest(&recount->pace);
    }
    return compare_marks(recount, partition, why);
}
