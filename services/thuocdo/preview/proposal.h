/*
 * proposal: the catalogue as it is, and as it would be with what is proposed.
 */
#pragma once

#include "thuocdo/calendar/calendar_file.h"
#include "thuocdo/preview/proposed.h"
#include "tracker/catalogue_reading.h"

struct proposal {
    const struct proposed *facts;     /* NULL: none. */
    const struct calendar_rows *days; /* NULL: the calendar stays. */
};

struct proposal_catalogues {
    struct catalogue_reading before;
    struct catalogue after; /* Points into the memory and into `before`. */
    struct special_days specials;
    int32_t first_day; /* First day that the calendar changes; DAY_NONE: none. */
    struct buffer
        procedures;      /* Codes of which something is proposed, as an array of PostgreSQL … */
    struct buffer units; /* … and those whose hours or being known would differ. */
    void *memory;
};

/* Reads the first in the database, makes the second. */
enum outcome proposal_read(const struct proposal *proposal, struct database *database,
                           struct proposal_catalogues *catalogues, struct failure *why);
void proposal_close(struct proposal_catalogues *catalogues);

/* Puts a code behind others; `}` behind the last one makes the array whole. */
void proposal_add_code(struct buffer *codes, struct bytes code);
