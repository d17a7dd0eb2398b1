/*
 * identities: what must hold between the sums of any unit, any procedure and any period
 * (domain.md section 4).
 */
#pragma once

#include "tests/flow/anew.h"
#include "tests/flow/stocks.h"

/* Days in a row: the period, and where it is cut in two. */
struct span {
    int32_t from, middle, to; /* from <= middle < to. */
};

/* A random one within the days of the stream and some behind them. */
struct span span_of(struct chance *chance);

/* REJECT, naming the identity, row and days, when one does not hold. */
enum outcome identities_hold(const struct stocks *stocks, const struct tally *tally,
                             struct chance *chance, struct failure *why);

/* The same for the states that were counted one by one. */
enum outcome identities_with_states(const struct stocks *stocks, const struct anew *anew,
                                    struct failure *why);
