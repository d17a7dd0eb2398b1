#include <string.h>

#include "proto/json.h"

/* Passes on what the envelope's table does not know, but for what is read elsewhere. */
struct envelope_keys {
    const struct unknown_keys *unknown;
    bool is_refused;
};

static void see_key(void *context, const char *name, size_t length)
{
    struct envelope_keys *keys = context;

    if (strcmp(name, "data") == 0 || strcmp(name, "specversion") == 0)
        return;
    if (keys->unknown)
        keys->unknown->seen(keys->unknown->context, name, length);
    else
        keys->is_refused = true;
}

static enum outcome decode_envelope(const json_t *value, struct fact *fact, struct arena *arena,
                                    const struct unknown_keys *unknown, struct failure *why)
{
    const struct schema envelope = {fact_schema.name, fact_schema.fields, FACT_ROW_DATA,
                                    sizeof *fact, fact_schema.meaning};
    struct envelope_keys keys = {unknown, false};
    const struct unknown_keys seen = {see_key, &keys};
    const json_t *version = json_object_get(value, "specversion");

    memset(fact, 0, sizeof *fact);
    TRY(json_decode(&envelope, value, fact, arena, &seen, why));
    if (keys.is_refused)
        return fail_field(why, REJECT, "fact", "fact has an unknown key");
    if (version && !json_is_null(version) &&
        (!json_is_string(version) || strcmp(json_string_value(version), "1.0") != 0))
        return fail_field(why, REJECT, "specversion", "specversion is not 1.0");
    return DONE;
}

enum outcome json_decode_fact(const json_t *value, struct fact *fact, union fact_data *data,
                              struct arena *arena, const struct unknown_keys *unknown,
                              struct failure *why)
{
    const json_t *inner = json_object_get(value, "data");
    const struct schema *schema;

    TRY(decode_envelope(value, fact, arena, unknown, why));
    schema = fact_kinds[fact->type].data;
    if (!inner || json_is_null(inner)) {
        if (schema->count > 0)
            return fail_field(why, REJECT, "data", "data is missing");
        data->present = 0;
        return DONE;
    }
    if (!json_is_object(inner))
        return fail_field(why, REJECT, "data", "data is not an object");
    TRY(json_decode(schema, inner, data, arena, unknown, why));
    return fact_check(fact, data, why);
}

json_t *json_encode_fact(const struct fact *fact, const union fact_data *data)
{
    struct fact envelope = *fact;
    json_t *whole = json_object();

    envelope.present &= ~(UINT64_C(1) << FACT_ROW_DATA);
    if (json_object_set_new(whole, "specversion", json_string("1.0")) == 0 &&
        json_object_update_new(whole, json_encode(&fact_schema, &envelope)) == 0 &&
        json_object_set_new(whole, "data", json_encode(fact_kinds[fact->type].data, data)) == 0)
        return whole;
    json_decref(whole);
    return NULL;
}
