/*
 * What a procedure is from day to day, as rows: all that its publications state. What they do not
 * state is null, because absent is not no.
 */
#include <stdio.h>

#include "runtime/day.h"
#include "tracker/core/reference.h"
#include "tracker/tracker.h"

enum { SET_TEXT = 128 };

static void put_bool(struct parameters *parameters, bool stated, bool value)
{
    if (stated)
        parameter_integer(parameters, value);
    else
        parameter_null(parameters);
}

static void put_choice(struct parameters *parameters, bool stated, const char *const *names,
                       int32_t value)
{
    if (stated)
        parameter_text(parameters, bytes_of_text(names[value]));
    else
        parameter_null(parameters);
}

static void put_day(struct parameters *parameters, bool stated, struct due due)
{
    if (stated)
        parameter_integer(parameters, due.day);
    else
        parameter_null(parameters);
}

/* The names of the set with commas between them, in `text`. */
static void put_set(struct parameters *parameters, bool stated, const char *const *names,
                    uint32_t set, char text[SET_TEXT])
{
    size_t used = 0;

    text[0] = '\0';
    for (int name = 1; names[name]; name++)
        if (set >> name & 1U)
            used += (size_t)snprintf(text + used, SET_TEXT - used, "%s%s", used ? "," : "",
                                     names[name]);
    if (stated)
        parameter_text(parameters, bytes_of_text(text));
    else
        parameter_null(parameters);
}

/* What every publication states, in the order of write_procedure. */
static void put_required(struct parameters *parameters, const struct procedure_data *data)
{
    parameter_text(parameters, data->name_vi);
    parameter_text(parameters, data->field);
    parameter_text(parameters, bytes_of_text(service_level_names[data->service_level]));
    parameter_integer(parameters, data->limit.n);
    parameter_text(parameters, bytes_of_text(limit_unit_names[data->limit.unit]));
    parameter_integer(parameters, data->fee);
    parameter_integer(parameters, data->result_is_paper);
    put_choice(parameters, field_present(data->present, PROCEDURE_INTERLINK), interlink_names,
               data->interlink);
}

static void put_stated(struct parameters *parameters, const struct procedure_data *data,
                       char sets[2][SET_TEXT])
{
    const uint64_t present = data->present;

    put_bool(parameters, field_present(present, PROCEDURE_ONLINE_PAYMENT), data->online_payment);
    put_set(parameters, field_present(present, PROCEDURE_APPLICANTS), applicant_names,
            data->applicants, sets[0]);
    put_set(parameters, field_present(present, PROCEDURE_LEVELS), unit_level_names, data->levels,
            sets[1]);
    put_bool(parameters, field_present(present, PROCEDURE_ONE_STOP), data->one_stop);
    put_choice(parameters, field_present(present, PROCEDURE_CHANGE), change_names, data->change);
    if (field_present(present, PROCEDURE_DECISION_NO))
        parameter_text(parameters, data->decision_no);
    else
        parameter_null(parameters);
    put_day(parameters, field_present(present, PROCEDURE_DECISION_DATE), data->decision_date);
    put_day(parameters, field_present(present, PROCEDURE_EFFECTIVE_DATE), data->effective_date);
    put_day(parameters, field_present(present, PROCEDURE_PUBLISHED_AT), data->published_at);
    put_bool(parameters, field_present(present, PROCEDURE_LOCATION_INDEPENDENT),
             data->location_independent);
    put_bool(parameters, field_present(present, PROCEDURE_ON_PORTAL), data->on_portal);
    put_bool(parameters, field_present(present, PROCEDURE_BCCI), data->bcci);
    put_bool(parameters, field_present(present, PROCEDURE_ELIGIBLE_FULL_ONLINE),
             data->eligible_full_online);
    put_choice(parameters, field_present(present, PROCEDURE_INTERNAL_PROCESS), process_names,
               data->internal_process);
}

enum outcome publications_write(struct tracker *tracker, const char *code,
                                struct history_fact *facts, uint32_t count, int64_t changed_at,
                                struct failure *why)
{
    struct published_version *versions;
    uint32_t version_count;

    TRY(reference_procedure(facts, count, &tracker->arena, &versions, &version_count, why));
    for (uint32_t row = 0; row < version_count; row++) {
        const struct published_version *version = &versions[row];
        const int32_t last = row + 1 < version_count ? version[1].from_day - 1
                                                     : day_from_date((struct date){2199, 12, 31});
        struct parameters parameters = {0};
        char sets[2][SET_TEXT];

        parameter_text(&parameters, bytes_of_text(code));
        parameter_integer(&parameters, version->from_day);
        parameter_integer(&parameters, last);
        parameter_integer(&parameters, version->in_force);
        put_required(&parameters, version->data);
        parameter_integer(&parameters, changed_at);
        put_stated(&parameters, version->data, sets);
        parameter_text(&parameters, version->source);
        TRY(database_change(&tracker->database, statement(tracker_sql, "write_procedure"),
                            &parameters, 1, why));
    }
    return DONE;
}
