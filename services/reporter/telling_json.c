#include "proto/json.h"
#include "reporter/telling.h"
#include "reporter/words.h"
#include "runtime/day.h"

static const char *const wait_names[] = {
    [WAIT_CITIZEN] = "citizen",
    [WAIT_PAYMENT] = "payment",
    [WAIT_STOPPED] = "stopped",
};

static json_t *code_json(struct bytes code)
{
    return code.length ? json_stringn((const char *)code.at, code.length) : json_null();
}

static json_t *instant_json(bool known, int64_t instant_us)
{
    char text[INSTANT_TEXT];

    if (!known)
        return json_null();
    instant_print(instant_us, text);
    return json_string(text);
}

static json_t *day_json(int32_t day)
{
    char text[DAY_TEXT];

    day_print(day, text);
    return json_string(text);
}

/* What one of the functions of words writes. */
static json_t *words_json(void (*put)(struct writer *writer, const void *what), const void *what)
{
    struct buffer text = {0};
    const struct sink sink = buffer_sink(&text);
    struct writer writer = {&sink, true};
    json_t *value;

    put(&writer, what);
    value = json_stringn(text.at ? (const char *)text.at : "", text.length);
    buffer_free(&text);
    return value;
}

static void put_fact(struct writer *writer, const void *fact)
{
    words_fact(writer, fact);
}

static void put_verdict(struct writer *writer, const void *history)
{
    words_verdict(writer, history);
}

static json_t *facts_json(const struct telling *telling)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < telling->state.fact_count; row++) {
        const struct history_fact *fact = &telling->state.facts[row];

        json_array_append_new(
            list,
            json_pack("{s:o, s:s, s:o, s:o, s:o, s:I, s:I, s:o, s:o}", "time",
                      instant_json(true, fact->time_us), "type", fact_kinds[fact->type].name, "id",
                      code_json(fact->id), "source",
                      fact->source.length ? code_json(fact->source) : json_string(telling->source),
                      "text", words_json(put_fact, fact), "partition",
                      (json_int_t)telling->partition, "position", (json_int_t)fact->position,
                      "recorded_at", instant_json(true, fact->recorded_us), "data",
                      json_encode(fact_kinds[fact->type].data, fact->data)));
    }
    return list;
}

static json_t *dues_json(const struct history *history)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < history->due_count; row++) {
        const struct due_statement *statement = &history->dues[row];

        json_array_append_new(
            list,
            json_pack("{s:o, s:o}", "from",
                      instant_json(row > 0 || !history_counted(history), statement->made_us), "due",
                      statement->due.is_date ? day_json(statement->due.day)
                                             : instant_json(true, statement->due.instant_us)));
    }
    return list;
}

static json_t *waits_json(const struct history *history)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < history->wait_count; row++) {
        const struct wait *wait = &history->waits[row];

        json_array_append_new(list, json_pack("{s:s, s:o, s:o}", "reason", wait_names[wait->reason],
                                              "from", instant_json(true, wait->from_us), "to",
                                              instant_json(wait->to_us != INT64_MAX, wait->to_us)));
    }
    return list;
}

static json_t *runs_json(const struct telling *telling)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < telling->state.judgement.overdue_count; row++) {
        const struct day_run *run = &telling->state.judgement.overdue[row];

        json_array_append_new(
            list, json_pack("{s:o, s:o}", "from", day_json(run->from_day), "to",
                            run->to_day == INT32_MAX ? json_null() : day_json(run->to_day)));
    }
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

static json_t *contributions_json(const struct contributions *contributions)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < contributions->count; row++) {
        const struct contribution *one = &contributions->at[row];

        json_array_append_new(list, json_pack("{s:o, s:s, s:I}", "day", day_json(one->day),
                                              "measure", measure_name((enum measure)one->measure),
                                              "n", (json_int_t)one->n));
    }
    return list;
}

static json_t *course_json(const struct history *history)
{
    const bool counted = history_counted(history);
    const bool judged = history->standing == STANDING_FINISHED;

    return json_pack("{s:s, s:I, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:I}", "standing",
                     standing_names[history->standing], "status", (json_int_t)history->status,
                     "unit", code_json(history->unit), "procedure", code_json(history->procedure),
                     "channel", channel_names[history->channel], "received",
                     instant_json(counted, history->received_us), "ended",
                     instant_json(history_ended(history), history->ended_us), "handed_over",
                     instant_json(history->handed_over, history->handed_over_us), "due",
                     counted && history->has_due ? day_json(history->due.day) : json_null(),
                     "verdict", judged ? json_string(verdict_names[history->verdict]) : json_null(),
                     "reason", words_json(put_verdict, history), "supplement_rounds",
                     (json_int_t)history->supplement_rounds);
}

json_t *telling_json(const struct telling *telling)
{
    const struct history *history = &telling->state.history;

    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "code",
                     telling->code, "source", telling->source, "state", course_json(history),
                     "dues", dues_json(history), "waits", waits_json(history), "overdue",
                     runs_json(telling), "verdicts", telling_verdicts_json(telling), "attributes",
                     attributes_json(telling), "flags", flags_json(telling->state.judgement.flags),
                     "facts", facts_json(telling), "contributions",
                     contributions_json(&telling->state.contributions), "posted_is_current",
                     telling->state.difference.count == 0);
}
