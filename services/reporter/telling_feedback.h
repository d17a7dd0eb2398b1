/*
 * telling_feedback: one feedback folded anew from its stored facts, for people and as JSON.
 */
#pragma once

#include <jansson.h>

#include "runtime/buffer.h"
#include "tracker/core/feedback.h"

struct telling_feedback {
    const char *number;
    const char *source;
    int64_t partition;
    const char *unit_name; /* NULL when nobody has said. */
    const struct calendar *calendar;
    struct feedback_state state;
};

void telling_feedback_text(const struct telling_feedback *telling, struct buffer *body);

/* The caller's, to give back with json_decref. */
json_t *telling_feedback_json(const struct telling_feedback *telling);
