/*
 * reference: units and procedures over time, from the facts of one code (domain.md 8 and 9).
 *
 * Pure, and a function of the set of facts: facts of one code are put in the order of time, rank
 * and id, and the last one of a day is what holds on that day.
 */
#pragma once

#include "tracker/core/catalogue.h"
#include "tracker/core/history.h"

/* From a day on, until the next version of the code. */
struct unit_version {
    int32_t from_day;
    bool open; /* False: it does not exist from that day on. */
    struct bytes name_vi;
    struct bytes parent; /* Empty: a root. */
    int32_t level;
};

/* What a procedure is from a day on; `data` points into the fact. */
struct published_version {
    int32_t from_day;
    bool in_force; /* False from a withdrawal on; data stays that of the last publication. */
    const struct procedure_data *data;
    struct bytes source; /* Who published it last. */
};

/* What holds from a day on, until the next row; `data` points into the fact. */
struct dated_data {
    int32_t from_day;
    const union fact_data *data;
};

enum { WEEK_TEXT = 7 * (SPANS_LIMIT * 12) + 1 };

/*
 * The versions of a unit, ascending, one a day at most; a unit that is only renamed or closed
 * without ever being opened has none. `facts` are put in order. The arrays are the arena's.
 */
enum outcome reference_unit(struct history_fact *facts, uint32_t count, struct arena *arena,
                            struct unit_version **versions, uint32_t *version_count,
                            struct failure *why);

/* What the fold has to know of a published version. */
struct procedure_version reference_version(struct bytes code,
                                           const struct published_version *published);

enum outcome reference_procedure(struct history_fact *facts, uint32_t count, struct arena *arena,
                                 struct published_version **versions, uint32_t *version_count,
                                 struct failure *why);

/*
 * What facts of the type say of a unit, such as its hours: the last one of each day, ascending;
 * it replaces the earlier ones of that day whole.
 */
enum outcome reference_of_days(struct history_fact *facts, uint32_t count, enum fact_type type,
                               struct arena *arena, struct dated_data **rows, uint32_t *row_count,
                               struct failure *why);

/* Whether a unit stands in the list before that row already: it goes on once, as first named. */
bool reference_named_before(const struct succeeded_data *data, uint32_t row);

/*
 * Hours as text: seven lists of intervals, Monday first, such as
 * "07:30-11:30,13:30-17:00;…;;" with an empty list for a day without work.
 */
void reference_week(const struct hours_data *hours, char text[WEEK_TEXT]);
