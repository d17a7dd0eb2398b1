/*
 * database: PostgreSQL, by statements that stand in files.
 *
 * No query is ever built from data: values travel as parameters. Results come in binary, so every
 * statement casts what it selects to bigint, text, bytea or boolean. An error of the server is
 * RETRY when trying again from the start can help (connection, serialisation, resources), FATAL
 * otherwise: what reaches the database has passed intake, so a refusal is our own mistake.
 */
#pragma once

#include <libpq-fe.h>

#include "runtime/buffer.h"
#include "runtime/embedded.h"
#include "runtime/outcome.h"

enum { DATABASE_PARAMETERS = 32 };

struct database {
    PGconn *connection;
    PGresult *result; /* Of the last query; gone with the next one. */
};

struct parameters {
    int count;
    const char *values[DATABASE_PARAMETERS];
    int lengths[DATABASE_PARAMETERS];
    int formats[DATABASE_PARAMETERS];
    char text[DATABASE_PARAMETERS][24];
};

/* RETRY when the server cannot be reached. Sets what every session of ours needs. */
enum outcome database_open(struct database *database, const char *url, const char *application,
                           struct failure *why);
void database_close(struct database *database);

void parameter_integer(struct parameters *parameters, int64_t value);
void parameter_text(struct parameters *parameters, struct bytes text);
void parameter_bytes(struct parameters *parameters, struct bytes bytes);
void parameter_null(struct parameters *parameters);

/* Runs one statement; `parameters` may be NULL. Rows are read with the row_ functions. */
enum outcome database_query(struct database *database, const char *sql,
                            const struct parameters *parameters, struct failure *why);

/* Runs statements without parameters; for migrations and BEGIN, COMMIT, ROLLBACK. */
enum outcome database_execute(struct database *database, const char *sql, struct failure *why);

/* As database_query; FATAL unless exactly `rows` rows were changed or returned. */
enum outcome database_change(struct database *database, const char *sql,
                             const struct parameters *parameters, int64_t rows,
                             struct failure *why);

int row_count(const struct database *database);
bool row_is_null(const struct database *database, int row, int column);
int64_t row_integer(const struct database *database, int row, int column);
bool row_bool(const struct database *database, int row, int column);
struct bytes row_bytes(const struct database *database, int row, int column);

/* The text of a statement of the table by the name of its file without ".sql". */
const char *statement(const struct embedded *table, const char *name);

/* COPY … FROM STDIN BINARY, a row at a time. */
struct copy {
    struct database *database;
    struct buffer *buffer;
};

enum outcome copy_open(struct copy *copy, struct database *database, struct buffer *buffer,
                       const char *sql, struct failure *why);
void copy_row(struct copy *copy, int16_t columns);
void copy_integer(struct copy *copy, int64_t value);      /* bigint */
void copy_small(struct copy *copy, int16_t value);        /* smallint */
void copy_whole(struct copy *copy, int32_t value);        /* integer */
void copy_day(struct copy *copy, int32_t day);            /* date, from days since 1970 */
void copy_instant(struct copy *copy, int64_t instant_us); /* timestamptz */
void copy_bytes(struct copy *copy, struct bytes bytes);   /* bytea and text */
void copy_bool(struct copy *copy, bool value);
void copy_null(struct copy *copy);
/* Sends what has gathered; call it now and then while rows are added. */
enum outcome copy_flush(struct copy *copy, size_t at_least, struct failure *why);
enum outcome copy_close(struct copy *copy, struct failure *why);
