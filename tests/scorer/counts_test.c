#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scorer/core/counts.h"
#include "scorer/rubric_file.h"

#define ROWS(table) sizeof(table) / sizeof(table)[0]
#define HEADER      "unit,indicator,numerator,denominator\n"

static _Alignas(16) char rubric_memory[RUBRIC_ARENA];
static _Alignas(16) char memory[RUBRIC_ARENA];

static enum outcome read_bytes(struct bytes text, struct counts *counts, struct failure *why)
{
    struct arena rubric_arena = arena_over(rubric_memory, sizeof rubric_memory);
    struct arena arena = arena_over(memory, counts_arena(text));
    struct rubric rubric;

    cr_assert_eq(rubric_load("766", &rubric_arena, &rubric, why), DONE, "%s", why->text);
    return counts_read(text, &rubric, &arena, counts, why);
}

static enum outcome read(const char *text, struct counts *counts, struct failure *why)
{
    return read_bytes(bytes_of_text(text), counts, why);
}

static const struct {
    const char *name;
    const char *text;
    const char *says;
} wrong[] = {
    {"nothing",                   "",                                            "line 1: column unit is missing"               },
    {"no header",                 "A,3.1,1,2\n",                                 "line 1: column 1: 'A' is no column of counts" },
    {"a column is missing",       "unit,indicator,numerator\n",                  "line 1: column denominator is missing"        },
    {"a column is there twice",   "unit,unit,indicator,numerator,denominator\n",
     "line 1: column unit is there twice"                                                                                       },
    {"too many columns",          ",,,,,,,,,,,,,,,,,\n",                         "line 1: more than 16 columns"                 },
    {"too few fields",            HEADER "A,3.1,1\n",                            "line 2: 3 columns instead of 4"               },
    {"too many fields",           HEADER "A,3.1,1,2,3\n",                        "line 2: 5 columns instead of 4"               },
    {"no such indicator",         HEADER "A,3.1,1,2\nA,9.9,1,2\n",
     "line 3, column indicator: '9.9' is no indicator of rubric 766"                                                            },
    {"the same indicator twice",  HEADER "A,3.1,1,2\nB,3.1,1,2\nA,3.1,1,2\n",
     "line 4, column indicator: the unit has 3.1 already"                                                                       },
    {"below zero",                HEADER "A,3.1,-1,2\n",
     "line 2, column numerator: not a whole number of at least 0"                                                               },
    {"not whole",                 HEADER "A,3.1,1,2.0\n",
     "line 2, column denominator: not a whole number of at least 0"                                                             },
    {"no number",                 HEADER "A,3.1,,2\n",                           "line 2, column numerator: a number is missing"},
    {"a blank before it",         HEADER "A,3.1, 1,2\n",                         "line 2, column numerator: not a whole number" },
    {"2^63",                      HEADER "A,3.1,1,9223372036854775808\n",
     "line 2, column denominator: the number is too large"                                                                      },
    {"no unit",                   HEADER ",3.1,1,2\n",                           "line 2, column unit: the unit is missing"     },
    {"not UTF-8",                 HEADER "\xFF,3.1,1,2\n",                       "line 2, column unit: text is not valid UTF-8" },
    {"an open quote",             HEADER "\"A,3.1,1,2\n",                        "line 2, column 1: a quote is not closed"      },
    {"a quote inside",            HEADER "A\"B,3.1,1,2\n",                       "line 2, column 1: a quote in a field without" },
    {"text after a quote",        HEADER "\"A\"B,3.1,1,2\n",
     "line 2, column 1: something follows the closing quote"                                                                    },
    {"a lone carriage return",    HEADER "A,3.1,1,2\rB,3.1,1,2\n",
     "line 2, column 4: a carriage return inside a line"                                                                        },
    {"lines inside quotes count", HEADER "\"A\nB\",3.1,1,2\nC,3.1,x,2\n",
     "line 4, column numerator"                                                                                                 },
};

ParameterizedTestParameters(counts, that_are_wrong_are_named)
{
    static size_t rows[ROWS(wrong)];

    for (size_t row = 0; row < ROWS(rows); row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, ROWS(rows));
}

ParameterizedTest(size_t *row, counts, that_are_wrong_are_named)
{
    struct failure why = {0};
    struct counts counts;

    cr_assert_eq(read(wrong[*row].text, &counts, &why), REJECT, "%s", wrong[*row].name);
    cr_expect_not_null(strstr(why.text, wrong[*row].says), "%s: %s", wrong[*row].name, why.text);
}

