#include <stdio.h>
#include <string.h>

#include "proto/reading.h"
#include "runtime/day.h"

struct decoding {
    struct arena *arena;
    const struct unknown_keys *unknown;
    struct failure *why;
};

typedef enum outcome read_function(struct decoding *decoding, struct wire_cursor *cursor,
                                   const struct field *field, void *into);

static enum outcome wrong_type(struct decoding *decoding, const struct field *field,
                               const struct wire_item *item, const char *wanted)
{
    return reading_wrong_type(field, wire_type_name(item->type), wanted, decoding->why);
}

static enum outcome read_text(struct decoding *decoding, struct wire_cursor *cursor,
                              const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_TEXT)
        return wrong_type(decoding, field, &item, "a text");
    return reading_text(field, item.bytes, into, decoding->why);
}

static enum outcome read_binary(struct decoding *decoding, struct wire_cursor *cursor,
                                const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_BINARY)
        return wrong_type(decoding, field, &item, "a binary");
    return reading_binary(field, item.bytes, into, decoding->why);
}

static enum outcome read_signed(struct decoding *decoding, struct wire_cursor *cursor,
                                const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type == WIRE_LARGE)
        return reading_no_number(field, decoding->why);
    if (item.type != WIRE_INTEGER)
        return wrong_type(decoding, field, &item, "an integer");
    *(int64_t *)into = item.integer;
    return DONE;
}

static enum outcome read_integer(struct decoding *decoding, struct wire_cursor *cursor,
                                 const struct field *field, void *into)
{
    TRY(read_signed(decoding, cursor, field, into));
    return reading_integer(field, *(int64_t *)into, into, decoding->why);
}

static enum outcome read_instant(struct decoding *decoding, struct wire_cursor *cursor,
                                 const struct field *field, void *into)
{
    TRY(read_signed(decoding, cursor, field, into));
    return reading_instant(field, *(int64_t *)into, into, decoding->why);
}

static enum outcome read_bool(struct decoding *decoding, struct wire_cursor *cursor,
                              const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_BOOL)
        return wrong_type(decoding, field, &item, "true or false");
    *(bool *)into = item.integer != 0;
    return DONE;
}

static enum outcome read_choice(struct decoding *decoding, struct wire_cursor *cursor,
                                const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_INTEGER)
        return wrong_type(decoding, field, &item, "the number of a choice");
    if (!choice_named(field->names, item.integer))
        return reading_no_choice(field, decoding->why);
    *(int32_t *)into = (int32_t)item.integer;
    return DONE;
}

static enum outcome read_choices(struct decoding *decoding, struct wire_cursor *cursor,
                                 const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_INTEGER)
        return wrong_type(decoding, field, &item, "a set of choices");
    if (item.integer < 0 || item.integer > UINT32_MAX)
        return reading_no_choice(field, decoding->why);
    for (int64_t bit = 0; item.integer >> bit; bit++)
        if ((item.integer >> bit & 1) && !choice_named(field->names, bit))
            return reading_no_choice(field, decoding->why);
    *(uint32_t *)into = (uint32_t)item.integer;
    return DONE;
}

static enum outcome read_due(struct decoding *decoding, struct wire_cursor *cursor,
                             const struct field *field, void *into)
{
    struct due *due = into;
    struct wire_item item;

    wire_read(cursor, &item);
    *due = (struct due){0};
    if (item.type == WIRE_INTEGER && instant_in_range(item.integer)) {
        due->instant_us = item.integer;
        due->day = day_of_instant(item.integer);
        return DONE;
    }
    due->is_date = true;
    if (item.type == WIRE_TEXT &&
        day_parse((const char *)item.bytes.at, item.bytes.length, &due->day))
        return DONE;
    return fail_field(decoding->why, REJECT, field->name,
                      "%s is neither a date nor an instant of the years 1900 to 2199", field->name);
}

static enum outcome read_date(struct decoding *decoding, struct wire_cursor *cursor,
                              const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_TEXT)
        return wrong_type(decoding, field, &item, "a date");
    return reading_date(field, item.bytes, into, decoding->why);
}

static enum outcome read_decimal(struct decoding *decoding, struct wire_cursor *cursor,
                                 const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_TEXT)
        return wrong_type(decoding, field, &item, "a decimal number in a text");
    return reading_decimal(field, item.bytes, into, decoding->why);
}

