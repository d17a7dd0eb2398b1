/*
 * rubric_file: a rubric read from JSON, and checked whole.
 *
 * Points and parameters are integers or decimal text ("0.80"), never binary fractions. A rubric
 * may have variants: `variants` names for each the fields that differ, at the top or, under
 * `indicators`, by indicator id; the variant V of rubric R is called R-V.
 */
#pragma once

#include <stddef.h>

#include "runtime/arena.h"
#include "runtime/outcome.h"
#include "scorer/core/rubric.h"

/* Enough for any rubric within the limits of scorer/core/rubric.h. */
enum { RUBRIC_ARENA = 1 << 20 };

/*
 * A rubric that is part of the program (766, 766-portal), else the file of that path. The rubric
 * lives in the arena. REJECT names the rubric, the indicator, the field and the rule at fault.
 */
enum outcome rubric_load(const char *id_or_path, struct arena *arena, struct rubric *rubric,
                         struct failure *why);

/* The same from text; `variant` NULL for the rubric as it stands. */
enum outcome rubric_read(const char *text, size_t length, const char *variant, struct arena *arena,
                         struct rubric *rubric, struct failure *why);