static void expect_name(const struct counts *counts, size_t unit, const char *name)
{
    cr_assert_lt(unit, counts->unit_count);
    cr_expect(bytes_equal(counts->units[unit].name, bytes_of_text(name)), "%.*s",
              (int)counts->units[unit].name.length, (const char *)counts->units[unit].name.at);
}

Test(counts, come_in_every_lawful_dress)
{
    struct failure why = {0};
    struct counts counts;
    struct count numbers[RUBRIC_INDICATORS];

    cr_assert_eq(read("\xEF\xBB\xBF\"denominator\",unit,numerator,indicator\r\n"
                      "1884,\"Sở Công Thương, tỉnh \"\"A\"\"\",449,3.2\r\n"
                      "\r\n"
                      "9223372036854775807,B,007,2.1\r\n"
                      "3,\"Sở Công Thương, tỉnh \"\"A\"\"\",0,5.2",
                      &counts, &why),
                 DONE, "%s", why.text);
    cr_assert_eq(counts.unit_count, 2);
    expect_name(&counts, 0, "Sở Công Thương, tỉnh \"A\"");
    expect_name(&counts, 1, "B");
    counts_of_unit(&counts.units[1], numbers);
    cr_expect_eq(numbers[4].numerator, 7);
    cr_expect_eq(numbers[4].denominator, INT64_MAX);
    cr_expect_not(numbers[0].known);
}

Test(counts, see_one_unit_in_two_spellings)
{
    struct failure why = {0};
    struct counts counts;

    cr_assert_eq(read(HEADER "Ti\xCC\x89nh,2.1,1,2\nT\xE1\xBB\x89nh,3.1,1,2\n", &counts, &why),
                 DONE, "%s", why.text);
    cr_expect_eq(counts.unit_count, 1);
    expect_name(&counts, 0, "T\xE1\xBB\x89nh");
}

/* What stands behind a name is no part of it. */
Test(counts, see_one_unit_in_quotes_and_without)
{
    struct failure why = {0};
    struct counts counts;

    cr_assert_eq(read(HEADER "A,2.1,1,2\n\"A\",3.1,1,2\n", &counts, &why), DONE, "%s", why.text);
    cr_expect_eq(counts.unit_count, 1);
}

/* Nor does a text go on where it ends, whatever lies behind it. */
Test(counts, end_with_their_text)
{
    const struct bytes text = bytes_of_text(HEADER "A,3.1,1,2\r\n");
    struct failure why = {0};
    struct counts counts;

    cr_expect_eq(read_bytes(text, &counts, &why), DONE, "%s", why.text);
    cr_expect_eq(read_bytes((struct bytes){text.at, text.length - 1}, &counts, &why), REJECT);
    cr_expect_str_eq(why.text, "line 2, column 4: a carriage return inside a line");
}

Test(counts, without_rows_have_no_units)
{
    struct failure why = {0};
    struct counts counts;

    cr_assert_eq(read(HEADER, &counts, &why), DONE);
    cr_expect_eq(counts.unit_count, 0);
}

Test(counts, fit_the_arena_that_they_ask_for)
{
    static char text[40000];
    struct failure why = {0};
    struct counts counts;
    size_t used = (size_t)snprintf(text, sizeof text, HEADER);
    size_t units = 0;

    for (; used + 40 < sizeof text; units++)
        used += (size_t)snprintf(text + used, sizeof text - used, "\"\xCE\x90%zu\"\"\",2.1,1,2\n",
                                 units);
    cr_assert_eq(read(text, &counts, &why), DONE, "%s", why.text);
    cr_expect_eq(counts.unit_count, units);
}

/* Any byte in any place: an answer, never a crash. */
Test(counts, survive_any_byte)
{
    static const char good[] = HEADER "\"A\"\"\xC3\xA9\",3.1,1,2\r\nB,5.2,0,0\n";
    static const char bytes[] = "\0\"\r\n,\xFF-9";
    struct failure why = {0};
    struct counts counts;

    for (size_t at = 0; at < sizeof good - 1; at++)
        for (size_t byte = 0; byte < sizeof bytes; byte++) {
            char *const text = malloc(sizeof good - 1);

            memcpy(text, good, sizeof good - 1);
            text[at] = bytes[byte];
            read_bytes((struct bytes){(const uint8_t *)text, sizeof good - 1}, &counts, &why);
            read_bytes((struct bytes){(const uint8_t *)text, at}, &counts, &why);
            free(text);
        }
}
