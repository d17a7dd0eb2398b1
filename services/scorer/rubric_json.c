#include "scorer/rubric_json.h"

#include <string.h>

#include "runtime/day.h"

/* Whole digits of a decimal: far more than any maximum has, far less than 64 bits hold. */
enum { WHOLE_DIGITS = 9 };

static const struct field *find(const struct field *fields, size_t count, const char *key)
{
    for (size_t row = 0; row < count; row++)
        if (strcmp(fields[row].key, key) == 0)
            return &fields[row];
    return NULL;
}

static enum outcome check_keys(struct reader *reader, json_t *object, const struct field *fields,
                               size_t count)
{
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value) if (!find(fields, count, key)) return fail_field(
        reader->why, REJECT, key, "%.60s is no field of it", key);
    return DONE;
}

enum outcome read_object(struct reader *reader, json_t *object, const struct field *fields,
                         size_t count, void *into)
{
    TRY(check_keys(reader, object, fields, count));
    for (size_t row = 0; row < count; row++) {
        const struct field *const field = &fields[row];
        json_t *const value = json_object_get(object, field->key);

        if (value)
            TRY(field->read(reader, field->key, value, (char *)into + field->offset));
        else if (field->required)
            return fail_field(reader->why, REJECT, field->key, "%s is missing", field->key);
    }
    return DONE;
}

enum outcome read_list(struct reader *reader, const char *key, json_t *list, size_t most)
{
    const size_t size = json_array_size(list);

    if (!json_is_array(list) || !size)
        return fail_field(reader->why, REJECT, key, "%s is not a list of at least one", key);
    if (size > most)
        return fail_field(reader->why, REJECT, key, "%s has more than %zu", key, most);
    for (size_t at = 0; at < size; at++)
        if (!json_is_object(json_array_get(list, at)))
            return fail_field(reader->why, REJECT, key, "%s: number %zu is not an object", key,
                              at + 1);
    return DONE;
}

enum outcome read_take(struct reader *reader, size_t count, size_t size, void **taken)
{
    *taken = arena_take(reader->arena, count * size);
    return *taken ? DONE : fail(reader->why, REJECT, "it is too large");
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static bool decimal_parse(const char *text, int digits, int64_t *number)
{
    const char *at = text;
    int64_t value = 0;
    int after = 0;

    while (is_digit(*at) && at - text < WHOLE_DIGITS)
        value = value * 10 + (*at++ - '0');
    if (at == text)
        return false;
    if (*at == '.') {
        for (at++; is_digit(*at) && after < digits; after++)
            value = value * 10 + (*at++ - '0');
        if (!after)
            return false;
    }
    for (; after < digits; after++)
        value *= 10;
    *number = value;
    return !*at;
}

enum outcome read_decimal(struct reader *reader, const char *key, json_t *value, int digits,
                          int64_t *number)
{
    char text[32];

    if (json_is_string(value))
        snprintf(text, sizeof text, "%s", json_string_value(value));
    else if (json_is_integer(value))
        snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else
        return fail_field(reader->why, REJECT, key,
                          "%s is neither an integer nor decimal text such as \"0.5\"", key);
    if (!decimal_parse(text, digits, number))
        return fail_field(reader->why, REJECT, key,
                          "%s is '%s', no decimal of up to %d digits after the point", key, text,
                          digits);
    return DONE;
}

enum outcome read_word(struct reader *reader, const char *key, json_t *value,
                       const char *const *words, size_t count, size_t *row)
{
    const char *const text = json_string_value(value);

    if (!text)
        return fail_field(reader->why, REJECT, key, "%s is not text", key);
    for (*row = 0; *row < count; (*row)++)
        if (strcmp(words[*row], text) == 0)
            return DONE;
    return fail_field(reader->why, REJECT, key, "%s is '%.40s', which it cannot be", key, text);
}

enum outcome read_text(struct reader *reader, const char *key, json_t *value, void *into)
{
    const char *const text = json_string_value(value);

    if (!text || !*text)
        return fail_field(reader->why, REJECT, key, "%s is not text", key);
    *(const char **)into = arena_text(reader->arena, text, json_string_length(value));
    return *(const char **)into ? DONE : fail(reader->why, REJECT, "it is too large");
}

enum outcome read_points(struct reader *reader, const char *key, json_t *value, void *into)
{
    return read_decimal(reader, key, value, 2, into);
}

enum outcome read_day(struct reader *reader, const char *key, json_t *value, void *into)
{
    const char *const text = json_string_value(value);

    if (!text || !day_parse(text, strlen(text), into))
        return fail_field(reader->why, REJECT, key, "%s is no day like 2022-06-23", key);
    return DONE;
}

enum outcome read_flag(struct reader *reader, const char *key, json_t *value, void *into)
{
    if (!json_is_boolean(value))
        return fail_field(reader->why, REJECT, key, "%s is neither true nor false", key);
    *(bool *)into = json_is_true(value);
    return DONE;
}

enum outcome read_nothing(struct reader *reader, const char *key, json_t *value, void *into)
{
    (void)reader;
    (void)key;
    (void)value;
    (void)into;
    return DONE;
}
