/*
 * catalogue_reading: what a fold has to know of procedures, units, hours and days off, read from
 * the database. Whoever folds reads it the same way: tracker, reporter, recount.
 */
#pragma once

#include "runtime/database.h"
#include "tracker/core/calendars.h"

struct catalogue_reading {
    struct catalogue catalogue; /* Points into the memory. */
    struct unit_facts units;    /* What the calendars were made of, for making others. */
    struct special_days specials;
    void *memory; /* The reading's own; NULL before the first one. */
    size_t size;
};

/* Reads it all anew; what was there before is given back. */
enum outcome catalogue_read(struct catalogue_reading *reading, struct database *database,
                            struct failure *why);
void catalogue_reading_close(struct catalogue_reading *reading);
