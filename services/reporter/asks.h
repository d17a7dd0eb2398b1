/*
 * asks: the table of what can be asked, and how a question is checked against it.
 */
#pragma once

#include "proto/message.h"
#include "reporter/asking.h"

/* The last row has no name. */
extern const struct ask asks[];

/*
 * Finds the ask and puts the arguments in their places; texts are copied into the asking's arena.
 * REJECT names an unknown ask, an unknown, missing or repeated argument, or a value that will not
 * do.
 */
enum outcome asks_read(const struct query *query, struct asking *asking, struct failure *why);
