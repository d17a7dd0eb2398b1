#include "proto/catalogue_schema.h"

#include <stdio.h>
#include <string.h>

json_t *catalogue_reference(const char *component, const char *name)
{
    char path[160];

    snprintf(path, sizeof path, "#/components/%s/%s", component, name);
    return json_pack("{s:s}", "$ref", path);
}

static json_t *hexadecimal(void)
{
    return json_pack("{s:s, s:s, s:s}", "type", "string", "contentEncoding", "base16", "pattern",
                     "^([0-9a-f]{2})*$");
}

static json_t *binary_schema(const struct field *field)
{
    json_t *schema = hexadecimal();

    json_object_set_new(schema, "maxLength", json_integer(2 * field->limit));
    return schema;
}

static json_t *integer_schema(const struct field *field)
{
    const json_int_t most = field->limit ? field->limit : INT64_MAX;

    return json_pack("{s:s, s:I, s:I}", "type", "integer", "minimum",
                     field->kind == FIELD_INTEGER ? (json_int_t)0 : (json_int_t)INT64_MIN,
                     "maximum", most);
}

/* The names of a choice, and their numbers in MessagePack. */
static json_t *choice_schema(const struct field *field)
{
    json_t *names = json_array(), *numbers = json_object();

    for (int row = 0; field->names[row]; row++) {
        if (!field->names[row][0])
            continue;
        json_array_append_new(names, json_string(field->names[row]));
        json_object_set_new(numbers, field->names[row], json_integer(row));
    }
    return json_pack("{s:s, s:o, s:o}", "type", "string", "enum", names, "x-numbers", numbers);
}

static json_t *list_schema(json_t *items, json_int_t limit)
{
    return json_pack("{s:s, s:o, s:I}", "type", "array", "items", items, "maxItems", limit);
}

static json_t *spans_schema(void)
{
    json_t *time = json_pack("{s:s, s:s}", "type", "string", "pattern",
                             "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$");
    json_t *pair = json_pack("{s:s, s:o, s:i, s:i}", "type", "array", "items", time, "minItems", 2,
                             "maxItems", 2);

    return list_schema(pair, SPANS_LIMIT);
}

static json_t *due_schema(void)
{
    return json_pack("{s:s, s:[{s:s}, {s:s}]}", "type", "string", "anyOf", "format", "date",
                     "format", "date-time");
}

static json_t *decimal_schema(void)
{
    char pattern[40];

    snprintf(pattern, sizeof pattern, "^-?[0-9]{1,%d}(\\.[0-9]{1,%d})?$", DECIMAL_WHOLE,
             DECIMAL_FRACTION);
    return json_pack("{s:s, s:s}", "type", "string", "pattern", pattern);
}

static json_t *kind_schema(const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return json_pack("{s:s, s:i, s:I}", "type", "string", "minLength", 1, "maxLength",
                         (json_int_t)field->limit);
    case FIELD_BINARY: return binary_schema(field);
    case FIELD_INTEGER:
    case FIELD_SIGNED: return integer_schema(field);
    case FIELD_BOOL: return json_pack("{s:s}", "type", "boolean");
    case FIELD_CHOICE: return choice_schema(field);
    case FIELD_CHOICES:
        return json_pack("{s:s, s:o}", "type", "array", "items", choice_schema(field));
    case FIELD_INSTANT: return json_pack("{s:s, s:s}", "type", "string", "format", "date-time");
    case FIELD_DUE: return due_schema();
    case FIELD_SPANS: return spans_schema();
    case FIELD_RECORD:
        return json_pack("{s:[o]}", "allOf", catalogue_reference("schemas", field->record->name));
    case FIELD_RECORDS:
        return list_schema(catalogue_reference("schemas", field->record->name), field->limit);
    case FIELD_BINARIES: return list_schema(hexadecimal(), field->limit);
    case FIELD_NUMBERS: return list_schema(json_pack("{s:s}", "type", "integer"), field->limit);
    case FIELD_RAW: return hexadecimal();
    case FIELD_DATE: return json_pack("{s:s, s:s}", "type", "string", "format", "date");
    case FIELD_DECIMAL: return decimal_schema();
    case FIELD_STATED: return json_pack("{s:s, s:i}", "type", "string", "minLength", 1);
    }
    return NULL;
}

json_t *catalogue_schema(const struct schema *schema, bool is_closed)
{
    json_t *properties = json_object(), *required = json_array(), *whole;

    for (uint32_t row = 0; row < schema->count; row++) {
        const struct field *field = &schema->fields[row];
        json_t *property = kind_schema(field);

        json_object_set_new(property, "description", json_string(field->meaning));
        json_object_set_new(property, "x-key", json_integer(field->key));
        json_object_set_new(properties, field->name, property);
        if (field->required)
            json_array_append_new(required, json_string(field->name));
    }
    whole = json_pack("{s:s, s:s, s:o, s:o}", "type", "object", "description", schema->meaning,
                      "properties", properties, "required", required);
    if (is_closed)
        json_object_set_new(whole, "additionalProperties", json_false());
    return whole;
}
