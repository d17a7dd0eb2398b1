/*
 * Partition 0: manual figures and targets. Each one is a row for ever; which of them holds is for
 * the views to say, from what they state and when.
 */
#include <stdlib.h>

#include "tracker/tracker.h"

/* What a figure and a target have in common: where it belongs, and who said so when. */
static void put_head(struct parameters *parameters, const struct resident *resident,
                     const struct history_fact *fact, struct bytes unit)
{
    parameter_integer(parameters, (int64_t)resident->key);
    parameter_text(parameters, unit);
    parameter_text(parameters, bytes_of_text(resident_source(resident)));
    parameter_text(parameters, fact->id);
    parameter_integer(parameters, fact->time_us);
    parameter_integer(parameters, fact->recorded_us);
    parameter_integer(parameters, fact->position);
    parameter_bytes(parameters, buffer_bytes(&resident->facts));
}

static void put_optional(struct parameters *parameters, struct bytes text)
{
    if (text.length)
        parameter_text(parameters, text);
    else
        parameter_null(parameters);
}

static const char *put_figure(struct parameters *parameters, const struct figure_data *figure)
{
    parameter_text(parameters, figure->form);
    parameter_text(parameters, figure->indicator);
    parameter_integer(parameters, figure->from_day);
    parameter_integer(parameters, figure->to_day);
    put_optional(parameters, figure->value);
    put_optional(parameters, figure->author);
    put_optional(parameters, figure->note);
    put_optional(parameters, figure->evidence);
    return "write_figure";
}

static const char *put_target(struct parameters *parameters, const struct target_data *target)
{
    parameter_text(parameters, target->indicator);
    parameter_integer(parameters, target->from_day);
    parameter_integer(parameters, target->to_day);
    put_optional(parameters, target->value);
    return "write_target";
}

/* The scores of the unit may differ in the period that the figure is about. */
static void add_notice(struct tracked *tracked, const struct history_fact *fact, struct bytes unit)
{
    const bool is_figure = fact->type == FACT_FIGURE_REPORTED;
    const struct delta delta = {
        .present = UINT64_C(1) << DELTA_DOSSIER | UINT64_C(1) << DELTA_CAUSE |
                   UINT64_C(1) << DELTA_POSTINGS | UINT64_C(1) << DELTA_UNIT |
                   UINT64_C(1) << DELTA_FIRST_DAY | UINT64_C(1) << DELTA_LAST_DAY,
        .cause = fact->position,
        .unit = unit,
        .first_day = is_figure ? fact->data->figure.from_day : fact->data->target.from_day,
        .last_day = is_figure ? fact->data->figure.to_day : fact->data->target.to_day,
    };

    checkpoint_add_delta(tracked, &delta);
}

static enum outcome write(struct tracker *tracker, struct tracked *tracked,
                          const struct resident *resident, struct failure *why)
{
    const char *code = resident_code(resident);
    struct parameters parameters = {0};
    struct history_fact *fact;
    const char *name;
    struct bytes unit;
    uint32_t count;
    char *end;

    arena_reset(&tracker->arena);
    TRY(dossier_facts(buffer_bytes(&resident->facts), &tracker->arena, &fact, &count, why));
    unit.length = strtoul(code, &end, 10);
    unit.at = (const uint8_t *)end + 1;
    put_head(&parameters, resident, fact, unit);
    if (fact->type == FACT_FIGURE_REPORTED)
        name = put_figure(&parameters, &fact->data->figure);
    else
        name = put_target(&parameters, &fact->data->target);
    add_notice(tracked, fact, unit);
    return database_change(&tracker->database, statement(tracker_sql, name), &parameters, 1, why);
}

enum outcome figures_write(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    const struct resident *resident;

    for (resident = tracked->figures.dirty; resident; resident = resident->next_dirty)
        TRY(write(tracker, tracked, resident, why));
    return DONE;
}
