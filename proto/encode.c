#include <assert.h>
#include <msgpack/pack.h>
#include <string.h>

#include "proto/field.h"
#include "runtime/day.h"

struct packing {
    struct sink *sink;
    bool is_full; /* After which nothing more may come. */
};

static int write_packed(void *context, const char *bytes, size_t length)
{
    struct packing *packing = context;

    if (length > 0 && !packing->is_full)
        packing->is_full = !packing->sink->write(packing->sink->context, bytes, length);
    return packing->is_full ? -1 : 0;
}

static int pack_record(msgpack_packer *packer, const struct schema *schema, const void *record);

static int pack_text(msgpack_packer *packer, struct bytes text)
{
    return msgpack_pack_str_with_body(packer, text.at, text.length);
}

static int pack_binary(msgpack_packer *packer, struct bytes binary)
{
    return msgpack_pack_bin_with_body(packer, binary.at, binary.length);
}

static int pack_date(msgpack_packer *packer, int32_t day)
{
    char text[DAY_TEXT];

    day_print(day, text);
    return pack_text(packer, bytes_of_text(text));
}

static int pack_due(msgpack_packer *packer, const struct due *due)
{
    if (!due->is_date)
        return msgpack_pack_int64(packer, due->instant_us);
    return pack_date(packer, due->day);
}

static int pack_spans(msgpack_packer *packer, const struct spans *spans)
{
    int failed = msgpack_pack_array(packer, (size_t)2 * spans->count);

    for (int span = 0; span < spans->count; span++) {
        failed |= msgpack_pack_int64(packer, spans->from[span]);
        failed |= msgpack_pack_int64(packer, spans->to[span]);
    }
    return failed;
}

static int pack_list(msgpack_packer *packer, const struct field *field, const struct list *list)
{
    int failed = msgpack_pack_array(packer, list->count);

    for (uint32_t row = 0; row < list->count; row++) {
        if (field->kind == FIELD_RECORDS)
            failed |= pack_record(packer, field->record,
                                  (const uint8_t *)list->at + row * field->record->size);
        else if (field->kind == FIELD_BINARIES)
            failed |= pack_binary(packer, ((const struct bytes *)list->at)[row]);
        else
            failed |= msgpack_pack_int64(packer, ((const int64_t *)list->at)[row]);
    }
    return failed;
}

static int pack_value(msgpack_packer *packer, const struct field *field, const void *value)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_DECIMAL: return pack_text(packer, *(const struct bytes *)value);
    case FIELD_BINARY: return pack_binary(packer, *(const struct bytes *)value);
    case FIELD_INTEGER:
    case FIELD_SIGNED:
    case FIELD_INSTANT: return msgpack_pack_int64(packer, *(const int64_t *)value);
    case FIELD_STATED: return msgpack_pack_true(packer);
    case FIELD_BOOL:
        return *(const bool *)value ? msgpack_pack_true(packer) : msgpack_pack_false(packer);
    case FIELD_CHOICE: return msgpack_pack_int64(packer, *(const int32_t *)value);
    case FIELD_CHOICES: return msgpack_pack_int64(packer, *(const uint32_t *)value);
    case FIELD_DATE: return pack_date(packer, *(const int32_t *)value);
    case FIELD_DUE: return pack_due(packer, value);
    case FIELD_SPANS: return pack_spans(packer, value);
    case FIELD_RECORD: return pack_record(packer, field->record, value);
    case FIELD_RECORDS:
    case FIELD_BINARIES:
    case FIELD_NUMBERS: return pack_list(packer, field, value);
    case FIELD_RAW: {
        const struct bytes *raw = value;

        assert(raw->length > 0);
        return write_packed(packer->data, (const char *)raw->at, raw->length);
    }
    }
    return -1;
}

static int pack_record(msgpack_packer *packer, const struct schema *schema, const void *record)
{
    uint64_t present;
    int failed;

    memcpy(&present, record, sizeof present);
    assert(present >> schema->count == 0);
    failed = msgpack_pack_map(packer, (size_t)__builtin_popcountll(present));
    for (uint32_t row = 0; row < schema->count && !failed; row++) {
        const struct field *field = &schema->fields[row];

        if (!field_present(present, row))
            continue;
        failed |= msgpack_pack_int64(packer, field->key);
        failed |= pack_value(packer, field, (const uint8_t *)record + field->offset);
    }
    return failed;
}

bool record_encode(const struct schema *schema, const void *record, struct sink *sink)
{
    struct packing packing = {sink, false};
    msgpack_packer packer;

    msgpack_packer_init(&packer, &packing, write_packed);
    return pack_record(&packer, schema, record) == 0;
}
