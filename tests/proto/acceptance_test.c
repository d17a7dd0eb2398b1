/* What the oracle takes as a fact and what it refuses, and by which field: we do the same. */
#include <criterion/criterion.h>
#include <stdalign.h>

#include "proto/json.h"
#include "runtime/arena_sink.h"

static alignas(16) uint8_t memory[1 << 16];

static void drop_key(void *context, const char *name, size_t length)
{
    (void)context;
    (void)name;
    (void)length;
}

/* The line, and then the fact in MessagePack as another program would send it. */
static enum outcome take(const json_t *line, struct failure *why)
{
    const struct unknown_keys unknown = {drop_key, NULL};
    struct arena arena = arena_over(memory, sizeof memory);
    struct arena_sink packed;
    union fact_data data;
    struct fact fact;

    TRY(json_decode_fact(line, &fact, &data, &arena, &unknown, why));
    arena_sink_open(&packed, &arena);
    TRY(record_encode(fact_kinds[fact.type].data, &data, &packed.sink) ? DONE : FATAL);
    fact.data = packed.written;
    return fact_decode_data(&fact, &data, &arena, NULL, why);
}

static void check(json_t *example)
{
    const char *name = json_string_value(json_object_get(example, "name"));
    const char *field = json_string_value(json_object_get(example, "field"));
    struct failure why = {0};

    json_object_set_new(example, "id", json_string("f1"));
    json_object_set_new(example, "source", json_string("mot-cua"));
    json_object_set_new(example, "time", json_string("2023-02-01T08:00:00+07:00"));
    cr_expect_eq(take(example, &why), field ? REJECT : DONE, "%s: %s", name, why.text);
    cr_expect_str_eq(why.field, field ? field : "", "%s: %s", name, why.text);
}

Test(acceptance, is_that_of_the_oracle)
{
    json_error_t error;
    json_t *examples = json_load_file(ACCEPTANCE, 0, &error), *example;
    size_t row;

    cr_assert_not_null(examples, "%s: %s", ACCEPTANCE, error.text);
    cr_assert_geq(json_array_size(examples), 70);
    json_array_foreach(examples, row, example) check(example);
    json_decref(examples);
}
