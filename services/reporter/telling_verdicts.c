#include <stdio.h>

#include "reporter/core/number.h"
#include "reporter/telling.h"
#include "reporter/words.h"
#include "runtime/day.h"

static const char *const limit_units[] = {"", "ngày làm việc", "ngày", "giờ làm việc", "tháng"};
static const char *const weekdays[] = {"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                       "thứ Sáu", "thứ Bảy", "Chủ nhật"};

/* ---- noting the steps ---- */

static void note(void *context, const struct deadline_step *step)
{
    struct telling *telling = context;

    telling->steps[telling->step_count++] = *step;
}

enum outcome telling_explain(struct telling *telling, struct arena *arena, struct failure *why)
{
    const struct history *history = &telling->state.history;
    const struct deadline_trace trace = {note, telling};
    const size_t room = 4 + 2 * ((size_t)history->pause_count + history->extension_count);
    struct deadline deadline;

    if (!history_counted(history) || !telling->state.judgement.deadline.known)
        return DONE;
    telling->steps = arena_take(arena, room * sizeof *telling->steps);
    if (!telling->steps)
        return fail(why, REJECT, "dossier has more waits than the memory for one answer takes");
    TRY(judgement_question(history, &telling->state.judgement, arena, &telling->question, why));
    telling->question.trace = &trace;
    deadline_compute(&telling->question, &deadline);
    telling->question.trace = NULL;
    return DONE;
}

/* ---- words ---- */

static void put_number(struct writer *writer, int64_t value)
{
    char number[NUMBER_TEXT];

    number_print_vi(value, 0, number);
    writer_text(writer, number);
}

static void put_moment(struct writer *writer, struct moment moment)
{
    char text[40];

    snprintf(text, sizeof text, "%02d:%02d ngày ", (int)(moment.minute / 60),
             (int)(moment.minute % 60));
    writer_text(writer, text);
    words_day(writer, moment.day);
}

static void put_limit(struct writer *writer, const struct telling *telling)
{
    const struct procedure_version *procedure = telling->state.judgement.procedure;

    put_number(writer, procedure->limit.n);
    writer_text(writer, " ");
    writer_text(writer, limit_units[procedure->limit.unit]);
    writer_text(writer, " (thủ tục ");
    writer_put(writer, (const char *)procedure->code.at, procedure->code.length);
    writer_text(writer, ", bản có hiệu lực từ ");
    words_day(writer, procedure->from_day);
    writer_text(writer, ")");
}

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

/* The hours that hold on the first day, and those that take over on the way. */
static void put_hours(struct writer *writer, const struct telling *telling, int32_t last_day)
{
    const struct calendar *calendar = telling->state.judgement.calendar;
    const int32_t first_day = telling->steps[0].from.day;

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

/* Each day on the way that is no working day, or is one by decree, and why. */
static void put_special_days(struct writer *writer, const struct telling *telling, int32_t last_day)
{
    const struct calendar *calendar = telling->state.judgement.calendar;

    for (int32_t day = telling->steps[0].from.day; day <= last_day; day++) {
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

static void put_received(struct writer *writer, const struct deadline_step *step)
{
    writer_text(writer, "Nhận lúc ");
    put_moment(writer, step->from);
    if (moment_order(step->from, step->to) == 0)
        return;
    writer_text(writer, ", ngoài giờ làm việc nên tính từ ");
    put_moment(writer, step->to);
}

static void put_waited(struct writer *writer, const struct deadline_step *step)
{
    writer_text(writer, "Chờ công dân hoặc thanh toán từ ");
    put_moment(writer, step->from);
    if (step->to.day == INT32_MAX) {
        writer_text(writer, ", chưa hết: hạn còn dời tiếp");
        return;
    }
    writer_text(writer, " đến ");
    put_moment(writer, step->to);
    writer_text(writer, ": ");
    put_number(writer, step->minutes);
    writer_text(writer, " phút làm việc, hạn dời đến ");
    put_moment(writer, step->due);
}

static void put_extended(struct writer *writer, const struct deadline_step *step)
{
    static const char *const words[] = {
        [DEADLINE_EXTENDED] = ": thay hạn",
        [DEADLINE_EXTENDED_ALREADY] = ": không tính, vì chỉ được gia hạn một lần",
        [DEADLINE_EXTENDED_LATE] = ": không tính, vì báo sau ngày đến hạn",
        [DEADLINE_NOT_EXTENDED] = ": không tính, vì không muộn hơn hạn đang có",
    };

    writer_text(writer, "Gia hạn báo lúc ");
    put_moment(writer, step->from);
    writer_text(writer, ", đến ");
    put_moment(writer, step->to);
    writer_text(writer, words[step->event]);
}

static void put_step(struct writer *writer, const struct telling *telling,
                     const struct deadline_step *step)
{
    writer_text(writer, "    ");
    switch (step->event) {
    case DEADLINE_RECEIVED: put_received(writer, step); break;
    case DEADLINE_LIMITED:
        put_limit(writer, telling);
        writer_text(writer, ": đến ");
        put_moment(writer, step->due);
        break;
    case DEADLINE_WAITED: put_waited(writer, step); break;
    case DEADLINE_EXTENDED:
    case DEADLINE_EXTENDED_ALREADY:
    case DEADLINE_EXTENDED_LATE:
    case DEADLINE_NOT_EXTENDED: put_extended(writer, step); break;
    }
    writer_text(writer, "\n");
}

static void put_lawful(struct writer *writer, const struct telling *telling)
{
    const struct deadline *deadline = &telling->state.judgement.deadline;

    writer_text(writer, "  Hạn theo quy định: ");
    if (!deadline->known) {
        writer_text(writer, "không rõ thời hạn của thủ tục\n");
        return;
    }
    put_moment(writer, deadline->due);
    writer_text(writer, deadline->moving ? ", còn dời tiếp khi hết chờ\n" : "\n");
    put_hours(writer, telling, deadline->due.day);
    for (uint32_t row = 0; row < telling->step_count; row++)
        put_step(writer, telling, &telling->steps[row]);
    put_special_days(writer, telling, deadline->due.day);
}

/* ---- the national verdict ---- */

static void put_late(struct writer *writer, const struct national *national)
{
    static const char *const words[] = {
        [NOT_LATE] = "",
        [LATE_SECOND_SUPPLEMENT] = "yêu cầu bổ sung lần thứ hai",
        [LATE_PAST_DUE] = "quá ngày hẹn trả, đã trừ thời gian chờ",
        [LATE_PAST_LAWFUL] = "không có ngày hẹn trả và quá hạn theo quy định",
    };

    writer_text(writer, "trễ hạn từ ngày ");
    words_day(writer, national->late_day);
    writer_text(writer, ": ");
    writer_text(writer, words[national->lateness]);
}

static void put_waited_clock(struct writer *writer, int64_t waited_us)
{
    const int64_t minutes = waited_us / SECOND_US / 60;

    if (minutes == 0)
        return;
    writer_text(writer, " (trừ ");
    put_number(writer, minutes / 1440);
    writer_text(writer, " ngày ");
    put_number(writer, minutes / 60 % 24);
    writer_text(writer, " giờ ");
    put_number(writer, minutes % 60);
    writer_text(writer, " phút chờ công dân hoặc thanh toán)");
}

static void put_national(struct writer *writer, const struct telling *telling)
{
    const struct judgement *judgement = &telling->state.judgement;
    const struct history *history = &telling->state.history;

    writer_text(writer, "  Theo QĐ 766: ");
    if (judgement->national.lateness != NOT_LATE) {
        put_late(writer, &judgement->national);
        writer_text(writer, history_ended(history) ? "" : ", nếu chưa giải quyết xong");
    } else {
        writer_text(writer, history_ended(history) ? "đúng hạn" : "chưa trễ và không tự trễ");
    }
    put_waited_clock(writer, judgement->national.waited_us);
    writer_text(writer, "\n");
    if (judgement->difference == DIFFERENCE_NONE)
        return;
    writer_text(writer, history->verdict == VERDICT_LATE
                            ? "  Hai cách đánh giá khác nhau: quá hạn tại đơn vị, đúng hạn theo "
                              "QĐ 766, do "
                            : "  Hai cách đánh giá khác nhau: đúng hạn tại đơn vị, trễ hạn theo "
                              "QĐ 766, do ");
    writer_text(writer, difference_labels[judgement->difference]);
    writer_text(writer, "\n");
}

void telling_verdicts_text(const struct telling *telling, struct writer *writer)
{
    if (!history_counted(&telling->state.history))
        return;
    put_national(writer, telling);
    put_lawful(writer, telling);
}
