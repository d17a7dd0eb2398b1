/*
 * catalogue: procedures over time, as the fold needs them.
 *
 * Pure: a sorted array that somebody else owns.
 */
#pragma once

#include "proto/fact.h"

/* A procedure as published from a day on. */
struct procedure_version {
    struct bytes code;
    int32_t from_day;
    bool fee;
    bool result_is_paper;
    int32_t service_level; /* enum service_level */
    int32_t interlink;     /* enum interlink */
};

struct catalogue {
    const struct procedure_version
        *versions; /* By code in the order of history_compare, then from_day. */
    uint32_t count;
};

/*
 * The version in force on the day: the latest that began on it or before, before the first one the
 * first (domain.md section 2; after a withdrawal the last stays). NULL: nobody published the code.
 */
const struct procedure_version *catalogue_procedure(const struct catalogue *catalogue,
                                                    struct bytes code, int32_t day);
