#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "runtime/arena_sink.h"
#include "tests/proto/records.h"
#include "tests/support/rows.h"

enum { CASES = 300, RECORD_ROOM = 1024 };

static alignas(16) uint8_t memory[1 << 21];

/* The tables, found anew in each test's own process. */
static const struct schema *schema_at(size_t row)
{
    const struct schema *schemas[EVERY_SCHEMA];
    const uint32_t count = every_schema(schemas);

    return row < count ? schemas[row] : NULL;
}

static size_t schema_count(void)
{
    const struct schema *schemas[EVERY_SCHEMA];

    return every_schema(schemas);
}

static struct bytes encoded(const struct schema *schema, const void *record, struct arena *arena)
{
    struct arena_sink sink;

    arena_sink_open(&sink, arena);
    cr_assert(record_encode(schema, record, &sink.sink));
    return sink.written;
}

/* Through the text, as it would travel. */
static json_t *printed_and_read(json_t *value, struct failure *why)
{
    char *text = json_dumps(value, JSON_COMPACT);
    json_t *again;

    cr_assert_not_null(text);
    cr_assert_eq(json_read((struct bytes){(uint8_t *)text, strlen(text)}, &again, why), DONE, "%s",
                 why->text);
    free(text);
    json_decref(value);
    return again;
}

ROWS(records, come_back_from_both_encodings, schema_count())
{
    const struct schema *schema = schema_at(*row);
    struct chance chance = {chance_seed() + *row};

    cr_assert_leq(schema->size, RECORD_ROOM);
    for (int round = 0; round < CASES; round++) {
        alignas(16) uint8_t record[RECORD_ROOM], back[RECORD_ROOM], twin[RECORD_ROOM];
        struct arena arena = arena_over(memory, sizeof memory);
        struct failure why;
        struct bytes bytes;
        const char *different;
        json_t *value;

        record_random(&chance, schema, record, &arena);
        bytes = encoded(schema, record, &arena);
        cr_assert_eq(message_decode(schema, bytes, back, &arena, &why), DONE,
                     "SEED=%llu round %d of %s: %s", (unsigned long long)chance_seed(), round,
                     schema->name, why.text);
        different = record_difference(schema, record, back);
        cr_assert_null(different, "SEED=%llu round %d: %s.%s", (unsigned long long)chance_seed(),
                       round, schema->name, different);
        cr_assert(bytes_equal(bytes, encoded(schema, back, &arena)), "%s", schema->name);

        value = printed_and_read(json_encode(schema, back), &why);
        cr_assert_eq(json_decode(schema, value, twin, &arena, NULL, &why), DONE,
                     "SEED=%llu round %d of %s in JSON: %s", (unsigned long long)chance_seed(),
                     round, schema->name, why.text);
        different = record_difference(schema, record, twin);
        cr_assert_null(different, "SEED=%llu round %d in JSON: %s.%s",
                       (unsigned long long)chance_seed(), round, schema->name, different);
        cr_assert(bytes_equal(bytes, encoded(schema, twin, &arena)), "%s", schema->name);
        json_decref(value);
    }
}

/* The same record with wide headers, keys from the last to the first, and null for what is absent:
 * what another encoder may well write. One canonical form comes of them all. */
static void put(struct arena_sink *sink, const void *bytes, size_t length)
{
    cr_assert(sink->sink.write(sink->sink.context, bytes, length));
}

static void put_wide_key(struct arena_sink *sink, uint8_t key)
{
    const uint8_t wide[] = {0xd3, 0, 0, 0, 0, 0, 0, 0, key};

    put(sink, wide, sizeof wide);
}

/* The bytes of one field's value, cut out of the canonical encoding. */
static struct bytes value_of(struct bytes canonical, uint8_t wanted)
{
    struct wire_cursor cursor = wire_cursor(canonical);
    struct wire_item item;

    wire_read(&cursor, &item);
    for (uint32_t left = item.count; left > 0; left--) {
        const uint8_t *start;

        wire_read(&cursor, &item);
        start = cursor.at;
        wire_skip(&cursor);
        if (item.integer == wanted)
            return (struct bytes){start, (size_t)(cursor.at - start)};
    }
    return (struct bytes){0};
}

