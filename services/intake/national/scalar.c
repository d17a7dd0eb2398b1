#include "intake/national/scalar.h"

#include <math.h>
#include <stdio.h>
#include <strings.h>

enum { DIGITS = 18, GROUP = 3 };

static const double whole_reals = 9007199254740992.0; /* 2^53: below, each one is exact. */

/* A number too large for 64 bits elsewhere in the batch makes every number a real one. */
static void print_real(double real, struct scalar *scalar)
{
    const bool is_whole = fabs(real) < whole_reals && trunc(real) == real;

    snprintf(scalar->digits, sizeof scalar->digits, is_whole ? "%.0f" : "%.17g", real);
}

bool scalar_read(const json_t *value, struct scalar *scalar)
{
    scalar->text = bytes_of_text("");
    if (!value || json_is_null(value))
        return true;
    if (json_is_object(value) || json_is_array(value))
        return false;
    if (json_is_string(value)) {
        scalar->text =
            (struct bytes){(const uint8_t *)json_string_value(value), json_string_length(value)};
        return true;
    }
    if (json_is_boolean(value))
        snprintf(scalar->digits, sizeof scalar->digits, json_is_true(value) ? "true" : "false");
    else if (json_is_integer(value))
        snprintf(scalar->digits, sizeof scalar->digits, "%" JSON_INTEGER_FORMAT,
                 json_integer_value(value));
    else
        print_real(json_real_value(value), scalar);
    scalar->text = bytes_of_text(scalar->digits);
    return true;
}

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct bytes scalar_trimmed(struct bytes text)
{
    while (text.length > 0 && is_blank(text.at[0])) {
        text.at++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.at[text.length - 1]))
        text.length--;
    return text;
}

bool scalar_integer(struct bytes text, int64_t *number)
{
    int64_t value = 0;

    if (text.length == 0 || text.length > DIGITS)
        return false;
    for (size_t at = 0; at < text.length; at++) {
        if (text.at[at] < '0' || text.at[at] > '9')
            return false;
        value = value * 10 + (text.at[at] - '0');
    }
    *number = value;
    return true;
}

struct word {
    const char *text;
    bool flag;
};

static const struct word words[] = {
    {"1",     true },
    {"0",     false},
    {"true",  true },
    {"false", false},
};

bool scalar_flag(struct bytes text, bool *flag)
{
    for (size_t row = 0; row < sizeof words / sizeof words[0]; row++)
        if (strlen(words[row].text) == text.length &&
            strncasecmp(words[row].text, (const char *)text.at, text.length) == 0) {
            *flag = words[row].flag;
            return true;
        }
    return false;
}

static bool is_separator(uint8_t byte)
{
    return byte == '.' || byte == ',' || byte == ' ';
}

/* "8000.00" is no grouping: read as one it would be a hundred times the fee. */
bool scalar_amount(struct bytes text, int64_t *amount_vnd)
{
    uint8_t digits[DIGITS], separator = 0;
    size_t count = 0;
    size_t in_group = 0;

    for (size_t at = 0; at < text.length; at++) {
        const uint8_t byte = text.at[at];

        if (is_separator(byte)) {
            if (in_group == 0 || in_group > GROUP || (separator && byte != separator) ||
                (separator && in_group != GROUP))
                return false;
            separator = byte;
            in_group = 0;
            continue;
        }
        if (count == DIGITS)
            return false;
        digits[count++] = byte;
        in_group++;
    }
    if (separator && in_group != GROUP)
        return false;
    return scalar_integer((struct bytes){digits, count}, amount_vnd);
}
