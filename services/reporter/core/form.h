/*
 * form: a report form as data: its columns, what each one sums, and what must hold in every row.
 *
 * A form is a text of records and fields (services/reporter/forms/ has those we ship):
 *
 *   form agency-table                      one, first
 *       title_vi = …                       a field: blanks, name, =, value
 *   column received_new                    in the order of the printed table
 *       value = received[F,U]              a formula (proto/formula.h); of a percentage two: a / b
 *   identity a = b + c                     = or <=, of columns above
 *   footnote received_new                  {} in its text stands for the value in the total row
 *
 * Lines that start with # are remarks. Pure; everything a form points to lies in the arena.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/formula.h"
#include "runtime/arena.h"
#include "runtime/embedded.h"
#include "runtime/outcome.h"

enum {
    FORM_COLUMNS = 40,
    FORM_LEVELS = 4, /* Headings above each other. */
    FORM_IDENTITIES = 24,
    FORM_TERMS = 12, /* Columns on one side of an identity. */
    FORM_FOOTNOTES = 8,
    FORM_VALUE = 1024,
    FORM_FIRST_NUMBER = 3, /* Printed columns 1 and 2 are the row's number and its label. */
};

enum column_kind { COLUMN_COUNT, COLUMN_PERCENT, COLUMN_MONEY };

/* Where the total row's cell comes from: always its own sums; does it equal that of the rows? */
enum column_total {
    COLUMN_SUM,        /* Yes: checked. */
    COLUMN_RECOMPUTED, /* No: the only one for percentages, whose two parts are checked instead. */
};

struct form_column {
    const char *id;
    const char *number;                  /* As printed: "4", "3=4+6". */
    const char *heading_vi[FORM_LEVELS]; /* Outermost first; the last one is the column's own. */
    size_t levels;
    const char *label_en;
    enum column_kind kind;
    enum column_total total;
    const char *value;      /* As written. */
    struct formula formula; /* A percentage's numerator. */
    struct formula divisor; /* A percentage's denominator. */
    int decimals;           /* Of a percentage. */
    const char *zero_text;  /* What text shows where a percentage's denominator is 0. */
    int32_t from;           /* The period of this column begins no earlier; DAY_NONE: with F. */
};

struct form_side {
    size_t count;
    struct {
        int sign; /* 1 or -1. */
        size_t column;
    } terms[FORM_TERMS];
};

struct form_identity {
    const char *text;
    bool at_most; /* left <= right instead of left = right. */
    struct form_side left;
    struct form_side right;
};

struct form_footnote {
    size_t column;
    const char *text_vi;
    const char *text_en;
    const char *value;
    struct formula formula;
};

struct form {
    const char *name;
    const char *official_code; /* NULL when the form has none. */
    const char *title_vi;
    const char *title_en;
    const char *counted_in_vi;
    const char *counted_in_en;
    const char *units_vi; /* The heading over the labels when rows are units … */
    const char *units_en;
    const char *fields_vi; /* … and when they are fields. */
    const char *fields_en;
    size_t column_count;
    struct form_column columns[FORM_COLUMNS];
    size_t identity_count;
    struct form_identity identities[FORM_IDENTITIES];
    size_t footnote_count;
    struct form_footnote footnotes[FORM_FOOTNOTES];
};

/* The forms we ship, each under its name with ".form" behind it. */
extern const struct embedded reporter_forms[];

/* REJECT, naming form, line, field and rule, when the text is no form of that name. */
enum outcome form_parse(const char *name, const char *text, size_t size, struct arena *arena,
                        const struct form **form, struct failure *why);

/* As form_parse, of a form that we ship; REJECT when we ship none of that name. */
enum outcome form_shipped(const char *name, struct arena *arena, const struct form **form,
                          struct failure *why);

/* Whether the column sums marks; whether any column or footnote of the form does. */
bool form_column_has_marks(const struct form_column *column);
bool form_has_marks(const struct form *form);

/* False when the form has no such column. */
bool form_column_by_id(const struct form *form, const char *id, size_t *column);
