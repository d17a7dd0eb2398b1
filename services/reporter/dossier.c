/*
 * Everything about one dossier: its history as the facts tell it, what follows from it, and what it
 * adds to the figures.
 */
#include "reporter/answers.h"
#include "reporter/finding.h"
#include "reporter/json_body.h"
#include "reporter/store.h"
#include "reporter/telling.h"
#include "tracker/catalogue_reading.h"

/* Copies what the row says before the next question makes it go away. */
static enum outcome fold(struct asking *asking, const struct catalogue *catalogue, int row,
                         struct telling *telling, struct failure *why)
{
    struct bytes facts, posted;

    telling->partition = row_integer(asking->database, row, 0);
    TRY(asking_copy(asking, row_bytes(asking->database, row, 2), &telling->source, why));
    TRY(finding_copy(asking, row, 3, &facts, why));
    TRY(finding_copy(asking, row, 4, &posted, why));
    TRY(dossier_fold(facts, posted, catalogue, asking->arena, &telling->state, why));
    return telling_explain(telling, asking->arena, why);
}

static enum outcome read_names(struct asking *asking, struct telling *telling, struct failure *why)
{
    struct database *database = asking->database;
    struct parameters parameters = {0};

    parameter_text(&parameters, telling->state.history.unit);
    parameter_text(&parameters, telling->state.history.procedure);
    TRY(database_query(database, statement(reporter_sql, "names"), &parameters, why));
    if (!row_is_null(database, 0, 0))
        TRY(asking_copy(asking, row_bytes(database, 0, 0), &telling->unit_name, why));
    if (!row_is_null(database, 0, 1))
        TRY(asking_copy(asking, row_bytes(database, 0, 1), &telling->procedure_name, why));
    return DONE;
}

static enum outcome tell(struct asking *asking, struct catalogue_reading *reading,
                         struct telling **tellings, int *count, struct failure *why)
{
    void *taken;

    TRY(catalogue_read(reading, asking->database, why));
    TRY(finding_rows(asking, "code", "find_dossiers", "dossier", why));
    *count = row_count(asking->database);
    TRY(asking_take(asking, (size_t)*count * sizeof **tellings, &taken, why));
    *tellings = taken;
    for (int row = 0; row < *count; row++) {
        (*tellings)[row] = (struct telling){.code = asking_text(asking, "code")};
        TRY(fold(asking, &reading->catalogue, row, &(*tellings)[row], why));
    }
    for (int row = 0; row < *count; row++)
        TRY(read_names(asking, &(*tellings)[row], why));
    return DONE;
}

static void print(struct asking *asking, const struct telling *tellings, int count)
{
    json_t *list;

    if (asking_chose(asking, "format", "text")) {
        for (int row = 0; row < count; row++)
            telling_text(&tellings[row], asking->body);
        return;
    }
    list = json_array();
    for (int row = 0; row < count; row++)
        json_array_append_new(list, telling_json(&tellings[row]));
    json_body_put(asking->body, list);
    json_decref(list);
}

enum outcome answer_dossier(struct asking *asking, struct failure *why)
{
    struct catalogue_reading reading = {0};
    struct telling *tellings;
    enum outcome outcome;
    int count;

    outcome = tell(asking, &reading, &tellings, &count, why);
    if (outcome == DONE)
        print(asking, tellings, count);
    catalogue_reading_close(&reading);
    return outcome;
}
