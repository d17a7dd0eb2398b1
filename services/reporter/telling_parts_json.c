#include <stdio.h>

#include "proto/json.h"
#include "reporter/telling_parts.h"
#include "reporter/words.h"
#include "runtime/buffer.h"
#include "runtime/day.h"

json_t *parts_code_json(struct bytes code)
{
    return code.length ? json_stringn((const char *)code.at, code.length) : json_null();
}

json_t *parts_instant_json(bool known, int64_t instant_us)
{
    char text[INSTANT_TEXT];

    if (!known)
        return json_null();
    instant_print(instant_us, text);
    return json_string(text);
}

json_t *parts_day_json(int32_t day)
{
    char text[DAY_TEXT];

    day_print(day, text);
    return json_string(text);
}

json_t *parts_moment_json(struct moment moment)
{
    char day[DAY_TEXT], text[DAY_TEXT + 8];

    if (moment.day == INT32_MAX)
        return json_null();
    day_print(moment.day, day);
    snprintf(text, sizeof text, "%sT%02d:%02d", day, (int)(moment.minute / 60),
             (int)(moment.minute % 60));
    return json_string(text);
}

json_t *parts_run_json(int32_t from_day, int32_t to_day)
{
    return json_pack("{s:o, s:o}", "from", parts_day_json(from_day), "to",
                     to_day == INT32_MAX ? json_null() : parts_day_json(to_day));
}

/* ---- the calendar ---- */

static json_t *text_json(struct bytes text)
{
    return json_stringn(text.length ? (const char *)text.at : "", text.length);
}

static json_t *special_json(const struct calendar *calendar, int32_t day)
{
    const struct special_day *special = calendar_special(calendar, day);
    json_t *object =
        json_pack("{s:o, s:b}", "day", parts_day_json(day), "works", calendar_works(calendar, day));

    if (special) {
        json_object_set_new(object, "name", text_json(special->name_vi));
        json_object_set_new(object, "source", text_json(special->source));
    }
    return object;
}

json_t *parts_special_days_json(const struct calendar *calendar, int32_t first_day,
                                int32_t last_day)
{
    json_t *list = json_array();

    for (int32_t day = first_day; day <= last_day; day++)
        if (!calendar_works(calendar, day) || calendar_special(calendar, day))
            json_array_append_new(list, special_json(calendar, day));
    return list;
}

/* ---- facts and figures ---- */

static json_t *fact_text_json(const struct history_fact *fact)
{
    struct buffer text = {0};
    const struct sink sink = buffer_sink(&text);
    struct writer writer = {&sink, true};
    json_t *value;

    words_fact(&writer, fact);
    value = json_stringn(text.at ? (const char *)text.at : "", text.length);
    buffer_free(&text);
    return value;
}

json_t *parts_facts_json(const char *source, int64_t partition, const struct history_fact *facts,
                         uint32_t count)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < count; row++) {
        const struct history_fact *fact = &facts[row];

        json_array_append_new(
            list,
            json_pack("{s:o, s:s, s:o, s:o, s:o, s:I, s:I, s:o, s:o}", "time",
                      parts_instant_json(true, fact->time_us), "type", fact_kinds[fact->type].name,
                      "id", parts_code_json(fact->id), "source",
                      fact->source.length ? parts_code_json(fact->source) : json_string(source),
                      "text", fact_text_json(fact), "partition", (json_int_t)partition, "position",
                      (json_int_t)fact->position, "recorded_at",
                      parts_instant_json(true, fact->recorded_us), "data",
                      json_encode(fact_kinds[fact->type].data, fact->data)));
    }
    return list;
}

json_t *parts_contributions_json(const struct contributions *contributions)
{
    json_t *list = json_array();

    for (uint32_t row = 0; row < contributions->count; row++) {
        const struct contribution *one = &contributions->at[row];

        json_array_append_new(list, json_pack("{s:o, s:s, s:I}", "day", parts_day_json(one->day),
                                              "measure", measure_name((enum measure)one->measure),
                                              "n", (json_int_t)one->n));
    }
    return list;
}
