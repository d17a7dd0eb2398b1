#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <string.h>

#include "reporter/core/display.h"

static const struct {
    const char *text;
    size_t width;
} widths[] = {
    {"",                                   0 },
    {"STT",                                3 },
    {"Sở Tư pháp",                     10},
    {"So\xCC\x9B\xCC\x89 Tu\xCC\x9B",      5 },
    {"Tổng số hồ sơ tiếp nhận", 23},
    {"Đắk Lắk",                       7 },
    {"98,3 %",                             6 },
    {"市",                                2 },
    {"a\tb",                               3 },
    {"\x1B[31m",                           5 },
    {"a\xFF\xFE"
     "b",                             4 },
    {"\xC2\x9B"
     "x",                             2 },
    {"\xE1\xBB",                           2 },
};

ParameterizedTestParameters(display, is_as_wide_as_a_terminal_shows_it)
{
    static size_t rows[sizeof widths / sizeof widths[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, display, is_as_wide_as_a_terminal_shows_it)
{
    cr_expect_eq(display_width(slice_of(widths[*row].text)), widths[*row].width, "row %zu: %zu",
                 *row, display_width(slice_of(widths[*row].text)));
}

static const struct {
    const char *text;
    size_t width;
    const char *lines[4];
} wraps[] = {
    {"Trước hạn và đúng hạn", 21, {"Trước hạn và đúng hạn"}      },
    {"Trước hạn và đúng hạn", 20, {"Trước hạn và đúng", "hạn"}   },
    {"Trước hạn và đúng hạn", 9,  {"Trước hạn", "và đúng", "hạn"}},
    {"Tỷ lệ (%)",                   5,  {"Tỷ lệ", "(%)"}                     },
    {"  hai   dấu  cách  ",          5,  {"hai", "dấu", "cách"}                },
    {"nghiêng",                        3,  {"ngh", "iên", "g"}                     },
    {"a nghiêng b",                    4,  {"a", "nghi", "êng", "b"}               },
    {"a b",                             0,  {"a", "b"}                               },
    {"",                                5,  {NULL}                                   },
    {"   ",                             5,  {NULL}                                   },
};

ParameterizedTestParameters(display, wraps_between_words)
{
    static size_t rows[sizeof wraps / sizeof wraps[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, display, wraps_between_words)
{
    const struct slice text = slice_of(wraps[*row].text);
    size_t count = 0;

    for (; count < 4 && wraps[*row].lines[count]; count++) {
        const struct slice line = display_line(text, wraps[*row].width, count);

        cr_expect_eq(line.length, strlen(wraps[*row].lines[count]), "row %zu line %zu: '%.*s'",
                     *row, count, (int)line.length, line.at);
        cr_expect_eq(memcmp(line.at, wraps[*row].lines[count], line.length), 0);
    }
    cr_expect_eq(display_lines(text, wraps[*row].width), count, "row %zu", *row);
    cr_expect_eq(display_line(text, wraps[*row].width, count).length, 0);
}

struct page {
    char text[256];
    size_t used;
};

static bool keep(void *context, const char *bytes, size_t length)
{
    struct page *page = context;

    if (length >= sizeof page->text - page->used)
        return false;
    memcpy(page->text + page->used, bytes, length);
    page->used += length;
    return true;
}

static const struct {
    const char *text;
    size_t width;
    enum alignment alignment;
    const char *shown;
} placed[] = {
    {"hạn",      6, ALIGN_LEFT,   "hạn   "      },
    {"hạn",      6, ALIGN_RIGHT,  "   hạn"      },
    {"hạn",      6, ALIGN_CENTRE, " hạn  "      },
    {"So\xCC\x9B", 4, ALIGN_RIGHT,  "  So\xCC\x9B"  },
    {"quá dài",  3, ALIGN_RIGHT,  "quá dài"     },
    {"\x1B[0m\n",  6, ALIGN_LEFT,   " [0m  "        },
    {"a\xFF",      3, ALIGN_LEFT,   "a\xEF\xBF\xBD "},
};

ParameterizedTestParameters(display, fills_the_width)
{
    static size_t rows[sizeof placed / sizeof placed[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, display, fills_the_width)
{
    struct page page = {{0}, 0};
    const struct sink sink = {keep, &page};
    struct writer writer = {&sink, true};

    display_put(&writer, slice_of(placed[*row].text), placed[*row].width, placed[*row].alignment);
    cr_expect_str_eq(page.text, placed[*row].shown, "row %zu: '%s'", *row, page.text);
}

Test(display, stops_when_the_sink_is_full)
{
    struct page page = {{0}, sizeof page.text - 4};
    const struct sink sink = {keep, &page};
    struct writer writer = {&sink, true};

    writer_text(&writer, "abc");
    cr_expect(writer.ok);
    writer_text(&writer, "d");
    cr_expect_not(writer.ok);
    writer_text(&writer, "");
    cr_expect_not(writer.ok);
    cr_expect_eq(page.used, sizeof page.text - 1);
}
