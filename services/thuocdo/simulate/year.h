/*
 * year: the world one simulation plays in, and every dossier planned for it.
 */
#pragma once

#include <stdint.h>

#include "runtime/outcome.h"
#include "thuocdo/simulate/dossier.h"
#include "thuocdo/simulate/office_hours.h"
#include "thuocdo/simulate/procedures.h"
#include "thuocdo/simulate/published.h"

struct amounts {
    int64_t *vnd;
    size_t count;
    size_t room;
};

struct year {
    uint64_t seed;
    struct calendar calendar;
    struct catalogue catalogue;
    struct published published[AGENCIES];
    int64_t first; /* Position at which the first working day of the period starts. */
    int64_t duty;  /* Position at which the first day of the population database duty starts. */
    int64_t end;   /* Position just after the last working second of the period. */
    int64_t last_second; /* The last second of the period. */
    struct dossier *dossiers;
    size_t count;
    size_t room;
    struct amounts amounts; /* Payments, dossier after dossier: online, direct, other. */
};

/* Reads the calendar, the catalogue and the published tables; plans nothing yet. */
void year_open(struct year *year, uint64_t seed);

/* Accepts a year that was never filled. */
void year_close(struct year *year);

/* Adds a dossier that is all zero, NULL when there is no memory for it. */
struct dossier *year_add(struct year *year);
enum outcome year_add_amount(struct year *year, int64_t vnd, struct failure *why);

/* The number of the agency with that id, -1 when there is none. */
int year_agency(const struct year *year, const char *agency_id, size_t length);
