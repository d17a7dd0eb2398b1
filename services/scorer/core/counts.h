/*
 * counts: numerators and denominators by unit and indicator, read from CSV.
 *
 * Pure. Columns unit, indicator, numerator, denominator in any order, named by the first line.
 */
#pragma once

#include <stddef.h>

#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/outcome.h"
#include "scorer/core/rubric.h"
#include "scorer/core/score.h"

struct counted_row {
    size_t indicator;
    struct count count;
    const struct counted_row *next; /* Another of the same unit. */
};

struct counted_unit {
    struct bytes name; /* In normal form C. */
    const struct counted_row *rows;
};

/* In order of first appearance. The names lie in the text or in the arena. */
struct counts {
    size_t unit_count;
    struct counted_unit *units;
};

/* Bytes that an arena must have for this text. */
size_t counts_arena(struct bytes text);

/* REJECT names the line, the column and the rule that the text breaks. */
enum outcome counts_read(struct bytes text, const struct rubric *rubric, struct arena *arena,
                         struct counts *counts, struct failure *why);

/* The unit's numbers, one row per indicator of the rubric. */
void counts_of_unit(const struct counted_unit *unit, struct count counts[RUBRIC_INDICATORS]);
