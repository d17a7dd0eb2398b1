#include <stdio.h>

#include "reporter/telling.h"
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

static json_t *day_json(int32_t day)
{
    char text[DAY_TEXT];

    day_print(day, text);
    return json_string(text);
}

/* 2024-02-08T17:00, a local minute; an end of hours at 24:00 stays on its day. */
static json_t *moment_json(struct moment moment)
{
    char day[DAY_TEXT], text[DAY_TEXT + 8];

    if (moment.day == INT32_MAX)
        return json_null();
    day_print(moment.day, day);
    snprintf(text, sizeof text, "%sT%02d:%02d", day, (int)(moment.minute / 60),
             (int)(moment.minute % 60));
    return json_string(text);
}

static json_t *text_json(struct bytes text)
{
    return json_stringn(text.length ? (const char *)text.at : "", text.length);
}

static json_t *step_json(const struct deadline_step *step)
{
    json_t *object = json_pack("{s:s}", "step", step_names[step->event]);

    if (step->event != DEADLINE_LIMITED) {
        json_object_set_new(object, "from", moment_json(step->from));
        json_object_set_new(object, "to", moment_json(step->to));
    }
    if (step->event == DEADLINE_WAITED)
        json_object_set_new(object, "minutes", json_integer(step->minutes));
    if (step->event != DEADLINE_RECEIVED)
        json_object_set_new(object, "due", moment_json(step->due));
    return object;
}

static json_t *special_json(const struct calendar *calendar, int32_t day)
{
    const struct special_day *special = calendar_special(calendar, day);
    json_t *object =
        json_pack("{s:o, s:b}", "day", day_json(day), "works", calendar_works(calendar, day));

    if (special) {
        json_object_set_new(object, "name", text_json(special->name_vi));
        json_object_set_new(object, "source", text_json(special->source));
    }
    return object;
}

/* Days without work on the way, and those with work by decree. */
static json_t *specials_json(const struct telling *telling)
{
    const struct calendar *calendar = telling->state.judgement.calendar;
    json_t *list = json_array();

    for (int32_t day = telling->steps[0].from.day; day <= telling->state.judgement.deadline.due.day;
         day++)
        if (!calendar_works(calendar, day) || calendar_special(calendar, day))
            json_array_append_new(list, special_json(calendar, day));
    return list;
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
    return json_pack("{s:o, s:b, s:I, s:s, s:o, s:o, s:o}", "due", moment_json(deadline->due),
                     "moving", deadline->moving, "limit_n", (json_int_t)procedure->limit.n,
                     "limit_unit", limit_unit_names[procedure->limit.unit], "limit_from",
                     day_json(procedure->from_day), "steps", steps, "special_days",
                     specials_json(telling));
}

static json_t *national_json(const struct national *national)
{
    const bool late = national->lateness != NOT_LATE;

    return json_pack("{s:s, s:b, s:o, s:o, s:I}", "rules", national_rules_766.name, "late", late,
                     "late_day", late ? day_json(national->late_day) : json_null(), "why",
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
