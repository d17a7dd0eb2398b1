#include "reporter/telling_feedback.h"

#include "reporter/telling_parts.h"
#include "reporter/words.h"
#include "runtime/day.h"

static const char *const abouts[] = {
    [FEEDBACK_ABOUT_NONE] = "chưa rõ",
    [FEEDBACK_ABOUT_PROCEDURE] = "quy định, thủ tục hành chính",
    [FEEDBACK_ABOUT_STAFF] = "hành vi của cán bộ",
};

static const char *const vias[] = {
    [FEEDBACK_VIA_PORTAL] = "cổng dịch vụ công",
    [FEEDBACK_VIA_LETTER] = "thư",
    [FEEDBACK_VIA_HOTLINE] = "đường dây nóng",
    [FEEDBACK_VIA_DESK] = "trực tiếp",
    [FEEDBACK_VIA_FORWARDED] = "cơ quan khác chuyển đến",
};

static const char *const standings[] = {
    [FEEDBACK_UNKNOWN] = "chưa từng được tiếp nhận, không tính vào số liệu",
    [FEEDBACK_RUNNING] = "đang xử lý",
    [FEEDBACK_WAITING] = "chờ công dân bổ sung",
};

static const char *const outcomes[] = {
    [OUTCOME_ANSWERED] = "đã trả lời",
    [OUTCOME_REFUSED] = "từ chối",
    [OUTCOME_FORWARDED] = "đã chuyển cơ quan khác",
};

static const char *const verdicts[] = {
    [FEEDBACK_VERDICT_SATISFIED] = "hài lòng",
    [FEEDBACK_VERDICT_UNSATISFIED] = "không hài lòng",
    [FEEDBACK_VERDICT_NONE] = "không có ý kiến",
};

static const char *const terms[] = {
    [TERM_DECISION] = "Từ chối hoặc chuyển",
    [TERM_REQUEST] = "Yêu cầu bổ sung",
    [TERM_ANSWER] = "Trả lời",
    [TERM_PUBLICATION] = "Công khai",
};

/* Why a limit does not count. */
static const char *const uncounted[] = {
    [TERM_DECISION] = "chỉ xét khi từ chối hoặc chuyển",
    [TERM_REQUEST] = "chỉ xét khi còn chờ bổ sung",
    [TERM_PUBLICATION] = "chỉ xét khi công khai",
};

static void put_head(struct writer *writer, const struct telling_feedback *telling)
{
    const struct feedback *feedback = &telling->state.feedback;

    writer_text(writer, "Phản ánh, kiến nghị ");
    writer_text(writer, telling->number);
    writer_text(writer, " (hệ thống ");
    writer_text(writer, telling->source);
    writer_text(writer, ")\n");
    parts_coded(writer, "  Đơn vị: ", feedback->unit, telling->unit_name);
    writer_text(writer, "  Về: ");
    writer_text(writer, abouts[feedback->about]);
    if (feedback->via != FEEDBACK_VIA_NONE) {
        writer_text(writer, "\n  Nguồn: ");
        writer_text(writer, vias[feedback->via]);
    }
    writer_text(writer, "\n");
    if (feedback->dossier.length)
        parts_coded(writer, "  Hồ sơ liên quan: ", feedback->dossier, NULL);
}

static void put_standing(struct writer *writer, const struct feedback *feedback)
{
    writer_text(writer, "  Tình trạng: ");
    if (feedback->standing == FEEDBACK_ENDED) {
        writer_text(writer, outcomes[feedback->outcome]);
        writer_text(writer, feedback->late ? ", quá hạn" : ", đúng hạn");
    } else {
        writer_text(writer, standings[feedback->standing]);
    }
    writer_text(writer, "\n");
}

