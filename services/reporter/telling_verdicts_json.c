#include "reporter/telling.h"
#include "reporter/telling_parts.h"
#include "runtime/day.h"

static const char *const lateness_names[] = {
    [NOT_LATE] = "",
    [LATE_SECOND_SUPPLEMENT] = "second_supplement",
    [LATE_PAST_DUE] = "past_due",
    [LATE_PAST_LAWFUL] = "past_lawful_due",
};

static const char *const step_names[] = {
    [DEADLINE_RECEIVED] = "received",
    [DEADLINE_LIMITED] = "limit",
    [DEADLINE_WAITED] = "wait",
    [DEADLINE_EXTENDED] = "extended",
    [DEADLINE_EXTENDED_ALREADY] = "second_extension_ignored",
    [DEADLINE_EXTENDED_LATE] = "late_extension_ignored",
    [DEADLINE_NOT_EXTENDED] = "earlier_extension_ignored",
};

static json_t *step_json(const struct deadline_step *step)
{
    json_t *object = json_pack("{s:s}", "step", step_names[step->event]);

    if (step->event != DEADLINE_LIMITED) {
        json_object_set_new(object, "from", parts_moment_json(step->from));
        json_object_set_new(object, "to", parts_moment_json(step->to));
    }
    if (step->event == DEADLINE_WAITED)
        json_object_set_new(object, "minutes", json_integer(step->minutes));
    if (step->event != DEADLINE_RECEIVED)
        json_object_set_new(object, "due", parts_moment_json(step->due));
    return object;
}

static json_t *lawful_json(const struct telling *telling)
{
    const struct deadline *deadline = &telling->state.judgement.deadline;
    const struct procedure_version *procedure = telling->state.judgement.procedure;
    json_t *steps;

    if (!deadline->known)
        return json_null();
    steps = json_array();
    for (uint32_t row = 0; row < telling->step_count; row++)
        json_array_append_new(steps, step_json(&telling->steps[row]));
    return json_pack("{s:o, s:b, s:I, s:s, s:o, s:o, s:o}", "due", parts_moment_json(deadline->due),
                     "moving", deadline->moving, "limit_n", (json_int_t)procedure->limit.n,
                     "limit_unit", limit_unit_names[procedure->limit.unit], "limit_from",
                     parts_day_json(procedure->from_day), "steps", steps, "special_days",
                     parts_special_days_json(telling->state.judgement.calendar,
                                             telling->steps[0].from.day, deadline->due.day));
}

static json_t *national_json(const struct national *national)
{
    const bool late = national->lateness != NOT_LATE;

    return json_pack("{s:s, s:b, s:o, s:o, s:I}", "rules", national_rules_766.name, "late", late,
                     "late_day", late ? parts_day_json(national->late_day) : json_null(), "why",
                     late ? json_string(lateness_names[national->lateness]) : json_null(),
                     "waited_seconds", (json_int_t)(national->waited_us / SECOND_US));
}

json_t *telling_verdicts_json(const struct telling *telling)
{
    const struct judgement *judgement = &telling->state.judgement;

    if (!history_counted(&telling->state.history))
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:I}", "lawful", lawful_json(telling), "national",
                     national_json(&judgement->national), "difference",
                     judgement->difference ? json_string(difference_names[judgement->difference])
                                           : json_null(),
                     "handling_minutes", (json_int_t)judgement->handling_minutes);
}
