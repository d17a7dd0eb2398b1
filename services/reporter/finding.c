#include "reporter/finding.h"

#include <stdio.h>

#include "reporter/store.h"
#include "tracker/core/dossier.h"

enum { KEY_TEXT = 24 };

/* As an array in PostgreSQL's notation: one hash for each source that there is. */
static enum outcome read_keys(struct asking *asking, const char *code, const char **keys,
                              struct failure *why)
{
    struct database *database = asking->database;
    size_t used = 0, room;
    void *taken;
    char *text;

    TRY(database_query(database, statement(reporter_sql, "source_names"), NULL, why));
    room = (size_t)row_count(database) * KEY_TEXT + 3;
    TRY(asking_take(asking, room, &taken, why));
    text = taken;
    for (int row = 0; row < row_count(database); row++)
        used += (size_t)snprintf(
            text + used, room - used, "%c%lld", row ? ',' : '{',
            (long long)dossier_key(row_bytes(database, row, 0), bytes_of_text(code)));
    snprintf(text + used, room - used, used ? "}" : "{}");
    *keys = text;
    return DONE;
}

enum outcome finding_rows(struct asking *asking, const char *argument, const char *statement_name,
                          const char *what, struct failure *why)
{
    const char *code = asking_text(asking, argument), *source = asking_text(asking, "source");
    struct parameters parameters = {0};
    struct positions *positions;
    const char *keys;
    size_t count;

    if (strlen(code) > CODE_LIMIT)
        return fail_field(why, REJECT, argument, "%s: longer than %d bytes", argument, CODE_LIMIT);
    TRY(store_positions(asking, &positions, &count, why));
    TRY(read_keys(asking, code, &keys, why));
    parameter_integer(&parameters, fact_partition(bytes_of_text(code), (int32_t)count - 1));
    parameter_text(&parameters, bytes_of_text(keys));
    parameter_text(&parameters, bytes_of_text(code));
    if (source)
        parameter_text(&parameters, bytes_of_text(source));
    else
        parameter_null(&parameters);
    TRY(database_query(asking->database, statement(reporter_sql, statement_name), &parameters,
                       why));
    if (row_count(asking->database) == 0)
        return fail_field(why, REJECT, argument, "%s: no %s %s is known", argument, what, code);
    return DONE;
}

enum outcome finding_copy(struct asking *asking, int row, int column, struct bytes *copy,
                          struct failure *why)
{
    const struct bytes bytes = row_bytes(asking->database, row, column);
    const char *at;

    TRY(asking_copy(asking, bytes, &at, why));
    *copy = (struct bytes){(const uint8_t *)at, bytes.length};
    return DONE;
}
