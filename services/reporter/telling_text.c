#include <stdio.h>

#include "reporter/core/number.h"
#include "reporter/telling.h"
#include "reporter/words.h"
#include "runtime/day.h"

static void put_number(struct writer *writer, int64_t value)
{
    char number[NUMBER_TEXT];

    number_print_plain(value, 0, number);
    writer_text(writer, number);
}

static void put_coded(struct writer *writer, const char *title, struct bytes code, const char *name)
{
    writer_text(writer, title);
    if (code.length)
        writer_put(writer, (const char *)code.at, code.length);
    else
        writer_text(writer, "chưa rõ");
    writer_text(writer, name ? " – " : "");
    writer_text(writer, name ? name : "");
    writer_text(writer, "\n");
}

static void put_head(struct writer *writer, const struct telling *telling)
{
    const struct history *history = &telling->state.history;

    writer_text(writer, "Hồ sơ ");
    writer_text(writer, telling->code);
    writer_text(writer, " (hệ thống ");
    writer_text(writer, telling->source);
    writer_text(writer, ")\n");
    put_coded(writer, "  Thủ tục: ", history->procedure, telling->procedure_name);
    put_coded(writer, "  Đơn vị: ", history->unit, telling->unit_name);
    writer_text(writer, "  Kênh nộp: ");
    writer_text(writer, words_of_channel(history->channel));
    writer_text(writer, "\n  Tình trạng: ");
    writer_text(writer, words_of_standing(history->standing));
    writer_text(writer, "\n");
}

static void put_moment(struct writer *writer, const char *title, int64_t instant_us)
{
    writer_text(writer, title);
    words_instant(writer, instant_us);
    writer_text(writer, "\n");
}

static void put_runs(struct writer *writer, const struct telling *telling)
{
    for (uint32_t row = 0; row < telling->state.judgement.overdue_count; row++) {
        writer_text(writer, "  Quá hạn: từ ngày ");
        words_day(writer, telling->state.judgement.overdue[row].from_day);
        if (telling->state.judgement.overdue[row].to_day != INT32_MAX) {
            writer_text(writer, " đến trước ngày ");
            words_day(writer, telling->state.judgement.overdue[row].to_day);
        } else {
            writer_text(writer, " nếu chưa giải quyết xong");
        }
        writer_text(writer, "\n");
    }
}

static void put_course(struct writer *writer, const struct telling *telling)
{
    const struct history *history = &telling->state.history;

    if (history_counted(history))
        put_moment(writer, "  Tiếp nhận: ", history->received_us);
    if (history_ended(history))
        put_moment(writer, "  Kết thúc: ", history->ended_us);
    if (history->handed_over)
        put_moment(writer, "  Trả kết quả: ", history->handed_over_us);
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
    put_number(writer, history->supplement_rounds);
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

static void put_facts(struct writer *writer, const struct telling *telling)
{
    writer_text(writer, "  Diễn biến:\n");
    for (uint32_t row = 0; row < telling->state.fact_count; row++) {
        const struct history_fact *fact = &telling->state.facts[row];

        writer_text(writer, "    ");
        words_instant(writer, fact->time_us);
        writer_text(writer, "  ");
        words_fact(writer, fact);
        if (fact->source.length) {
            writer_text(writer, "; hệ thống ");
            writer_put(writer, (const char *)fact->source.at, fact->source.length);
        }
        writer_text(writer, "\n        [vị trí ");
        put_number(writer, telling->partition);
        writer_text(writer, ":");
        put_number(writer, fact->position);
        writer_text(writer, ", đến lúc ");
        words_instant(writer, fact->recorded_us);
        writer_text(writer, "]\n");
    }
}

static void put_contributions(struct writer *writer, const struct telling *telling)
{
    const struct contributions *contributions = &telling->state.contributions;

    writer_text(writer,
                contributions->count ? "  Tính vào số liệu:\n" : "  Không tính vào số liệu.\n");
    for (uint32_t row = 0; row < contributions->count; row++) {
        const struct contribution *one = &contributions->at[row];

        if (row == 0 || contributions->at[row - 1].day != one->day) {
            writer_text(writer, row ? "\n    " : "    ");
            words_day(writer, one->day);
            writer_text(writer, "  ");
        } else {
            writer_text(writer, "; ");
        }
        put_number(writer, one->n);
        writer_text(writer, " ");
        words_measure(writer, (enum measure)one->measure);
    }
    writer_text(writer, contributions->count ? "\n" : "");
    if (telling->state.difference.count)
        writer_text(writer, "  Số liệu đang được cập nhật theo danh mục mới.\n");
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
    put_facts(&writer, telling);
    put_contributions(&writer, telling);
}
