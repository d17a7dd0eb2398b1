#include <stdlib.h>

#include "bench/bench.h"

enum { PIECE = 1 << 16 };

/* The rows of the file, walked one by one. */
static size_t row_length(const uint8_t *at)
{
    size_t length = 2;

    for (int column = 0; column < BENCH_COLUMNS; column++) {
        const uint32_t size = (uint32_t)at[length] << 24 | (uint32_t)at[length + 1] << 16 |
                              (uint32_t)at[length + 2] << 8 | at[length + 3];

        length += 4 + (size == UINT32_MAX ? 0 : size);
    }
    return length;
}

static enum outcome open_load(int argc, char **argv, struct database *database, struct meter *meter,
                              struct bytes *rows, struct failure *why)
{
    if (argc != 3)
        return fail(why, REJECT, "copy and plain take URL POSTMASTER ROWS");
    TRY(bench_map(argv[2], rows, why));
    TRY(bench_open(database, argv[0], why));
    TRY(database_execute(database, statement(bench_sql, "tables"), why));
    *meter = (struct meter){.database = database, .postmaster = (int)strtol(argv[1], NULL, 10)};
    return meter_start(meter, why);
}

/* The bytes go to libpq as they lie in the file. */
static enum outcome copy_rows(struct database *database, struct buffer *buffer, const char *name,
                              struct bytes rows, struct failure *why)
{
    struct copy copy;

    TRY(copy_open(&copy, database, buffer, statement(bench_sql, name), why));
    TRY(copy_flush(&copy, 0, why));
    for (size_t at = 0; at < rows.length; at += PIECE) {
        const size_t left = rows.length - at;

        if (PQputCopyData(database->connection, (const char *)rows.at + at,
                          (int)(left < PIECE ? left : PIECE)) != 1)
            return fail(why, FATAL, "copy: %s", PQerrorMessage(database->connection));
    }
    return copy_close(&copy, why);
}

static enum outcome count_facts(struct database *database, int64_t *facts, struct failure *why)
{
    TRY(database_query(database, statement(bench_sql, "count_facts"), NULL, why));
    *facts = row_integer(database, 0, 0);
    return DONE;
}

/* A: all facts into one table without an index, in one transaction. */
enum outcome bench_copy(int argc, char **argv, struct failure *why)
{
    struct database database;
    struct buffer buffer = {0};
    struct meter meter;
    struct usage used;
    struct bytes rows = {0};
    int64_t facts;

    TRY(open_load(argc, argv, &database, &meter, &rows, why));
    TRY(copy_rows(&database, &buffer, "copy_facts", rows, why));
    TRY(meter_read(&meter, &used, why));
    TRY(count_facts(&database, &facts, why));
    meter_print("copy", facts, &used);
    buffer_free(&buffer);
    database_close(&database);
    return DONE;
}

static enum outcome apply_staged(struct database *database, struct failure *why)
{
    TRY(database_query(database, statement(bench_sql, "plain_events"), NULL, why));
    TRY(database_query(database, statement(bench_sql, "plain_states"), NULL, why));
    return database_query(database, statement(bench_sql, "plain_days"), NULL, why);
}

/* C: a batch to staging, from there into events, states and day counts; a commit a batch. */
enum outcome bench_plain(int argc, char **argv, struct failure *why)
{
    struct database database;
    struct buffer buffer = {0};
    struct meter meter;
    struct usage used;
    struct bytes rows = {0};
    int64_t facts = 0;

    TRY(open_load(argc, argv, &database, &meter, &rows, why));
    while (rows.length > 0) {
        struct bytes batch = {rows.at, 0};

        for (int row = 0; row < BENCH_STAGED && batch.length < rows.length; row++, facts++)
            batch.length += row_length(rows.at + batch.length);
        rows.at += batch.length;
        rows.length -= batch.length;
        TRY(database_execute(&database, "BEGIN", why));
        TRY(copy_rows(&database, &buffer, "copy_staging", batch, why));
        TRY(apply_staged(&database, why));
        TRY(database_execute(&database, "COMMIT", why));
    }
    TRY(meter_read(&meter, &used, why));
    meter_print("plain", facts, &used);
    buffer_free(&buffer);
    database_close(&database);
    return DONE;
}
