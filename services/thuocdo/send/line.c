#include "thuocdo/send/line.h"

#include <stdlib.h>

#include "proto/json.h"

enum { LINE_ARENA = 4 << 20 };

/* The first of these that an object has says what it is. */
static const struct {
    const char *key;
    enum item_format format;
} tells[] = {
    {"specversion", FORMAT_JSON    },
    {"type",        FORMAT_JSON    },
    {"service",     FORMAT_NATIONAL},
    {"data",        FORMAT_NATIONAL},
    {"MaHoSo",      FORMAT_NATIONAL},
};

void line_taker_open(struct line_taker *taker, enum item_format wanted)
{
    *taker = (struct line_taker){.wanted = wanted, .memory = heap_take(1, LINE_ARENA)};
}

void line_taker_close(struct line_taker *taker)
{
    free(taker->memory);
    buffer_free(&taker->fact);
}

static enum item_format format_of(const json_t *value)
{
    if (json_is_array(value))
        return FORMAT_NATIONAL;
    for (size_t row = 0; row < sizeof tells / sizeof tells[0]; row++)
        if (json_object_get(value, tells[row].key))
            return tells[row].format;
    return FORMAT_JSON;
}

static enum outcome encode(struct line_taker *taker, const json_t *value, struct failure *why)
{
    struct arena arena = arena_over(taker->memory, LINE_ARENA);
    struct sink sink = buffer_sink(&taker->fact);
    struct fact fact;
    union fact_data data;

    TRY(json_decode_fact(value, &fact, &data, &arena, NULL, why));
    TRY(record_normalise(&fact_schema, &fact, &arena, why));
    TRY(record_normalise(fact_kinds[fact.type].data, &data, &arena, why));
    buffer_clear(&taker->fact);
    return fact_encode(&fact, &data, &arena, &sink) ? DONE : fail(why, REJECT, "it does not fit");
}

/* What the strict reader will not take may still be a national record, where keys come twice. */
static enum item_format format_of_odd(struct bytes line)
{
    json_t *value = json_loadb((const char *)line.at, line.length, 0, NULL);
    const enum item_format format = value ? format_of(value) : FORMAT_JSON;

    json_decref(value);
    return format;
}

enum item_format line_take(struct line_taker *taker, struct bytes line, struct bytes *item)
{
    enum item_format format = taker->wanted;
    struct failure ignored;
    json_t *value;

    *item = line;
    if (format == FORMAT_NATIONAL)
        return format;
    if (json_read(line, &value, &ignored) != DONE)
        return format ? format : format_of_odd(line);
    if (format == FORMAT_NONE)
        format = format_of(value);
    if (format == FORMAT_JSON && encode(taker, value, &ignored) == DONE) {
        *item = buffer_bytes(&taker->fact);
        format = FORMAT_FACT;
    }
    json_decref(value);
    return format;
}