static void put_course(struct writer *writer, const struct feedback *feedback)
{
    put_standing(writer, feedback);
    if (feedback->standing == FEEDBACK_UNKNOWN)
        return;
    parts_instant(writer, "  Tiếp nhận: ", feedback->arrived_us);
    for (uint32_t row = 0; row < feedback->wait_count; row++) {
        writer_text(writer, "  Chờ công dân bổ sung: từ ");
        words_instant(writer, feedback->waits[row].from_us);
        if (feedback->waits[row].to_us != INT64_MAX) {
            writer_text(writer, " đến ");
            words_instant(writer, feedback->waits[row].to_us);
        }
        writer_text(writer, "\n");
    }
    if (feedback->standing == FEEDBACK_ENDED)
        parts_instant(writer, "  Kết thúc: ", feedback->ended_us);
    if (feedback->published)
        parts_instant(writer, "  Công khai: ", feedback->published_us);
    if (feedback->verdict != FEEDBACK_VERDICT_UNSTATED) {
        writer_text(writer, "  Người dân đánh giá: ");
        writer_text(writer, verdicts[feedback->verdict]);
        parts_instant(writer, ", lúc ", feedback->closed_us);
    }
    for (uint32_t row = 0; row < feedback->run_count; row++)
        parts_run(writer, feedback->runs[row].from_day, feedback->runs[row].to_day);
}

/* ---- limits ---- */

static void put_result(struct writer *writer, const struct feedback_term *term,
                       enum feedback_term_kind kind)
{
    if (term->done) {
        writer_text(writer, "; thực hiện lúc ");
        words_instant(writer, term->done_us);
        writer_text(writer, term->broken ? ": quá hạn" : ": đúng hạn");
    } else if (term->moving) {
        writer_text(writer, "; còn dời tiếp khi công dân bổ sung");
    }
    if (!term->judges) {
        writer_text(writer, " (");
        writer_text(writer, uncounted[kind]);
        writer_text(writer, ")");
    }
    writer_text(writer, "\n");
}

static void put_term(struct writer *writer, const struct feedback_term *term,
                     enum feedback_term_kind kind)
{
    const struct moment start = moment_of_instant(term->start_us);

    writer_text(writer, "    ");
    writer_text(writer, terms[kind]);
    writer_text(writer, ": ");
    parts_number(writer, term->days);
    writer_text(writer, " ngày làm việc kể từ ");
    parts_moment(writer, start);
    if (moment_order(start, term->start) != 0) {
        writer_text(writer, " (ngoài giờ làm việc nên tính từ ");
        parts_moment(writer, term->start);
        writer_text(writer, ")");
    }
    if (term->waited) {
        writer_text(writer, ", cộng ");
        parts_number(writer, term->waited);
        writer_text(writer, " ngày làm việc chờ công dân");
    }
    writer_text(writer, ": đến hết ");
    parts_moment(writer, term->due);
    put_result(writer, term, kind);
}

/* Who refused or handed it on at once had nothing to answer. */
static bool is_told(const struct feedback_term *term, enum feedback_term_kind kind)
{
    return term->applies && (kind != TERM_ANSWER || term->judges);
}

/* With the calendar of all days from the arrival to the last due. */
static void put_terms(struct writer *writer, const struct telling_feedback *telling)
{
    const struct feedback *feedback = &telling->state.feedback;
    const int32_t first_day = day_of_instant(feedback->arrived_us);
    int32_t last_day = first_day;

    if (feedback->standing == FEEDBACK_UNKNOWN)
        return;
    writer_text(writer, "  Thời hạn:\n");
    for (int kind = 0; kind < TERM_COUNT; kind++) {
        const struct feedback_term *term = &feedback->terms[kind];

        if (!is_told(term, (enum feedback_term_kind)kind))
            continue;
        put_term(writer, term, (enum feedback_term_kind)kind);
        if (term->due.day > last_day)
            last_day = term->due.day;
    }
    parts_hours(writer, telling->calendar, first_day, last_day);
    parts_special_days(writer, telling->calendar, first_day, last_day);
}

void telling_feedback_text(const struct telling_feedback *telling, struct buffer *body)
{
    const struct sink sink = buffer_sink(body);
    struct writer writer = {&sink, true};
    const struct feedback_state *state = &telling->state;

    if (body->length)
        writer_text(&writer, "\n");
    put_head(&writer, telling);
    put_course(&writer, &state->feedback);
    put_terms(&writer, telling);
    parts_facts(&writer, telling->partition, state->facts, state->fact_count);
    parts_contributions(&writer, &state->contributions, state->difference.count == 0);
}
