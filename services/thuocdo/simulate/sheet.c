#include "thuocdo/simulate/sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

extern const struct embedded simulate_files[];

/* Copies one cell, quotes undone; leaves `at` on the comma or the line's end. */
static const char *read_cell(const char *at, const char *end, char cell[SHEET_CELL])
{
    size_t used = 0;
    bool quoted = false;

    for (; at < end && (quoted || (*at != ',' && *at != '\n')); at++) {
        if (*at == '"' && quoted && at + 1 < end && at[1] == '"')
            at++;
        else if (*at == '"') {
            quoted = !quoted;
            continue;
        }
        if (*at != '\r' && used + 1 < SHEET_CELL)
            cell[used++] = *at;
    }
    cell[used] = '\0';
    return at;
}

static int read_row(struct sheet *sheet, char cells[SHEET_COLUMNS][SHEET_CELL])
{
    int column = 0;

    if (sheet->at >= sheet->end)
        return 0;
    for (;;) {
        assert(column < SHEET_COLUMNS);
        sheet->at = read_cell(sheet->at, sheet->end, cells[column++]);
        if (sheet->at >= sheet->end || *sheet->at++ == '\n')
            return column;
    }
}

void sheet_open(struct sheet *sheet, const char *file)
{
    const struct embedded *found = embedded_find(simulate_files, file);

    assert(found);
    sheet->at = found->text;
    sheet->end = found->text + found->size;
    sheet->columns = read_row(sheet, sheet->names);
}

bool sheet_next(struct sheet *sheet)
{
    const int found = read_row(sheet, sheet->cells);

    for (int column = found; column < sheet->columns; column++)
        sheet->cells[column][0] = '\0';
    return found > 0;
}

const char *sheet_text(const struct sheet *sheet, const char *column)
{
    int at = 0;

    while (at < sheet->columns && strcmp(sheet->names[at], column) != 0)
        at++;
    assert(at < sheet->columns);
    return sheet->cells[at];
}

int64_t sheet_number(const struct sheet *sheet, const char *column)
{
    return strtoll(sheet_text(sheet, column), NULL, 10);
}

int64_t sheet_tenths(const struct sheet *sheet, const char *column)
{
    char *rest;
    const int64_t whole = strtoll(sheet_text(sheet, column), &rest, 10);

    return whole * 10 + (*rest == '.' ? rest[1] - '0' : 0);
}
