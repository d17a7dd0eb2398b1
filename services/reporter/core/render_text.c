#include "reporter/core/render_text.h"

#include <stdio.h>
#include <string.h>

#include "reporter/core/display.h"
#include "reporter/core/grid.h"
#include "reporter/core/number.h"
#include "reporter/core/writer.h"
#include "runtime/day.h"

enum {
    PLACE,      /* The column of the row's number … */
    LABEL,      /* … of its label … */
    FIRST_CELL, /* … and the first one of the form. */
    LABEL_WIDTH = 34,
    LINE_TEXT = 128,
};

static const char no_data[] = "không có dữ liệu";

/* One band of cells and the bytes of its figures. */
struct band {
    struct grid_cell cells[GRID_COLUMNS];
    char text[GRID_COLUMNS][NUMBER_TEXT];
};

void render_date(int32_t day, char text[DATE_TEXT])
{
    const struct date date = day_to_date(day);

    snprintf(text, DATE_TEXT, "%02d/%02d/%04d", date.day, date.month, date.year);
}

static void set_cell(struct band *band, size_t column, const char *text, enum alignment alignment)
{
    band->cells[column] = (struct grid_cell){slice_of(text), alignment, 1};
}

static void number_band(const struct form *form, struct band *band)
{
    set_cell(band, PLACE, "(1)", ALIGN_CENTRE);
    set_cell(band, LABEL, "(2)", ALIGN_CENTRE);
    for (size_t column = 0; column < form->column_count; column++) {
        char *const text = band->text[FIRST_CELL + column];

        snprintf(text, NUMBER_TEXT, "(%s)", form->columns[column].number);
        set_cell(band, FIRST_CELL + column, text, ALIGN_CENTRE);
    }
}

static void row_band(const struct table *table, size_t place, struct band *band)
{
    const struct form *form = table->form;
    const struct table_row *row = &table->rows[place];

    snprintf(band->text[PLACE], NUMBER_TEXT, "%zu", place + 1);
    set_cell(band, PLACE, row->kind == ROW_MEMBER ? band->text[PLACE] : "", ALIGN_RIGHT);
    set_cell(band, LABEL, row->label, ALIGN_LEFT);
    if (row->no_data) {
        set_cell(band, FIRST_CELL, no_data, ALIGN_CENTRE);
        band->cells[FIRST_CELL].span = form->column_count;
        return;
    }
    for (size_t column = 0; column < form->column_count; column++) {
        const struct cell *cell = &row->cells[column];
        char *const text = band->text[FIRST_CELL + column];

        number_print_vi(cell->value, form->columns[column].decimals, text);
        set_cell(band, FIRST_CELL + column,
                 cell->has_value ? text : form->columns[column].zero_text, ALIGN_RIGHT);
    }
}

static void widen(struct grid *grid, const struct band *band)
{
    for (size_t column = 0; column < grid->count; column += band->cells[column].span) {
        const size_t width = display_width(band->cells[column].text);

        if (band->cells[column].span == 1 && width > grid->columns[column].width)
            grid->columns[column].width = width;
    }
}

static void set_heading(struct grid *grid, size_t column, const char *heading)
{
    grid->columns[column].heading[0] = heading;
    grid->columns[column].levels = 1;
}

static struct grid lay_out(const struct table *table, size_t width)
{
    const struct form *form = table->form;
    struct grid grid = {.count = FIRST_CELL + form->column_count};
    struct band band;

    set_heading(&grid, PLACE, "STT");
    set_heading(&grid, LABEL, table->rows_by == TABLE_UNITS ? form->units_vi : form->fields_vi);
    for (size_t column = 0; column < form->column_count; column++) {
        struct grid_column *own = &grid.columns[FIRST_CELL + column];

        memcpy(own->heading, form->columns[column].heading_vi, sizeof own->heading);
        own->levels = form->columns[column].levels;
    }
    number_band(form, &band);
    widen(&grid, &band);
    for (size_t row = 0; row < table->row_count; row++) {
        row_band(table, row, &band);
        widen(&grid, &band);
    }
    /* Long names of units and fields take several lines; figures never do. */
    if (grid.columns[LABEL].width > LABEL_WIDTH)
        grid.columns[LABEL].width = LABEL_WIDTH;
    grid_layout(&grid, width);
    return grid;
}

static void put_lines(struct writer *writer, const char *text, size_t width,
                      enum alignment alignment)
{
    struct slice rest = slice_of(text);

