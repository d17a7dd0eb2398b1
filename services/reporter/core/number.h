/*
 * number: exact integers as people print them.
 *
 * Pure. A value with d decimals is an integer counted in 10^-d: 983 with one decimal is 98,3.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { NUMBER_DECIMALS = 6, NUMBER_TEXT = 40 };

/* Vietnamese: 1.234.567 and 98,3. */
void number_print_vi(int64_t value, int decimals, char text[NUMBER_TEXT]);

/* For programs: 1234567 and 98.3. */
void number_print_plain(int64_t value, int decimals, char text[NUMBER_TEXT]);

/*
 * 100 × numerator / denominator with that many decimals, half up. False when there is no such
 * value: the denominator is 0, one of them is negative, or 64 bits do not hold it.
 */
bool number_percent(int64_t numerator, int64_t denominator, int decimals, int64_t *value);
