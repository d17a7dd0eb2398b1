/*
 * deadline: the lawful due of a dossier (domain.md section 5), and how it comes about.
 *
 * Pure. The due stated by the office stands beside it and is none of its business.
 */
#pragma once

#include "tracker/core/working_time.h"

enum limit_unit { LIMIT_NONE, LIMIT_WORKING_DAY, LIMIT_DAY, LIMIT_HOUR, LIMIT_MONTH };

/* As a procedure states it. */
struct limit {
    int64_t n;
    int32_t unit; /* enum limit_unit; LIMIT_NONE: nobody knows. */
};

/* A time that the office waited for citizen or payment. */
struct deadline_wait {
    int64_t from_us;
    int64_t to_us; /* INT64_MAX while it lasts. */
};

/* An announced extension. */
struct deadline_extension {
    int64_t made_us;
    struct due due;
};

enum deadline_event {
    DEADLINE_RECEIVED, /* `from` received, `to` effective. */
    DEADLINE_LIMITED,  /* `due` by the limit alone. */
    DEADLINE_WAITED,   /* From, to (day INT32_MAX: it lasts), minutes worked, `due` after it. */
    DEADLINE_EXTENDED, /* `from` announced, `due` replaced. */
    DEADLINE_EXTENDED_ALREADY, /* `from` announced, `to` ignored: the second one … */
    DEADLINE_EXTENDED_LATE,    /* … announced after the day of the due … */
    DEADLINE_NOT_EXTENDED,     /* … no later than the due. */
};

struct deadline_step {
    enum deadline_event event;
    struct moment from, to, due;
    int64_t minutes;
};

/* Told of every step on the way, for explaining. */
struct deadline_trace {
    void (*told)(void *context, const struct deadline_step *step);
    void *context;
};

struct deadline_question {
    const struct calendar *calendar;
    struct limit limit;
    int64_t received_us;
    const struct deadline_wait *waits; /* In order, apart, from receipt on. */
    uint32_t wait_count;
    const struct deadline_extension *extensions; /* In the order of facts. */
    uint32_t extension_count;
    const struct deadline_trace *trace; /* NULL: nobody asks. */
};

struct deadline {
    bool known;              /* False: no limit. Nothing else is filled in then. */
    struct moment receipt;   /* Effective. */
    struct moment base;      /* From the limit alone. */
    struct moment due;       /* With waits and extension; while a wait lasts, as of its start or of
                                the extension within it. */
    bool moving;             /* A wait lasts, and the due moves on with it. */
    int32_t extended_by;     /* Which extension replaced it, -1: none. */
    bool late;               /* Work had been done after the due when a wait began, or after the
                                moment to which it was extended when that was announced. */
    struct moment late_from; /* First minute worked after the due: late if it ends later than that.
                                Without a meaning while it is moving and not late. */
};

/* The due that the limit alone gives from the effective receipt. */
struct moment deadline_base(const struct calendar *calendar, struct limit limit,
                            struct moment receipt);

/*
 * Waits and extensions in the order of time. A wait moves the due in force by its working minutes;
 * the first extension announced no later than the day of the due then in force, and later than that
 * due, replaces it; later extensions are ignored. An extension within a wait replaces the due as
 * moved by the part of the wait before it; the part behind moves the new one. Whoever extends on
 * the day of the due, even after its hour, is not late on that day by the old one: days are judged
 * at their ends. Who was late on an earlier day stays late.
 */
void deadline_compute(const struct deadline_question *question, struct deadline *deadline);
