/*
 * score: `thuocdo score`, points from counts in a file.
 */
#pragma once

#include <stdio.h>

#include "runtime/outcome.h"

/*
 * Scores the counts of the CSV file at `path` by the rubric of that id or path, and prints
 *
 *   {"rubric": …, "units": [{"unit": …, "indicators": [{"id", "ratio", "points", "max"}],
 *    "groups": [{"id", "points", "max"}], "total": …, "coverage": …}]}
 *
 * Units stand in order of first appearance, indicators in that of the rubric. ratio has up to 6
 * decimals, points up to 2; both are null where the indicator has no counts, ratio where the
 * denominator is 0. coverage is the share of the rubric's maximum that has counts. Nothing is
 * printed unless the whole file is right.
 */
enum outcome score_counts(const char *rubric, const char *path, FILE *out, struct failure *why);
