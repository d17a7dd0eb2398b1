/*
 * measure: the things that are counted per day.
 *
 * One list gives the enum, the number on the wire, the column of the sum tables and the word in
 * a formula. A number never changes its meaning; new measures are added at the end.
 * What each one means, and on which day it falls: domain.md section 4 (services/tracker/README.md
 * repeats the table).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Attributes of a dossier: each has a measure at the receipt day and one at the end day. */
#define ATTRIBUTES(X)                                   \
    X(DIGITISED, digitised)                             \
    X(E_RESULT, e_result)                               \
    X(RESULT_DUE, result_due)                           \
    X(REUSED, reused)                                   \
    X(FROM_STORE, from_store)                           \
    X(POPULATION_DB, population_db)                     \
    X(ACCOUNT_VERIFIED, account_verified)               \
    X(FEE_DUE, fee_due)                                 \
    X(PAID_ONLINE, paid_online)                         \
    X(FULL_ONLINE, full_online)                         \
    X(PART_ONLINE, part_online)                         \
    X(INTERLINKED_SAME_LEVEL, interlinked_same_level)   \
    X(INTERLINKED_CROSS_LEVEL, interlinked_cross_level) \
    X(ONLINE_COMPLETE, online_complete)                 \
    X(DIGITISED_BOTH, digitised_both)                   \
    X(E_RESULT_DUE, e_result_due)                       \
    X(COMPLAINED, complained)

/* X(ENUM, name): the number on the wire is the place in this list, counted from 0. */
#define MEASURES(X)                                                       \
    X(RECEIVED, received)                                                 \
    X(FINISHED_EARLY, finished_early)                                     \
    X(FINISHED_ON_TIME, finished_on_time)                                 \
    X(FINISHED_LATE, finished_late)                                       \
    X(WITHDRAWN, withdrawn)                                               \
    X(OVERDUE_IN, overdue_in)                                             \
    X(OVERDUE_OUT, overdue_out)                                           \
    X(WAITING_IN, waiting_in)                                             \
    X(WAITING_OUT, waiting_out)                                           \
    X(RETURNED_COUNTER, returned_counter)                                 \
    X(RETURNED_ONLINE, returned_online)                                   \
    X(RETURNED_POST, returned_post)                                       \
    X(RETURNED_ON_SPOT, returned_on_spot)                                 \
    X(PAYMENTS_ONLINE, payments_online)                                   \
    X(PAYMENTS_DIRECT, payments_direct)                                   \
    X(AMOUNT_ONLINE, amount_online)                                       \
    X(AMOUNT_DIRECT, amount_direct)                                       \
    X(RECEIVED_DIGITISED, received_digitised)                             \
    X(CLOSED_DIGITISED, closed_digitised)                                 \
    X(RECEIVED_E_RESULT, received_e_result)                               \
    X(CLOSED_E_RESULT, closed_e_result)                                   \
    X(RECEIVED_RESULT_DUE, received_result_due)                           \
    X(CLOSED_RESULT_DUE, closed_result_due)                               \
    X(RECEIVED_REUSED, received_reused)                                   \
    X(CLOSED_REUSED, closed_reused)                                       \
    X(RECEIVED_FROM_STORE, received_from_store)                           \
    X(CLOSED_FROM_STORE, closed_from_store)                               \
    X(RECEIVED_POPULATION_DB, received_population_db)                     \
    X(CLOSED_POPULATION_DB, closed_population_db)                         \
    X(RECEIVED_ACCOUNT_VERIFIED, received_account_verified)               \
    X(CLOSED_ACCOUNT_VERIFIED, closed_account_verified)                   \
    X(RECEIVED_FEE_DUE, received_fee_due)                                 \
    X(CLOSED_FEE_DUE, closed_fee_due)                                     \
    X(RECEIVED_PAID_ONLINE, received_paid_online)                         \
    X(CLOSED_PAID_ONLINE, closed_paid_online)                             \
    X(RECEIVED_FULL_ONLINE, received_full_online)                         \
    X(CLOSED_FULL_ONLINE, closed_full_online)                             \
    X(RECEIVED_PART_ONLINE, received_part_online)                         \
    X(CLOSED_PART_ONLINE, closed_part_online)                             \
    X(RECEIVED_INTERLINKED_SAME_LEVEL, received_interlinked_same_level)   \
    X(CLOSED_INTERLINKED_SAME_LEVEL, closed_interlinked_same_level)       \
    X(RECEIVED_INTERLINKED_CROSS_LEVEL, received_interlinked_cross_level) \
    X(CLOSED_INTERLINKED_CROSS_LEVEL, closed_interlinked_cross_level)     \
    X(RECEIVED_ONLINE_COMPLETE, received_online_complete)                 \
    X(CLOSED_ONLINE_COMPLETE, closed_online_complete)                     \
    X(RECEIVED_DIGITISED_BOTH, received_digitised_both)                   \
    X(CLOSED_DIGITISED_BOTH, closed_digitised_both)                       \
    X(RECEIVED_E_RESULT_DUE, received_e_result_due)                       \
    X(CLOSED_E_RESULT_DUE, closed_e_result_due)                           \
    X(RECEIVED_COMPLAINED, received_complained)                           \
    X(CLOSED_COMPLAINED, closed_complained)                               \
    X(LATE_IN_766, late_in_766)                                           \
    X(LATE_OUT_766, late_out_766)                                         \
    X(BAD_IN_766, bad_in_766)                                             \
    X(BAD_OUT_766, bad_out_766)                                           \
    X(RATED, rated)                                                       \
    X(RATED_SATISFIED, rated_satisfied)                                   \
    X(NOTIFIED_RESULT_READY, notified_result_ready)                       \
    X(NOTIFIED_APOLOGY, notified_apology)                                 \
    X(NOTIFIED_OTHER, notified_other)                                     \
    X(HANDLING_MINUTES, handling_minutes)

