#include "runtime/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/buffer.h"
#include "runtime/log.h"

/* PostgreSQL counts from 2000-01-01. */
enum { EPOCH_DAYS = 10957 };
#define EPOCH_US (INT64_C(10957) * INT64_C(86400000000))

static uint64_t read_big_endian(const char *at, int length)
{
    uint64_t value = 0;

    for (int byte = 0; byte < length; byte++)
        value = value << 8 | (unsigned char)at[byte];
    return value;
}

/* Classes and codes after which starting again can help. */
static enum outcome outcome_of_sqlstate(const char *state)
{
    static const char *const retried[] = {"08", "40", "53", "57P", "55P03", "25P03", "57014", "58"};

    if (!state || !state[0])
        return RETRY; /* libpq reports a lost connection without a code. */
    for (size_t row = 0; row < sizeof retried / sizeof retried[0]; row++)
        if (strncmp(state, retried[row], strlen(retried[row])) == 0)
            return RETRY;
    return FATAL;
}

static void note(void *context, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    struct failure why;

    (void)context;
    failure_set(&why, __FILE__, __LINE__, DONE, "%s",
                PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    log_line(LOG_INFO, "from=postgresql sqlstate=%s notice=\"%s\"", state ? state : "", why.text);
}

static enum outcome lost(struct database *database, const char *doing, struct failure *why)
{
    return fail(why, RETRY, "database: %s: %s", doing, PQerrorMessage(database->connection));
}

void database_close(struct database *database)
{
    PQclear(database->result);
    if (database->connection)
        PQfinish(database->connection);
    *database = (struct database){0};
}

enum outcome database_open(struct database *database, const char *url, const char *application,
                           struct failure *why)
{
    /* Defaults come first, so that the URL may say otherwise. */
    static const char *const names[] = {"connect_timeout",
                                        "keepalives_idle",
                                        "keepalives_interval",
                                        "keepalives_count",
                                        "tcp_user_timeout",
                                        "fallback_application_name",
                                        "dbname",
                                        NULL};
    const char *const values[] = {"5", "10", "5", "3", "15000", application, url, NULL};

    *database = (struct database){0};
    database->connection = PQconnectdbParams(names, values, 1);
    if (!database->connection || PQstatus(database->connection) != CONNECTION_OK) {
        const enum outcome outcome = lost(database, "connecting", why);

        database_close(database);
        return outcome;
    }
    PQsetNoticeReceiver(database->connection, note, NULL);
    return database_execute(database,
                            "SET timezone = 'Asia/Ho_Chi_Minh';"
                            "SET client_min_messages = 'warning';"
                            "SET plan_cache_mode = 'force_generic_plan';"
                            "SET jit = off;"
                            "SET idle_session_timeout = '30s';"
                            "SET idle_in_transaction_session_timeout = '30s'",
                            why);
}

void parameter_integer(struct parameters *parameters, int64_t value)
{
    const int row = parameters->count++;

    snprintf(parameters->text[row], sizeof parameters->text[row], "%lld", (long long)value);
    parameters->values[row] = parameters->text[row];
    parameters->formats[row] = 0;
}

static void parameter_binary(struct parameters *parameters, struct bytes bytes)
{
    const int row = parameters->count++;

    parameters->values[row] = bytes.at ? (const char *)bytes.at : "";
    parameters->lengths[row] = (int)bytes.length;
    parameters->formats[row] = 1;
}

void parameter_text(struct parameters *parameters, struct bytes text)
{
    parameter_binary(parameters, text); /* The binary form of text is the text. */
}

void parameter_bytes(struct parameters *parameters, struct bytes bytes)
{
    parameter_binary(parameters, bytes);
}

void parameter_null(struct parameters *parameters)
{
    const int row = parameters->count++;

    parameters->values[row] = NULL;
    parameters->formats[row] = 0;
}

/* The first line of a statement says what it is for; errors quote it. */
static enum outcome refused(struct database *database, const char *sql, struct failure *why)
{
    const PGresult *result = database->result;
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const enum outcome outcome = outcome_of_sqlstate(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    const int length = (int)strcspn(sql, "\n");

    if (!message)
        message = PQerrorMessage(database->connection);
    return fail(why, outcome, "database: %.*s: %s", length < 120 ? length : 120, sql, message);
}

static bool succeeded(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

enum outcome database_query(struct database *database, const char *sql,
                            const struct parameters *parameters, struct failure *why)
{
    PQclear(database->result);
    database->result = PQexecParams(database->connection, sql, parameters ? parameters->count : 0,
                                    NULL, parameters ? parameters->values : NULL,
                                    parameters ? parameters->lengths : NULL,
                                    parameters ? parameters->formats : NULL, 1);
    return succeeded(database->result) ? DONE : refused(database, sql, why);
}

enum outcome database_execute(struct database *database, const char *sql, struct failure *why)
{
    PQclear(database->result);
    database->result = PQexec(database->connection, sql);
    return succeeded(database->result) ? DONE : refused(database, sql, why);
}

enum outcome database_change(struct database *database, const char *sql,
                             const struct parameters *parameters, int64_t rows, struct failure *why)
{
    int64_t changed;

    TRY(database_query(database, sql, parameters, why));
    changed = atoll(PQcmdTuples(database->result));
    if (changed != rows)
        return fail(why, FATAL, "database: %.*s: %lld rows, not %lld", (int)strcspn(sql, "\n"), sql,
                    (long long)changed, (long long)rows);
    return DONE;
}

int row_count(const struct database *database)
{
    return PQntuples(database->result);
}

bool row_is_null(const struct database *database, int row, int column)
{
    return PQgetisnull(database->result, row, column);
}

int64_t row_integer(const struct database *database, int row, int column)
{
    const int length = PQgetlength(database->result, row, column);
    const uint64_t value = read_big_endian(PQgetvalue(database->result, row, column), length);

    switch (length) {
    case 2: return (int16_t)value;
    case 4: return (int32_t)value;
    default: return (int64_t)value;
    }
}

bool row_bool(const struct database *database, int row, int column)
{
    return PQgetlength(database->result, row, column) == 1 &&
           PQgetvalue(database->result, row, column)[0] != 0;
}

struct bytes row_bytes(const struct database *database, int row, int column)
{
    return (struct bytes){(const uint8_t *)PQgetvalue(database->result, row, column),
                          (size_t)PQgetlength(database->result, row, column)};
}

const char *statement(const struct embedded *table, const char *name)
{
    char file[128];
    const struct embedded *row;

    snprintf(file, sizeof file, "%s.sql", name);
    row = embedded_find(table, file);
    if (row)
        return row->text;
    log_line(LOG_ERROR, "why=\"no statement of this name\" statement=%s", name);
    abort();
}

/* ---- COPY BINARY ---- */

static void put_integer(struct copy *copy, uint64_t value, int32_t width)
{
    uint8_t bytes[8];

    for (int32_t byte = 0; byte < width; byte++)
        bytes[byte] = (uint8_t)(value >> 8 * (width - 1 - byte));
    buffer_add(copy->buffer, bytes, (size_t)width);
}

static void put_field(struct copy *copy, uint64_t value, int32_t width)
{
    put_integer(copy, (uint64_t)width, 4);
    put_integer(copy, value, width);
}

enum outcome copy_open(struct copy *copy, struct database *database, struct buffer *buffer,
                       const char *sql, struct failure *why)
{
    static const char header[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";

    *copy = (struct copy){database, buffer};
    PQclear(database->result);
    database->result = PQexec(database->connection, sql);
    if (PQresultStatus(database->result) != PGRES_COPY_IN)
        return refused(database, sql, why);
    buffer_clear(buffer);
    buffer_add(buffer, header, 19);
    return DONE;
}

void copy_row(struct copy *copy, int16_t columns)
{
    put_integer(copy, (uint16_t)columns, 2);
}

void copy_integer(struct copy *copy, int64_t value)
{
    put_field(copy, (uint64_t)value, 8);
}

void copy_small(struct copy *copy, int16_t value)
{
    put_field(copy, (uint16_t)value, 2);
}

void copy_whole(struct copy *copy, int32_t value)
{
    put_field(copy, (uint32_t)value, 4);
}

void copy_day(struct copy *copy, int32_t day)
{
    copy_whole(copy, day - EPOCH_DAYS);
}

void copy_instant(struct copy *copy, int64_t instant_us)
{
    copy_integer(copy, instant_us - EPOCH_US);
}

void copy_bytes(struct copy *copy, struct bytes bytes)
{
    put_integer(copy, bytes.length, 4);
    buffer_add(copy->buffer, bytes.at, bytes.length);
}

void copy_bool(struct copy *copy, bool value)
{
    put_field(copy, value, 1);
}

void copy_null(struct copy *copy)
{
    put_integer(copy, UINT32_MAX, 4);
}

enum outcome copy_flush(struct copy *copy, size_t at_least, struct failure *why)
{
    if (copy->buffer->length < at_least)
        return DONE;
    if (PQputCopyData(copy->database->connection, (const char *)copy->buffer->at,
                      (int)copy->buffer->length) != 1)
        return lost(copy->database, "copying", why);
    buffer_clear(copy->buffer);
    return DONE;
}

enum outcome copy_close(struct copy *copy, struct failure *why)
{
    struct database *database = copy->database;

    put_integer(copy, UINT16_MAX, 2);
    TRY(copy_flush(copy, 0, why));
    if (PQputCopyEnd(database->connection, NULL) != 1)
        return lost(database, "ending a copy", why);
    PQclear(database->result);
    database->result = PQgetResult(database->connection);
    if (PQresultStatus(database->result) != PGRES_COMMAND_OK)
        return refused(database, "copy", why);
    PQclear(PQgetResult(database->connection));
    return DONE;
}
