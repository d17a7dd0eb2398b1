/*
 * render_text: a table as it is read on a terminal, in Vietnamese, in the shape of the form.
 *
 * Pure.
 */
#pragma once

#include "reporter/core/table.h"
#include "reporter/core/writer.h"
#include "runtime/sink.h"

enum { RENDER_TEXT_WIDTH = 200, DATE_TEXT = 16 };

/* Within the width as long as the words and figures allow it; false when the sink refused. */
bool render_text(const struct table *table, size_t width, const struct sink *sink);

/* "31/12/2023" */
void render_date(int32_t day, char text[DATE_TEXT]);

/* The last lines of a table: the moment of its figures, and whether the period is over by then. */
void render_as_of(int64_t at_us, int32_t to, struct writer *writer);
