/*
 * number: exact integers as people print them.
 *
 * Pure. A value with d decimals is an integer counted in 10^-d: 983 with one decimal is 98,3.
 * What may be any decimal number is counted in millionths, as exact as a figure can be reported.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { NUMBER_DECIMALS = 6, NUMBER_TEXT = 40 };

__extension__ typedef __int128 number_millionths;

enum { MILLION = 1000000 };

/* Vietnamese: 1.234.567 and 98,3. */
void number_print_vi(int64_t value, int decimals, char text[NUMBER_TEXT]);

/* For programs: 1234567 and 98.3. */
void number_print_plain(int64_t value, int decimals, char text[NUMBER_TEXT]);

/*
 * 100 × numerator / denominator with that many decimals, half up. False when there is no such
 * value: the denominator is 0, one of them is negative, or 64 bits do not hold it.
 */
bool number_percent(int64_t numerator, int64_t denominator, int decimals, int64_t *value);

/* The same of two decimal numbers, the result in millionths. */
bool number_rate(number_millionths numerator, number_millionths denominator, int decimals,
                 number_millionths *value);

/* With at least so many decimals, and with all of those that are not nought. */
void number_print_decimal_vi(number_millionths value, int decimals, char text[NUMBER_TEXT]);
void number_print_decimal_plain(number_millionths value, int decimals, char text[NUMBER_TEXT]);

/* Reads -?[0-9]{1,15}(.[0-9]{1,6})?; false when the text is anything else. */
bool number_read(const char *text, number_millionths *value);
