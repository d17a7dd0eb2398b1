/*
 * render_text: a table as it is read on a terminal, in Vietnamese, in the shape of the form.
 *
 * Pure.
 */
#pragma once

#include "reporter/core/table.h"
#include "runtime/sink.h"

enum { RENDER_TEXT_WIDTH = 200 };

/* Within the width as long as the words and figures allow it; false when the sink refused. */
bool render_text(const struct table *table, size_t width, const struct sink *sink);
