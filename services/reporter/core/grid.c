#include "reporter/core/grid.h"

#include <string.h>

/* Blank, text, blank, and the line on the left. */
enum { FRAME = 3, MOST_LINES = 24 };

/* Which arms a crossing has. */
enum { ARM_UP = 1, ARM_DOWN = 2, ARM_LEFT = 4, ARM_RIGHT = 8, CROSSINGS = 16 };

static const char *const crossings[CROSSINGS] = {
    [0] = " ",
    [ARM_UP] = "│",
    [ARM_DOWN] = "│",
    [ARM_UP | ARM_DOWN] = "│",
    [ARM_LEFT] = "─",
    [ARM_RIGHT] = "─",
    [ARM_LEFT | ARM_RIGHT] = "─",
    [ARM_DOWN | ARM_RIGHT] = "┌",
    [ARM_DOWN | ARM_LEFT] = "┐",
    [ARM_UP | ARM_RIGHT] = "└",
    [ARM_UP | ARM_LEFT] = "┘",
    [ARM_UP | ARM_DOWN | ARM_RIGHT] = "├",
    [ARM_UP | ARM_DOWN | ARM_LEFT] = "┤",
    [ARM_DOWN | ARM_LEFT | ARM_RIGHT] = "┬",
    [ARM_UP | ARM_LEFT | ARM_RIGHT] = "┴",
    [ARM_UP | ARM_DOWN | ARM_LEFT | ARM_RIGHT] = "┼",
};

/* A heading in the grid: whose words, over which columns, from which level on. */
struct region {
    struct slice text;
    size_t column;
    size_t span;
    size_t level;
    size_t depth; /* Levels that it takes. */
};

static bool same_heading(const struct grid *grid, size_t level, size_t left, size_t right)
{
    const struct grid_column *const one = &grid->columns[left];
    const struct grid_column *const other = &grid->columns[right];

    if (level + 1 >= one->levels || level + 1 >= other->levels)
        return false;
    for (size_t outer = 0; outer <= level; outer++)
        if (strcmp(one->heading[outer], other->heading[outer]) != 0)
            return false;
    return true;
}

static struct region region_at(const struct grid *grid, size_t level, size_t column)
{
    const struct grid_column *const own = &grid->columns[column];
    struct region region = {.column = column, .span = 1, .level = level, .depth = 1};

    if (level + 1 >= own->levels) {
        region.level = own->levels - 1;
        region.depth = grid->levels - region.level;
    }
    region.text = slice_of(own->heading[region.level]);
    while (region.column > 0 && same_heading(grid, region.level, region.column - 1, column)) {
        region.column--;
        region.span++;
    }
    while (region.column + region.span < grid->count &&
           same_heading(grid, region.level, region.column + region.span, column))
        region.span++;
    return region;
}

static size_t span_width(const struct grid *grid, size_t column, size_t span)
{
    size_t width = (span - 1) * FRAME;

    for (size_t place = 0; place < span; place++)
        width += grid->columns[column + place].width;
    return width;
}

size_t grid_width(const struct grid *grid)
{
    return span_width(grid, 0, grid->count) + FRAME + 1;
}

/* A heading that begins further out has at least a line and a border more for each level. */
static size_t lines_allowed(const struct grid *grid, const struct grid_column *column, size_t lines)
{
    return lines + 2 * (grid->levels - column->levels);
}

/* Lines that a region has: those of its levels and the borders between them. */
static size_t region_lines(const struct grid *grid, const struct region *region)
{
    size_t lines = region->depth - 1;

    for (size_t level = 0; level < region->depth; level++)
        lines += grid->heights[region->level + level];
    return lines;
}

/* The least width at which the text takes no more than that many lines. */
static size_t width_for_lines(struct slice text, size_t lines)
{
    size_t width = display_longest_word(text);

    while (display_lines(text, width) > lines)
        width++;
    return width;
}

static void widen_for_lines(struct grid *grid, const size_t *least, size_t lines)
{
    for (size_t column = 0; column < grid->count; column++) {
        struct grid_column *own = &grid->columns[column];
        const size_t needed = width_for_lines(slice_of(own->heading[own->levels - 1]),
                                              lines_allowed(grid, own, lines));

        own->width = needed > least[column] ? needed : least[column];
    }
    for (size_t level = 0; level + 1 < grid->levels; level++)
        for (size_t column = 0; column < grid->count; column++) {
            const struct region region = region_at(grid, level, column);
            const size_t needed = display_longest_word(region.text);
            const size_t had = span_width(grid, region.column, region.span);

            if (had < needed)
                grid->columns[column].width += needed - had;
        }
}

static void set_heights(struct grid *grid)
{
    for (size_t level = 0; level < grid->levels; level++) {
        grid->heights[level] = 1;
        for (size_t column = 0; column < grid->count; column++) {
            const struct region region = region_at(grid, level, column);
            const size_t lines =
                display_lines(region.text, span_width(grid, region.column, region.span));

            /* A region is fitted at its last level, where the levels above it are known. */
            if (region.level + region.depth != level + 1)
                continue;
            while (region_lines(grid, &region) < lines)
                grid->heights[level]++;
        }
    }
}

