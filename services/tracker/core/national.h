/*
 * national: the verdict by Decision 766, indicator 2.1 (domain.md section 3).
 *
 * Pure, and blind to the clock: the first day on which an open dossier will be late, if nothing
 * else happens, is said at once. Lateness is absorbing: a due moved later does not undo it.
 */
#pragma once

#include "tracker/core/catalogue.h"
#include "tracker/core/history.h"

/* Whom a second request for papers makes late: everybody, or only who is not finished yet. */
enum second_request { SECOND_REQUEST_ALWAYS, SECOND_REQUEST_WHILE_OPEN };

/* How the open points of the national text are read, from a day on. */
struct national_rules {
    const char *name;
    enum second_request second_request;
};

extern const struct national_rules national_rules_766;

enum lateness { NOT_LATE, LATE_SECOND_SUPPLEMENT, LATE_PAST_DUE, LATE_PAST_LAWFUL };

struct national {
    enum lateness lateness; /* Why, on the first late day. */
    int32_t late_day;       /* The first one, not after the day of E; DAY_NONE: never. */
    int64_t end_us;         /* What is compared: E, or where it was stopped; INT64_MAX: open. */
    int64_t waited_us; /* For citizen or payment from R to that end, by the clock; open: that is
                          over. */
};

/*
 * `deadline` is the lawful one; it decides where no due was stated. REJECT only when the arena is
 * too small.
 */
enum outcome national_judge(const struct national_rules *rules, const struct history *history,
                            const struct deadline *deadline, struct arena *arena,
                            struct national *national, struct failure *why);
