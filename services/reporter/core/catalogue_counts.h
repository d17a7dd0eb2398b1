/*
 * catalogue_counts: how many procedures were in force on a day, and what was announced in a period.
 *
 * Pure. The catalogue comes as its changes by day (report.catalogue_change): +1 when a procedure
 * with all these properties begins to be in force, -1 when one ceases to be. A property that no
 * procedure in force states anything about has no count: absent is not no.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Properties of a procedure in force. X(NAME, the word in a formula) */
#define CATALOGUE_PROPERTIES(X)                     \
    X(FULL, "full")                                 \
    X(PART, "part")                                 \
    X(INFO, "info")                                 \
    X(FEE, "fee")                                   \
    X(ONLINE_PAYMENT, "online_payment")             \
    X(ONE_STOP, "one_stop")                         \
    X(NOT_INTERLINKED, "not_interlinked")           \
    X(SAME_LEVEL, "same_level")                     \
    X(CROSS_LEVEL, "cross_level")                   \
    X(LOCATION_INDEPENDENT, "location_independent") \
    X(APPROVED, "approved")                         \
    X(ELECTRONIC, "electronic")                     \
    X(PUBLISHED, "published")                       \
    X(ON_PORTAL, "on_portal")                       \
    X(BCCI, "bcci")                                 \
    X(ELIGIBLE_FULL_ONLINE, "eligible_full_online")

/* What happens to procedures in a period. */
#define CATALOGUE_EVENTS(X) \
    X(NEW, "new")           \
    X(AMENDED, "amended")   \
    X(REPLACED, "replaced") \
    X(ABOLISHED, "abolished")

enum catalogue_word {
#define X(NAME, name) CATALOGUE_##NAME,
    CATALOGUE_PROPERTIES(X) CATALOGUE_EVENTS(X)
#undef X
        CATALOGUE_WORDS,
    CATALOGUE_FIRST_EVENT = CATALOGUE_NEW,
};

/* By enum catalogue_word. */
extern const char *const catalogue_words[];

static inline uint32_t catalogue_bit(enum catalogue_word word)
{
    return UINT32_C(1) << word;
}

/* All words for events. */
uint32_t catalogue_events(void);

struct catalogue_change {
    int32_t day;
    int32_t n;        /* 1 or -1. */
    uint32_t has;     /* A bit for each word. */
    uint32_t stated;  /* A bit for each property of which the publication says whether it has it. */
    bool announces;   /* A publication of that day that does not repeat an earlier one. */
    int64_t decision; /* A number for each decision, 0 for none. */
};

/* Ordered by decision. */
struct catalogue_changes {
    const struct catalogue_change *at;
    size_t count;
};

/* How many with all the properties are in force on the day; false: nothing is stated about them. */
bool catalogue_in_force(const struct catalogue_changes *changes, uint32_t properties, int32_t day,
                        int64_t *count);

/*
 * How many times one of the events happened to one with all the properties; false when something
 * was announced in the period and nothing states as what. `words` has one event.
 */
bool catalogue_announced(const struct catalogue_changes *changes, uint32_t words, int32_t from,
                         int32_t to, int64_t *count);

/* How many decisions announced something; false when none of the announcements names one. */
bool catalogue_decisions(const struct catalogue_changes *changes, int32_t from, int32_t to,
                         int64_t *count);
