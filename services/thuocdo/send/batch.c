#include "thuocdo/send/batch.h"

#include <stdlib.h>

static const size_t item_header = 5;

static size_t room_of(enum item_format format)
{
    return format == FORMAT_NATIONAL ? BATCH_NATIONAL_BYTES : BATCH_ITEM_BYTES;
}

/*
 * Whether the item still belongs to the batch. A good line within a run of doubtful ones goes along
 * as text, or one bad line in ten would make batches of ten.
 */
static bool belongs(const struct batch *batch, enum item_format *format, struct bytes line,
                    struct bytes *item)
{
    if (batch->count == 0)
        return true;
    if (batch->format == FORMAT_JSON && *format == FORMAT_FACT && batch->count < BATCH_TEXT_RUN) {
        *format = FORMAT_JSON;
        *item = line;
    }
    return *format == batch->format && batch->count < BATCH_ITEMS &&
           batch->bytes.length + item->length + (batch->count + 1) * item_header <=
               room_of(*format);
}

static void add(struct batch *batch, struct bytes item, int64_t line)
{
    buffer_add(&batch->bytes, item.at, item.length);
    batch->ends[batch->count] = batch->bytes.length;
    batch->lines[batch->count] = line;
    batch->count++;
}

void batch_cut(struct batch_cutter *cutter, int64_t number, struct place from, struct batch *batch)
{
    struct place at = from;
    struct bytes line;

    batch->number = number;
    batch->from = batch->to = from;
    batch->count = 0;
    batch->too_large = 0;
    buffer_clear(&batch->bytes);
    while (lines_next(cutter->lines, &at, &line)) {
        enum item_format format;
        struct bytes item;

        if (line.length > BATCH_ITEM_BYTES - item_header) {
            batch->too_large++;
            cutter->too_large(cutter->context, number, lines_number(cutter->lines, &at));
            batch->to = at;
            continue;
        }
        format = line_take(&cutter->taker, line, &item);
        if (!belongs(batch, &format, line, &item))
            return;
        batch->format = format;
        add(batch, item, lines_number(cutter->lines, &at));
        batch->to = at;
    }
    batch->to = at;
}

void batch_encode(const struct batch *batch, struct bytes source, struct bytes producer,
                  struct buffer *message)
{
    struct bytes *items = heap_take(batch->count + 1, sizeof *items);
    const struct submit submit = {
        .present = message_whole(&submit_schema),
        .producer = producer,
        .batch = batch->number,
        .source = source,
        .format = (int32_t)batch->format,
        .items = {items, batch->count},
    };
    struct sink sink = buffer_sink(message);
    size_t from = 0;

    for (uint32_t item = 0; item < batch->count; item++) {
        items[item] = (struct bytes){batch->bytes.at + from, batch->ends[item] - from};
        from = batch->ends[item];
    }
    buffer_clear(message);
    record_encode(&submit_schema, &submit, &sink);
    free(items);
}
