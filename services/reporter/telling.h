/*
 * telling: one dossier folded anew from its stored facts, for people and as JSON.
 */
#pragma once

#include <jansson.h>

#include "reporter/asking.h"
#include "reporter/core/writer.h"
#include "tracker/core/dossier.h"

struct telling {
    const char *code;
    const char *source;
    int64_t partition;
    const char *unit_name; /* NULL when nobody has said. */
    const char *procedure_name;
    struct dossier_state state;
    struct deadline_question question; /* What the lawful due was asked … */
    struct deadline_step *steps;       /* … and how it came about. */
    uint32_t step_count;
};

/* Notes how the lawful due of a counted dossier came about, in the arena. */
enum outcome telling_explain(struct telling *telling, struct arena *arena, struct failure *why);

/* The lawful due with its steps, the national verdict, and why the verdicts differ. */
void telling_verdicts_text(const struct telling *telling, struct writer *writer);
json_t *telling_verdicts_json(const struct telling *telling);

void telling_text(const struct telling *telling, struct buffer *body);

/* The caller's, to give back with json_decref. */
json_t *telling_json(const struct telling *telling);
