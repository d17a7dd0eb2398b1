#include "tests/proto/examples.h"

#include <criterion/criterion.h>

#include "runtime/arena_sink.h"

const struct example *example_at(size_t row)
{
    return row < EXAMPLE_MESSAGES ? &example_messages[row] : &example_facts[row - EXAMPLE_MESSAGES];
}

struct fact example_envelope(const struct example *example)
{
    return (struct fact){
        .present = (UINT64_C(1) << fact_schema.count) - 1 - (1U << FACT_ROW_DATA),
        .type = example->type,
        .id = bytes_of_text("bd-2023-000017"),
        .source = bytes_of_text("binhdinh"),
        .time_us = INT64_C(1675215310000000),
        .subject = bytes_of_text("000.00.12.H08-230201-0001"),
        .recorded_us = INT64_C(1675215311250000),
    };
}

struct bytes example_encode(const struct example *example, struct arena *arena)
{
    /* The data of a fact is encoded into the arena first, so the whole goes elsewhere. */
    static uint8_t buffer[1 << 16];
    struct arena outer = arena_over(buffer, sizeof buffer);
    struct arena_sink sink;
    uint8_t *copy;

    arena_sink_open(&sink, &outer);
    if (example->type == FACT_NONE) {
        cr_assert(record_encode(example->schema, example->record, &sink.sink));
    } else {
        const struct fact fact = example_envelope(example);

        cr_assert(fact_encode(&fact, example->record, arena, &sink.sink));
    }
    copy = arena_take(arena, sink.written.length);
    cr_assert_not_null(copy);
    memcpy(copy, sink.written.at, sink.written.length);
    return (struct bytes){copy, sink.written.length};
}

static void drop_key(void *context, const char *name, size_t length)
{
    (void)context;
    (void)name;
    (void)length;
}

enum outcome example_decode(const struct example *example, struct bytes bytes,
                            union example_record *record, struct arena *arena, struct failure *why)
{
    const struct unknown_keys dropped = {drop_key, NULL};

    if (example->type == FACT_NONE)
        return message_decode(example->schema, bytes, record, arena, why);
    TRY(wire_check(bytes, why));
    TRY(record_decode(&fact_schema, bytes, &record->whole.fact, arena, &dropped, why));
    TRY(fact_decode_data(&record->whole.fact, &record->whole.data, arena, &dropped, why));
    TRY(record_normalise(&fact_schema, &record->whole.fact, arena, why));
    return record_normalise(fact_kinds[record->whole.fact.type].data, &record->whole.data, arena,
                            why);
}
