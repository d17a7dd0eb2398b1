#include "tests/intake/national_collect.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "proto/json.h"
#include "runtime/day.h"

enum { ARENA = 1 << 20, PATH = 512, LINE = 600 };

static const uint8_t secret[32] = "a secret of thirty-two bytes...";

static const char *const known_units[] = {"000.19.25.H56", "000.00.00.H56", "G09.20"};
static const char *const known_procedures[] = {"1.001193", "3.000181", "2.000815.000.00.00.H56",
                                               "2.000815"};

static const struct {
    const char *name;
    int units;
    const char *code;
} names[] = {
    {"UBND xã Hà Long",    1, "H56.19.25"},
    {"UBND xã Tân Tiến", 2, NULL       },
};

static bool is_one_of(const char *const *list, size_t count, struct bytes code)
{
    for (size_t row = 0; row < count; row++)
        if (bytes_equal(code, bytes_of_text(list[row])))
            return true;
    return false;
}

static int unit_by_name(void *context, struct bytes name, struct bytes *code)
{
    (void)context;
    for (size_t row = 0; row < sizeof names / sizeof names[0]; row++)
        if (bytes_equal(name, bytes_of_text(names[row].name))) {
            if (names[row].code)
                *code = bytes_of_text(names[row].code);
            return names[row].units;
        }
    return 0;
}

static bool unit_known(void *context, struct bytes code)
{
    (void)context;
    return is_one_of(known_units, sizeof known_units / sizeof known_units[0], code);
}

static bool procedure_known(void *context, struct bytes code)
{
    (void)context;
    return is_one_of(known_procedures, sizeof known_procedures / sizeof known_procedures[0], code);
}

struct national_context collect_context(void)
{
    static const char arrival[] = "2026-03-20T08:00:00+07:00";
    struct national_context national = {.source = bytes_of_text("thanhhoa"),
                                        .key = secret,
                                        .key_length = sizeof secret,
                                        .unit_by_name = unit_by_name,
                                        .unit_known = unit_known,
                                        .procedure_known = procedure_known};

    cr_assert(instant_parse(arrival, sizeof arrival - 1, &national.arrival_us));
    return national;
}

static bool append(void *context, const char *bytes, size_t length)
{
    struct collected *const collected = context;

    if (length > sizeof collected->wire - collected->wire_length)
        return false;
    memcpy(collected->wire + collected->wire_length, bytes, length);
    collected->wire_length += length;
    return true;
}

static enum outcome emit(void *context, const struct national_fact *fact, struct failure *why)
{
    struct collected *const collected = context;
    static uint8_t buffer[ARENA];
    struct arena arena = arena_over(buffer, sizeof buffer);
    struct sink sink = {append, collected};
    json_t *const json = json_encode_fact(&fact->fact, &fact->data);
    struct fact again;
    union fact_data data;

    cr_assert_eq(json_decode_fact(json, &again, &data, &arena, NULL, why), DONE, "%s", why->text);
    cr_assert(fact_encode(&fact->fact, &fact->data, &arena, &sink));
    json_array_append_new(collected->facts, json);
    json_array_append_new(collected->items, json_integer((json_int_t)fact->item));
    return DONE;
}

static void refuse(void *context, const struct national_refusal *refusal)
{
    struct collected *const collected = context;
    char line[LINE];

    snprintf(line, sizeof line, "%zu %.*s: %s: %s", refusal->item, (int)refusal->subject.length,
             (const char *)refusal->subject.at, refusal->field, refusal->rule);
    json_array_append_new(collected->refusals, json_string(line));
}

static void remark(void *context, const char *field, struct bytes subject)
{
    struct collected *const collected = context;
    char line[LINE];

    snprintf(line, sizeof line, "%.*s: %s", (int)subject.length, (const char *)subject.at, field);
    json_array_append_new(collected->remarks, json_string(line));
}

static void unknown(void *context, const char *name, size_t length)
{
    struct collected *const collected = context;

    json_array_append_new(collected->unknown, json_stringn(name, length));
}

struct collected *collect_line(struct bytes line, const struct national_context *national)
{
    static uint8_t buffer[ARENA];
    struct collected *const collected = calloc(1, sizeof *collected);
    const struct national_sinks sinks = {
        emit, refuse, remark, collected, {unknown, collected}
    };
    struct arena arena = arena_over(buffer, sizeof buffer);
    struct failure why;
    json_t *value;

    cr_assert_not_null(collected);
    if (national_read(line, &value, &why) != DONE) {
        free(collected);
        return NULL;
    }
    collected->facts = json_array();
    collected->refusals = json_array();
    collected->remarks = json_array();
    collected->unknown = json_array();
    collected->items = json_array();
    collected->outcome = national_convert(value, national, &arena, &sinks, &collected->why);
    json_decref(value);
    return collected;
}

struct collected *collect(const char *text, const struct national_context *national)
{
    struct collected *const collected = collect_line(bytes_of_text(text), national);

    cr_assert_not_null(collected, "no JSON: %s", text);
    return collected;
}

void collect_free(struct collected *collected)
{
    json_decref(collected->facts);
    json_decref(collected->refusals);
    json_decref(collected->remarks);
    json_decref(collected->unknown);
    json_decref(collected->items);
    free(collected);
}

const json_t *collect_data(const struct collected *collected, const char *name)
{
    return json_object_get(json_object_get(json_array_get(collected->facts, 0), "data"), name);
}

char *collect_text(const struct collected *collected)
{
    json_t *const whole =
        json_pack("{s:O,s:O,s:O,s:O,s:s,s:s}", "facts", collected->facts, "refusals",
                  collected->refusals, "remarks", collected->remarks, "unknown", collected->unknown,
                  "why", collected->why.text, "field", collected->why.field);
    char *const text = json_dumps(whole, JSON_COMPACT);

    cr_assert_not_null(text);
    json_decref(whole);
    return text;
}

char *collect_fixture(const char *name)
{
    char path[PATH];
    FILE *file;
    char *text;
    size_t length;

    snprintf(path, sizeof path, "%s/%s", FIXTURE_DIR, name);
    file = fopen(path, "rb");
    cr_assert_not_null(file, "%s cannot be read", path);
    text = calloc(1, ARENA);
    cr_assert_not_null(text);
    length = fread(text, 1, ARENA - 1, file);
    cr_assert(length > 0 && length < ARENA - 1, "%s has another length than expected", path);
    fclose(file);
    return text;
}

char *collect_items(const char *envelope)
{
    json_t *const value = json_loads(envelope, 0, NULL);
    char *const text = json_dumps(json_object_get(value, "data"), JSON_COMPACT);

    cr_assert_not_null(text);
    json_decref(value);
    return text;
}
