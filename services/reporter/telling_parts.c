#include "reporter/telling_parts.h"

#include <stdio.h>

#include "reporter/core/number.h"
#include "reporter/words.h"
#include "runtime/day.h"

static const char *const weekdays[] = {"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                       "thứ Sáu", "thứ Bảy", "Chủ nhật"};

void parts_number(struct writer *writer, int64_t value)
{
    char number[NUMBER_TEXT];

    number_print_plain(value, 0, number);
    writer_text(writer, number);
}

void parts_moment(struct writer *writer, struct moment moment)
{
    char text[40];

    snprintf(text, sizeof text, "%02d:%02d ngày ", (int)(moment.minute / 60),
             (int)(moment.minute % 60));
    writer_text(writer, text);
    words_day(writer, moment.day);
}

void parts_coded(struct writer *writer, const char *title, struct bytes code, const char *name)
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

void parts_instant(struct writer *writer, const char *title, int64_t instant_us)
{
    writer_text(writer, title);
    words_instant(writer, instant_us);
    writer_text(writer, "\n");
}

void parts_run(struct writer *writer, int32_t from_day, int32_t to_day)
{
    writer_text(writer, "  Quá hạn: từ ngày ");
    words_day(writer, from_day);
    if (to_day != INT32_MAX) {
        writer_text(writer, " đến trước ngày ");
        words_day(writer, to_day);
    } else {
        writer_text(writer, " nếu chưa giải quyết xong");
    }
    writer_text(writer, "\n");
}

/* ---- the calendar ---- */

static void put_spans(struct writer *writer, const struct spans *spans)
{
    for (int row = 0; row < spans->count; row++) {
        char text[32];

        snprintf(text, sizeof text, "%s%02d:%02d–%02d:%02d", row ? ", " : "", spans->from[row] / 60,
                 spans->from[row] % 60, spans->to[row] / 60, spans->to[row] % 60);
        writer_text(writer, text);
    }
}

static bool same_spans(const struct spans *left, const struct spans *right)
{
    bool same = left->count == right->count;

    for (int row = 0; same && row < left->count; row++)
        same = left->from[row] == right->from[row] && left->to[row] == right->to[row];
    return same;
}

/* "thứ Hai đến thứ Sáu 07:30–11:30, 13:30–17:00; thứ Bảy 07:30–11:30" */
static void put_week(struct writer *writer, const struct week *week)
{
    const char *gap = "";

    for (int first = 0, last; first < WEEKDAYS; first = last + 1) {
        for (last = first; last + 1 < WEEKDAYS; last++)
            if (!same_spans(&week->day[first], &week->day[last + 1]))
                break;
        if (week->day[first].count == 0)
            continue;
        writer_text(writer, gap);
        writer_text(writer, weekdays[first]);
        writer_text(writer, last > first ? " đến " : " ");
        writer_text(writer, last > first ? weekdays[last] : "");
        writer_text(writer, last > first ? " " : "");
        put_spans(writer, &week->day[first]);
        gap = "; ";
    }
}

void parts_hours(struct writer *writer, const struct calendar *calendar, int32_t first_day,
                 int32_t last_day)
{
    for (uint32_t row = 0; row < calendar->count; row++) {
        const struct calendar_segment *segment = &calendar->segments[row];
        const bool last = row + 1 == calendar->count;

        if (segment->from_day > last_day || (!last && segment[1].from_day <= first_day))
            continue;
        writer_text(writer, "    Giờ làm việc");
        if (segment->from_day > first_day) {
            writer_text(writer, " từ ");
            words_day(writer, segment->from_day);
        }
        writer_text(writer, segment->week == &standard_week ? " (mặc định): " : " (đơn vị): ");
        put_week(writer, segment->week);
        writer_text(writer, "\n");
    }
}

void parts_special_days(struct writer *writer, const struct calendar *calendar, int32_t first_day,
                        int32_t last_day)
{
    for (int32_t day = first_day; day <= last_day; day++) {
        const struct special_day *special = calendar_special(calendar, day);
        const bool works = calendar_works(calendar, day);

        if (works && !special)
            continue;
        writer_text(writer, works ? "    Làm bù ngày " : "    Nghỉ ngày ");
        words_day(writer, day);
        writer_text(writer, ": ");
        writer_text(writer, weekdays[day_weekday(day)]);
        if (special) {
            writer_text(writer, ", ");
            writer_put(writer, (const char *)special->name_vi.at, special->name_vi.length);
            writer_text(writer, " (");
            writer_put(writer, (const char *)special->source.at, special->source.length);
            writer_text(writer, ")");
        }
        writer_text(writer, "\n");
    }
}

/* ---- facts and figures ---- */

void parts_facts(struct writer *writer, int64_t partition, const struct history_fact *facts,
                 uint32_t count)
{
    writer_text(writer, "  Diễn biến:\n");
    for (uint32_t row = 0; row < count; row++) {
        const struct history_fact *fact = &facts[row];

        writer_text(writer, "    ");
        words_instant(writer, fact->time_us);
        writer_text(writer, "  ");
        words_fact(writer, fact);
        if (fact->source.length) {
            writer_text(writer, "; hệ thống ");
            writer_put(writer, (const char *)fact->source.at, fact->source.length);
        }
        writer_text(writer, "\n        [vị trí ");
        parts_number(writer, partition);
        writer_text(writer, ":");
        parts_number(writer, fact->position);
        writer_text(writer, ", đến lúc ");
        words_instant(writer, fact->recorded_us);
        writer_text(writer, "]\n");
    }
}

void parts_contributions(struct writer *writer, const struct contributions *contributions,
                         bool is_current)
{
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
        parts_number(writer, one->n);
        writer_text(writer, " ");
        words_measure(writer, (enum measure)one->measure);
    }
    writer_text(writer, contributions->count ? "\n" : "");
    if (!is_current)
        writer_text(writer, "  Số liệu đang được cập nhật theo danh mục mới.\n");
}
