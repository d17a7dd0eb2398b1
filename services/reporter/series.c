#include "reporter/series.h"

#include "reporter/store.h"

struct series series_reported(int32_t from, int32_t to)
{
    return (struct series){
        .kind = SERIES_REPORTED,
        .tree_day = to,
        .open_from = from,
        .open_to = to,
        .units = "{}",
        .places = "{}",
        .hung = "{}",
        .parents = "{}",
    };
}

static enum outcome read_map(struct series *series, struct asking *asking, const char *name,
                             const struct parameters *parameters, struct failure *why)
{
    struct database *database = asking->database;

    TRY(database_query(database, statement(reporter_sql, name), parameters, why));
    TRY(asking_copy(asking, row_bytes(database, 0, 0), &series->units, why));
    TRY(asking_copy(asking, row_bytes(database, 0, 1), &series->places, why));
    TRY(asking_copy(asking, row_bytes(database, 0, 2), &series->hung, why));
    return asking_copy(asking, row_bytes(database, 0, 3), &series->parents, why);
}

enum outcome series_open(struct series *series, struct asking *asking, int32_t from, int32_t to,
                         struct failure *why)
{
    struct parameters parameters = {0};

    *series = series_reported(from, to);
    if (asking_chose(asking, "series", table_series_names[SERIES_SUCCESSOR])) {
        series->kind = SERIES_SUCCESSOR;
        series->open_from = to;
        parameter_integer(&parameters, to);
        return read_map(series, asking, "successors", &parameters, why);
    }
    if (asking_chose(asking, "series", table_series_names[SERIES_PREDECESSOR])) {
        series->kind = SERIES_PREDECESSOR;
        series->tree_day = series->open_to = from;
        parameter_integer(&parameters, from);
        parameter_integer(&parameters, to);
        return read_map(series, asking, "predecessors", &parameters, why);
    }
    return DONE;
}

void series_parameters(const struct series *series, struct parameters *parameters)
{
    parameter_text(parameters, bytes_of_text(series->units));
    parameter_text(parameters, bytes_of_text(series->places));
    parameter_text(parameters, bytes_of_text(series->hung));
    parameter_text(parameters, bytes_of_text(series->parents));
}
