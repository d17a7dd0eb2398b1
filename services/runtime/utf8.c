#include "runtime/utf8.h"

/* Rows by first byte: the range of the second byte is what rules out overlong forms, surrogates
 * and points beyond U+10FFFF; all later bytes are 0x80..0xbf. */
static const struct lead {
    uint8_t first, last;
    uint8_t length;
    uint8_t second_from, second_to;
} leads[] = {
    {0xc2, 0xdf, 2, 0x80, 0xbf},
    {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf},
    {0xed, 0xed, 3, 0x80, 0x9f},
    {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf},
    {0xf1, 0xf3, 4, 0x80, 0xbf},
    {0xf4, 0xf4, 4, 0x80, 0x8f},
};

static const struct lead *lead_of(uint8_t byte)
{
    for (size_t row = 0; row < sizeof leads / sizeof leads[0]; row++)
        if (byte >= leads[row].first && byte <= leads[row].last)
            return &leads[row];
    return NULL;
}

size_t utf8_sequence(const uint8_t *at, size_t left)
{
    const struct lead *lead;

    if (at[0] < 0x80)
        return 1;
    lead = lead_of(at[0]);
    if (!lead || lead->length > left || at[1] < lead->second_from || at[1] > lead->second_to)
        return 0;
    for (size_t next = 2; next < lead->length; next++)
        if ((at[next] & 0xc0U) != 0x80)
            return 0;
    return lead->length;
}
