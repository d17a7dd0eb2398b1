#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "tests/proto/examples.h"
#include "tests/support/golden.h"
#include "tests/support/rows.h"

/* The version whose files the examples of today make; older ones are only read. */
#define VERSION "v1"

static alignas(16) uint8_t memory[1 << 18];

static void file_name(const struct example *example, const char *ending, char name[200])
{
    snprintf(name, 200, "proto/%s/%s.%s", VERSION, example->name, ending);
}

static struct bytes load_golden(const struct example *example, struct arena *arena)
{
    char name[200];
    size_t length;
    char *agreed, *copy;

    /* What the file is about to hold: the tests run side by side. */
    if (getenv("UPDATE_GOLDEN"))
        return example_encode(example, arena);
    file_name(example, "msgpack", name);
    agreed = golden_load(name, &length);
    copy = arena_take(arena, length);
    cr_assert_not_null(copy);
    memcpy(copy, agreed, length);
    free(agreed);
    return (struct bytes){(const uint8_t *)copy, length};
}

static json_t *twin(const struct example *example, const union example_record *record)
{
    return example->type == FACT_NONE ? json_encode(example->schema, record)
                                      : json_encode_fact(&record->whole.fact, &record->whole.data);
}

static char *printed(json_t *value)
{
    char *text = json_dumps(value, JSON_INDENT(2));
    char *line;

    cr_assert_not_null(text);
    line = malloc(strlen(text) + 2);
    cr_assert_not_null(line);
    strcat(strcpy(line, text), "\n");
    free(text);
    json_decref(value);
    return line;
}

ROWS(golden, encodes_to_the_agreed_bytes, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    struct arena arena = arena_over(memory, sizeof memory);
    const struct bytes now = example_encode(example, &arena);
    char name[200];

    file_name(example, "msgpack", name);
    golden_check_bytes(name, now.at, now.length);
}

ROWS(golden, decodes_the_agreed_bytes_to_the_agreed_json, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    struct arena arena = arena_over(memory, sizeof memory);
    const struct bytes agreed = load_golden(example, &arena);
    union example_record record;
    struct failure why;
    char name[200];
    char *text;

    cr_assert_eq(example_decode(example, agreed, &record, &arena, &why), DONE, "%s", why.text);
    text = printed(twin(example, &record));
    file_name(example, "json", name);
    golden_check(name, text, strlen(text));
    free(text);
}

static enum outcome read_twin(const struct example *example, const json_t *value,
                              union example_record *record, struct arena *arena,
                              struct failure *why)
{
    if (example->type == FACT_NONE)
        return json_decode(example->schema, value, record, arena, NULL, why);
    return json_decode_fact(value, &record->whole.fact, &record->whole.data, arena, NULL, why);
}

/* The JSON of a fact comes from outside, where recorded_at is not theirs to say. */
ROWS(golden, reads_the_agreed_json_as_the_agreed_bytes, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    struct arena arena = arena_over(memory, sizeof memory);
    struct bytes agreed = load_golden(example, &arena), again;
    union example_record record;
    struct example read = *example;
    struct failure why;
    json_t *value;
    size_t length;
    char name[200];
    char *text;

    if (getenv("UPDATE_GOLDEN"))
        return;
    file_name(example, "json", name);
    text = golden_load(name, &length);
    cr_assert_eq(json_read((struct bytes){(uint8_t *)text, length}, &value, &why), DONE, "%s",
                 why.text);
    if (example->type != FACT_NONE)
        json_object_del(value, "recorded_at");
    cr_assert_eq(read_twin(example, value, &record, &arena, &why), DONE, "%s", why.text);
    read.record = example->type == FACT_NONE ? (void *)&record : (void *)&record.whole.data;
    again = example_encode(&read, &arena);
    cr_expect(bytes_equal(again, agreed), "%s: other bytes", example->name);
    json_decref(value);
    free(text);
}

static uint64_t rows_of(const struct schema *schema)
{
    return (UINT64_C(1) << schema->count) - 1;
}

ROWS(golden, has_every_field_present, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    struct arena arena = arena_over(memory, sizeof memory);
    union example_record record;
    struct failure why;

    cr_assert_eq(example_decode(example, load_golden(example, &arena), &record, &arena, &why), DONE,
                 "%s", why.text);
    if (example->type == FACT_NONE) {
        cr_expect_eq(record.present, rows_of(example->schema), "%s", example->name);
        return;
    }
    cr_expect_eq(record.whole.fact.present, rows_of(&fact_schema), "%s", example->name);
    cr_expect_eq(record.whole.data.present, rows_of(fact_kinds[example->type].data), "%s",
                 example->name);
}

/* An exact copy on the heap, so that the sanitizer sees one byte too many. */
static enum outcome decode_copy(const struct example *example, const uint8_t *bytes, size_t length,
                                struct arena *arena, struct failure *why)
{
    union example_record record;
    uint8_t *copy = malloc(length ? length : 1);
    enum outcome outcome;

    cr_assert_not_null(copy);
    memcpy(copy, bytes, length);
    why->text[0] = '\0';
    why->field[0] = '\0';
    outcome = example_decode(example, (struct bytes){copy, length}, &record, arena, why);
    free(copy);
    return outcome;
}

ROWS(golden, is_refused_when_cut_short_anywhere, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    struct arena arena = arena_over(memory, sizeof memory);
    const struct bytes agreed = load_golden(example, &arena);
    const size_t used = arena.used;

    for (size_t length = 0; length < agreed.length; length++) {
        struct failure why;

        arena.used = used;
        cr_expect_eq(decode_copy(example, agreed.at, length, &arena, &why), REJECT,
                     "%s, its first %zu bytes", example->name, length);
        cr_expect(why.field[0] && why.text[0], "%s, its first %zu bytes", example->name, length);
    }
}

ROWS(golden, is_taken_or_refused_with_any_bit_flipped, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    struct arena arena = arena_over(memory, sizeof memory);
    const struct bytes agreed = load_golden(example, &arena);
    uint8_t *flipped = arena_take(&arena, agreed.length);
    const size_t used = arena.used;

    cr_assert_not_null(flipped);
    for (size_t bit = 0; bit < agreed.length * 8; bit++) {
        struct failure why;
        enum outcome outcome;

        memcpy(flipped, agreed.at, agreed.length);
        flipped[bit / 8] ^= (uint8_t)(1U << bit % 8);
        arena.used = used;
        outcome = decode_copy(example, flipped, agreed.length, &arena, &why);
        cr_expect(outcome == DONE || (outcome == REJECT && why.field[0] && why.text[0]),
                  "%s, bit %zu: %s", example->name, bit, outcome_name(outcome));
    }
}

ROWS(golden, is_refused_with_a_byte_behind_it, EXAMPLE_COUNT)
{
    const struct example *example = example_at(*row);
    struct arena arena = arena_over(memory, sizeof memory);
    const struct bytes agreed = load_golden(example, &arena);
    uint8_t *longer = arena_take(&arena, agreed.length + 1);
    struct failure why;

    cr_assert_not_null(longer);
    memcpy(longer, agreed.at, agreed.length);
    cr_expect_eq(decode_copy(example, longer, agreed.length + 1, &arena, &why), REJECT);
    cr_expect_str_eq(why.text, "message has 1 bytes after its value");
}
