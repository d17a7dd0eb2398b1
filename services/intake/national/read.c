#include <jansson.h>

#include "intake/national/national.h"

struct fault {
    enum json_error_code code;
    const char *sentence;
};

/* The reader's own sentences quote what stands nearby, which may be a name or a number. */
static const struct fault faults[] = {
    {json_error_premature_end_of_input, "it ends too early"         },
    {json_error_end_of_input_expected,  "something stands behind it"},
    {json_error_invalid_utf8,           "it is not valid UTF-8"     },
    {json_error_numeric_overflow,       "a number is too large"     },
    {json_error_null_byte_in_key,       "a key has a NUL"           },
    {json_error_null_character,         "it has a NUL"              },
    {json_error_stack_overflow,         "it is nested too deeply"   },
    {json_error_out_of_memory,          "it does not fit the memory"},
};

static const char *sentence_of(enum json_error_code code)
{
    for (size_t row = 0; row < sizeof faults / sizeof faults[0]; row++)
        if (faults[row].code == code)
            return faults[row].sentence;
    return "it is neither an object nor a list, or a broken one";
}

/* Systems built on .NET put a byte order mark before the text. */
static struct bytes without_mark(struct bytes line)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t length = sizeof mark - 1;

    if (line.length < length || memcmp(line.at, mark, length) != 0)
        return line;
    return (struct bytes){line.at + length, line.length - length};
}

enum outcome national_read(struct bytes line, json_t **value, struct failure *why)
{
    const struct bytes text = without_mark(line);
    json_error_t error;

    /* A NUL in a text spoils at most its item; the keys that we keep are looked at again. */
    *value = json_loadb((const char *)text.at, text.length, JSON_ALLOW_NUL, &error);
    if (!*value && json_error_code(&error) == json_error_numeric_overflow)
        *value = json_loadb((const char *)text.at, text.length,
                            JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
    if (*value)
        return DONE;
    return fail_field(why, REJECT, "line", "line is not JSON that can be taken: %s, byte %d",
                      sentence_of(json_error_code(&error)), error.position);
}