/*
 * Marks: what few dossiers have. Counted as measures are, but kept in rows of their own
 * (aggregator.sum_mark: by unit, channel and system, not by procedure), so that those which nobody
 * has cost nothing. X(ENUM, name): the number on the wire is MARK_FIRST and the place in this list.
 *
 * flag_*: quality flags, on the day of receipt (never_received: on the day of the first fact).
 * on_time_here_*, late_here_*: closed dossiers on which the local and the national verdict differ,
 * on the day of the end, by reason. open_*_in, open_*_out: the same of dossiers in progress: first
 * day of each run of days at whose end the two differ for that reason, and first day after it.
 */
#define MARKS(X)                                                                        \
    X(FLAG_NEVER_RECEIVED, flag_never_received)                                         \
    X(FLAG_END_BEFORE_RECEIPT, flag_end_before_receipt)                                 \
    X(FLAG_END_MOMENT_UNKNOWN, flag_end_moment_unknown)                                 \
    X(FLAG_HAND_OVER_BEFORE_FINISH, flag_hand_over_before_finish)                       \
    X(FLAG_REOPENED_NOT_ENDED, flag_reopened_not_ended)                                 \
    X(FLAG_SNAPSHOT_DISAGREES, flag_snapshot_disagrees)                                 \
    X(FLAG_NO_DUE, flag_no_due)                                                         \
    X(FLAG_UNMAPPED_UNIT, flag_unmapped_unit)                                           \
    X(FLAG_UNMAPPED_PROCEDURE, flag_unmapped_procedure)                                 \
    X(FLAG_UNMAPPED_CHANNEL, flag_unmapped_channel)                                     \
    X(FLAG_SECOND_SUPPLEMENT, flag_second_supplement)                                   \
    X(FLAG_END_EQUALS_DUE, flag_end_equals_due)                                         \
    X(FLAG_DUE_CHANGED_AFTER_EXPIRY, flag_due_changed_after_expiry)                     \
    X(FLAG_NO_PROCESSING, flag_no_processing)                                           \
    X(FLAG_FUTURE_MOMENT, flag_future_moment)                                           \
    X(FLAG_RESULT_IS_INPUT, flag_result_is_input)                                       \
    X(FLAG_RECEIVED_LATE, flag_received_late)                                           \
    X(FLAG_PAID_WITHOUT_DUTY, flag_paid_without_duty)                                   \
    X(FLAG_DUE_AFTER_END, flag_due_after_end)                                           \
    X(FLAG_DUE_SET_BACK, flag_due_set_back)                                             \
    X(FLAG_NO_LIMIT, flag_no_limit)                                                     \
    X(FLAG_SYNCHRONISED_LATE, flag_synchronised_late)                                   \
    X(ON_TIME_HERE_SECOND_SUPPLEMENT, on_time_here_second_supplement)                   \
    X(ON_TIME_HERE_DUE_CHANGED, on_time_here_due_changed)                               \
    X(ON_TIME_HERE_DUE_MISSING, on_time_here_due_missing)                               \
    X(ON_TIME_HERE_WITHDRAWN, on_time_here_withdrawn)                                   \
    X(LATE_HERE_WAITING, late_here_waiting)                                             \
    X(OPEN_ON_TIME_HERE_SECOND_SUPPLEMENT_IN, open_on_time_here_second_supplement_in)   \
    X(OPEN_ON_TIME_HERE_SECOND_SUPPLEMENT_OUT, open_on_time_here_second_supplement_out) \
    X(OPEN_ON_TIME_HERE_DUE_CHANGED_IN, open_on_time_here_due_changed_in)               \
    X(OPEN_ON_TIME_HERE_DUE_CHANGED_OUT, open_on_time_here_due_changed_out)             \
    X(OPEN_ON_TIME_HERE_DUE_MISSING_IN, open_on_time_here_due_missing_in)               \
    X(OPEN_ON_TIME_HERE_DUE_MISSING_OUT, open_on_time_here_due_missing_out)             \
    X(OPEN_ON_TIME_HERE_WAITING_IN, open_on_time_here_waiting_in)                       \
    X(OPEN_ON_TIME_HERE_WAITING_OUT, open_on_time_here_waiting_out)                     \
    X(OPEN_ON_TIME_HERE_STOPPED_IN, open_on_time_here_stopped_in)                       \
    X(OPEN_ON_TIME_HERE_STOPPED_OUT, open_on_time_here_stopped_out)                     \
    X(OPEN_LATE_HERE_WAITING_IN, open_late_here_waiting_in)                             \
    X(OPEN_LATE_HERE_WAITING_OUT, open_late_here_waiting_out)                           \
    X(FEEDBACK_RECEIVED_PROCEDURE, feedback_received_procedure)                         \
    X(FEEDBACK_RECEIVED_STAFF, feedback_received_staff)                                 \
    X(FEEDBACK_ENDED_ON_TIME, feedback_ended_on_time)                                   \
    X(FEEDBACK_ENDED_LATE, feedback_ended_late)                                         \
    X(FEEDBACK_OVERDUE_IN, feedback_overdue_in)                                         \
    X(FEEDBACK_OVERDUE_OUT, feedback_overdue_out)                                       \
    X(FEEDBACK_ANSWERED, feedback_answered)                                             \
    X(FEEDBACK_REFUSED, feedback_refused)                                               \
    X(FEEDBACK_FORWARDED, feedback_forwarded)                                           \
    X(FEEDBACK_SATISFIED, feedback_satisfied)                                           \
    X(FEEDBACK_UNSATISFIED, feedback_unsatisfied)                                       \
    X(FEEDBACK_BAD, feedback_bad)

