#include "reporter/core/number.h"

#include <string.h>

__extension__ typedef __int128 wide;

enum { WHOLE_DIGITS = 15 };

static void print(wide value, int decimals, char group, char point, char text[NUMBER_TEXT])
{
    wide rest = value < 0 ? -value : value;
    char *at = text + NUMBER_TEXT - 1;
    int digits = 0;

    *at = '\0';
    do {
        if (decimals && digits == decimals)
            *--at = point;
        if (group && digits > decimals && (digits - decimals) % 3 == 0)
            *--at = group;
        *--at = (char)('0' + (int)(rest % 10));
        rest /= 10;
        digits++;
    } while (rest || digits <= decimals);
    if (value < 0)
        *--at = '-';
    memmove(text, at, (size_t)(text + NUMBER_TEXT - at));
}

void number_print_vi(int64_t value, int decimals, char text[NUMBER_TEXT])
{
    print(value, decimals, '.', ',', text);
}

void number_print_plain(int64_t value, int decimals, char text[NUMBER_TEXT])
{
    print(value, decimals, '\0', '.', text);
}

/* 100 × numerator / denominator × scale, half up; false without such a value. */
static bool share(wide numerator, wide denominator, wide scale, wide *value)
{
    if (numerator < 0 || denominator <= 0)
        return false;
    *value = (2 * numerator * 100 * scale + denominator) / (2 * denominator);
    return *value <= INT64_MAX;
}

static wide power_of_ten(int exponent)
{
    return exponent > 0 ? 10 * power_of_ten(exponent - 1) : 1;
}

bool number_percent(int64_t numerator, int64_t denominator, int decimals, int64_t *value)
{
    wide shared;

    if (!share(numerator, denominator, power_of_ten(decimals), &shared))
        return false;
    *value = (int64_t)shared;
    return true;
}

bool number_rate(number_millionths numerator, number_millionths denominator, int decimals,
                 number_millionths *value)
{
    if (!share(numerator, denominator, power_of_ten(decimals), value))
        return false;
    *value *= power_of_ten(NUMBER_DECIMALS - decimals);
    return true;
}

static int shorten(wide *value, int decimals)
{
    int kept = NUMBER_DECIMALS;

    while (kept > decimals && *value % 10 == 0) {
        *value /= 10;
        kept--;
    }
    return kept;
}

void number_print_decimal_vi(number_millionths value, int decimals, char text[NUMBER_TEXT])
{
    const int kept = shorten(&value, decimals);

    print(value, kept, '.', ',', text);
}

void number_print_decimal_plain(number_millionths value, int decimals, char text[NUMBER_TEXT])
{
    const int kept = shorten(&value, decimals);

    print(value, kept, '\0', '.', text);
}

/* Takes the digits that stand there, as many as the limit at most; how many they were. */
static int take_digits(const char **text, int limit, wide *value)
{
    int taken = 0;

    while (taken < limit && **text >= '0' && **text <= '9') {
        *value = *value * 10 + (*(*text)++ - '0');
        taken++;
    }
    return taken;
}

bool number_read(const char *text, number_millionths *value)
{
    const bool negative = *text == '-';
    int decimals = 0;

    text += negative;
    *value = 0;
    if (!take_digits(&text, WHOLE_DIGITS, value))
        return false;
    if (*text == '.') {
        text++;
        decimals = take_digits(&text, NUMBER_DECIMALS, value);
        if (!decimals)
            return false;
    }
    *value *= power_of_ten(NUMBER_DECIMALS - decimals);
    if (negative)
        *value = -*value;
    return !*text;
}
