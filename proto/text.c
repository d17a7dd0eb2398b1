#include "proto/text.h"

#include <utf8proc.h>

#include "runtime/utf8.h"

static bool is_ascii(struct bytes text)
{
    uint8_t all = 0;

    for (size_t at = 0; at < text.length; at++)
        all |= text.at[at];
    return all < 0x80;
}

enum outcome text_check(struct bytes text, struct failure *why)
{
    size_t at = 0;

    while (at < text.length) {
        size_t length = 1;

        /* Nearly all text is ASCII; only the rest needs a closer look. */
        if (text.at[at] >= 0x80)
            length = utf8_sequence(text.at + at, text.length - at);
        if (length == 0)
            return fail_field(why, REJECT, "text", "text is not valid UTF-8 at byte %zu", at);
        if (text.at[at] == 0)
            return fail_field(why, REJECT, "text", "text has a NUL at byte %zu", at);
        at += length;
    }
    return DONE;
}

enum outcome text_normalise(struct bytes text, struct arena *arena, struct bytes *normal,
                            struct failure *why)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_ssize_t length = (utf8proc_ssize_t)text.length;
    utf8proc_ssize_t points, bytes;
    utf8proc_int32_t *buffer;

    *normal = text;
    if (is_ascii(text))
        return DONE;
    points = utf8proc_decompose(text.at, length, NULL, 0, options);
    if (points < 0)
        return fail_field(why, REJECT, "text", "text cannot be normalised");
    /* utf8proc_reencode writes the UTF-8 over the code points and a NUL behind it. */
    buffer = arena_take(arena, ((size_t)points + 1) * sizeof *buffer);
    if (!buffer)
        return fail_field(why, REJECT, "text", "text is too long to be normalised");
    utf8proc_decompose(text.at, length, buffer, points, options);
    bytes = utf8proc_reencode(buffer, points, options);
    if (bytes < 0)
        return fail_field(why, REJECT, "text", "text cannot be normalised");
    *normal = (struct bytes){(const uint8_t *)buffer, (size_t)bytes};
    return DONE;
}
