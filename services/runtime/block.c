#include "runtime/block.h"

#include <zstd.h>

#include "proto/wire.h"

enum { ZSTD_LEVEL = 1, WORTH_PACKING = 256 };

enum codec block_pack(struct bytes records, struct buffer *packed)
{
    const size_t bound = ZSTD_compressBound(records.length);
    size_t length;

    buffer_clear(packed);
    if (records.length >= WORTH_PACKING) {
        if (packed->room < bound) {
            packed->at = heap_resize(packed->at, bound, 1);
            packed->room = bound;
        }
        length = ZSTD_compress(packed->at, bound, records.at, records.length, ZSTD_LEVEL);
        if (!ZSTD_isError(length) && length < records.length) {
            packed->length = length;
            return CODEC_ZSTD;
        }
    }
    buffer_add(packed, records.at, records.length);
    return CODEC_PLAIN;
}

static enum outcome unpack_zstd(const struct block *block, struct buffer *records,
                                struct failure *why)
{
    const unsigned long long size = ZSTD_getFrameContentSize(block->data.at, block->data.length);

    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
        size > SOCKET_BLOCK_LIMIT)
        return fail(why, FATAL, "block ending at %lld is not packed as it says",
                    (long long)block->last);
    if (records->room < size) {
        records->at = heap_resize(records->at, size, 1);
        records->room = size;
    }
    records->length = ZSTD_decompress(records->at, size, block->data.at, block->data.length);
    if (ZSTD_isError(records->length) || records->length != size)
        return fail(why, FATAL, "block ending at %lld does not unpack", (long long)block->last);
    return DONE;
}

enum outcome block_unpack(const struct block *block, struct buffer *records, struct failure *why)
{
    struct record_walk walk;
    struct bytes record;
    int64_t count = 0;

    buffer_clear(records);
    if (block->codec == CODEC_ZSTD)
        TRY(unpack_zstd(block, records, why));
    else
        buffer_add(records, block->data.at, block->data.length);
    walk = block_records(block, buffer_bytes(records));
    while (block_next(&walk, &record))
        count++;
    if (count != block->n)
        return fail(why, FATAL, "block ending at %lld has %lld records, not %lld",
                    (long long)block->last, (long long)count, (long long)block->n);
    return DONE;
}

struct record_walk block_records(const struct block *block, struct bytes records)
{
    return (struct record_walk){records, block->last - block->n};
}

bool block_next(struct record_walk *walk, struct bytes *record)
{
    struct wire_cursor cursor = wire_cursor(walk->rest);

    if (walk->rest.length == 0)
        return false;
    wire_skip(&cursor);
    *record = (struct bytes){walk->rest.at, (size_t)(cursor.at - walk->rest.at)};
    walk->rest.at += record->length;
    walk->rest.length -= record->length;
    walk->position++;
    return true;
}
