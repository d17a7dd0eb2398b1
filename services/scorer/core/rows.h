/*
 * rows: what a rubric makes of a unit's sums in a period, as the rows of the table of scores.
 *
 * Pure. Every indicator, then every group, then the total has a row, those without data too.
 */
#pragma once

#include "scorer/core/score.h"
#include "scorer/core/sums.h"

enum { SCORE_ROWS = RUBRIC_INDICATORS + RUBRIC_GROUPS + 1, WHOLE_BASIS_POINTS = 10000 };

struct score_row {
    const char *indicator; /* Its id, or that of a group, or "total". */
    int64_t numerator;
    int64_t denominator;
    int64_t points_hundredths;
    int64_t max_hundredths; /* Of what applies to the unit. */
    int64_t coverage_basis_points;
    bool counted; /* Numerator and denominator are known. */
    bool has_points;
};

/* Formulas that every rubric's rows need: "handled". FATAL when it cannot be read. */
enum outcome rows_activity(struct formula *activity, struct failure *why);

/* All that the rubric's formulas ask for. */
void rows_slots(const struct rubric *rubric, struct slots *slots);

/* Can a unit's score follow from its parent's numbers? */
bool rows_inherit(const struct rubric *rubric);

/* The unit's rows by the rubric, at most SCORE_ROWS; how many is the answer. */
size_t rows_of_unit(const struct rubric *rubric, const struct units *units, uint32_t unit,
                    const struct period *period, const struct period_sums *sums,
                    struct score_row *rows);
