/*
 * form_rules: how the values in a form's text are read, one rule for each kind of value.
 *
 * Pure. A rule answers REJECT with the rest of a sentence that begins with the field's name.
 */
#pragma once

#include "reporter/core/form.h"

/* Reads the value into the place that the field table names. */
typedef enum outcome form_rule(const char *value, struct arena *arena, void *place,
                               struct failure *why);

form_rule form_read_text;     /* const char * */
form_rule form_read_heading;  /* struct form_column: heading_vi and levels, "outer > inner" */
form_rule form_read_number;   /* const char *: "4", "3=4+6" */
form_rule form_read_kind;     /* enum column_kind */
form_rule form_read_total;    /* enum column_total */
form_rule form_read_decimals; /* int */
form_rule form_read_day;      /* int32_t */

/* The formulas of a column, once its kind is known. */
enum outcome form_read_value(struct form_column *column, struct failure *why);

/* "a = b + c" or "a <= b", over the columns read so far. */
enum outcome form_read_identity(const struct form *form, const char *text,
                                struct form_identity *identity, struct failure *why);
