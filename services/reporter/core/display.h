/*
 * display: text as wide as a terminal shows it.
 *
 * Pure. Widths are columns of a terminal: a combining mark has none, a control character or a
 * byte that is not UTF-8 is shown as one column, so that no label can disturb a table.
 */
#pragma once

#include <stddef.h>

#include "reporter/core/writer.h"

struct slice {
    const char *at;
    size_t length;
};

enum alignment { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct slice slice_of(const char *text);

size_t display_width(struct slice text);
size_t display_longest_word(struct slice text);

/* Takes the next line off the text: whole words while they fit, a longer word in pieces. */
struct slice display_wrap(struct slice *rest, size_t width);

size_t display_lines(struct slice text, size_t width);

/* Line number `line`, counted from 0, of the text wrapped to that width; empty beyond the last. */
struct slice display_line(struct slice text, size_t width, size_t line);

/* The text with blanks around it to fill the width. */
void display_put(struct writer *writer, struct slice text, size_t width, enum alignment alignment);
