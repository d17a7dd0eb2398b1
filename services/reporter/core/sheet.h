/*
 * sheet: indicators of a unit and a period with what they come to, as they are printed.
 *
 * Pure. A number that nobody has, or whose denominator is 0, is a dash in text, empty in CSV and
 * null in JSON; the two parts stand beside every percentage of which both are known.
 */
#pragma once

#include "reporter/core/indicator.h"
#include "reporter/core/table.h"
#include "runtime/sink.h"

struct sheet_row {
    const struct indicator *indicator;
    struct indicator_value value;
};

/* What else the question chose; NULL ends the list. */
struct sheet_choice {
    const char *name;
    const char *value;
};

struct sheet {
    const char *unit;
    const char *unit_label;
    int32_t from;
    int32_t to;
    struct as_of as_of;
    const struct sheet_choice *choices;
    const struct sheet_row *rows;
    size_t row_count;
};

/* False when the sink refused. */
bool sheet_text(const struct sheet *sheet, const struct sink *sink);
bool sheet_csv(const struct sheet *sheet, const struct sink *sink);
bool sheet_json(const struct sheet *sheet, const struct sink *sink);
