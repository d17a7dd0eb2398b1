/*
 * history: what the facts of one dossier amount to (domain.md section 2).
 *
 * Pure, and a function of the set of facts alone: the order in which they came, and how often,
 * makes no difference. Everything that follows from time passing is said as days, so that no clock
 * is asked.
 */
#pragma once

#include "proto/fact.h"
#include "runtime/arena.h"
#include "runtime/outcome.h"

enum { DOSSIER_FACTS_LIMIT = 4096 };

/* One fact of the dossier, decoded. Texts point to wherever it was decoded from. */
struct history_fact {
    int32_t type;
    int64_t time_us;
    int64_t position; /* In the log: says which fact came first, never decides anything else. */
    int64_t recorded_us;
    struct bytes id;
    struct bytes source; /* Of catalogue facts and complaints, which any source may state. */
    const union fact_data *data;
};

/*
 * X(NAME, wire name, Vietnamese label): quality flags of domain.md section 2, in the order of the
 * marks flag_*. Those from NO_LIMIT on, RECEIVED_LATE, PAID_WITHOUT_DUTY and UNMAPPED_… also depend
 * on catalogue and calendar: judgement.h raises them.
 */
#define HISTORY_FLAGS(X)                                                                           \
    X(NEVER_RECEIVED, "never_received", "chưa từng được tiếp nhận")                                \
    X(END_BEFORE_RECEIPT, "end_before_receipt", "kết thúc trước khi tiếp nhận")                    \
    X(END_MOMENT_UNKNOWN, "end_moment_unknown", "không rõ thời điểm kết thúc")                     \
    X(HAND_OVER_BEFORE_FINISH, "hand_over_before_finish", "trả kết quả trước khi xử lý xong")      \
    X(REOPENED_NOT_ENDED, "reopened_not_ended", "mở lại và chưa kết thúc")                         \
    X(SNAPSHOT_DISAGREES, "snapshot_disagrees", "bản ghi và các bước không khớp")                  \
    X(NO_DUE, "no_due", "không có ngày hẹn trả")                                                   \
    X(UNMAPPED_UNIT, "unmapped_unit", "không rõ đơn vị")                                           \
    X(UNMAPPED_PROCEDURE, "unmapped_procedure", "không rõ thủ tục")                                \
    X(UNMAPPED_CHANNEL, "unmapped_channel", "không rõ kênh nộp")                                   \
    X(SECOND_SUPPLEMENT, "second_supplement", "yêu cầu bổ sung hơn một lần")                       \
    X(END_EQUALS_DUE, "end_equals_due", "kết thúc đúng đến từng giây ngày giờ hẹn trả")            \
    X(DUE_CHANGED_AFTER_EXPIRY, "due_changed_after_expiry", "đổi ngày hẹn trả sau khi đã quá hạn") \
    X(NO_PROCESSING, "no_processing", "kết thúc mà không qua bước xử lý nào")                      \
    X(FUTURE_MOMENT, "future_moment", "thời điểm ở tương lai so với lúc gửi đến")                  \
    X(RESULT_IS_INPUT, "result_is_input", "tệp kết quả trùng tệp đầu vào")                         \
    X(RECEIVED_LATE, "received_late", "tiếp nhận sau khi nộp quá 8 giờ làm việc")                  \
    X(PAID_WITHOUT_DUTY, "paid_without_duty", "thanh toán khi không có nghĩa vụ tài chính")        \
    X(DUE_AFTER_END, "due_after_end", "hẹn trả lần đầu sau khi đã kết thúc")                       \
    X(DUE_SET_BACK, "due_set_back", "đặt ngày hẹn trả về sớm hơn")                                 \
    X(NO_LIMIT, "no_limit", "không có ngày hẹn và không rõ thời hạn của thủ tục")                  \
    X(SYNCHRONISED_LATE, "synchronised_late", "đúng hạn nhưng tin kết thúc đến sau hạn")

enum history_flag {
#define HISTORY_FLAG_NAME(NAME, name, label) FLAG_##NAME,
    HISTORY_FLAGS(HISTORY_FLAG_NAME)
#undef HISTORY_FLAG_NAME
        FLAG_COUNT
};

