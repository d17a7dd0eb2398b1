/*
 * story: everything that happens to one dossier, in order of time.
 *
 * Played again from the dossier's seed whenever it is needed, so that a year of them takes no
 * memory. Both forms of the year, canonical facts and national records, are written from it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "thuocdo/simulate/year.h"

enum { EVENTS = 64, FEES = 3, CODE_TEXT = 32 };

enum event_kind {
    EVENT_RECEIVED,
    EVENT_STATUS,
    EVENT_EXTENDED,
    EVENT_PAPERS,
    EVENT_FEE,
    EVENT_PAID,
    EVENT_MOVED,
    EVENT_CORRECTED,
    EVENT_VOIDED,
};

/* Which keys a `papers` or `corrected` event states. */
enum {
    PAPERS_DIGITISED = 1,
    PAPERS_REUSED = 2,
    PAPERS_E_RESULT = 4,
    PAPERS_FROM_STORE = 8,
    PAPERS_POPULATION = 16,
    PAPERS_ACCOUNT = 32,
};
enum {
    CORRECTS_PROCEDURE = 1,
    CORRECTS_UNIT = 2,
    CORRECTS_CHANNEL = 4,
    CORRECTS_RECEIVED = 8,
    CORRECTS_DUE = 16,
    CORRECTS_APPLICANT = 32,
};

/* In the order of the names of domain.md section 9. */
enum applicant { APPLICANT_CITIZEN, APPLICANT_ENTERPRISE, APPLICANT_AGENCY, APPLICANT_OTHER };
enum payment_channel { PAYMENT_PORTAL, PAYMENT_GATEWAY, PAYMENT_BANK, PAYMENT_CASH };

struct event {
    int64_t time;   /* Seconds since 1970-01-01T00:00:00Z. */
    int64_t amount; /* FEE, PAID. */
    int32_t due;    /* RECEIVED, STATUS, EXTENDED: the day stated, DAY_NONE when none is. */
    uint16_t procedure;
    uint8_t kind;
    uint8_t status;
    uint8_t unit;
    uint8_t channel; /* Of receipt or of payment. */
    uint8_t applicant;
    uint8_t keys; /* PAPERS, CORRECTED. */
    uint8_t fee;  /* FEE: kind. */
    bool digitised;
    bool counts; /* RECEIVED: this is the receipt that counts. */
};

struct fee {
    int64_t amount;
    uint8_t kind;
};

struct story {
    const struct dossier *dossier;
    char code[CODE_TEXT];
    int count;
    struct event events[EVENTS];
    /* What is true of it all along, whatever was first stated. */
    int64_t received;  /* The second of the receipt that counts. */
    int64_t submitted; /* 0 when it did not come online. */
    uint8_t submitted_via;
    uint8_t applicant;
    uint8_t channel_out;
    uint8_t reused;
    bool from_store;
    bool account_verified;
    bool due_as_date; /* Its source writes due days as dates, not as instants. */
    int fee_count;
    struct fee fees[FEES];
};

/* Plays the dossier from its seed. */
void story_play(const struct year *year, const struct dossier *dossier, struct story *story);

/* Adds an event; its time order among the others comes with story_sort. */
struct event *story_add(struct story *story, enum event_kind kind, int64_t time);
void story_sort(struct story *story);