static enum outcome read_spans(struct decoding *decoding, struct wire_cursor *cursor,
                               const struct field *field, void *into)
{
    int64_t minutes[2 * SPANS_LIMIT];
    struct wire_item list, item;

    wire_read(cursor, &list);
    if (list.type != WIRE_ARRAY)
        return wrong_type(decoding, field, &list, "a list");
    if (list.count % 2 || list.count > 2 * SPANS_LIMIT)
        return reading_no_spans(field, decoding->why);
    for (uint32_t border = 0; border < list.count; border++) {
        wire_read(cursor, &item);
        if (item.type != WIRE_INTEGER)
            return wrong_type(decoding, field, &item, "minutes of a day");
        minutes[border] = item.integer;
    }
    return reading_spans(field, minutes, list.count, into, decoding->why);
}

static enum outcome decode_fields(struct decoding *decoding, const struct schema *schema,
                                  struct wire_cursor *cursor, uint32_t pairs, void *record);

static enum outcome read_record(struct decoding *decoding, struct wire_cursor *cursor,
                                const struct field *field, void *into)
{
    struct wire_item map;
    enum outcome outcome;

    wire_read(cursor, &map);
    if (map.type != WIRE_MAP)
        return wrong_type(decoding, field, &map, "a map");
    outcome = decode_fields(decoding, field->record, cursor, map.count, into);
    if (outcome != DONE)
        reading_inside(field, -1, decoding->why);
    return outcome;
}

/* The header of a list and room for its elements. */
static enum outcome open_list(struct decoding *decoding, struct wire_cursor *cursor,
                              const struct field *field, size_t size, struct list *list)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type != WIRE_ARRAY)
        return wrong_type(decoding, field, &item, "a list");
    return reading_list(field, item.count, size, decoding->arena, list, decoding->why);
}

static enum outcome read_records(struct decoding *decoding, struct wire_cursor *cursor,
                                 const struct field *field, void *into)
{
    struct list *list = into;
    const size_t size = field->record->size;

    TRY(open_list(decoding, cursor, field, size, list));
    for (uint32_t row = 0; row < list->count; row++) {
        struct wire_item map;
        enum outcome outcome;

        wire_read(cursor, &map);
        if (map.type != WIRE_MAP)
            return wrong_type(decoding, field, &map, "a map in every element");
        outcome = decode_fields(decoding, field->record, cursor, map.count,
                                (uint8_t *)list->at + row * size);
        if (outcome != DONE) {
            reading_inside(field, row, decoding->why);
            return outcome;
        }
    }
    return DONE;
}

static enum outcome read_binaries(struct decoding *decoding, struct wire_cursor *cursor,
                                  const struct field *field, void *into)
{
    struct list *list = into;
    struct bytes *elements;

    TRY(open_list(decoding, cursor, field, sizeof *elements, list));
    elements = list->at;
    for (uint32_t row = 0; row < list->count; row++) {
        struct wire_item item;

        wire_read(cursor, &item);
        if (item.type != WIRE_BINARY)
            return wrong_type(decoding, field, &item, "a binary in every element");
        elements[row] = item.bytes;
    }
    return DONE;
}

static enum outcome read_numbers(struct decoding *decoding, struct wire_cursor *cursor,
                                 const struct field *field, void *into)
{
    struct list *list = into;
    int64_t *elements;

    TRY(open_list(decoding, cursor, field, sizeof *elements, list));
    elements = list->at;
    for (uint32_t row = 0; row < list->count; row++)
        TRY(read_signed(decoding, cursor, field, &elements[row]));
    return DONE;
}

static enum outcome read_raw(struct decoding *decoding, struct wire_cursor *cursor,
                             const struct field *field, void *into)
{
    const uint8_t *start = cursor->at;

    (void)decoding;
    (void)field;
    wire_skip(cursor);
    *(struct bytes *)into = (struct bytes){start, (size_t)(cursor->at - start)};
    return DONE;
}

/* The text itself may name a person, so it ends here; our own encoding says true. */
static enum outcome read_stated(struct decoding *decoding, struct wire_cursor *cursor,
                                const struct field *field, void *into)
{
    struct wire_item item;

    wire_read(cursor, &item);
    if (item.type == WIRE_TEXT ? item.bytes.length == 0 : item.type != WIRE_BOOL || !item.integer)
        return fail_field(decoding->why, REJECT, field->name, "%s is empty or not a text",
                          field->name);
    *(bool *)into = true;
    return DONE;
}

