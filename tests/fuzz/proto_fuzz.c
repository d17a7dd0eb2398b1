/*
 * proto_fuzz: bytes from a stranger against everything that reads them.
 *
 * Built with -DTHUOCDO_FUZZ=ON and clang. The first byte picks the table. Beyond "no crash": what
 * is taken must encode, and what was encoded must be taken again and encode to the same bytes.
 */
#include <assert.h>
#include <stdalign.h>
#include <string.h>

#include "proto/catalogue.h"
#include "proto/json.h"
#include "runtime/arena_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static alignas(16) uint8_t memory[1 << 20], record[1024], again[1024];

static void drop_key(void *context, const char *name, size_t length)
{
    assert(name || length == 0);
    ++*(size_t *)context;
}

static const struct schema *pick(uint8_t byte)
{
    const struct schema *schemas[CATALOGUE_RECORDS + 64];
    uint32_t count = catalogue_records(schemas);

    for (const struct catalogue_message *row = catalogue_messages; row->schema; row++)
        schemas[count++] = row->schema;
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++)
        schemas[count++] = fact_kinds[type].data;
    return schemas[byte % count];
}

static void check_failure(const struct failure *why)
{
    assert(why->text[0] && why->field[0]);
}

static struct bytes encode(const struct schema *schema, const void *from, struct arena *arena)
{
    struct arena_sink sink;

    arena_sink_open(&sink, arena);
    return record_encode(schema, from, &sink.sink) ? sink.written : (struct bytes){0};
}

static void check_round(const struct schema *schema, struct arena *arena)
{
    const struct bytes once = encode(schema, record, arena);
    struct failure why;
    struct bytes twice;

    if (!once.at)
        return;
    if (message_decode(schema, once, again, arena, &why) != DONE) {
        check_failure(&why); /* Only a full arena may be the reason. */
        assert(strstr(why.text, "memory"));
        return;
    }
    twice = encode(schema, again, arena);
    assert(!twice.at || bytes_equal(once, twice));
}

static void check_twin(const struct schema *schema, struct arena *arena)
{
    json_t *value = json_encode(schema, record);
    struct failure why;
    struct bytes once, twice;

    assert(value);
    if (json_decode(schema, value, again, arena, NULL, &why) == DONE) {
        once = encode(schema, record, arena);
        twice = encode(schema, again, arena);
        assert(!once.at || !twice.at || bytes_equal(once, twice));
    } else {
        assert(strstr(why.text, "memory"));
    }
    json_decref(value);
}

static void read_packed(const struct schema *schema, struct bytes message)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};
    size_t unknown = 0;
    const struct unknown_keys keys = {drop_key, &unknown};

    if (wire_check(message, &why) != DONE) {
        check_failure(&why);
        return;
    }
    if (record_decode(schema, message, record, &arena, &keys, &why) != DONE) {
        check_failure(&why);
        return;
    }
    check_round(schema, &arena);
    check_twin(schema, &arena);
    if (record_normalise(schema, record, &arena, &why) != DONE)
        check_failure(&why);
}

static void read_fact(struct bytes message)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};
    size_t unknown = 0;
    const struct unknown_keys keys = {drop_key, &unknown};
    struct fact fact;
    union fact_data data;
    json_t *value;

    if (wire_check(message, &why) != DONE ||
        record_decode(&fact_schema, message, &fact, &arena, &keys, &why) != DONE ||
        fact_decode_data(&fact, &data, &arena, &keys, &why) != DONE) {
        check_failure(&why);
        return;
    }
    value = json_encode_fact(&fact, &data);
    assert(value);
    assert(json_decode_fact(value, &fact, &data, &arena, &keys, &why) == DONE ||
           strstr(why.text, "memory"));
    json_decref(value);
}

static void read_line(const struct schema *schema, struct bytes line)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};
    size_t unknown = 0;
    const struct unknown_keys keys = {drop_key, &unknown};
    struct fact fact;
    union fact_data data;
    json_t *value;

    if (json_read(line, &value, &why) != DONE) {
        check_failure(&why);
        return;
    }
    if (json_decode(schema, value, record, &arena, &keys, &why) == DONE) {
        check_round(schema, &arena);
        check_twin(schema, &arena);
    } else {
        check_failure(&why);
    }
    if (json_decode_fact(value, &fact, &data, &arena, &keys, &why) != DONE)
        check_failure(&why);
    json_decref(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct schema *schema;
    size_t unknown = 0;
    const struct unknown_keys keys = {drop_key, &unknown};
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why;
    struct bytes rest;

    if (size == 0)
        return 0;
    schema = pick(data[0]);
    rest = (struct bytes){data + 1, size - 1};
    read_packed(schema, rest);
    read_fact(rest);
    read_line(schema, rest);
    (void)record_decode(schema, rest, record, &arena, &keys, &why); /* Unchecked: no crash. */
    return 0;
}
