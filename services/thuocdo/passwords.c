#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "thuocdo/schema.h"

enum { PASSWORD_BYTES = 1024, PATH_BYTES = 4096 };

static const char *const roles[] = {"thuocdo_intake", "thuocdo_tracker",  "thuocdo_aggregator",
                                    "thuocdo_scorer", "thuocdo_reporter", "thuocdo_reader"};

/* The first line of the file; *there is false when there is no such file. */
static enum outcome read_password(const char *path, char password[PASSWORD_BYTES], bool *there,
                                  struct failure *why)
{
    FILE *file = fopen(path, "r");
    bool is_read;

    *there = file != NULL;
    if (!file)
        return errno == ENOENT ? DONE : fail(why, REJECT, "%s: %s", path, strerror(errno));
    is_read = fgets(password, PASSWORD_BYTES, file) != NULL;
    fclose(file);
    if (is_read)
        password[strcspn(password, "\r\n")] = '\0';
    if (!is_read || !password[0])
        return fail(why, REJECT, "%s: there is no password in it", path);
    return DONE;
}

/* What travels is the verifier that the server keeps, not the password. */
static enum outcome set_password(struct database *database, const char *role, const char *password,
                                 struct failure *why)
{
    char *verifier = PQencryptPasswordConn(database->connection, password, role, NULL);
    struct parameters parameters = {0};
    enum outcome outcome;

    if (!verifier)
        return fail(why, RETRY, "database: %s", PQerrorMessage(database->connection));
    parameter_text(&parameters, bytes_of_text(role));
    parameter_text(&parameters, bytes_of_text(verifier));
    outcome =
        database_query(database, statement(thuocdo_sql, "hand_over_password"), &parameters, why);
    PQfreemem(verifier);
    TRY(outcome);
    return database_execute(database, statement(thuocdo_sql, "set_password"), why);
}

static enum outcome set_all(struct database *database, const char *directory, int *set,
                            struct failure *why)
{
    TRY(database_execute(database, "BEGIN", why));
    for (size_t role = 0; role < sizeof roles / sizeof roles[0]; role++) {
        char path[PATH_BYTES], password[PASSWORD_BYTES];
        enum outcome outcome;
        bool there;

        snprintf(path, sizeof path, "%s/%s", directory, roles[role]);
        outcome = read_password(path, password, &there, why);
        if (outcome == DONE && there)
            outcome = set_password(database, roles[role], password, why);
        sodium_memzero(password, sizeof password);
        TRY(outcome);
        *set += there;
    }
    if (*set == 0)
        return fail(why, REJECT, "%s: no file there has the name of a role, such as %s", directory,
                    roles[0]);
    return database_execute(database, "COMMIT", why);
}

enum outcome schema_passwords(struct database *database, const char *directory, int *set,
                              struct failure *why)
{
    const enum outcome outcome = set_all(database, directory, set, why);
    struct failure ignored;

    if (outcome != DONE)
        database_execute(database, "ROLLBACK", &ignored);
    return outcome;
}
