/*
 * telling: one dossier folded anew from its stored facts, for people and as JSON.
 */
#pragma once

#include <jansson.h>

#include "reporter/asking.h"
#include "tracker/core/dossier.h"

struct telling {
    const char *code;
    const char *source;
    int64_t partition;
    const char *unit_name; /* NULL when nobody has said. */
    const char *procedure_name;
    struct catalogue catalogue;
    struct dossier_state state;
    struct overdue_run *runs;
    uint32_t run_count;
};

void telling_text(const struct telling *telling, struct buffer *body);

/* The caller's, to give back with json_decref. */
json_t *telling_json(const struct telling *telling);
