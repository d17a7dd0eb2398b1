/*
 * formula: a sum of measures over a period, as forms and rubrics write it.
 *
 * A formula is terms joined by + and -, a sign in front of the first one is allowed:
 *
 *   received[F,U]          the flow of the period: the sum over the days F..U
 *   received(F-1)          the stock before it: the sum over all days up to F-1
 *   received(U)            the stock at its end: the sum over all days up to U
 *   received[F,U|online]   of one channel only: direct, online or post
 *
 * Words of domain.md section 4 stand for several measures and are expanded when read:
 * closed, finished (with any of the three times) · in_progress, in_progress_<attribute>, overdue,
 * in_term, waiting (at a day: (F-1) or (U)) · carried_over, handled and both with _<attribute>
 * (of the period: bare or [F,U]).
 *
 * Marks (proto/measure.h) are words as measures are.
 *
 * Pure. Where the sums come from is the caller's business.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "proto/measure.h"
#include "runtime/outcome.h"

enum { FORMULA_TERMS = 32, FORMULA_TEXT = 1024 };

enum formula_when {
    FORMULA_FLOW,         /* m[F,U] */
    FORMULA_STOCK_BEFORE, /* S(m, F-1) */
    FORMULA_STOCK_END,    /* S(m, U) */
};

enum formula_channel {
    FORMULA_ANY_CHANNEL,
    FORMULA_DIRECT,
    FORMULA_ONLINE,
    FORMULA_POST,
};

struct formula_term {
    int sign; /* 1 or -1. */
    enum measure measure;
    enum formula_channel channel;
    enum formula_when when;
};

struct formula {
    size_t count; /* 0 for "no formula". */
    struct formula_term terms[FORMULA_TERMS];
};

/* REJECT, naming the place and what stands there, when the text is not a formula. */
enum outcome formula_parse(const char *text, struct formula *formula, struct failure *why);

/* Whether one of its terms is a mark: those are summed by unit alone, not by procedure. */
bool formula_has_marks(const struct formula *formula);

/*
 * What the formula comes to, where `sum` gives the sum that one term asks for (without its sign).
 * A result that 64 bits do not hold stays at their border.
 */
int64_t formula_value(const struct formula *formula,
                      int64_t (*sum)(const struct formula_term *term, void *context),
                      void *context);
