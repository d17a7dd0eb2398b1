#include "reporter/telling.h"
#include "reporter/telling_parts.h"
#include "reporter/words.h"

static const char *const wait_names[] = {
    [WAIT_CITIZEN] = "citizen",
    [WAIT_PAYMENT] = "payment",
    [WAIT_STOPPED] = "stopped",
};

/* What the verdict is, in words. */
static json_t *reason_json(const struct history *history)
{
    struct buffer text = {0};
    const struct sink sink = buffer_sink(&text);
    struct writer writer = {&sink, true};
    json_t *value;

    words_verdict(&writer, history);
    value = json_stringn(text.at ? (const char *)text.at : "", text.length);
    buffer_free(&text);
    return value;
}

static json_t *dues_json(const struct history *history)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < history->due_count; row++) {
        const struct due_statement *statement = &history->dues[row];

        json_array_append_new(
            list,
            json_pack(
                "{s:o, s:o}", "from",
                parts_instant_json(row > 0 || !history_counted(history), statement->made_us), "due",
                statement->due.is_date ? parts_day_json(statement->due.day)
                                       : parts_instant_json(true, statement->due.instant_us)));
    }
    return list;
}

static json_t *waits_json(const struct history *history)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < history->wait_count; row++) {
        const struct wait *wait = &history->waits[row];

        json_array_append_new(list,
                              json_pack("{s:s, s:o, s:o}", "reason", wait_names[wait->reason],
                                        "from", parts_instant_json(true, wait->from_us), "to",
                                        parts_instant_json(wait->to_us != INT64_MAX, wait->to_us)));
    }
    return list;
}

static json_t *runs_json(const struct telling *telling)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < telling->state.judgement.overdue_count; row++)
        json_array_append_new(list, parts_run_json(telling->state.judgement.overdue[row].from_day,
                                                   telling->state.judgement.overdue[row].to_day));
    return list;
}

static json_t *attributes_json(const struct telling *telling)
{
    static const char *const names[] = {
#define X(NAME, name) #name,
        ATTRIBUTES(X)
#undef X
    };
    const uint32_t attributes = telling->state.judgement.attributes;
    json_t *object = json_object();

    for (int row = 0; row < ATTRIBUTE_COUNT; row++)
        json_object_set_new(object, names[row], json_boolean(attributes >> row & 1U));
    return object;
}

static json_t *flags_json(uint32_t flags)
{
    json_t *list = json_array();

    for (int row = 0; row < FLAG_COUNT; row++)
        if (flags >> row & 1U)
            json_array_append_new(list, json_string(history_flag_names[row]));
    return list;
}

static json_t *course_json(const struct history *history)
{
    const bool counted = history_counted(history);
    const bool judged = history->standing == STANDING_FINISHED;

    return json_pack(
        "{s:s, s:I, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:I}", "standing",
        standing_names[history->standing], "status", (json_int_t)history->status, "unit",
        parts_code_json(history->unit), "procedure", parts_code_json(history->procedure), "channel",
        channel_names[history->channel], "received",
        parts_instant_json(counted, history->received_us), "ended",
        parts_instant_json(history_ended(history), history->ended_us), "handed_over",
        parts_instant_json(history->handed_over, history->handed_over_us), "due",
        counted && history->has_due ? parts_day_json(history->due.day) : json_null(), "verdict",
        judged ? json_string(verdict_names[history->verdict]) : json_null(), "reason",
        reason_json(history), "supplement_rounds", (json_int_t)history->supplement_rounds);
}

json_t *telling_json(const struct telling *telling)
{
    const struct history *history = &telling->state.history;

    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "code",
                     telling->code, "source", telling->source, "state", course_json(history),
                     "dues", dues_json(history), "waits", waits_json(history), "overdue",
                     runs_json(telling), "verdicts", telling_verdicts_json(telling), "attributes",
                     attributes_json(telling), "flags", flags_json(telling->state.judgement.flags),
                     "facts",
                     parts_facts_json(telling->source, telling->partition, telling->state.facts,
                                      telling->state.fact_count),
                     "contributions", parts_contributions_json(&telling->state.contributions),
                     "posted_is_current", telling->state.difference.count == 0);
}
