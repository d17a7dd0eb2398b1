#include "thuocdo/schema.h"

#include <sodium.h>
#include <stdlib.h>

enum { CHECKSUM_BYTES = 32, CHECKSUM_TEXT = 2 * CHECKSUM_BYTES + 1 };

static void checksum(const struct embedded *file, char text[CHECKSUM_TEXT])
{
    unsigned char hash[CHECKSUM_BYTES];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)file->text, file->size, NULL, 0);
    sodium_bin2hex(text, CHECKSUM_TEXT, hash, sizeof hash);
}

/* Runs what stands between BEGIN and COMMIT; whatever it opened is closed on failure. */
static enum outcome in_transaction(struct database *database, enum outcome outcome,
                                   struct failure *why)
{
    struct failure ignored;

    if (outcome == DONE)
        return database_execute(database, "COMMIT", why);
    database_execute(database, "ROLLBACK", &ignored);
    return outcome;
}

static enum outcome make_home(struct database *database, struct failure *why)
{
    TRY(database_execute(database, statement(thuocdo_sql, "create_home"), why));
    TRY(database_execute(database, statement(thuocdo_sql, "create_roles"), why));
    return database_execute(database, statement(thuocdo_sql, "grant_home"), why);
}

static enum outcome fix_partitions(struct database *database, int64_t *partitions,
                                   struct failure *why)
{
    const int64_t wanted = *partitions;
    struct parameters parameters = {0};

    parameter_integer(&parameters, wanted ? wanted : SCHEMA_PARTITIONS);
    TRY(database_query(database, statement(thuocdo_sql, "set_partitions"), &parameters, why));
    TRY(database_query(database, statement(thuocdo_sql, "read_partitions"), NULL, why));
    *partitions = row_integer(database, 0, 0);
    if (wanted && wanted != *partitions)
        return fail(why, REJECT,
                    "this database was made with %lld partitions, and that can never change to "
                    "%lld",
                    (long long)*partitions, (long long)wanted);
    return DONE;
}

static enum outcome check_applied(const struct database *database, const struct embedded *file,
                                  const char *sum, struct failure *why)
{
    const struct bytes name = row_bytes(database, 0, 0);

    if (bytes_equal(row_bytes(database, 0, 1), bytes_of_text(sum)))
        return DONE;
    return fail(why, REJECT,
                "%s is not the file that was applied as %.*s: a released file is never edited",
                file->name, (int)name.length, (const char *)name.at);
}

static enum outcome apply_text(struct database *database, const struct embedded *file,
                               int64_t version, const char *sum, struct failure *why)
{
    struct parameters parameters = {0};

    TRY(database_execute(database, "BEGIN", why));
    TRY(database_execute(database, file->text, why));
    parameter_integer(&parameters, version);
    parameter_text(&parameters, bytes_of_text(file->name));
    parameter_text(&parameters, bytes_of_text(sum));
    return database_change(database, statement(thuocdo_sql, "add_migration"), &parameters, 1, why);
}

static enum outcome apply_file(struct database *database, const struct embedded *file, int *applied,
                               struct failure *why)
{
    const int64_t version = strtoll(file->name, NULL, 10);
    struct parameters parameters = {0};
    char sum[CHECKSUM_TEXT];
    enum outcome outcome;

    checksum(file, sum);
    parameter_integer(&parameters, version);
    TRY(database_query(database, statement(thuocdo_sql, "read_migration"), &parameters, why));
    if (row_count(database) > 0)
        return check_applied(database, file, sum, why);
    outcome = in_transaction(database, apply_text(database, file, version, sum, why), why);
    if (outcome == DONE)
        ++*applied;
    else
        failure_prefix(why, "%s", file->name);
    return outcome;
}

static enum outcome check_last(struct database *database, const struct embedded *files,
                               struct failure *why)
{
    int64_t last = 0, ours = 0;

    for (const struct embedded *file = files; file->name; file++)
        ours = strtoll(file->name, NULL, 10);
    TRY(database_query(database, statement(thuocdo_sql, "last_migration"), NULL, why));
    last = row_integer(database, 0, 0);
    if (last > ours)
        return fail(why, REJECT, "the database has migration %lld, this program knows up to %lld",
                    (long long)last, (long long)ours);
    return DONE;
}

static enum outcome add_positions(struct database *database, int64_t partitions,
                                  struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, partitions);
    return database_query(database, statement(thuocdo_sql, "add_positions"), &parameters, why);
}

enum outcome schema_apply(struct database *database, const struct embedded *files,
                          int64_t partitions, int *applied, struct failure *why)
{
    enum outcome outcome;

    *applied = 0;
    TRY(database_query(database, statement(thuocdo_sql, "take_migration_lock"), NULL, why));
    TRY(database_execute(database, "BEGIN", why));
    outcome = make_home(database, why);
    if (outcome == DONE)
        outcome = fix_partitions(database, &partitions, why);
    TRY(in_transaction(database, outcome, why));
    TRY(check_last(database, files, why));
    for (const struct embedded *file = files; file->name; file++)
        TRY(apply_file(database, file, applied, why));
    return add_positions(database, partitions, why);
}
