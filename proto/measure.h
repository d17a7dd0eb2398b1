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
    X(E_RESULT_DUE, e_result_due)

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
    X(CLOSED_E_RESULT_DUE, closed_e_result_due)

enum measure {
#define X(NAME, name) MEASURE_##NAME,
    MEASURES(X)
#undef X
        MEASURE_COUNT
};

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
