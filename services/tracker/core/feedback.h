/*
 * feedback: what the facts of one feedback (phản ánh, kiến nghị) amount to, which limits it has
 * kept, and what it adds to the counts (domain.md sections 1 and 9, portal-766.md 5.1 to 5.3).
 *
 * Pure, a function of the set of facts alone, and blind to the clock: what will happen on a later
 * day if nothing else does is said at once.
 */
#pragma once

#include "tracker/core/posting.h"

enum feedback_standing {
    FEEDBACK_UNKNOWN, /* Never received: listed, counted nowhere. */
    FEEDBACK_RUNNING,
    FEEDBACK_WAITING, /* For the citizen, who was asked to say more. */
    FEEDBACK_ENDED,
};

enum feedback_outcome { OUTCOME_NONE, OUTCOME_ANSWERED, OUTCOME_REFUSED, OUTCOME_FORWARDED };

extern const char *const feedback_standing_names[];
extern const char *const feedback_outcome_names[];

/* From the request to the reply or the end; INT64_MAX while it lasts. */
struct feedback_wait {
    int64_t from_us;
    int64_t to_us;
};

/* X(NAME, wire name, working days): what an office has to keep to. */
#define FEEDBACK_TERMS(X)    \
    X(DECISION, decision, 2) \
    X(REQUEST, request, 5)   \
    X(ANSWER, answer, 15)    \
    X(PUBLICATION, publication, 2)

enum feedback_term_kind {
#define X(NAME, name, days) TERM_##NAME,
    FEEDBACK_TERMS(X)
#undef X
        TERM_COUNT
};

extern const char *const feedback_term_names[];

struct feedback_term {
    bool applies;
    bool judges;         /* It makes the feedback late when it is broken. */
    bool done;           /* What was to be done was done … */
    int64_t done_us;     /* … then. */
    bool broken;         /* It was done after working time had passed beyond the due. */
    int64_t start_us;    /* What it is counted from. */
    struct moment start; /* The same, effective. */
    int64_t days;        /* Working days allowed. */
    int64_t waited;      /* Working days added, because the office waited for the citizen. */
    bool moving;         /* The office waits: the due moves on with it. */
    struct moment due;   /* End of hours of the last day allowed. */
    int32_t late_from;   /* The first day at whose end it is too late. */
};

enum { FEEDBACK_RUNS = 2 };

struct feedback {
    enum feedback_standing standing;
    struct bytes unit;    /* Last stated, as what follows. */
    int32_t about;        /* enum feedback_about */
    int32_t via;          /* enum feedback_via */
    struct bytes dossier; /* The code that it names; empty: none. */
    int64_t arrived_us;   /* Meaningless before FEEDBACK_RUNNING. */
    bool requested;
    int64_t requested_us;              /* The first request to say more. */
    const struct feedback_wait *waits; /* In order, apart. */
    uint32_t wait_count;
    enum feedback_outcome outcome;
    int64_t ended_us;
    bool published;
    int64_t published_us;
    int32_t verdict; /* enum feedback_verdict; UNSTATED: nobody has closed it. */
    int64_t closed_us;

    struct feedback_term terms[TERM_COUNT]; /* These by feedback_judge. */
    bool late;                              /* It has ended, and not within its limits. */
    /* Days at whose end it was, or will be, open beyond its limit; in order, apart. */
    struct day_run runs[FEEDBACK_RUNS];
    uint32_t run_count;
};

/* Folds the facts, each identity once. REJECT only when the arena is too small. */
enum outcome feedback_fold(const struct history_fact *facts, uint32_t count, struct arena *arena,
                           struct feedback *feedback, struct failure *why);

/* Fills in the terms, whether it is late, and the runs, by the calendar of its unit. */
void feedback_judge(const struct calendar *calendar, struct feedback *feedback);

/* What a judged feedback adds to the counts, under (unit, no procedure, direct). */
enum outcome feedback_contributions(const struct feedback *feedback, struct arena *arena,
                                    struct contributions *contributions, struct failure *why);

struct feedback_state {
    struct feedback feedback;
    struct history_fact *facts; /* In order. */
    uint32_t fact_count;
    struct contributions contributions;
    struct bytes posted; /* The posting, encoded. */
    struct posting posting;
    struct list difference; /* struct posting: what takes the stored posting there. */
};

/*
 * The whole of it for kept facts (dossier.h), by the calendar of the unit in the catalogue,
 * compared with the posting stored so far. Everything in the arena.
 */
enum outcome feedback_of_kept(struct bytes kept, struct bytes posted,
                              const struct catalogue *catalogue, struct arena *arena,
                              struct feedback_state *state, struct failure *why);
