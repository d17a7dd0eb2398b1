/*
 * procedures: the versions of procedures, read from a database as the fold needs them.
 */
#pragma once

#include "runtime/database.h"
#include "tracker/core/catalogue.h"

struct procedures {
    struct catalogue catalogue; /* Points into the other two. */
    struct procedure_version *versions;
    char *texts;
};

/*
 * Takes the rows of the last query: code, first day since 1970, fee, result_is_paper,
 * service_level, interlink. What was there before is given back.
 */
void procedures_take(struct procedures *procedures, const struct database *database);
void procedures_free(struct procedures *procedures);
