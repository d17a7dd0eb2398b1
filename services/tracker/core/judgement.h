/*
 * judgement: what follows from a history under the catalogue and the calendar (domain.md 3 and 5).
 *
 * Pure. Both verdicts always, why they differ, the lawful due beside the stated one, the attributes
 * that go by the procedure, and the quality flags.
 */
#pragma once

#include "proto/measure.h"
#include "tracker/core/national.h"

/* Days in a run; to_day is the first one behind it. */
struct day_run {
    int32_t from_day;
    int32_t to_day; /* INT32_MAX while nothing ends it. */
};

/*
 * X(NAME, wire name, Vietnamese label): why a dossier is good by one rule set and bad by the other.
 * The first ones are good here and late by the national rule, the last one the other way round.
 */
#define DIFFERENCES(X)                                                             \
    X(SECOND_SUPPLEMENT, "second_supplement", "yêu cầu bổ sung lần thứ hai")       \
    X(DUE_CHANGED, "due_changed", "ngày hẹn được đổi sau khi đã trễ")              \
    X(DUE_MISSING, "due_missing", "không có ngày hẹn, quá thời hạn theo quy định") \
    X(WITHDRAWN, "withdrawn", "công dân rút khi đã trễ")                           \
    X(PAUSED, "waiting_now", "đã trễ, nay tạm dừng chờ công dân hoặc thanh toán")  \
    X(STOPPED, "stopped", "đã trễ, nay dừng xử lý")                                \
    X(WAITING, "waiting", "trừ thời gian chờ công dân hoặc thanh toán")

enum difference {
    DIFFERENCE_NONE,
#define DIFFERENCE_NAME(NAME, name, label) DIFFERENCE_##NAME,
    DIFFERENCES(DIFFERENCE_NAME)
#undef DIFFERENCE_NAME
        DIFFERENCE_COUNT
};

/* By enum difference; "" for none. */
extern const char *const difference_names[];
extern const char *const difference_labels[];

struct difference_run {
    struct day_run days;
    enum difference difference;
};

struct judgement {
    const struct procedure_version *procedure; /* Valid on the day of R; NULL: nobody published. */
    const struct calendar *calendar;           /* Of the last unit. */
    uint32_t attributes;                       /* One bit for each enum attribute. */
    uint32_t flags; /* One bit for each enum history_flag: all of them. */
    struct deadline deadline;
    struct national national;
    const struct day_run *overdue; /* By the local rule, in order. */
    uint32_t overdue_count;
    enum difference difference;        /* At the end; NONE while it is open. */
    const struct difference_run *runs; /* While it was open, in order. */
    uint32_t run_count;
    int64_t handling_minutes; /* Worked from R to E less all waiting; finished ones only. */
};

/*
 * Judges a folded history. What is not counted has its flags only. REJECT only when the arena is
 * too small.
 */
enum outcome judgement_make(const struct history *history, const struct catalogue *catalogue,
                            struct arena *arena, struct judgement *judgement, struct failure *why);

/* What the deadline was asked, for explaining it; in the arena. */
enum outcome judgement_question(const struct history *history, const struct judgement *judgement,
                                struct arena *arena, struct deadline_question *question,
                                struct failure *why);

/* Bad by the national rule or complained about: the first such day from R to E, DAY_NONE: never. */
int32_t judgement_bad_day(const struct history *history, const struct judgement *judgement);

/* Complained about: the last vote is 1 or 2, or a feedback names it. */
bool judgement_complained(const struct history *history);
