#include "intake/gathering.h"

#include <stdlib.h>

/*
 * Keys that real systems send and we have no use for; others are counted together, because their
 * names could say something about a person.
 */
static const char *const common_keys[] = {
    "datacontenttype", "dataschema", "traceparent", "sequence",     "note",
    "TenTTHC",         "MaLinhVuc",  "TenLinhVuc",  "SoBienNhan",   "ChuHoSo",
    "MaDoiTuong",      "Email",      "SoDienThoai", "TrichYeuHoSo", "GhiChu",
    "ThongTinTra",     "session",    "DinhDanhCHS", "NoiDungXuLy",  "PhongBanXuLy",
};

void gathering_clear(struct gathering *gathering)
{
    for (int64_t row = 0; row <= gathering->partitions; row++) {
        buffer_clear(&gathering->records[row].records);
        gathering->records[row].count = 0;
    }
    for (size_t row = 0; row < gathering->batch_count; row++)
        gathering->batches[row].reject_count = 0;
    gathering->batch_count = 0;
    gathering->unknown_count = 0;
    gathering->bytes = 0;
    buffer_clear(&gathering->texts);
}

void gathering_close(struct gathering *gathering)
{
    for (int64_t row = 0; row <= gathering->partitions; row++) {
        buffer_free(&gathering->records[row].records);
        free(gathering->records[row].ends);
    }
    for (size_t row = 0; row < GATHERED_BATCHES; row++)
        free(gathering->batches[row].rejects);
    buffer_free(&gathering->texts);
}

static struct partition_records *records_of(struct gathering *gathering, const struct fact *fact)
{
    const bool reference = fact_is_reference((enum fact_type)fact->type);

    return &gathering->records[reference
                                   ? 0
                                   : fact_partition(fact->subject, (int32_t)gathering->partitions)];
}

enum outcome gathering_log(struct gathering *gathering, const struct fact *fact,
                           const union fact_data *data, struct arena *arena, struct failure *why)
{
    struct partition_records *records = records_of(gathering, fact);
    struct sink sink = buffer_sink(&records->records);
    const size_t before = records->records.length;
    struct fact recorded = *fact;

    recorded.recorded_us = gathering->now_us;
    recorded.present |= UINT64_C(1) << FACT_ROW_RECORDED_AT;
    if (!fact_encode(&recorded, data, arena, &sink) ||
        records->records.length - before > FACT_BYTES_LIMIT) {
        records->records.length = before;
        return fail_field(why, REJECT, "data", "fact has more than %d bytes", FACT_BYTES_LIMIT);
    }
    if (records->count == records->room) {
        records->room = records->room ? 2 * records->room : 1024;
        records->ends = heap_resize(records->ends, records->room, sizeof *records->ends);
    }
    records->ends[records->count++] = (int64_t)records->records.length;
    gathering->bytes += records->records.length - before;
    return DONE;
}

void gathering_take_back(struct gathering *gathering, const struct fact *fact)
{
    struct partition_records *records = records_of(gathering, fact);
    const int64_t before = --records->count > 0 ? records->ends[records->count - 1] : 0;

    gathering->bytes -= records->records.length - (size_t)before;
    records->records.length = (size_t)before;
}

static size_t keep_text(struct gathering *gathering, const void *text, size_t length)
{
    const size_t place = gathering->texts.length;

    buffer_add(&gathering->texts, text, length);
    buffer_add(&gathering->texts, "", 1);
    return place;
}

void gathering_reject(struct gathering *gathering, struct gathered *batch, int64_t item,
                      int64_t part, struct bytes subject, struct bytes id, const char *field,
                      const char *rule)
{
    struct reject *reject;

    if (batch->reject_count == batch->reject_room) {
        batch->reject_room = batch->reject_room ? 2 * batch->reject_room : 16;
        batch->rejects = heap_resize(batch->rejects, batch->reject_room, sizeof *batch->rejects);
    }
    reject = &batch->rejects[batch->reject_count++];
    *reject = (struct reject){.item = item, .part = part};
    reject->subject = keep_text(gathering, subject.at, subject.length);
    reject->id = keep_text(gathering, id.at, id.length);
    reject->field = keep_text(gathering, field, strlen(field));
    reject->rule = keep_text(gathering, rule, strlen(rule));
}

static const char *listed_name(const char *name, size_t length)
{
    for (size_t row = 0; row < sizeof common_keys / sizeof common_keys[0]; row++)
        if (strlen(common_keys[row]) == length && memcmp(common_keys[row], name, length) == 0)
            return common_keys[row];
    return "other";
}

void gathering_unknown(struct gathering *gathering, const char *source, const char *name,
                       size_t length)
{
    const char *listed = listed_name(name, length);
    struct unknown_name *row = NULL;

    for (size_t at = 0; at < gathering->unknown_count && !row; at++)
        if (gathering->unknown[at].name == listed &&
            strcmp(gathering->unknown[at].source, source) == 0)
            row = &gathering->unknown[at];
    if (!row && gathering->unknown_count == UNKNOWN_NAMES)
        return;
    if (!row) {
        row = &gathering->unknown[gathering->unknown_count++];
        *row = (struct unknown_name){.name = listed};
        memcpy(row->source, source, strlen(source) + 1);
    }
    row->count++;
}
