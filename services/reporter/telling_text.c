#include "reporter/telling.h"
#include "reporter/telling_parts.h"
#include "reporter/words.h"

static void put_head(struct writer *writer, const struct telling *telling)
{
    const struct history *history = &telling->state.history;

    writer_text(writer, "Hồ sơ ");
    writer_text(writer, telling->code);
    writer_text(writer, " (hệ thống ");
    writer_text(writer, telling->source);
    writer_text(writer, ")\n");
    parts_coded(writer, "  Thủ tục: ", history->procedure, telling->procedure_name);
    parts_coded(writer, "  Đơn vị: ", history->unit, telling->unit_name);
    writer_text(writer, "  Kênh nộp: ");
    writer_text(writer, words_of_channel(history->channel));
    writer_text(writer, "\n  Tình trạng: ");
    writer_text(writer, words_of_standing(history->standing));
    writer_text(writer, "\n");
}

static void put_runs(struct writer *writer, const struct telling *telling)
{
    for (uint32_t row = 0; row < telling->state.judgement.overdue_count; row++)
        parts_run(writer, telling->state.judgement.overdue[row].from_day,
                  telling->state.judgement.overdue[row].to_day);
}

static void put_course(struct writer *writer, const struct telling *telling)
{
    const struct history *history = &telling->state.history;

    if (history_counted(history))
        parts_instant(writer, "  Tiếp nhận: ", history->received_us);
    if (history_ended(history))
        parts_instant(writer, "  Kết thúc: ", history->ended_us);
    if (history->handed_over)
        parts_instant(writer, "  Trả kết quả: ", history->handed_over_us);
    writer_text(writer, "  Đánh giá: ");
    words_verdict(writer, history);
    writer_text(writer, "\n");
    put_runs(writer, telling);
}

static void put_dues(struct writer *writer, const struct history *history)
{
    for (uint32_t row = 0; row < history->due_count; row++) {
        writer_text(writer, row ? "                " : "  Ngày hẹn trả: ");
        words_due(writer, &history->dues[row].due);
        if (row) {
            writer_text(writer, ", có hiệu lực từ ");
            words_instant(writer, history->dues[row].made_us);
        } else {
            writer_text(writer, ", có hiệu lực từ khi tiếp nhận");
        }
        writer_text(writer, "\n");
    }
}

static void put_waits(struct writer *writer, const struct history *history)
{
    for (uint32_t row = 0; row < history->wait_count; row++) {
        const struct wait *wait = &history->waits[row];

        writer_text(writer, "  Chờ: ");
        writer_text(writer, words_of_wait(wait->reason));
        writer_text(writer, ", từ ");
        words_instant(writer, wait->from_us);
        if (wait->to_us != INT64_MAX) {
            writer_text(writer, " đến ");
            words_instant(writer, wait->to_us);
        }
        writer_text(writer, "\n");
    }
    if (history->supplement_rounds == 0)
        return;
    writer_text(writer, "  Số lần yêu cầu bổ sung: ");
    parts_number(writer, history->supplement_rounds);
    writer_text(writer, "\n");
}

static void put_marks(struct writer *writer, const struct telling *telling)
{
    const uint32_t attributes = telling->state.judgement.attributes;
    const uint32_t flags = telling->state.judgement.flags;
    const char *gap = "  Thuộc tính: ";

    for (int row = 0; row < ATTRIBUTE_COUNT; row++)
        if (attributes >> row & 1U) {
            writer_text(writer, gap);
            writer_text(writer, words_of_attribute((enum attribute)row));
            gap = ", ";
        }
    writer_text(writer, attributes ? "\n" : "");
    gap = "  Lưu ý: ";
    for (int row = 0; row < FLAG_COUNT; row++)
        if (flags >> row & 1U) {
            writer_text(writer, gap);
            writer_text(writer, history_flag_labels[row]);
            gap = ", ";
        }
    writer_text(writer, flags ? "\n" : "");
}

void telling_text(const struct telling *telling, struct buffer *body)
{
    const struct sink sink = buffer_sink(body);
    struct writer writer = {&sink, true};

    if (body->length)
        writer_text(&writer, "\n");
    put_head(&writer, telling);
    put_course(&writer, telling);
    put_dues(&writer, &telling->state.history);
    put_waits(&writer, &telling->state.history);
    telling_verdicts_text(telling, &writer);
    put_marks(&writer, telling);
    parts_facts(&writer, telling->partition, telling->state.facts, telling->state.fact_count);
    parts_contributions(&writer, &telling->state.contributions,
                        telling->state.difference.count == 0);
}
