/*
 * sums: S(m, X) of every unit for the ends of months, and what a period comes to from them.
 *
 * Pure: memory that somebody else owns. A unit's steps (whole years before the first month of the
 * book, months from there on) are added, then closed, after which each place holds the sum of all
 * days up to the end of its month.
 */
#pragma once

#include "scorer/core/slots.h"
#include "scorer/core/units.h"

#define MONTH_NONE INT32_MIN

struct sums {
    const struct slots *slots;
    int32_t first_month; /* Place 0 is all before it, place 1 the month itself. */
    uint32_t months;
    uint32_t units;
    int64_t *at; /* By unit, place and slot: sums_room() of them. */
};

size_t sums_room(const struct sums *sums);

/* Makes ready for the unit's steps. */
void sums_open(struct sums *sums, uint32_t unit);

/* A step that ended before first_month, or that of a month of the book: n of the measure. */
void sums_add(struct sums *sums, uint32_t unit, int32_t month, enum formula_channel channel,
              enum measure measure, int64_t n);
void sums_close(struct sums *sums, uint32_t unit);

/*
 * The last month up to `most` in which a dossier was received or closed: what is posted ahead for
 * open dossiers says nothing about how far the data goes. MONTH_NONE: none since first_month.
 */
int32_t sums_last_month(const struct sums *sums, int32_t most);

/* A period's sums, by unit and slot: each unit with all below it on the period's last day. */
struct period_sums {
    const struct slots *slots;
    int64_t *before; /* S(m, F-1) */
    int64_t *end;    /* S(m, U) */
};

void sums_of_period(const struct sums *sums, const struct units *units, const struct period *period,
                    struct period_sums *into);

/* What the formula comes to for the unit. */
int64_t sums_value(const struct period_sums *sums, uint32_t unit, const struct formula *formula);

/* S(m, U) of all channels. */
int64_t sums_at_end(const struct period_sums *sums, uint32_t unit, enum measure measure);
