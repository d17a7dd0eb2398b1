#include "reporter/telling_feedback.h"
#include "reporter/telling_parts.h"
#include "runtime/day.h"

static json_t *name_json(const char *const *names, int32_t number)
{
    return number > 0 ? json_string(names[number]) : json_null();
}

static json_t *waits_json(const struct feedback *feedback)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < feedback->wait_count; row++) {
        const struct feedback_wait *wait = &feedback->waits[row];

        json_array_append_new(
            list, json_pack("{s:o, s:o}", "from", parts_instant_json(true, wait->from_us), "to",
                            parts_instant_json(wait->to_us != INT64_MAX, wait->to_us)));
    }
    return list;
}

static json_t *runs_json(const struct feedback *feedback)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < feedback->run_count; row++)
        json_array_append_new(
            list, parts_run_json(feedback->runs[row].from_day, feedback->runs[row].to_day));
    return list;
}

static json_t *limit_json(const struct feedback_term *term, enum feedback_term_kind kind)
{
    return json_pack("{s:s, s:b, s:o, s:o, s:I, s:I, s:o, s:b, s:o, s:o}", "limit",
                     feedback_term_names[kind], "counts", term->judges, "from",
                     parts_instant_json(true, term->start_us), "effective",
                     parts_moment_json(term->start), "working_days", (json_int_t)term->days,
                     "waited_days", (json_int_t)term->waited, "due", parts_moment_json(term->due),
                     "moving", term->moving, "done", parts_instant_json(term->done, term->done_us),
                     "kept", term->done ? json_boolean(!term->broken) : json_null());
}

static json_t *limits_json(const struct feedback *feedback)
{
    json_t *list = json_array();

    for (int kind = 0; kind < TERM_COUNT; kind++)
        if (feedback->terms[kind].applies)
            json_array_append_new(
                list, limit_json(&feedback->terms[kind], (enum feedback_term_kind)kind));
    return list;
}

/* From the arrival to the last day to answer. */
static json_t *days_json(const struct telling_feedback *telling)
{
    const struct feedback *feedback = &telling->state.feedback;

    if (feedback->standing == FEEDBACK_UNKNOWN)
        return json_array();
    return parts_special_days_json(telling->calendar, day_of_instant(feedback->arrived_us),
                                   feedback->terms[TERM_ANSWER].due.day);
}

static json_t *course_json(const struct feedback *feedback)
{
    const bool known = feedback->standing != FEEDBACK_UNKNOWN;
    const bool ended = feedback->standing == FEEDBACK_ENDED;

    return json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "standing",
        feedback_standing_names[feedback->standing], "unit", parts_code_json(feedback->unit),
        "about", name_json(feedback_about_names, feedback->about), "via",
        name_json(feedback_via_names, feedback->via), "dossier", parts_code_json(feedback->dossier),
        "received", parts_instant_json(known, feedback->arrived_us), "outcome",
        name_json(feedback_outcome_names, (int32_t)feedback->outcome), "ended",
        parts_instant_json(ended, feedback->ended_us), "late",
        ended ? json_boolean(feedback->late) : json_null(), "published",
        parts_instant_json(feedback->published, feedback->published_us), "verdict",
        name_json(feedback_verdict_names, feedback->verdict), "closed",
        parts_instant_json(feedback->verdict != FEEDBACK_VERDICT_UNSTATED, feedback->closed_us));
}

json_t *telling_feedback_json(const struct telling_feedback *telling)
{
    const struct feedback_state *state = &telling->state;

    return json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "number", telling->number, "source",
        telling->source, "state", course_json(&state->feedback), "waits",
        waits_json(&state->feedback), "overdue", runs_json(&state->feedback), "limits",
        limits_json(&state->feedback), "special_days", days_json(telling), "facts",
        parts_facts_json(telling->source, telling->partition, state->facts, state->fact_count),
        "contributions", parts_contributions_json(&state->contributions), "posted_is_current",
        state->difference.count == 0);
}
