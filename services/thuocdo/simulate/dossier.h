/*
 * dossier: what is decided about one dossier before it is played.
 *
 * Everything that a published table counts stands here; the rest follows from its seed.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "thuocdo/simulate/office_hours.h"

/* Where it stands towards the period. */
enum dossier_kind {
    KIND_PAST,    /* Received and ended before it. */
    KIND_CARRIED, /* Received before it, ended in it or open at its end. */
    KIND_EARLY,   /* Received in it, before the population database became a duty. */
    KIND_LATER,   /* Received in it, from that day on. */
    KIND_NEVER,   /* Refused and never received again: counted nowhere. */
    KIND_VOIDED,  /* Should never have been counted. */
};

enum dossier_outcome { OUTCOME_OPEN, OUTCOME_FINISHED, OUTCOME_WITHDRAWN };

/* National codes. */
enum status {
    STATUS_REGISTERED = 1,
    STATUS_RECEIVED,
    STATUS_REFUSED,
    STATUS_PROCESSING,
    STATUS_SUPPLEMENT,
    STATUS_PAYMENT,
    STATUS_WITHDRAWN,
    STATUS_STOPPED,
    STATUS_FINISHED,
    STATUS_HANDED_OVER,
};

/* In the order of the names of domain.md section 9. */
enum dossier_channel { DOSSIER_DIRECT, DOSSIER_ONLINE, DOSSIER_POST };

enum dossier_mark {
    /* Attributes that the tables count. */
    MARK_DIGITISED = 1 << 0,
    MARK_POPULATION = 1 << 1,
    MARK_E_RESULT = 1 << 2,
    MARK_FEE_DUE = 1 << 3,
    /* How it lives. */
    MARK_LATE = 1 << 4,
    MARK_SUPPLEMENT = 1 << 5,
    MARK_EXTENDED = 1 << 6,
    MARK_MOVED = 1 << 7,
    MARK_CORRECTED = 1 << 8,
    MARK_REOPENED = 1 << 9,
    MARK_REFUSED = 1 << 10,   /* Refused, then received again. */
    MARK_END_FIRST = 1 << 11, /* Its end was noted before its receipt. */
    MARK_ON_SPOT = 1 << 12,   /* Handed over while the applicant waited. */
    MARK_WAITING = 1 << 13,   /* Open at the end of the period and waiting. */
    MARK_NO_DUE = 1 << 14,    /* No due day is ever stated. */
    MARK_DUE_LATER = 1 << 15, /* The due day is stated by a later step only. */
    MARK_SNAPSHOTS = 1 << 16, /* Its source reports whole records instead of steps. */
};

struct dossier {
    uint64_t seed;
    int64_t received;      /* Position on the calendar. */
    int64_t ended;         /* The same; of an open one the last moment to play. */
    int64_t first_payment; /* Where its amounts start in the year's list. */
    int32_t first_due;     /* A day; DAY_NONE when it has none. */
    int32_t due;           /* The day in force at the end; another one when put off. */
    int32_t code_day;      /* The day in its code. */
    int32_t code_number;   /* The running number in its code. */
    uint32_t marks;
    uint16_t procedure;
    uint8_t unit;       /* The agency under which it counts. */
    uint8_t first_unit; /* The agency that took it first. */
    uint8_t kind;
    uint8_t outcome;
    uint8_t channel;
    uint8_t online_payments; /* In the period, by portal or gateway. */
    uint8_t direct_payments; /* In the period, by bank or cash. */
    uint8_t other_payments;  /* Before the period, or of a voided dossier. */
};

static inline bool dossier_has(const struct dossier *dossier, enum dossier_mark mark)
{
    return (dossier->marks & (uint32_t)mark) != 0;
}

/* Where it first came to a desk: its receipt, or one to three working days before it if refused. */
static inline int64_t dossier_first_desk(const struct dossier *dossier)
{
    const int64_t days = dossier_has(dossier, MARK_REFUSED) ? 1 + (int64_t)(dossier->seed % 3) : 0;

    return dossier->received - days * WORKDAY_SECONDS;
}

static inline bool dossier_counted(const struct dossier *dossier)
{
    return dossier->kind == KIND_CARRIED || dossier->kind == KIND_EARLY ||
           dossier->kind == KIND_LATER;
}
