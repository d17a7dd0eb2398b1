#include "reporter/core/display.h"

#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* One code point as it is shown. */
struct glyph {
    size_t length;     /* Bytes it takes in the text. */
    size_t width;      /* Columns it takes on the screen. */
    const char *shown; /* What is written in its place, NULL for itself. */
};

static struct glyph glyph_at(struct slice text)
{
    utf8proc_int32_t code;
    const utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.length, &code);

    if (length <= 0)
        return (struct glyph){1, 1, REPLACEMENT};
    switch ((int)utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return (struct glyph){(size_t)length, 1, " "};
    default: return (struct glyph){(size_t)length, (size_t)utf8proc_charwidth(code), NULL};
    }
}

static struct slice from(struct slice text, size_t start)
{
    return (struct slice){text.at + start, text.length - start};
}

struct slice slice_of(const char *text)
{
    return (struct slice){text, strlen(text)};
}

size_t display_width(struct slice text)
{
    size_t width = 0;

    for (size_t at = 0; at < text.length;) {
        const struct glyph glyph = glyph_at(from(text, at));

        width += glyph.width;
        at += glyph.length;
    }
    return width;
}

static size_t word_length(struct slice text)
{
    const char *blank = text.length ? memchr(text.at, ' ', text.length) : NULL;

    return blank ? (size_t)(blank - text.at) : text.length;
}

size_t display_longest_word(struct slice text)
{
    size_t longest = 0;

    while (text.length) {
        const size_t length = word_length(text);
        const size_t width = display_width((struct slice){text.at, length});

        if (width > longest)
            longest = width;
        text = from(text, length < text.length ? length + 1 : length);
    }
    return longest;
}

/* As many code points as fit, at least one: a line that takes nothing would never end. */
static size_t piece_length(struct slice text, size_t width)
{
    size_t used = 0;
    size_t at = 0;

    while (at < text.length) {
        const struct glyph glyph = glyph_at(from(text, at));

        if (at && used + glyph.width > width)
            break;
        used += glyph.width;
        at += glyph.length;
    }
    return at;
}

static void skip_blanks(struct slice *text)
{
    while (text->length && *text->at == ' ')
        *text = from(*text, 1);
}

struct slice display_wrap(struct slice *rest, size_t width)
{
    struct slice line;
    size_t end;

    skip_blanks(rest);
    line = (struct slice){rest->at, 0};
    for (size_t at = 0; at < rest->length; at = end) {
        while (at < rest->length && rest->at[at] == ' ')
            at++;
        end = at + word_length(from(*rest, at));
        if (display_width((struct slice){rest->at, end}) > width)
            break;
        if (end > at)
            line.length = end;
    }
    if (!line.length && rest->length)
        line.length = piece_length(*rest, width);
    *rest = from(*rest, line.length);
    skip_blanks(rest);
    return line;
}

size_t display_lines(struct slice text, size_t width)
{
    size_t lines = 0;

    while (text.length) {
        const struct slice line = display_wrap(&text, width);

        lines += line.length > 0;
    }
    return lines;
}

struct slice display_line(struct slice text, size_t width, size_t line)
{
    for (size_t before = 0; before < line; before++)
        display_wrap(&text, width);
    return display_wrap(&text, width);
}

static void put_shown(struct writer *writer, struct slice text)
{
    for (size_t at = 0; at < text.length;) {
        const struct glyph glyph = glyph_at(from(text, at));

        if (glyph.shown)
            writer_text(writer, glyph.shown);
        else
            writer_put(writer, text.at + at, glyph.length);
        at += glyph.length;
    }
}

void display_put(struct writer *writer, struct slice text, size_t width, enum alignment alignment)
{
    const size_t used = display_width(text);
    const size_t blanks = width > used ? width - used : 0;
    const size_t before[] = {
        [ALIGN_LEFT] = 0,
        [ALIGN_CENTRE] = blanks / 2,
        [ALIGN_RIGHT] = blanks,
    };

    writer_repeat(writer, " ", before[alignment]);
    put_shown(writer, text);
    writer_repeat(writer, " ", blanks - before[alignment]);
}
