/*
 * stocks: S(measure, day) of every unit, every procedure, and of all together.
 *
 * Made of a tally, each of the three from its entries; the national portal is left out, as forms
 * leave it out.
 */
#pragma once

#include "proto/formula.h"
#include "tests/flow/stream.h"
#include "tests/flow/tally.h"

/* Sums of the first day take in all earlier ones, those of the last all later ones. */
enum { STOCKS_FIRST_DAY = STREAM_FIRST_DAY - 40, STOCKS_DAYS = STREAM_DAYS + 160 };

struct stocks {
    int64_t *units, *procedures, *whole;
};

/* Whose sums: the units of a set (bit n is unit n), or one procedure, or all. */
struct stock_row {
    enum { STOCKS_OF_UNITS, STOCKS_OF_PROCEDURE, STOCKS_OF_ALL } of;
    uint32_t units;
    size_t procedure;
};

void stocks_open(struct stocks *stocks);
void stocks_close(struct stocks *stocks);
void stocks_fill(struct stocks *stocks, const struct tally *tally);

/* S(measure, day) of the row; channels as formulas number them. */
int64_t stocks_sum(const struct stocks *stocks, const struct stock_row *row, enum measure measure,
                   enum formula_channel channel, int32_t day);
