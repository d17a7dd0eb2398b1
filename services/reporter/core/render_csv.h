/*
 * render_csv: a table for programs and spreadsheets (RFC 4180, UTF-8).
 *
 * Pure. The header is code, label and the ids of the columns; texts are quoted, numbers plain, a
 * cell without a value is empty. Text that a spreadsheet would take for a formula gets an
 * apostrophe in front (CWE-1236).
 */
#pragma once

#include "reporter/core/table.h"
#include "runtime/sink.h"

/* False when the sink refused. */
bool render_csv(const struct table *table, const struct sink *sink);
