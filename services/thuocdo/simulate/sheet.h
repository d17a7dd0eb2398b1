/*
 * sheet: reads an embedded CSV file row by row, cells by the name of their column.
 *
 * The files are part of the program, so a missing column is our own mistake, not a failure.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "runtime/embedded.h"

enum { SHEET_COLUMNS = 48, SHEET_CELL = 512 };

struct sheet {
    const char *at;  /* First byte of the next row. */
    const char *end; /* Just after the last byte. */
    int columns;
    char names[SHEET_COLUMNS][SHEET_CELL];
    char cells[SHEET_COLUMNS][SHEET_CELL];
};

/* Opens one of the files of this folder and reads its row of names. */
void sheet_open(struct sheet *sheet, const char *file);

/* Reads the next row; false after the last. */
bool sheet_next(struct sheet *sheet);

const char *sheet_text(const struct sheet *sheet, const char *column);
int64_t sheet_number(const struct sheet *sheet, const char *column);

/* "95.3" is 953; "98" is 980. */
int64_t sheet_tenths(const struct sheet *sheet, const char *column);
