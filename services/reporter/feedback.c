/*
 * Everything about one feedback: its steps, its limits and how each was kept, and what it adds to
 * the figures.
 */
#include "reporter/answers.h"
#include "reporter/finding.h"
#include "reporter/json_body.h"
#include "reporter/store.h"
#include "reporter/telling_feedback.h"
#include "tracker/catalogue_reading.h"

static enum outcome fold(struct asking *asking, const struct catalogue *catalogue, int row,
                         struct telling_feedback *telling, struct failure *why)
{
    struct bytes facts, posted;

    telling->number = asking_text(asking, "number");
    telling->partition = row_integer(asking->database, row, 0);
    TRY(asking_copy(asking, row_bytes(asking->database, row, 2), &telling->source, why));
    TRY(finding_copy(asking, row, 3, &facts, why));
    TRY(finding_copy(asking, row, 4, &posted, why));
    TRY(feedback_of_kept(facts, posted, catalogue, asking->arena, &telling->state, why));
    telling->calendar = catalogue_calendar(catalogue, telling->state.feedback.unit);
    return DONE;
}

static enum outcome read_name(struct asking *asking, struct telling_feedback *telling,
                              struct failure *why)
{
    struct parameters parameters = {0};

    parameter_text(&parameters, telling->state.feedback.unit);
    parameter_null(&parameters);
    TRY(database_query(asking->database, statement(reporter_sql, "names"), &parameters, why));
    if (row_is_null(asking->database, 0, 0))
        return DONE;
    return asking_copy(asking, row_bytes(asking->database, 0, 0), &telling->unit_name, why);
}

static enum outcome tell(struct asking *asking, struct catalogue_reading *reading,
                         struct telling_feedback **tellings, int *count, struct failure *why)
{
    void *taken;

    TRY(catalogue_read(reading, asking->database, why));
    TRY(finding_rows(asking, "number", "find_feedbacks", "feedback", why));
    *count = row_count(asking->database);
    TRY(asking_take(asking, (size_t)*count * sizeof **tellings, &taken, why));
    *tellings = taken;
    for (int row = 0; row < *count; row++)
        TRY(fold(asking, &reading->catalogue, row, &(*tellings)[row], why));
    for (int row = 0; row < *count; row++)
        TRY(read_name(asking, &(*tellings)[row], why));
    return DONE;
}

static void print(struct asking *asking, const struct telling_feedback *tellings, int count)
{
    json_t *list;

    if (asking_chose(asking, "format", "text")) {
        for (int row = 0; row < count; row++)
            telling_feedback_text(&tellings[row], asking->body);
        return;
    }
    list = json_array();
    for (int row = 0; row < count; row++)
        json_array_append_new(list, telling_feedback_json(&tellings[row]));
    json_body_put(asking->body, list);
    json_decref(list);
}

enum outcome answer_feedback(struct asking *asking, struct failure *why)
{
    struct catalogue_reading reading = {0};
    struct telling_feedback *tellings;
    enum outcome outcome;
    int count;

    outcome = tell(asking, &reading, &tellings, &count, why);
    if (outcome == DONE)
        print(asking, tellings, count);
    catalogue_reading_close(&reading);
    return outcome;
}