extern const char *const history_flag_names[];
extern const char *const history_flag_labels[];

enum standing {
    STANDING_UNKNOWN, /* Never received: listed, counted nowhere. */
    STANDING_VOIDED,  /* Should never have been counted. */
    STANDING_REFUSED, /* Refused at reception and not received since. */
    STANDING_OPEN,
    STANDING_FINISHED,
    STANDING_WITHDRAWN,
};

enum verdict { VERDICT_NONE, VERDICT_EARLY, VERDICT_ON_TIME, VERDICT_LATE };

extern const char *const standing_names[];
extern const char *const verdict_names[];

enum wait_reason { WAIT_CITIZEN, WAIT_PAYMENT, WAIT_STOPPED };

/* A whole wait, or the part of one that has one reason. */
struct wait {
    int64_t from_us;
    int64_t to_us;           /* INT64_MAX while it lasts. */
    enum wait_reason reason; /* Of a whole wait: why it began. */
};

struct due_statement {
    int64_t made_us;
    struct due due;
};

/* The vote that counts. */
struct vote {
    int64_t cast_us;
    int64_t level; /* 1..5; 0: nobody voted. */
};

struct history {
    enum standing standing;
    int64_t status;    /* Last stated, 0 when none was. */
    struct bytes unit; /* Last stated; empty when none was. */
    struct bytes procedure;
    int32_t channel; /* Never CHANNEL_NONE: direct when none was stated. */
    int32_t applicant;
    int64_t received_us; /* R; meaningless before STANDING_OPEN. */
    int64_t ended_us;    /* E, not before R; only when finished or withdrawn. */
    bool handed_over;
    int64_t handed_over_us;
    int32_t channel_out;
    bool on_spot;
    bool has_due;
    struct due due;       /* In force at E, or the last one while it is open. */
    enum verdict verdict; /* Local; finished dossiers only. */

    const struct due_statement
        *dues; /* Those that count, in order; the first is in force from R. */
    uint32_t due_count;
    const struct due_statement
        *extensions; /* Those facts among them that announce one; in order. */
    uint32_t extension_count;
    const struct wait *waits; /* Within [R, E], in order, apart. */
    uint32_t wait_count;
    const struct wait *pauses; /* The same, in parts of one reason each. */
    uint32_t pause_count;
    uint32_t supplement_rounds;
    int64_t second_round_us; /* When papers were asked for the second time; with two rounds only. */
    bool stopped;            /* Open, and 8 is the last status … */
    int64_t stopped_us;      /* … since then without a break. */
    int64_t end_recorded_us; /* Arrival of the fact that gave E. */

    bool digitised, e_result_stated, from_store, population_db, account_verified, reused,
        result_is_input;
    bool fee_stated, fee_positive, paid_online_stated, paid_anything;
    bool submitted;
    int64_t submitted_us; /* Last stated. */
    struct vote vote;
    bool feedback_given; /* A feedback is about it … */
    int64_t feedback_us; /* … the first one at this moment. */
    int64_t first_us;    /* Of its first fact. */
    uint32_t flags;      /* One bit for each enum history_flag. */
};

/*
 * Folds the facts, at most DOSSIER_FACTS_LIMIT, each id once; they are put in order in place.
 * REJECT only when the arena is too small.
 */
enum outcome history_fold(struct history_fact *facts, uint32_t count, struct arena *arena,
                          struct history *history, struct failure *why);

/* True when the dossier is in the counts: received, neither refused since nor voided. */
bool history_counted(const struct history *history);

/* True when it is finished or withdrawn. */
bool history_ended(const struct history *history);

/* The order of facts of one dossier: time, rank, status code, id (domain.md section 1). */
int history_order(const struct history_fact *left, const struct history_fact *right);

/* The statement in force at the moment; NULL when there is none. */
const struct due_statement *history_due_at(const struct history *history, int64_t at_us);

static inline void history_raise(uint32_t *flags, enum history_flag flag, bool raised)
{
    *flags |= raised ? UINT32_C(1) << flag : 0;
}

/* Orders bytes as C does. */
int history_compare(struct bytes left, struct bytes right);
