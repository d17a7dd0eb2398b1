/*
 * shelf: what facts say of units and their hours, as the fold's catalogue wants it.
 */
#pragma once

#include "runtime/buffer.h"
#include "tracker/core/calendars.h"
#include "tracker/core/history.h"

struct shelf {
    struct buffer standings; /* struct unit_standing */
    struct buffer hours;     /* struct unit_hours */
    struct buffer days;      /* struct special_day, */
    struct buffer text;      /* whose texts lie here. */
    struct special_days specials;
    struct unit_facts facts;
    struct buffer memory;
};

/* Puts the versions of a unit on the shelf; texts stay those of the facts, which are put in order.
 */
void shelf_add(struct shelf *shelf, struct bytes code, struct history_fact *facts, uint32_t count,
               struct arena *arena);

/* Reads days off and make-up days from a file like services/tracker/calendar/holidays.csv. */
void shelf_read_days(struct shelf *shelf, const char *path);

/* Makes units and calendars of the catalogue from what is on the shelf. */
void shelf_make(struct shelf *shelf, struct catalogue *catalogue);

/* Takes the units off; days and memory stay. */
void shelf_clear(struct shelf *shelf);
void shelf_close(struct shelf *shelf);
