#include "reporter/hidden.h"

#include "proto/message.h"
#include "reporter/store.h"
#include "runtime/day.h"

enum { FETCHED = 1000 };

static enum outcome look_into(struct bytes kept, int32_t day, struct arena *arena, bool *any,
                              struct failure *why)
{
    struct wire_cursor cursor = wire_cursor(kept);

    while (cursor.at < cursor.end && !*any) {
        const uint8_t *start = cursor.at;
        const size_t used = arena->used;
        struct kept_fact fact;

        wire_skip(&cursor);
        TRY(record_decode(&kept_fact_schema, (struct bytes){start, (size_t)(cursor.at - start)},
                          &fact, arena, NULL, why));
        arena->used = used;
        *any = day_of_instant(fact.time_us) <= day;
    }
    return DONE;
}

enum outcome hidden_facts(struct asking *asking, const struct series *series, const char *unit,
                          int32_t day, bool *any, struct failure *why)
{
    struct database *database = asking->database;
    struct parameters parameters = {0};

    *any = false;
    parameter_text(&parameters, bytes_of_text(unit));
    parameter_integer(&parameters, series->tree_day);
    parameter_integer(&parameters, day);
    series_parameters(series, &parameters);
    TRY(database_query(database, statement(reporter_sql, "hidden_facts"), &parameters, why));
    do {
        TRY(database_query(database, statement(reporter_sql, "fetch_hidden"), NULL, why));
        for (int row = 0; row < row_count(database) && !*any; row++)
            TRY(look_into(row_bytes(database, row, 0), day, asking->arena, any, why));
    } while (!*any && row_count(database) == FETCHED);
    return database_execute(database, "CLOSE hidden", why);
}