static read_function *const readers[] = {
    [FIELD_TEXT] = read_text,         [FIELD_BINARY] = read_binary,
    [FIELD_INTEGER] = read_integer,   [FIELD_SIGNED] = read_signed,
    [FIELD_BOOL] = read_bool,         [FIELD_CHOICE] = read_choice,
    [FIELD_CHOICES] = read_choices,   [FIELD_INSTANT] = read_instant,
    [FIELD_DUE] = read_due,           [FIELD_SPANS] = read_spans,
    [FIELD_RECORD] = read_record,     [FIELD_RECORDS] = read_records,
    [FIELD_BINARIES] = read_binaries, [FIELD_NUMBERS] = read_numbers,
    [FIELD_RAW] = read_raw,           [FIELD_STATED] = read_stated,
    [FIELD_DATE] = read_date,         [FIELD_DECIMAL] = read_decimal,
};

/* The row of a key; senders write keys in table order, so the next row is tried first. */
static uint32_t row_of_key(const struct schema *schema, int64_t key, uint32_t next)
{
    if (next < schema->count && schema->fields[next].key == key)
        return next;
    for (uint32_t row = 0; row < schema->count; row++)
        if (schema->fields[row].key == key)
            return row;
    return schema->count;
}

static enum outcome pass_unknown(struct decoding *decoding, const struct schema *schema,
                                 const struct wire_item *key, struct wire_cursor *cursor)
{
    char number[24];
    const char *name = number;
    size_t length = (size_t)snprintf(number, sizeof number, "%lld", (long long)key->integer);

    if (key->type != WIRE_TEXT && key->type != WIRE_INTEGER)
        return fail_field(decoding->why, REJECT, schema->name, "%s has %s as a key", schema->name,
                          wire_type_name(key->type));
    if (!decoding->unknown)
        return fail_field(decoding->why, REJECT, schema->name, "%s has an unknown key%s%s",
                          schema->name, key->type == WIRE_TEXT ? "" : " ",
                          key->type == WIRE_TEXT ? " that is a text" : number);
    if (key->type == WIRE_TEXT) {
        name = (const char *)key->bytes.at;
        length = key->bytes.length;
    }
    decoding->unknown->seen(decoding->unknown->context, name, length);
    wire_skip(cursor);
    return DONE;
}

static enum outcome decode_field(struct decoding *decoding, const struct schema *schema,
                                 uint32_t row, struct wire_cursor *cursor, void *record,
                                 uint64_t *present)
{
    const struct field *field = &schema->fields[row];
    void *into = (uint8_t *)record + field->offset;

    if (cursor->at < cursor->end && *cursor->at == WIRE_NULL) {
        cursor->at++; /* null says the same as leaving the key out. */
        return DONE;
    }
    TRY(readers[field->kind](decoding, cursor, field, into));
    if (reading_says_something(field, into))
        *present |= UINT64_C(1) << row;
    return DONE;
}

static enum outcome decode_fields(struct decoding *decoding, const struct schema *schema,
                                  struct wire_cursor *cursor, uint32_t pairs, void *record)
{
    uint64_t present = 0;
    uint32_t next = 0;

    for (uint32_t pair = 0; pair < pairs; pair++) {
        uint32_t row = schema->count;
        struct wire_item key;

        wire_read(cursor, &key);
        if (key.type == WIRE_INTEGER)
            row = row_of_key(schema, key.integer, next);
        if (row == schema->count) {
            TRY(pass_unknown(decoding, schema, &key, cursor));
            continue;
        }
        TRY(decode_field(decoding, schema, row, cursor, record, &present));
        next = row + 1;
    }
    memcpy(record, &present, sizeof present);
    return reading_complete(schema, present, decoding->why);
}

enum outcome record_decode(const struct schema *schema, struct bytes message, void *record,
                           struct arena *arena, const struct unknown_keys *unknown,
                           struct failure *why)
{
    struct decoding decoding = {arena, unknown, why};
    struct wire_cursor cursor = wire_cursor(message);
    struct wire_item map;

    memset(record, 0, schema->size);
    wire_read(&cursor, &map);
    if (map.type != WIRE_MAP)
        return fail_field(why, REJECT, schema->name, "%s is %s, not a map", schema->name,
                          wire_type_name(map.type));
    return decode_fields(&decoding, schema, &cursor, map.count, record);
}

enum outcome message_decode(const struct schema *schema, struct bytes message, void *record,
                            struct arena *arena, struct failure *why)
{
    TRY(wire_check(message, why));
    return record_decode(schema, message, record, arena, NULL, why);
}
