#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "runtime/day.h"

/* Every function here gives NULL when memory has run out; jansson passes a NULL on as a failure. */

static json_t *instant_json(int64_t instant_us)
{
    char text[INSTANT_TEXT];

    instant_print(instant_us, text);
    return json_string(text);
}

static json_t *date_json(int32_t day)
{
    char text[DAY_TEXT];

    day_print(day, text);
    return json_string(text);
}

static json_t *due_json(const struct due *due)
{
    return due->is_date ? date_json(due->day) : instant_json(due->instant_us);
}

/* The list with the element; NULL, and both given back, when one of them is NULL. */
static json_t *appended(json_t *list, json_t *element)
{
    if (json_array_append_new(list, element) == 0)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *minute_json(int minute)
{
    char text[16];

    snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
    return json_string(text);
}

static json_t *spans_json(const struct spans *spans)
{
    json_t *list = json_array();

    for (int span = 0; span < spans->count; span++) {
        json_t *pair = appended(json_array(), minute_json(spans->from[span]));

        list = appended(list, appended(pair, minute_json(spans->to[span])));
    }
    return list;
}

static json_t *choices_json(const char *const *names, uint32_t set)
{
    json_t *list = json_array();

    for (int row = 0; names[row]; row++)
        if (set >> row & 1U)
            list = appended(list, json_string(names[row]));
    return list;
}

static json_t *hex_json(struct bytes bytes)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = malloc(bytes.length * 2 + 1);
    json_t *text;

    if (!hex)
        return NULL;
    for (size_t at = 0; at < bytes.length; at++) {
        hex[2 * at] = digits[bytes.at[at] >> 4];
        hex[2 * at + 1] = digits[bytes.at[at] & 15];
    }
    text = json_stringn(hex, bytes.length * 2);
    free(hex);
    return text;
}

static json_t *list_json(const struct field *field, const struct list *list)
{
    json_t *array = json_array();

    for (uint32_t row = 0; row < list->count; row++) {
        json_t *element;

        if (field->kind == FIELD_RECORDS)
            element =
                json_encode(field->record, (const uint8_t *)list->at + row * field->record->size);
        else if (field->kind == FIELD_BINARIES)
            element = hex_json(((const struct bytes *)list->at)[row]);
        else
            element = json_integer(((const int64_t *)list->at)[row]);
        array = appended(array, element);
    }
    return array;
}

static json_t *value_json(const struct field *field, const void *value)
{
    const struct bytes *bytes = value;

    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_DECIMAL: return json_stringn((const char *)bytes->at, bytes->length);
    case FIELD_BINARY:
    case FIELD_RAW: return hex_json(*bytes);
    case FIELD_INTEGER:
    case FIELD_SIGNED: return json_integer(*(const int64_t *)value);
    case FIELD_BOOL: return json_boolean(*(const bool *)value);
    case FIELD_STATED: return json_string("…");
    case FIELD_CHOICE: return json_string(field->names[*(const int32_t *)value]);
    case FIELD_CHOICES: return choices_json(field->names, *(const uint32_t *)value);
    case FIELD_INSTANT: return instant_json(*(const int64_t *)value);
    case FIELD_DATE: return date_json(*(const int32_t *)value);
    case FIELD_DUE: return due_json(value);
    case FIELD_SPANS: return spans_json(value);
    case FIELD_RECORD: return json_encode(field->record, value);
    case FIELD_RECORDS:
    case FIELD_BINARIES:
    case FIELD_NUMBERS: return list_json(field, value);
    }
    return NULL;
}

/* Adds the fields of a record to an object; false when memory has run out. */
static bool add_fields(json_t *object, const struct schema *schema, uint64_t present,
                       const void *record)
{
    bool is_whole = object != NULL;

    for (uint32_t row = 0; row < schema->count && is_whole; row++) {
        const struct field *field = &schema->fields[row];

        if (field_present(present, row))
            is_whole = json_object_set_new(
                           object, field->name,
                           value_json(field, (const uint8_t *)record + field->offset)) == 0;
    }
    return is_whole;
}

json_t *json_encode(const struct schema *schema, const void *record)
{
    json_t *object = json_object();
    uint64_t present;

    memcpy(&present, record, sizeof present);
    if (add_fields(object, schema, present, record))
        return object;
    json_decref(object);
    return NULL;
}
