/*
 * listing: rows of the database as an answer, aligned for people or as JSON.
 *
 * The columns are those of the statement, in its order and under its names; integers and booleans
 * stay what they are in JSON.
 */
#pragma once

#include "reporter/asking.h"

struct listing {
    const char *name;      /* In JSON; NULL ends a list of them. */
    const char *title;     /* Above it in text. */
    const char *statement; /* In the folder sql/. */
};

/* One object with a list for each of them, in the format that the question chose. */
enum outcome listing_answer(struct asking *asking, const struct listing *listings,
                            const struct parameters *parameters, struct failure *why);
