/*
 * grid: the frame of a table in text: columns, headings over several of them, lines between.
 *
 * Pure. Lines are drawn with box characters. A heading that stands at an outer level with the same
 * words over neighbouring columns is written once over all of them; a column with fewer levels
 * than others has its own heading stretched down to the bottom.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "reporter/core/display.h"
#include "reporter/core/form.h"
#include "reporter/core/writer.h"

enum { GRID_COLUMNS = FORM_COLUMNS + 2 };

struct grid_column {
    const char *heading[FORM_LEVELS]; /* Outermost first. */
    size_t levels;
    size_t width; /* Set before grid_layout: what its cells need; after it: what it has. */
};

struct grid {
    struct grid_column columns[GRID_COLUMNS];
    size_t count;
    size_t levels;               /* Of the deepest heading. */
    size_t heights[FORM_LEVELS]; /* Lines of each level. */
};

struct grid_cell {
    struct slice text;
    enum alignment alignment;
    size_t span; /* Columns that it takes; the cells of those after the first are not looked at. */
};

/* Which columns of a band of cells have a line on their left; the place after the last one too. */
struct grid_edges {
    bool at[GRID_COLUMNS + 1];
};

/* Widens columns until the headings need few lines, as long as the grid stays within the width. */
void grid_layout(struct grid *grid, size_t width);

size_t grid_width(const struct grid *grid);

/* The headings with the line above them. */
void grid_put_headings(const struct grid *grid, struct writer *writer);

/* One band of cells, as many lines as its longest text needs. */
void grid_put_cells(const struct grid *grid, const struct grid_cell *cells, struct writer *writer);

/* The line between two bands; above the first and below the last, NULL. */
void grid_put_line(const struct grid *grid, const struct grid_cell *above,
                   const struct grid_cell *below, struct writer *writer);
