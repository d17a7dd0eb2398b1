#include "reporter/store.h"

#include <stdio.h>

enum outcome store_now(struct asking *asking, int64_t *now_us, struct failure *why)
{
    TRY(database_query(asking->database, statement(reporter_sql, "now"), NULL, why));
    *now_us = row_integer(asking->database, 0, 0);
    return DONE;
}

enum outcome store_only_root(struct asking *asking, const struct series *series, const char **unit,
                             struct failure *why)
{
    struct database *database = asking->database;
    struct parameters parameters = {0};
    char list[256] = "";
    size_t used = 0;

    parameter_integer(&parameters, series->tree_day);
    parameter_text(&parameters, bytes_of_text(series->units));
    parameter_text(&parameters, bytes_of_text(series->hung));
    parameter_text(&parameters, bytes_of_text(series->parents));
    TRY(database_query(database, statement(reporter_sql, "roots"), &parameters, why));
    if (row_count(database) == 1)
        return asking_copy(asking, row_bytes(database, 0, 0), unit, why);
    if (row_count(database) == 0)
        return fail_field(why, REJECT, "unit", "unit: none has been opened yet");
    for (int row = 0; row < row_count(database) && used < sizeof list - 1; row++) {
        const struct bytes code = row_bytes(database, row, 0);

        used += (size_t)snprintf(list + used, sizeof list - used, "%s%.*s", row ? ", " : "",
                                 (int)code.length, (const char *)code.at);
    }
    return fail_field(why, REJECT, "unit", "unit: name one, there are several roots: %s", list);
}

enum outcome store_positions(struct asking *asking, struct positions **positions, size_t *count,
                             struct failure *why)
{
    struct database *database = asking->database;
    void *taken;

    TRY(database_query(database, statement(reporter_sql, "positions"), NULL, why));
    *count = (size_t)row_count(database);
    if (*count < 2)
        return fail(why, RETRY, "the database is not migrated yet");
    TRY(asking_take(asking, *count * sizeof **positions + 1, &taken, why));
    *positions = taken;
    for (size_t row = 0; row < *count; row++)
        (*positions)[row] = (struct positions){
            .log_end = row_integer(database, (int)row, 0),
            .log_at = row_integer(database, (int)row, 1),
            .catalogue_at = row_integer(database, (int)row, 2),
            .delta_end = row_integer(database, (int)row, 3),
            .delta_at = row_integer(database, (int)row, 4),
            .changed_end = row_integer(database, (int)row, 5),
            .changed_at = row_integer(database, (int)row, 6),
            .calendar_end = row_integer(database, (int)row, 7),
            .calendar_at = row_integer(database, (int)row, 8),
        };
    return DONE;
}

enum outcome store_as_of(struct asking *asking, struct as_of *as_of, struct failure *why)
{
    struct positions *positions;
    size_t count;
    int64_t *log;
    void *taken;

    TRY(store_now(asking, &as_of->at_us, why));
    TRY(store_positions(asking, &positions, &count, why));
    TRY(asking_take(asking, count * sizeof *log + 1, &taken, why));
    log = taken;
    for (size_t row = 0; row < count; row++)
        log[row] = positions[row].log_at;
    as_of->log = log;
    as_of->partitions = count;
    return DONE;
}
