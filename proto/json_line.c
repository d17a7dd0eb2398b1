#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"

/* jansson's own sentences quote the line, and refusals are kept: ours do not. */
static const char *what_is_wrong(enum json_error_code code)
{
    static const struct {
        enum json_error_code code;
        const char *words;
    } rows[] = {
        {json_error_stack_overflow,         "is nested too deep"         },
        {json_error_invalid_utf8,           "is not valid UTF-8"         },
        {json_error_premature_end_of_input, "ends too early"             },
        {json_error_end_of_input_expected,  "has bytes behind its value" },
        {json_error_null_character,         "has a NUL"                  },
        {json_error_null_byte_in_key,       "has a NUL in a key"         },
        {json_error_duplicate_key,          "has a key twice"            },
        {json_error_numeric_overflow,       "has a number without bounds"},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        if (rows[row].code == code)
            return rows[row].words;
    return "is not JSON";
}

static char *string_end(char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

/* Writes 1e19 or -1e19 over an integer of more than 64 bits, which has at least 19 digits. */
static void shorten_integer(char *number, size_t length)
{
    const bool is_negative = number[0] == '-';

    errno = 0;
    (void)strtoll(number, NULL, 10);
    if (errno != ERANGE || strcspn(number, ".eE") < length)
        return;
    memset(number, ' ', length);
    memcpy(number, is_negative ? "-1e19" : "1e19", is_negative ? 5 : 4);
}

/* jansson refuses a whole line for one integer that 64 bits cannot hold, even in an unknown key. */
static json_t *load_shortened(struct bytes line, json_error_t *error)
{
    char *copy = malloc(line.length + 1);
    json_t *value;

    if (!copy) {
        error->text[0] = '\0';
        return NULL;
    }
    memcpy(copy, line.at, line.length);
    copy[line.length] = '\0';
    for (char *at = copy; *at;) {
        const size_t length = strspn(at, "0123456789+-.eE");

        if (*at == '"') {
            at = string_end(at);
            continue;
        }
        if (length > 0)
            shorten_integer(at, length);
        at += length ? length : 1;
    }
    value = json_loadb(copy, line.length, JSON_REJECT_DUPLICATES, error);
    free(copy);
    return value;
}

enum outcome json_read(struct bytes line, json_t **value, struct failure *why)
{
    json_error_t error;

    *value = json_loadb((const char *)line.at, line.length, JSON_REJECT_DUPLICATES, &error);
    if (!*value && json_error_code(&error) == json_error_numeric_overflow)
        *value = load_shortened(line, &error);
    /* Without memory jansson fails without a word; every other failure has one. */
    if (!*value && (json_error_code(&error) == json_error_out_of_memory || !error.text[0]))
        return fail_field(why, RETRY, "line", "line does not fit the memory");
    if (!*value)
        return fail_field(why, REJECT, "line", "line %s at byte %d",
                          what_is_wrong(json_error_code(&error)), error.position);
    if (json_is_object(*value))
        return DONE;
    json_decref(*value);
    *value = NULL;
    return fail_field(why, REJECT, "line", "line is JSON, but not an object");
}
