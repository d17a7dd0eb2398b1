#include "reporter/core/number.h"

#include <string.h>

__extension__ typedef __int128 wide;

static void print(int64_t value, int decimals, char group, char point, char text[NUMBER_TEXT])
{
    /* The smallest integer has no positive twin, so digits are taken from the unsigned size. */
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char *at = text + NUMBER_TEXT - 1;
    int digits = 0;

    *at = '\0';
    do {
        if (decimals && digits == decimals)
            *--at = point;
        if (group && digits > decimals && (digits - decimals) % 3 == 0)
            *--at = group;
        *--at = (char)('0' + rest % 10);
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

bool number_percent(int64_t numerator, int64_t denominator, int decimals, int64_t *value)
{
    wide scaled;

    if (numerator < 0 || denominator <= 0)
        return false;
    scaled = (wide)numerator * 100;
    for (int place = 0; place < decimals; place++)
        scaled *= 10;
    scaled = (2 * scaled + denominator) / (2 * (wide)denominator);
    if (scaled > INT64_MAX)
        return false;
    *value = (int64_t)scaled;
    return true;
}
