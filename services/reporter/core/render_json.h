/*
 * render_json: a table for programs, every key in a fixed place.
 *
 * Pure. {form, unit, from, to, as_of: {at, log}, columns, rows: [{code, label, cells}]}; a cell
 * without a value is null. One row a line, so that two tables can be compared by eye.
 */
#pragma once

#include "reporter/core/table.h"
#include "runtime/sink.h"

/* False when the sink refused. */
bool render_json(const struct table *table, const struct sink *sink);
