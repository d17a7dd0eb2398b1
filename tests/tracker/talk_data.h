/*
 * talk_data: what a random fact says.
 */
#pragma once

#include "tests/tracker/talk.h"

/* Fills in data of the type that intake would let in; lists lie in the arena. */
void talk_data(struct talk *talk, enum fact_type type, int64_t time_us, struct bytes subject,
               struct arena *arena, union fact_data *data);
