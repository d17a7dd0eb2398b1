#include "proto/reading.h"

#include <stdio.h>
#include <string.h>

#include "runtime/day.h"

enum { MINUTES_OF_DAY = 24 * 60 };

enum outcome reading_wrong_type(const struct field *field, const char *value, const char *wanted,
                                struct failure *why)
{
    return fail_field(why, REJECT, field->name, "%s is %s, not %s", field->name, value, wanted);
}

enum outcome reading_no_number(const struct field *field, struct failure *why)
{
    return fail_field(why, REJECT, field->name, "%s is not within %s..2^63-1", field->name,
                      field->kind == FIELD_INTEGER ? "0" : "-2^63");
}

enum outcome reading_no_choice(const struct field *field, struct failure *why)
{
    char names[FAILURE_TEXT];

    choice_list(field->names, names, sizeof names);
    return fail_field(why, REJECT, field->name, "%s is not one of %s", field->name, names);
}

enum outcome reading_no_spans(const struct field *field, struct failure *why)
{
    return fail_field(why, REJECT, field->name,
                      "%s is not a list of at most %d intervals, ascending and apart", field->name,
                      SPANS_LIMIT);
}

static enum outcome too_long(const struct field *field, size_t length, struct failure *why)
{
    return fail_field(why, REJECT, field->name, "%s has %zu bytes, at most %lld are taken",
                      field->name, length, (long long)field->limit);
}

enum outcome reading_text(const struct field *field, struct bytes text, struct bytes *into,
                          struct failure *why)
{
    if (text.length == 0)
        return fail_field(why, REJECT, field->name, "%s is empty", field->name);
    if (text.length > (size_t)field->limit)
        return too_long(field, text.length, why);
    *into = text;
    return DONE;
}

enum outcome reading_binary(const struct field *field, struct bytes binary, struct bytes *into,
                            struct failure *why)
{
    if (binary.length > (size_t)field->limit)
        return too_long(field, binary.length, why);
    *into = binary;
    return DONE;
}

enum outcome reading_integer(const struct field *field, int64_t value, int64_t *into,
                             struct failure *why)
{
    if (value < 0)
        return reading_no_number(field, why);
    if (field->limit && value > field->limit)
        return fail_field(why, REJECT, field->name, "%s is more than %lld", field->name,
                          (long long)field->limit);
    *into = value;
    return DONE;
}

enum outcome reading_instant(const struct field *field, int64_t instant_us, int64_t *into,
                             struct failure *why)
{
    if (!instant_in_range(instant_us))
        return fail_field(why, REJECT, field->name,
                          "%s is not an instant of the years 1900 to 2199", field->name);
    *into = instant_us;
    return DONE;
}

enum outcome reading_date(const struct field *field, struct bytes text, int32_t *into,
                          struct failure *why)
{
    if (!day_parse((const char *)text.at, text.length, into))
        return fail_field(why, REJECT, field->name,
                          "%s is not a date YYYY-MM-DD of the years 1900 to 2199", field->name);
    return DONE;
}

static size_t digits_at(struct bytes text, size_t at)
{
    size_t count = 0;

    while (at + count < text.length && text.at[at + count] >= '0' && text.at[at + count] <= '9')
        count++;
    return count;
}

enum outcome reading_decimal(const struct field *field, struct bytes text, struct bytes *into,
                             struct failure *why)
{
    const size_t sign = text.length > 0 && text.at[0] == '-';
    const size_t whole = digits_at(text, sign);
    const size_t point = sign + whole;
    size_t end = point, fraction = 1;

    if (point < text.length && text.at[point] == '.') {
        fraction = digits_at(text, point + 1);
        end = point + 1 + fraction;
    }
    if (whole < 1 || whole > DECIMAL_WHOLE || fraction < 1 || fraction > DECIMAL_FRACTION ||
        end != text.length)
        return fail_field(why, REJECT, field->name,
                          "%s is not a decimal number of at most %d digits and %d behind a point",
                          field->name, DECIMAL_WHOLE, DECIMAL_FRACTION);
    *into = text;
    return DONE;
}

enum outcome reading_spans(const struct field *field, const int64_t *minutes, uint32_t count,
                           struct spans *into, struct failure *why)
{
    int64_t before = -1;

    *into = (struct spans){.count = (uint8_t)(count / 2)};
    for (uint32_t border = 0; border < count; border++) {
        if (minutes[border] <= before || minutes[border] > MINUTES_OF_DAY)
            return reading_no_spans(field, why);
        before = minutes[border];
        *(border % 2 ? &into->to[border / 2] : &into->from[border / 2]) = (uint16_t)before;
    }
    return DONE;
}

enum outcome reading_list(const struct field *field, uint64_t count, size_t size,
                          struct arena *arena, struct list *list, struct failure *why)
{
    *list = (struct list){0};
    if (count > (uint64_t)field->limit)
        return fail_field(why, REJECT, field->name, "%s has %llu elements, at most %lld are taken",
                          field->name, (unsigned long long)count, (long long)field->limit);
    if (count == 0)
        return DONE;
    list->count = (uint32_t)count;
    list->at = arena_take(arena, size * count);
    if (!list->at)
        return fail_field(why, REJECT, field->name, "%s does not fit the memory", field->name);
    return DONE;
}

enum outcome reading_complete(const struct schema *schema, uint64_t present, struct failure *why)
{
    for (uint32_t row = 0; row < schema->count; row++)
        if (schema->fields[row].required && !field_present(present, row))
            return fail_field(why, REJECT, schema->fields[row].name, "%s is missing",
                              schema->fields[row].name);
    return DONE;
}

void reading_inside(const struct field *field, int64_t row, struct failure *why)
{
    char place[FAILURE_FIELD], inner[FAILURE_FIELD];

    if (row < 0)
        snprintf(place, sizeof place, "%.24s", field->name);
    else
        snprintf(place, sizeof place, "%.24s[%lld]", field->name, (long long)row);
    snprintf(inner, sizeof inner, "%s%s%s", place, why->field[0] ? "." : "", why->field);
    memcpy(why->field, inner, sizeof inner);
    failure_prefix(why, "%s", place);
}

bool reading_says_something(const struct field *field, const void *value)
{
    return field->kind != FIELD_SPANS || ((const struct spans *)value)->count > 0;
}
