/*
 * catalogue: procedures, units and their working hours over time, as the fold needs them.
 *
 * Pure: sorted arrays that somebody else owns.
 */
#pragma once

#include "proto/fact.h"
#include "tracker/core/deadline.h"

/* A procedure as published from a day on. */
struct procedure_version {
    struct bytes code;
    int32_t from_day;
    bool fee;
    bool result_is_paper;
    int32_t service_level; /* enum service_level */
    int32_t interlink;     /* enum interlink */
    struct limit limit;
};

/* A unit that somebody has opened, or for which hours were stated. */
struct catalogue_unit {
    struct bytes code;
    bool opened;
    const struct calendar *calendar; /* By its own hours or those above it, day by day. */
};

struct catalogue {
    const struct procedure_version
        *versions; /* By code in the order of history_compare, then from_day. */
    uint32_t count;
    const struct catalogue_unit *units; /* By code in the same order. */
    uint32_t unit_count;
    const struct calendar *standard; /* Of every other unit; NULL: calendar_of_weeks. */
};

/*
 * The version in force on the day: the latest that began on it or before, before the first one the
 * first (domain.md section 2; after a withdrawal the last stays). NULL: nobody published the code.
 */
const struct procedure_version *catalogue_procedure(const struct catalogue *catalogue,
                                                    struct bytes code, int32_t day);

/* NULL: nobody has opened it or stated its hours. */
const struct catalogue_unit *catalogue_unit(const struct catalogue *catalogue, struct bytes code);

const struct calendar *catalogue_calendar(const struct catalogue *catalogue, struct bytes unit);
