/*
 * line: what a line is, and how it travels.
 */
#include "thuocdo/send/line.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "proto/fact.h"
#include "tests/support/rows.h"

#define ENVELOPE(data)                                                                    \
    "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"s\",\"type\":\"dossier.status\"," \
    "\"time\":\"2023-02-01T08:35:10+07:00\",\"subject\":\"c\",\"data\":" data "}"

static const struct example {
    const char *name;
    enum item_format wanted;
    const char *line;
    enum item_format format;
} examples[] = {
    {"a clean fact is packed",                                    FORMAT_NONE,     ENVELOPE("{\"status\":4}"),                    FORMAT_FACT    },
    {"without specversion too",                                   FORMAT_NONE,
     "{\"type\":\"dossier.moved\",\"id\":\"a\",\"source\":\"s\",\"time\":\"2023-02-01T01:00:00Z\","
     "\"subject\":\"c\",\"data\":{\"unit\":\"u\"}}",                                                                              FORMAT_FACT    },
    {"a figure too",                                              FORMAT_NONE,
     "{\"type\":\"figure.reported\",\"id\":\"a\",\"source\":\"s\",\"time\":\"2023-02-01T01:00:"
     "00Z\",\"subject\":\"u\",\"data\":{\"form\":\"f\",\"indicator\":\"i\",\"from\":\"2023-01-01\","
     "\"to\":\"2023-03-31\",\"value\":\"98.30\"}}",                                                                               FORMAT_FACT    },
    {"a figure that ends before it begins is intake's to refuse", FORMAT_NONE,
     "{\"type\":\"figure.reported\",\"id\":\"a\",\"source\":\"s\",\"time\":\"2023-02-01T01:00:"
     "00Z\",\"subject\":\"u\",\"data\":{\"form\":\"f\",\"indicator\":\"i\",\"from\":\"2023-04-01\","
     "\"to\":\"2023-03-31\"}}",                                                                                                   FORMAT_JSON    },
    {"an unknown key is intake's to count",                       FORMAT_NONE,     ENVELOPE("{\"status\":4,\"x\":1}"),
     FORMAT_JSON                                                                                                                                 },
    {"a wrong status is intake's to refuse",                      FORMAT_NONE,     ENVELOPE("{\"status\":11}"),                   FORMAT_JSON    },
    {"missing data",                                              FORMAT_NONE,     ENVELOPE("null"),                              FORMAT_JSON    },
    {"rubbish",                                                   FORMAT_NONE,     "rubbish",                                     FORMAT_JSON    },
    {"a number",                                                  FORMAT_NONE,     "17",                                          FORMAT_JSON    },
    {"an object that says nothing",                               FORMAT_NONE,     "{}",                                          FORMAT_JSON    },
    {"a fact cut short",                                          FORMAT_NONE,     "{\"specversion\":\"1.0\"",                    FORMAT_JSON    },
    {"bytes that are not UTF-8",                                  FORMAT_NONE,     "{\"specversion\":\"1.0\",\"id\":\"\xff\"}",
     FORMAT_JSON                                                                                                                                 },
    {"an envelope",                                               FORMAT_NONE,     "{\"service\":\"DongBoHoSoMC\",\"data\":[]}",  FORMAT_NATIONAL},
    {"an envelope without a service",                             FORMAT_NONE,     "{\"data\":[{}]}",                             FORMAT_NATIONAL},
    {"a record",                                                  FORMAT_NONE,     "{\"MaHoSo\":\"c\"}",                          FORMAT_NATIONAL},
    {"a list",                                                    FORMAT_NONE,     "[{\"MaHoSo\":\"c\"}]",                        FORMAT_NATIONAL},
    {"a record with a key twice",                                 FORMAT_NONE,     "{\"MaHoSo\":\"c\",\"MaHoSo\":\"d\"}",
     FORMAT_NATIONAL                                                                                                                             },
    {"a fact with a key twice",                                   FORMAT_NONE,     "{\"type\":\"a\",\"type\":\"b\",\"data\":{}}",
     FORMAT_JSON                                                                                                                                 },
    {"a record that is said to be a fact",                        FORMAT_JSON,     "{\"MaHoSo\":\"c\"}",                          FORMAT_JSON    },
    {"a fact that is said to be one",                             FORMAT_JSON,     ENVELOPE("{\"status\":4}"),                    FORMAT_FACT    },
    {"a fact that is said to be a record",                        FORMAT_NATIONAL, ENVELOPE("{\"status\":4}"),
     FORMAT_NATIONAL                                                                                                                             },
    {"rubbish that is said to be a record",                       FORMAT_NATIONAL, "rubbish",                                     FORMAT_NATIONAL},
};

ROWS(line, is_told_by_what_it_holds, sizeof examples / sizeof examples[0])
{
    const struct example *example = &examples[*row];
    const struct bytes line = bytes_of_text(example->line);
    struct line_taker taker;
    struct bytes item;

    line_taker_open(&taker, example->wanted);
    cr_expect_eq(line_take(&taker, line, &item), example->format, "%s", example->name);
    cr_expect_eq(bytes_equal(item, line), example->format != FORMAT_FACT, "%s", example->name);
    line_taker_close(&taker);
}

/* Two spellings of one content must be one content behind intake. */
Test(line, packs_text_in_normal_form)
{
    static const char head[] = "{\"type\":\"unit.renamed\",\"id\":\"a\",\"source\":\"s\","
                               "\"time\":\"2023-02-01T01:00:00Z\",\"subject\":\"c\",\"data\":{"
                               "\"name_vi\":\"";
    char composed[512], decomposed[512];
    struct line_taker one, other;
    struct bytes left, right;

    snprintf(composed, sizeof composed, "%sT\xe1\xbb\x89nh\"}}", head);
    snprintf(decomposed, sizeof decomposed, "%sTi\xcc\x89nh\"}}", head);
    line_taker_open(&one, FORMAT_NONE);
    line_taker_open(&other, FORMAT_NONE);
    cr_expect_eq(line_take(&one, bytes_of_text(composed), &left), FORMAT_FACT);
    cr_expect_eq(line_take(&other, bytes_of_text(decomposed), &right), FORMAT_FACT);
    cr_expect(bytes_equal(left, right));
    line_taker_close(&one);
    line_taker_close(&other);
}
