#include <stdio.h>

#include "reporter/core/number.h"
#include "reporter/telling.h"
#include "reporter/telling_parts.h"
#include "reporter/words.h"
#include "runtime/day.h"

static const char *const limit_units[] = {"", "ngày làm việc", "ngày", "giờ làm việc", "tháng"};
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

static void put_received(struct writer *writer, const struct deadline_step *step)
{
    writer_text(writer, "Nhận lúc ");
    parts_moment(writer, step->from);
    if (moment_order(step->from, step->to) == 0)
        return;
    writer_text(writer, ", ngoài giờ làm việc nên tính từ ");
    parts_moment(writer, step->to);
}

static void put_waited(struct writer *writer, const struct deadline_step *step)
{
    writer_text(writer, "Chờ công dân hoặc thanh toán từ ");
    parts_moment(writer, step->from);
    if (step->to.day == INT32_MAX) {
        writer_text(writer, ", chưa hết: hạn còn dời tiếp");
        return;
    }
    writer_text(writer, " đến ");
    parts_moment(writer, step->to);
    writer_text(writer, ": ");
    put_number(writer, step->minutes);
    writer_text(writer, " phút làm việc, hạn dời đến ");
    parts_moment(writer, step->due);
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
    parts_moment(writer, step->from);
    writer_text(writer, ", đến ");
    parts_moment(writer, step->to);
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
        parts_moment(writer, step->due);
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
    parts_moment(writer, deadline->due);
    writer_text(writer, deadline->moving ? ", còn dời tiếp khi hết chờ\n" : "\n");
    parts_hours(writer, telling->state.judgement.calendar, telling->steps[0].from.day,
                deadline->due.day);
    for (uint32_t row = 0; row < telling->step_count; row++)
        put_step(writer, telling, &telling->steps[row]);
    parts_special_days(writer, telling->state.judgement.calendar, telling->steps[0].from.day,
                       deadline->due.day);
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
