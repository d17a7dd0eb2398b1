/*
 * orders: the facts of one dossier in every order of their arrival, and again and again.
 *
 * Nothing but positions in the log may depend on it (domain.md section 1).
 */
#pragma once

#include "tests/tracker/cabinet.h"
#include "tests/tracker/talk.h"

enum { ORDERS_SHAPE = 7, ORDERS_LONG_LEAST = 8, ORDERS_LONG_MOST = 60 };

/* Mistakes, after which the order of arrival does decide something. */
enum orders_planted {
    ORDERS_AS_THEY_SHOULD_BE,
    ORDERS_CONTRADICTED,  /* Two facts have the same id: the one logged first stays. */
    ORDERS_RECORDED_ANEW, /* When a fact was recorded is said by its place. */
};

/* What has been met with so far; a test that has seen little proves little. */
struct orders_seen {
    int64_t folds;
    uint32_t standings;   /* One bit for each enum standing … */
    uint32_t flags;       /* … enum history_flag … */
    uint32_t differences; /* … enum difference … */
    uint32_t types;       /* … and enum fact_type. */
};

struct orders {
    struct talk talk;
    struct cabinet cabinet; /* Of the catalogue. */
    enum orders_planted planted;
    struct orders_seen seen;
    struct buffer memory[2]; /* Of the facts, and of one fold. */
    struct arena told, fold;
    struct fact facts[ORDERS_LONG_MOST];
    int count;
    struct buffer kept, sheet, expected;
    uint32_t kept_count;
};

/* A catalogue from the seed, and the holidays of that file. */
void orders_open(struct orders *orders, uint64_t seed, const char *holidays);
void orders_close(struct orders *orders);

/* Seven facts, one of them of that type, in all 5,040 orders, some coming again. */
enum outcome orders_of_shape(struct orders *orders, uint64_t seed, enum fact_type type,
                             struct failure *why);

/* A long history as it was told, then shuffled with a tenth of it doubled. */
enum outcome orders_of_history(struct orders *orders, uint64_t seed, struct failure *why);
