/*
 * pieces: one JSON value in a file, as lines.
 */
#include "thuocdo/send/pieces.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>

#include "tests/support/rows.h"
#include "thuocdo/send/lines.h"

static const struct example {
    const char *name;
    const char *text;
    bool is_one_value;
    const char *line; /* What it becomes. */
} examples[] = {
    {"lines stay lines",           "{\"a\":1}\n{\"b\":2}\n",                     false, NULL            },
    {"rubbish stays as it is",     "rubbish\n{\"a\":1}\n",                       false, NULL            },
    {"a broken line among lines",  "{\"a\":1\n{\"b\":2}\n",                      false, NULL            },
    {"an empty file",              "",                                           false, NULL            },
    {"a small single line",        "\n[{\"MaHoSo\":\"a\"}]\n",                   false, NULL            },
    {"a value over several lines", "{\n \"MaHoSo\": \"a\",\n \"b\": [1,\n2]}\n", true,
     "{  \"MaHoSo\": \"a\",  \"b\": [1, 2]} \n"                                                         },
    {"an escape stays an escape",  "[\n\"a\\nb\"]",                              true,  "[ \"a\\nb\"]\n"},
};

ROWS(pieces, are_made_of_one_value_only, sizeof examples / sizeof examples[0])
{
    const struct example *example = &examples[*row];
    struct pieces pieces;
    struct failure why = {0};

    cr_assert_eq(pieces_make(bytes_of_text(example->text), &pieces, &why), DONE, "%s", why.text);
    cr_expect_eq(pieces.is_one_value, example->is_one_value, "%s", example->name);
    if (example->line)
        cr_expect(bytes_equal(buffer_bytes(&pieces.text), bytes_of_text(example->line)), "%s: %.*s",
                  example->name, (int)pieces.text.length, (const char *)pieces.text.at);
    pieces_free(&pieces);
}

static void add(struct buffer *text, const char *more)
{
    buffer_add(text, more, strlen(more));
}

/* An envelope with so many records, each on a line of its own. */
static void add_envelope(struct buffer *text, int records, const char *head, const char *tail)
{
    char record[512];

    add(text, head);
    for (int row = 0; row < records; row++) {
        snprintf(
            record, sizeof record,
            "%s\n  {\"MaHoSo\": \"%d\", \"GhiChu\": \"]},\\\"[{ %0400d\", \"data\": [[1], {}]}",
            row ? "," : "", row, row);
        add(text, record);
    }
    add(text, tail);
}

/* Every record once and in order, each piece with the envelope. */
static void check_pieces(const struct pieces *pieces, int records, bool has_envelope)
{
    const struct lines lines = {buffer_bytes(&pieces->text),
                                (const int64_t *)(const void *)pieces->numbers.at};
    struct place at = {0, 0};
    struct bytes line;
    char expected[16];
    int seen = 0;

    while (lines_next(&lines, &at, &line)) {
        json_t *value = json_loadb((const char *)line.at, line.length, 0, NULL);
        const json_t *list = has_envelope ? json_object_get(value, "data") : value;

        cr_assert(value);
        cr_expect_leq(line.length, 300000);
        cr_expect(!has_envelope || json_object_get(value, "service"));
        cr_expect(!has_envelope || json_object_get(value, "last"));
        cr_expect_eq(lines_number(&lines, &at), seen + 2, "piece at record %d", seen);
        for (size_t row = 0; row < json_array_size(list); row++, seen++) {
            snprintf(expected, sizeof expected, "%d", seen);
            cr_expect_str_eq(
                json_string_value(json_object_get(json_array_get(list, row), "MaHoSo")), expected);
        }
        json_decref(value);
    }
    cr_expect_eq(seen, records);
}

Test(pieces, of_a_large_envelope_have_all_records_once)
{
    struct buffer text = {0};
    struct pieces pieces;
    struct failure why = {0};

    add_envelope(&text, 2000,
                 "{\"service\": \"DongBoHoSoMC\", \"x\": {\"data\": [0]}, \"data\" : [",
                 "\n ] , \"last\": \"data\"\n}\n");
    cr_assert_eq(pieces_make(buffer_bytes(&text), &pieces, &why), DONE, "%s", why.text);
    cr_assert(pieces.is_one_value);
    check_pieces(&pieces, 2000, true);
    pieces_free(&pieces);
    buffer_free(&text);
}

Test(pieces, of_a_large_list_have_all_records_once)
{
    struct buffer text = {0};
    struct pieces pieces;
    struct failure why = {0};

    add_envelope(&text, 1500, "[", "]");
    cr_assert_eq(pieces_make(buffer_bytes(&text), &pieces, &why), DONE, "%s", why.text);
    cr_assert(pieces.is_one_value);
    check_pieces(&pieces, 1500, false);
    pieces_free(&pieces);
    buffer_free(&text);
}
