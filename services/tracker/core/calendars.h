/*
 * calendars: which calendar each unit has, from the hours that units have stated (domain.md 9).
 *
 * Pure. On each day a unit has the hours that it stated last, before it ever did those of the unit
 * above it on that day, at the top the standard week.
 */
#pragma once

#include "tracker/core/catalogue.h"

/* Where a unit stands from a day on; the first one holds before it too. */
struct unit_standing {
    struct bytes code;
    int32_t from_day;
    struct bytes parent; /* Empty: a root. */
};

/* What a unit has stated, from a day on. */
struct unit_hours {
    struct bytes code;
    int32_t from_day;
    struct week week;
};

struct unit_facts {
    const struct unit_standing *standings; /* By code, then day. */
    uint32_t standing_count;
    const struct unit_hours *hours; /* By code, then day. */
    uint32_t hour_count;
    const struct special_days *specials;
};

/*
 * Fills in units and the standard calendar of the catalogue; all points into the arena, to the
 * facts and to the specials. A circle of parents ends where it closes. REJECT when the arena is too
 * small.
 */
enum outcome calendars_make(const struct unit_facts *facts, struct arena *arena,
                            struct catalogue *catalogue, struct failure *why);

/* Reads "07:30-11:30,13:30-17:00;…": seven lists, Monday first. False when it is no such text. */
bool week_parse(struct bytes text, struct week *week);