void grid_layout(struct grid *grid, size_t width)
{
    size_t least[GRID_COLUMNS];

    grid->levels = 0;
    for (size_t column = 0; column < grid->count; column++) {
        least[column] = grid->columns[column].width;
        if (grid->columns[column].levels > grid->levels)
            grid->levels = grid->columns[column].levels;
    }
    for (size_t lines = 1; lines <= MOST_LINES; lines++) {
        widen_for_lines(grid, least, lines);
        if (grid_width(grid) <= width)
            break;
    }
    set_heights(grid);
}

static void put_crossing(struct writer *writer, bool up, bool down, bool left, bool right)
{
    writer_text(writer, crossings[(up ? ARM_UP : 0) | (down ? ARM_DOWN : 0) |
                                  (left ? ARM_LEFT : 0) | (right ? ARM_RIGHT : 0)]);
}

/* One line of the heading's text, which stands in the middle of its region. */
static void put_region_line(const struct grid *grid, const struct region *region, size_t line,
                            struct writer *writer)
{
    const size_t width = span_width(grid, region->column, region->span);
    const size_t lines = display_lines(region->text, width);
    const size_t before = (region_lines(grid, region) - lines) / 2;
    const bool has_text = line >= before && line < before + lines;

    writer_text(writer, " ");
    display_put(writer, has_text ? display_line(region->text, width, line - before) : slice_of(""),
                width, ALIGN_CENTRE);
    writer_text(writer, " ");
}

/* How many lines of the region lie above that line of that level. */
static size_t lines_above(const struct grid *grid, const struct region *region, size_t level,
                          size_t line)
{
    for (size_t above = region->level; above < level; above++)
        line += grid->heights[above] + 1;
    return line;
}

static void put_heading_line(const struct grid *grid, size_t level, size_t line,
                             struct writer *writer)
{
    for (size_t column = 0; column < grid->count;) {
        const struct region region = region_at(grid, level, column);

        writer_text(writer, "│");
        put_region_line(grid, &region, lines_above(grid, &region, level, line), writer);
        column += region.span;
    }
    writer_text(writer, "│\n");
}

static bool heading_edge(const struct grid *grid, size_t level, size_t column)
{
    return column == 0 || column == grid->count || !same_heading(grid, level, column - 1, column);
}

/* The border between two levels; a heading that takes both goes on through it. */
static void put_heading_border(const struct grid *grid, size_t level, struct writer *writer)
{
    bool left = false;

    for (size_t column = 0; column < grid->count; column++) {
        const struct region region = region_at(grid, level, column);
        const bool border = region.level + region.depth == level + 1;

        put_crossing(writer, heading_edge(grid, level, column),
                     heading_edge(grid, level + 1, column), left, border);
        if (border)
            writer_repeat(writer, "─", grid->columns[column].width + FRAME - 1);
        else
            put_region_line(grid, &region, lines_above(grid, &region, level, grid->heights[level]),
                            writer);
        left = border;
    }
    put_crossing(writer, true, true, left, false);
    writer_text(writer, "\n");
}

static struct grid_edges edges_of_cells(const struct grid *grid, const struct grid_cell *cells)
{
    struct grid_edges edges = {0};

    if (!cells)
        return edges;
    for (size_t column = 0; column < grid->count; column += cells[column].span)
        edges.at[column] = true;
    edges.at[grid->count] = true;
    return edges;
}

static void put_line(const struct grid *grid, const struct grid_edges *above,
                     const struct grid_edges *below, struct writer *writer)
{
    for (size_t column = 0; column <= grid->count; column++) {
        put_crossing(writer, above->at[column], below->at[column], column > 0,
                     column < grid->count);
        if (column < grid->count)
            writer_repeat(writer, "─", grid->columns[column].width + FRAME - 1);
    }
    writer_text(writer, "\n");
}

void grid_put_line(const struct grid *grid, const struct grid_cell *above,
                   const struct grid_cell *below, struct writer *writer)
{
    const struct grid_edges upper = edges_of_cells(grid, above);
    const struct grid_edges lower = edges_of_cells(grid, below);

    put_line(grid, &upper, &lower, writer);
}

void grid_put_headings(const struct grid *grid, struct writer *writer)
{
    const struct grid_edges none = {0};
    struct grid_edges top = {0};

    for (size_t column = 0; column <= grid->count; column++)
        top.at[column] = heading_edge(grid, 0, column);
    put_line(grid, &none, &top, writer);
    for (size_t level = 0; level < grid->levels; level++) {
        for (size_t line = 0; line < grid->heights[level]; line++)
            put_heading_line(grid, level, line, writer);
        if (level + 1 < grid->levels)
            put_heading_border(grid, level, writer);
    }
}

void grid_put_cells(const struct grid *grid, const struct grid_cell *cells, struct writer *writer)
{
    size_t lines = 1;

    for (size_t column = 0; column < grid->count; column += cells[column].span) {
        const size_t width = span_width(grid, column, cells[column].span);
        const size_t needed = display_lines(cells[column].text, width);

        lines = needed > lines ? needed : lines;
    }
    for (size_t line = 0; line < lines; line++) {
        for (size_t column = 0; column < grid->count; column += cells[column].span) {
            const size_t width = span_width(grid, column, cells[column].span);

            writer_text(writer, "│ ");
            display_put(writer, display_line(cells[column].text, width, line), width,
                        cells[column].alignment);
            writer_text(writer, " ");
        }
        writer_text(writer, "│\n");
    }
}
