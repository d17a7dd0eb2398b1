#include <string.h>

#include "proto/json.h"
#include "proto/reading.h"
#include "runtime/day.h"

struct reading {
    struct arena *arena;
    const struct unknown_keys *unknown;
    struct failure *why;
};

typedef enum outcome json_function(struct reading *reading, const json_t *value,
                                   const struct field *field, void *into);

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "a list";
    case JSON_STRING: return "a text";
    case JSON_INTEGER: return "an integer";
    case JSON_REAL: return "a number with a point or exponent";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    case JSON_NULL: break;
    }
    return "null";
}

static enum outcome wrong_type(struct reading *reading, const struct field *field,
                               const json_t *value, const char *wanted)
{
    return reading_wrong_type(field, type_name(value), wanted, reading->why);
}

static struct bytes string_bytes(const json_t *value)
{
    return (struct bytes){(const uint8_t *)json_string_value(value), json_string_length(value)};
}

static enum outcome read_text(struct reading *reading, const json_t *value,
                              const struct field *field, void *into)
{
    if (!json_is_string(value))
        return wrong_type(reading, field, value, "a text");
    return reading_text(field, string_bytes(value), into, reading->why);
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static enum outcome read_hex(struct reading *reading, const json_t *value,
                             const struct field *field, struct bytes *binary)
{
    const size_t length = json_string_length(value);
    const char *digits = json_string_value(value);
    uint8_t *bytes;

    if (!json_is_string(value))
        return wrong_type(reading, field, value, "hexadecimal");
    bytes = arena_take(reading->arena, length / 2 + 1);
    if (!bytes)
        return fail_field(reading->why, REJECT, field->name, "%s does not fit the memory",
                          field->name);
    for (size_t at = 0; at < length; at++) {
        const int digit = hex_digit(digits[at]);

        if (digit < 0 || length % 2)
            return fail_field(reading->why, REJECT, field->name,
                              "%s is not pairs of the digits 0-9 and a-f", field->name);
        bytes[at / 2] = (uint8_t)(bytes[at / 2] << 4 | digit);
    }
    *binary = (struct bytes){bytes, length / 2};
    return DONE;
}

static enum outcome read_binary(struct reading *reading, const json_t *value,
                                const struct field *field, void *into)
{
    TRY(read_hex(reading, value, field, into));
    return reading_binary(field, *(struct bytes *)into, into, reading->why);
}

static enum outcome read_raw(struct reading *reading, const json_t *value,
                             const struct field *field, void *into)
{
    struct bytes *raw = into;

    TRY(read_hex(reading, value, field, raw));
    if (wire_check(*raw, reading->why) != DONE) {
        reading_inside(field, -1, reading->why);
        return REJECT;
    }
    if (raw->at[0] == WIRE_NULL)
        return reading_wrong_type(field, "null", "a value", reading->why);
    return DONE;
}

static enum outcome read_signed(struct reading *reading, const json_t *value,
                                const struct field *field, void *into)
{
    const double real = json_real_value(value); /* 0 unless it is one. */

    if (real >= 0x1p63 || real < -0x1p63)
        return reading_no_number(field, reading->why);
    if (!json_is_integer(value))
        return wrong_type(reading, field, value, "an integer");
    *(int64_t *)into = json_integer_value(value);
    return DONE;
}

static enum outcome read_whole(struct reading *reading, const json_t *value,
                               const struct field *field, void *into)
{
    TRY(read_signed(reading, value, field, into));
    return reading_integer(field, *(int64_t *)into, into, reading->why);
}

static enum outcome read_boolean(struct reading *reading, const json_t *value,
                                 const struct field *field, void *into)
{
    if (!json_is_boolean(value))
        return wrong_type(reading, field, value, "true or false");
    *(bool *)into = json_is_true(value);
    return DONE;
}

static enum outcome read_choice(struct reading *reading, const json_t *value,
                                const struct field *field, void *into)
{
    int32_t number;

    if (!json_is_string(value))
        return wrong_type(reading, field, value, "the name of a choice");
    number = choice_by_name(field->names, json_string_value(value), json_string_length(value));
    if (number < 0)
        return reading_no_choice(field, reading->why);
    *(int32_t *)into = number;
    return DONE;
}

static enum outcome read_choices(struct reading *reading, const json_t *value,
                                 const struct field *field, void *into)
{
    uint32_t set = 0;

    if (!json_is_array(value))
        return wrong_type(reading, field, value, "a list");
    for (size_t row = 0; row < json_array_size(value); row++) {
        int32_t number;

        TRY(read_choice(reading, json_array_get(value, row), field, &number));
        set |= UINT32_C(1) << number;
    }
    *(uint32_t *)into = set;
    return DONE;
}

static enum outcome read_instant(struct reading *reading, const json_t *value,
                                 const struct field *field, void *into)
{
    if (!json_is_string(value))
        return wrong_type(reading, field, value, "an instant in RFC 3339");
    if (!instant_parse(json_string_value(value), json_string_length(value), into))
        return fail_field(reading->why, REJECT, field->name,
                          "%s is not an instant in RFC 3339 with offset of the years 1900 to 2199",
                          field->name);
    return DONE;
}

static enum outcome read_due(struct reading *reading, const json_t *value,
                             const struct field *field, void *into)
{
    struct due *due = into;

    *due = (struct due){0};
    if (!json_is_string(value))
        return wrong_type(reading, field, value, "a date or an instant");
    if (instant_parse(json_string_value(value), json_string_length(value), &due->instant_us)) {
        due->day = day_of_instant(due->instant_us);
        return DONE;
    }
    due->is_date = true;
    if (day_parse(json_string_value(value), json_string_length(value), &due->day))
        return DONE;
    return fail_field(reading->why, REJECT, field->name,
                      "%s is neither a date nor an instant with offset of the years 1900 to 2199",
                      field->name);
}

static enum outcome read_date(struct reading *reading, const json_t *value,
                              const struct field *field, void *into)
{
    if (!json_is_string(value))
        return wrong_type(reading, field, value, "a date");
    return reading_date(field, string_bytes(value), into, reading->why);
}

static enum outcome read_decimal(struct reading *reading, const json_t *value,
                                 const struct field *field, void *into)
{
    if (!json_is_string(value))
        return wrong_type(reading, field, value, "a decimal number in a text");
    return reading_decimal(field, string_bytes(value), into, reading->why);
}

/* Exactly hh:mm; 24:00 is the end of the day. */
static bool minute_of_day(const json_t *value, int64_t *minute)
{
    static const char digits[] = "0123456789";
    const char *text = json_string_value(value);

    if (json_string_length(value) != 5 || text[2] != ':' || strspn(text, digits) != 2 ||
        strspn(text + 3, digits) != 2)
        return false;
    *minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
    return text[3] < '6';
}

static enum outcome read_spans(struct reading *reading, const json_t *value,
                               const struct field *field, void *into)
{
    const uint32_t borders = 2 * (uint32_t)json_array_size(value);
    int64_t minutes[2 * SPANS_LIMIT];

    if (!json_is_array(value))
        return wrong_type(reading, field, value, "a list");
    if (json_array_size(value) > SPANS_LIMIT)
        return reading_no_spans(field, reading->why);
    for (uint32_t border = 0; border < borders; border++) {
        const json_t *pair = json_array_get(value, border / 2);

        if (json_array_size(pair) != 2 ||
            !minute_of_day(json_array_get(pair, border % 2), &minutes[border]))
            return fail_field(reading->why, REJECT, field->name,
                              "%s has an interval that is not [\"hh:mm\", \"hh:mm\"]", field->name);
    }
    return reading_spans(field, minutes, borders, into, reading->why);
}

static enum outcome decode_object(struct reading *reading, const struct schema *schema,
                                  const json_t *value, void *record);

static enum outcome read_record(struct reading *reading, const json_t *value,
                                const struct field *field, void *into)
{
    enum outcome outcome;

    if (!json_is_object(value))
        return wrong_type(reading, field, value, "an object");
    outcome = decode_object(reading, field->record, value, into);
    if (outcome != DONE)
        reading_inside(field, -1, reading->why);
    return outcome;
}

static enum outcome read_element(struct reading *reading, const json_t *value,
                                 const struct field *field, uint32_t row, void *into)
{
    enum outcome outcome;

    if (field->kind == FIELD_NUMBERS)
        return read_signed(reading, value, field, into);
    if (field->kind == FIELD_BINARIES)
        return read_hex(reading, value, field, into);
    if (!json_is_object(value))
        return wrong_type(reading, field, value, "an object in every element");
    outcome = decode_object(reading, field->record, value, into);
    if (outcome != DONE)
        reading_inside(field, row, reading->why);
    return outcome;
}

static enum outcome read_list(struct reading *reading, const json_t *value,
                              const struct field *field, void *into)
{
    struct list *list = into;
    size_t size = sizeof(int64_t);

    if (field->kind == FIELD_RECORDS)
        size = field->record->size;
    else if (field->kind == FIELD_BINARIES)
        size = sizeof(struct bytes);
    if (!json_is_array(value))
        return wrong_type(reading, field, value, "a list");
    TRY(reading_list(field, json_array_size(value), size, reading->arena, list, reading->why));
    for (uint32_t row = 0; row < list->count; row++)
        TRY(read_element(reading, json_array_get(value, row), field, row,
                         (uint8_t *)list->at + row * size));
    return DONE;
}

static enum outcome read_stated(struct reading *reading, const json_t *value,
                                const struct field *field, void *into)
{
    if (!json_is_string(value) || json_string_length(value) == 0)
        return fail_field(reading->why, REJECT, field->name, "%s is empty or not a text",
                          field->name);
    *(bool *)into = true;
    return DONE;
}

static json_function *const readers[] = {
    [FIELD_TEXT] = read_text,       [FIELD_BINARY] = read_binary,   [FIELD_INTEGER] = read_whole,
    [FIELD_SIGNED] = read_signed,   [FIELD_BOOL] = read_boolean,    [FIELD_CHOICE] = read_choice,
    [FIELD_CHOICES] = read_choices, [FIELD_INSTANT] = read_instant, [FIELD_DUE] = read_due,
    [FIELD_SPANS] = read_spans,     [FIELD_RECORD] = read_record,   [FIELD_RECORDS] = read_list,
    [FIELD_BINARIES] = read_list,   [FIELD_NUMBERS] = read_list,    [FIELD_RAW] = read_raw,
    [FIELD_STATED] = read_stated,   [FIELD_DATE] = read_date,       [FIELD_DECIMAL] = read_decimal,
};

static uint32_t row_of_name(const struct schema *schema, const char *name)
{
    for (uint32_t row = 0; row < schema->count; row++)
        if (strcmp(schema->fields[row].name, name) == 0)
            return row;
    return schema->count;
}

static enum outcome read_member(struct reading *reading, const struct schema *schema, uint32_t row,
                                const json_t *value, void *record)
{
    const struct field *field = &schema->fields[row];
    void *into = (uint8_t *)record + field->offset;
    uint64_t present;

    TRY(readers[field->kind](reading, value, field, into));
    memcpy(&present, record, sizeof present);
    if (reading_says_something(field, into))
        present |= UINT64_C(1) << row;
    memcpy(record, &present, sizeof present);
    return DONE;
}

static enum outcome pass_unknown(struct reading *reading, const struct schema *schema,
                                 const char *name)
{
    if (!reading->unknown)
        return fail_field(reading->why, REJECT, schema->name, "%s has an unknown key",
                          schema->name);
    reading->unknown->seen(reading->unknown->context, name, strlen(name));
    return DONE;
}

/* jansson walks an object only through a pointer that is not const. */
static json_t *walkable(const json_t *value)
{
    return (json_t *)(uintptr_t)value;
}

/* The record must be zero. */
static enum outcome decode_object(struct reading *reading, const struct schema *schema,
                                  const json_t *value, void *record)
{
    uint64_t present;
    const char *name;
    json_t *member;

    json_object_foreach(walkable(value), name, member)
    {
        const uint32_t row = row_of_name(schema, name);

        if (row == schema->count)
            TRY(pass_unknown(reading, schema, name));
        else if (!json_is_null(member))
            TRY(read_member(reading, schema, row, member, record));
    }
    memcpy(&present, record, sizeof present);
    return reading_complete(schema, present, reading->why);
}

enum outcome json_decode(const struct schema *schema, const json_t *value, void *record,
                         struct arena *arena, const struct unknown_keys *unknown,
                         struct failure *why)
{
    struct reading reading = {arena, unknown, why};

    memset(record, 0, schema->size);
    if (!json_is_object(value))
        return fail_field(why, REJECT, schema->name, "%s is %s, not an object", schema->name,
                          value ? type_name(value) : "missing");
    return decode_object(&reading, schema, value, record);
}