enum measure {
#define X(NAME, name) MEASURE_##NAME,
    MEASURES(X)
#undef X
        MEASURE_COUNT,
    MARK_FIRST = 64, /* Measures stay below it: one bit each in a word. */
    MARK_BEFORE = MARK_FIRST - 1,
#define X(NAME, name) MEASURE_##NAME,
    MARKS(X)
#undef X
        MARK_END
};

enum { MARK_COUNT = MARK_END - MARK_FIRST };

static inline bool measure_is_mark(enum measure measure)
{
    return measure >= MARK_FIRST;
}

enum attribute {
#define X(NAME, name) ATTRIBUTE_##NAME,
    ATTRIBUTES(X)
#undef X
        ATTRIBUTE_COUNT
};

/* The measure of attribute a is received first, closed second, in the order of ATTRIBUTES. */
static inline enum measure measure_received_with(enum attribute attribute)
{
    return (enum measure)(MEASURE_RECEIVED_DIGITISED + 2 * (int)attribute);
}

static inline enum measure measure_closed_with(enum attribute attribute)
{
    return (enum measure)(MEASURE_RECEIVED_DIGITISED + 2 * (int)attribute + 1);
}

/* The column of the sum tables and the word in a formula, for example "received". */
const char *measure_name(enum measure measure);

/* False when no measure has that name. */
bool measure_by_name(const char *name, size_t length, enum measure *measure);
