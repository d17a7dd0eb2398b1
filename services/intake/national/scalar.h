/*
 * scalar: a value that may come as a text, a number or true and false, and means the same.
 */
#pragma once

#include <jansson.h>

#include "runtime/bytes.h"

enum { SCALAR_DIGITS = 32 };

struct scalar {
    struct bytes text; /* Without blanks around it where it stands for anything but itself. */
    char digits[SCALAR_DIGITS]; /* Holds the text of a number; the struct must not move. */
};

/* False for a list or an object. null and missing (NULL) are the empty text. */
bool scalar_read(const json_t *value, struct scalar *scalar);

/* The text without the blanks before and after it. */
struct bytes scalar_trimmed(struct bytes text);

/* A whole number of at most 18 digits. */
bool scalar_integer(struct bytes text, int64_t *number);

/* 1, 0, true, false in any case of letters. */
bool scalar_flag(struct bytes text, bool *flag);

/* A whole number in which one kind of separator (. , blank) may set apart groups of three. */
bool scalar_amount(struct bytes text, int64_t *amount_vnd);