static struct bytes rewritten(const struct schema *schema, struct bytes canonical,
                              struct arena *arena)
{
    const uint8_t header[] = {0xdf, 0, 0, 0, (uint8_t)schema->count};
    struct arena_sink sink;

    arena_sink_open(&sink, arena);
    put(&sink, header, sizeof header);
    for (uint32_t row = schema->count; row > 0; row--) {
        const struct bytes value = value_of(canonical, schema->fields[row - 1].key);

        put_wide_key(&sink, schema->fields[row - 1].key);
        if (value.at)
            put(&sink, value.at, value.length);
        else
            put(&sink, "\xc0", 1);
    }
    return sink.written;
}

ROWS(records, have_one_canonical_form, schema_count())
{
    const struct schema *schema = schema_at(*row);
    struct chance chance = {chance_seed() + *row};

    for (int round = 0; round < CASES; round++) {
        alignas(16) uint8_t record[RECORD_ROOM];
        struct arena arena = arena_over(memory, sizeof memory);
        struct bytes canonical, other;
        struct failure why;

        record_random(&chance, schema, record, &arena);
        canonical = encoded(schema, record, &arena);
        other = rewritten(schema, canonical, &arena);
        cr_assert_eq(message_decode(schema, other, record, &arena, &why), DONE, "%s: %s",
                     schema->name, why.text);
        cr_assert(bytes_equal(canonical, encoded(schema, record, &arena)), "SEED=%llu %s",
                  (unsigned long long)chance_seed(), schema->name);
    }
}

/* A sink that has room for so many bytes, and is told once that it has not. */
struct tight {
    size_t room;
    int refusals;
};

static bool write_tight(void *context, const char *bytes, size_t length)
{
    struct tight *tight = context;

    (void)bytes;
    if (length <= tight->room) {
        tight->room -= length;
        return true;
    }
    tight->refusals++;
    return false;
}

ROWS(records, are_not_written_past_a_full_sink, schema_count())
{
    const struct schema *schema = schema_at(*row);
    struct chance chance = {chance_seed() + *row};
    alignas(16) uint8_t record[RECORD_ROOM];
    struct arena arena = arena_over(memory, sizeof memory);
    struct bytes whole;

    record_random(&chance, schema, record, &arena);
    whole = encoded(schema, record, &arena);
    for (size_t room = 0; room < whole.length; room++) {
        struct tight tight = {room, 0};
        struct sink sink = {write_tight, &tight};

        cr_expect_not(record_encode(schema, record, &sink), "%s", schema->name);
        cr_expect_eq(tight.refusals, 1, "%s is written on after a refusal", schema->name);
    }
}

/* All memory sizes from none: a full arena is an answer, not a crash. */
ROWS(records, are_refused_when_they_do_not_fit_the_memory, schema_count())
{
    const struct schema *schema = schema_at(*row);
    struct chance chance = {chance_seed() + *row};

    for (int round = 0; round < 20; round++) {
        alignas(16) uint8_t record[RECORD_ROOM];
        struct arena arena = arena_over(memory, sizeof memory);
        struct bytes bytes;
        struct failure why;
        json_t *value;

        record_random(&chance, schema, record, &arena);
        bytes = encoded(schema, record, &arena);
        value = json_encode(schema, record);
        for (size_t room = 0; room < 200; room += 8) {
            alignas(16) uint8_t small[200];
            struct arena tight = arena_over(small, room);
            enum outcome outcome = message_decode(schema, bytes, record, &tight, &why);

            cr_expect(outcome == DONE || (outcome == REJECT && why.field[0]), "%s", schema->name);
            if (outcome == DONE) {
                outcome = record_normalise(schema, record, &tight, &why);
                cr_expect(outcome == DONE || (outcome == REJECT && why.field[0]), "%s",
                          schema->name);
            }
            tight = arena_over(small, room);
            outcome = json_decode(schema, value, record, &tight, NULL, &why);
            cr_expect(outcome == DONE || (outcome == REJECT && why.field[0]), "%s", schema->name);
        }
        json_decref(value);
    }
}