    while (rest.length) {
        const struct slice line = display_wrap(&rest, width);
        const size_t used = display_width(line);
        const size_t blanks = width > used ? width - used : 0;
        /* Where the line ends; no blanks behind it. */
        const size_t ends[] = {
            [ALIGN_LEFT] = used,
            [ALIGN_CENTRE] = used + blanks / 2,
            [ALIGN_RIGHT] = used + blanks,
        };

        display_put(writer, line, ends[alignment], ALIGN_RIGHT);
        writer_text(writer, "\n");
    }
}

/* Which organisation the rows are those of, when it is not the one reported. */
static void put_series(const struct table *table, const char *date, size_t width,
                       struct writer *writer)
{
    static const char *const words[] = {
        [SERIES_SUCCESSOR] = "theo đơn vị kế thừa sau sắp xếp",
        [SERIES_PREDECESSOR] = "theo đơn vị trước sắp xếp",
    };
    char line[LINE_TEXT];

    if (table->series == SERIES_REPORTED)
        return;
    snprintf(line, sizeof line, "(%s, tổ chức tại ngày %s)", words[table->series], date);
    put_lines(writer, line, width, ALIGN_CENTRE);
}

static void put_head(const struct table *table, size_t width, struct writer *writer)
{
    const struct form *form = table->form;
    char from[DATE_TEXT];
    char to[DATE_TEXT];
    char line[LINE_TEXT];

    if (form->official_code) {
        snprintf(line, sizeof line, "Biểu số %s", form->official_code);
        put_lines(writer, line, width, ALIGN_LEFT);
    }
    put_lines(writer, form->title_vi, width, ALIGN_CENTRE);
    put_lines(writer, table->unit_label, width, ALIGN_CENTRE);
    render_date(table->from, from);
    render_date(table->to, to);
    snprintf(line, sizeof line, "(từ ngày %s đến ngày %s)", from, to);
    put_lines(writer, line, width, ALIGN_CENTRE);
    put_series(table, table->series == SERIES_SUCCESSOR ? to : from, width, writer);
    snprintf(line, sizeof line, "Đơn vị tính: %s", form->counted_in_vi);
    put_lines(writer, line, width, ALIGN_RIGHT);
}

static void put_rows(const struct table *table, const struct grid *grid, struct writer *writer)
{
    struct band above;
    struct band band;

    number_band(table->form, &above);
    grid_put_headings(grid, writer);
    grid_put_line(grid, above.cells, above.cells, writer);
    grid_put_cells(grid, above.cells, writer);
    for (size_t row = 0; row < table->row_count; row++) {
        row_band(table, row, &band);
        if (row == 0 || table->rows[row].kind == ROW_TOTAL)
            grid_put_line(grid, above.cells, band.cells, writer);
        grid_put_cells(grid, band.cells, writer);
        memcpy(above.cells, band.cells, sizeof above.cells);
    }
    grid_put_line(grid, above.cells, NULL, writer);
}

static void put_footnotes(const struct table *table, struct writer *writer)
{
    const struct form *form = table->form;

    if (table->rows[table->row_count - 1].no_data)
        return;
    for (size_t place = 0; place < form->footnote_count; place++) {
        const struct form_footnote *footnote = &form->footnotes[place];
        const char *const value = strstr(footnote->text_vi, "{}");
        char number[NUMBER_TEXT];

        snprintf(number, sizeof number, "(%zu) ", FORM_FIRST_NUMBER + footnote->column);
        writer_text(writer, number);
        number_print_vi(table->footnotes[place], 0, number);
        writer_put(writer, footnote->text_vi, (size_t)(value - footnote->text_vi));
        writer_text(writer, number);
        writer_text(writer, value + 2);
        writer_text(writer, "\n");
    }
}

void render_as_of(int64_t at_us, int32_t to, struct writer *writer)
{
    const int32_t day = day_of_instant(at_us);
    const int64_t second = (at_us - day_start(day)) / SECOND_US;
    char date[DATE_TEXT];
    char line[LINE_TEXT];

    render_date(day, date);
    snprintf(line, sizeof line, "Số liệu tính đến %02d giờ %02d phút, ngày %s.\n",
             (int)(second / 3600), (int)(second / 60 % 60), date);
    writer_text(writer, line);
    if (at_us < day_start(to + 1))
        writer_text(writer, "Số liệu dự kiến: kỳ báo cáo chưa kết thúc vào thời điểm này.\n");
}

bool render_text(const struct table *table, size_t width, const struct sink *sink)
{
    const struct grid grid = lay_out(table, width);
    struct writer writer = {sink, true};

    put_head(table, grid_width(&grid), &writer);
    put_rows(table, &grid, &writer);
    put_footnotes(table, &writer);
    render_as_of(table->as_of.at_us, table->to, &writer);
    return writer.ok;
}
