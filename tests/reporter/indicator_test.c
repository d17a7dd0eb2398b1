#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "reporter/core/indicator.h"
#include "runtime/day.h"
#include "tests/support/rows.h"

#define HEAD "id,kind,unit_vi,decimals,from,name_vi,name_en,formula,note\n"

enum { ROOM = 8 << 20, FROM = 100, TO = 199 };

static _Alignas(16) unsigned char room[ROOM];

/* ---- catalogue counts ---- */

#define BIT(word) (UINT32_C(1) << CATALOGUE_##word)

/* Two procedures from day 10 on, one of them amended on day 120 and abolished on day 150. */
static const struct catalogue_change rows[] = {
    {10,  1,  BIT(FULL) | BIT(NEW),      BIT(FULL) | BIT(FEE),             true,  1},
    {120, -1, BIT(FULL),                 BIT(FULL) | BIT(FEE),             false, 1},
    {120, 1,  BIT(FEE) | BIT(AMENDED),   BIT(FULL) | BIT(FEE) | BIT(BCCI), true,  2},
    {150, -1, BIT(FEE) | BIT(ABOLISHED), BIT(FULL) | BIT(FEE) | BIT(BCCI), false, 2},
    {10,  1,  BIT(FULL),                 BIT(FULL),                        true,  3},
    {130, -1, BIT(FULL),                 BIT(FULL),                        false, 3},
    {130, 1,  BIT(FULL) | BIT(AMENDED),  BIT(FULL),                        true,  3},
};

enum { CHANGES = sizeof rows / sizeof rows[0] };

static const struct catalogue_changes changes = {rows, CHANGES};

static const struct {
    const char *sentence;
    uint32_t properties;
    int32_t day;
    int64_t count; /* -1: nobody knows. */
} stocks[] = {
    {"before anything is in force",            0,                         9,   0 },
    {"nothing in force has every property",    BIT(BCCI),                 9,   0 },
    {"from the first day",                     0,                         10,  2 },
    {"an amended one is still one",            0,                         120, 2 },
    {"not from the day of its abolition",      0,                         150, 1 },
    {"until the evening before",               0,                         149, 2 },
    {"with a property",                        BIT(FULL),                 119, 2 },
    {"that it loses with the amendment",       BIT(FULL),                 120, 1 },
    {"with another one that it gains",         BIT(FEE),                  120, 1 },
    {"with both at once, none",                BIT(FEE) | BIT(FULL),      120, 0 },
    {"that nothing in force says anything of", BIT(BCCI),                 119, -1},
    {"that one says of: it has it not",        BIT(BCCI),                 120, 0 },
    {"whose only witness is abolished",        BIT(BCCI),                 150, -1},
    {"stated alone, but not together with it", BIT(BCCI) | BIT(ONE_STOP), 120, -1},
};

ROWS(catalogue_counts, tell_what_is_in_force, sizeof stocks / sizeof stocks[0])
{
    int64_t count;

    if (!catalogue_in_force(&changes, stocks[*row].properties, stocks[*row].day, &count))
        count = -1;
    cr_expect_eq(count, stocks[*row].count, "%s: %lld", stocks[*row].sentence, (long long)count);
}

static const struct {
    const char *sentence;
    uint32_t words; /* 0: decisions. */
    int32_t from, to;
    int64_t count;
} flows[] = {
    {"on its day",                            BIT(NEW),                10,  10,  1},
    {"one of two is known as new",            BIT(NEW),                0,   50,  1},
    {"nothing happened at all",               BIT(NEW),                20,  50,  0},
    {"both amendments",                       BIT(AMENDED),            120, 130, 2},
    {"not the day before, not the day after", BIT(AMENDED),            121, 129, 0},
    {"with a property of the new version",    BIT(AMENDED) | BIT(FEE), 0,   200, 1},
    {"an abolition",                          BIT(ABOLISHED),          150, 150, 1},
    {"is no publication",                     BIT(NEW),                150, 150, 0},
    {"decisions, each once",                  0,                       120, 130, 2},
    {"decisions of what was announced",       0,                       10,  10,  1},
    {"no decision without an announcement",   0,                       140, 200, 0},
};

ROWS(catalogue_counts, tell_what_was_announced, sizeof flows / sizeof flows[0])
{
    int64_t count;
    const bool known =
        flows[*row].words ? catalogue_announced(&changes, flows[*row].words, flows[*row].from,
                                                flows[*row].to, &count)
                          : catalogue_decisions(&changes, flows[*row].from, flows[*row].to, &count);

    cr_expect(known, "%s", flows[*row].sentence);
    cr_expect_eq(count, flows[*row].count, "%s: %lld", flows[*row].sentence, (long long)count);
}

Test(catalogue_counts, know_nothing_of_announcements_that_do_not_say_what_they_are)
{
    static const struct catalogue_change silent[] = {
        {10, 1, BIT(FULL),            BIT(FULL), true,  0},
        {10, 1, BIT(FULL) | BIT(FEE), BIT(FULL), false, 0},
        {20, 1, BIT(NEW),             BIT(FULL), true,  0},
    };
    const struct catalogue_changes of_silence = {silent, 3};
    int64_t count;

    cr_expect_not(catalogue_announced(&of_silence, BIT(NEW), 0, 15, &count));
    cr_expect_not(catalogue_announced(&of_silence, BIT(AMENDED), 0, 15, &count));
    cr_expect(catalogue_announced(&of_silence, BIT(ABOLISHED), 0, 15, &count));
    cr_expect(catalogue_announced(&of_silence, BIT(NEW), 0, 25, &count));
    cr_expect_eq(count, 1);
    cr_expect_not(catalogue_decisions(&of_silence, 0, 15, &count), "nothing says what it is");
    cr_expect_not(catalogue_decisions(&of_silence, 20, 25, &count), "nor by which decision");
    cr_expect(catalogue_decisions(&of_silence, 11, 15, &count));
    cr_expect_eq(count, 0);
}

/* ---- expressions ---- */

static int64_t sum(void *context, enum measure measure, enum formula_channel channel, int32_t day)
{
    (void)context;
    if (measure != MEASURE_RECEIVED)
        return 0;
    return channel == FORMULA_ONLINE ? day / 2 : day;
}

static const struct procedure_flow of_procedures[] = {
    {.at = {{5, 0, 0, 1}, {0}, {0}, {5, 0, 0, 1}}},
    {.at = {{7, 2, 0, 0}, {0}, {7, 2, 0, 0}, {0}}},
    {.at = {{-1, 0, 0, 3}, {-1, 0, 0, 3}, {0}, {0}}},
};

static const struct reported_figure figures[] = {
    {"plan",   true,  17 * (number_millionths)MILLION},
    {"done",   true,  7 * (number_millionths)MILLION },
    {"cut",    true,  11860000                       },
    {"silent", false, 0                              },
    {"zero",   true,  0                              },
};

static const struct expression_facts facts = {
    FROM, TO, sum, NULL, of_procedures, 3, {rows, CHANGES},
          figures, 5
};

static const struct {
    const char *text;
    const char *value; /* "" when there is none. */
} values[] = {
    {"received[F,U]",                                              "100"  },
    {"received(F-1) + received[F,U|online]",                       "149"  },
    {"handled",                                                    "199"  },
    {"- received(F-1) + received(U)",                              "100"  },
    {"distinct(received[F,U])",                                    "2"    },
    {"distinct(received[F,U|online])",                             "1"    },
    {"distinct(received[F,U|post] + returned_post[F,U])",          "2"    },
    {"distinct(received[F,U] + returned_post[F,U])",               "3"    },
    {"distinct(returned_post[F,U|direct])",                        "1"    },
    {"distinct( received[F,U] ) - distinct(received[F,U|online])", "1"    },
    {"procedures(U)",                                              "1"    },
    {"procedures(F-1)",                                            "2"    },
    {"procedures ( U | full )",                                    "1"    },
    {"procedures(F-1|full) + procedures(F-1|fee)",                 "2"    },
    {"procedures(F-1|full,fee)",                                   "0"    },
    {"procedures(U|bcci)",                                         ""     },
    {"procedures(U) + procedures(U|bcci)",                         ""     },
    {"procedures[F,U|amended]",                                    "2"    },
    {"procedures[F,U|abolished] + procedures[F,U|replaced]",       "1"    },
    {"procedures[F,U|amended,full]",                               "1"    },
    {"decisions[F,U]",                                             "2"    },
    {"reported(plan)",                                             "17"   },
    {"reported(plan) - reported(done)",                            "10"   },
    {"reported(cut)",                                              "11.86"},
    {"reported(silent)",                                           ""     },
    {"reported(nobody)",                                           ""     },
    {"reported(plan) + reported(silent)",                          ""     },
};

ROWS(expression, comes_to_its_value, sizeof values / sizeof values[0])
{
    struct expression expression;
    char text[NUMBER_TEXT] = "";
    number_millionths value;
    struct failure why = {0};

    cr_assert_eq(expression_parse(values[*row].text, &expression, &why), DONE, "%s", why.text);
    if (expression_value(&expression, &facts, &value))
        number_print_decimal_plain(value, 0, text);
    cr_expect_str_eq(text, values[*row].value, "%s: %s", values[*row].text, text);
}

static const struct {
    const char *text;
    const char *says;
} refused[] = {
    {"",                              "a measure is missing"                              },
    {"recieved[F,U]",                 "'recieved' is no measure"                          },
    {"received[F,U] *",               "+ or - is missing"                                 },
    {"distinct(received[F,U]",        "')' is missing"                                    },
    {"distinct(received(U))",         "procedures are told apart by flows, [F,U]"         },
    {"distinct(withdrawn[F,U])",      "procedures cannot be told apart by withdrawn"      },
    {"procedures",                    "a time is [F,U], (F-1) or (U)"                     },
    {"procedures(U|moon)",            "'moon' says nothing of a procedure"                },
    {"procedures(U|full,)",           "'' says nothing of a procedure"                    },
    {"procedures(U|new)",             "what is announced is of a period, [F,U]"           },
    {"procedures[F,U]",               "one of new, amended, replaced, abolished is needed"},
    {"procedures[F,U|new,amended]",   "one of new, amended, replaced, abolished is needed"},
    {"procedures(U|full",             "')' is missing"                                    },
    {"decisions(U)",                  "decisions are of a period, [F,U]"                  },
    {"reported()",                    "the name of a figure is missing"                   },
    {"reported(plan",                 "')' is missing"                                    },
    {"reported(plan) reported(done)", "+ or - is missing"                                 },
    {"decisions[F,U]+decisions[F,U]+decisions[F,U]+decisions[F,U]+decisions[F,U]+decisions[F,U]"
     "+decisions[F,U]",          "more than 6 items"                                 },
};

ROWS(expression, says_what_is_wrong, sizeof refused / sizeof refused[0])
{
    struct expression expression;
    struct failure why = {0};

    cr_expect_eq(expression_parse(refused[*row].text, &expression, &why), REJECT, "%s",
                 refused[*row].text);
    cr_expect(strstr(why.text, refused[*row].says), "%s: %s", refused[*row].text, why.text);
}

/* ---- the list ---- */

static enum outcome parse(const char *text, struct indicators *indicators, struct failure *why)
{
    struct arena arena = arena_over(room, sizeof room);

    return indicators_parse("list.csv", text, strlen(text), &arena, indicators, why);
}

static const struct {
    const char *line;
    const char *says;
} spoilt[] = {
    {"a,E,x,0,,n,n,\"received[F,U]\"",                                                  "list.csv, line 2, id: 8 columns instead of 9"},
    {",E,x,0,,n,n,\"received[F,U]\",",                                                  "list.csv, line 2, id: empty"                 },
    {"a,F,x,0,,n,n,\"received[F,U]\",",                                                 "list.csv, line 2, kind: 'F' is none of"      },
    {"a,E,x,seven,,n,n,\"received[F,U]\",",                                             "list.csv, line 2, decimals: 'seven' is not"  },
    {"a,E,x,7,,n,n,\"received[F,U]\",",                                                 "list.csv, line 2, decimals: '7' is not"      },
    {"a,E,x,0,later,n,n,\"received[F,U]\",",                                            "list.csv, line 2, from: 'later' is not"      },
    {"a,C,x,0,duty,n,n,procedures(U),",                                                 "list.csv, line 2, from: only what follows"   },
    {"a,E,x,0,,n,n,,",                                                                  "list.csv, line 2, formula: empty"            },
    {"a,E,x,0,,n,n,received,",                                                          "list.csv, line 2, formula: "                 },
    {"a,E,x,0,,n,n,\"received[F,U] / received[F,U]\",",
     "list.csv, line 2, formula: a percentage is a / b"                                                                               },
    {"a,E,%,0,,n,n,\"received[F,U]\",",                                                 "list.csv, line 2, formula: a percentage is a"},
    {"a,E,%,0,,n,n,\"received[F,U] / nothing\",",                                       "list.csv, line 2, formula: "                 },
    {"a,E,x,0,,n,n,procedures(U),",                                                     "list.csv, line 2, formula: of kind E are"    },
    {"a,C,x,0,,n,n,handled,",                                                           "list.csv, line 2, formula: of kind C are"    },
    {"a,M,x,0,,n,n,handled,",                                                           "list.csv, line 2, formula: of kind M are"    },
    {"a,M,x,0,,n,n,reported(a),\nb,M,x,0,,n,n,reported(b),\na,M,x,0,,n,n,reported(a),",
     "list.csv, line 4, id: a second a"                                                                                               },
    {"a,M,x,0,,n,n,\"reported(a),",                                                     "list.csv: line 2, column 8: a quote is not"  },
};

ROWS(indicator, names_line_and_column_of_what_is_wrong, sizeof spoilt / sizeof spoilt[0])
{
    struct indicators indicators;
    struct failure why = {0};
    char text[512];

    snprintf(text, sizeof text, "%s%s\n", HEAD, spoilt[*row].line);
    cr_expect_eq(parse(text, &indicators, &why), REJECT, "%s", spoilt[*row].line);
    cr_expect_eq(strncmp(why.text, spoilt[*row].says, strlen(spoilt[*row].says)), 0, "%s, not %s",
                 why.text, spoilt[*row].says);
}

Test(indicator, wants_its_columns_in_their_order)
{
    struct indicators indicators;
    struct failure why = {0};

    cr_expect_eq(
        parse("id,kind,unit_vi,from,decimals,name_vi,name_en,formula,note\n", &indicators, &why),
        REJECT);
    cr_expect_str_eq(why.text, "list.csv, line 1, decimals: is not the heading of this column");
    cr_expect_eq(parse("", &indicators, &why), REJECT);
}

Test(indicator, shipped_ones_can_all_be_read)
{
    struct arena arena = arena_over(room, sizeof room);
    struct indicators indicators;
    struct failure why = {0};
    size_t kinds[3] = {0};

    cr_assert_eq(indicators_shipped(&arena, &indicators, &why), DONE, "%s", why.text);
    for (size_t row = 0; row < indicators.count; row++)
        kinds[indicators.at[row].kind]++;
    cr_expect(kinds[INDICATOR_DOSSIERS] >= 46 && kinds[INDICATOR_CATALOGUE] >= 32 &&
              kinds[INDICATOR_REPORTED] >= 144);
}

/* A list cut short at any length, or read into too little memory, is refused or read. */
Test(indicator, lists_may_be_cut_anywhere)
{
    const struct embedded *file = &reporter_indicators[0];
    struct indicators indicators;
    struct failure why = {0};

    for (size_t size = 0; size < file->size; size += 211) {
        struct arena arena = arena_over(room, sizeof room);

        indicators_parse(file->name, file->text, size, &arena, &indicators, &why);
    }
    for (size_t size = 0; size < sizeof room; size += 999997) {
        struct arena arena = arena_over(room, size);

        indicators_parse(file->name, file->text, file->size, &arena, &indicators, &why);
    }
    cr_expect_str_neq(why.text, "");
}

static const struct {
    const char *line;
    int32_t duty;
    const char *value; /* "" when there is none. */
    const char *parts; /* "" when they are not known. */
} evaluated[] = {
    {"a,E,x,0,,n,n,\"received[F,U]\",",                        DAY_NONE, "100",   ""       },
    {"a,E,%,1,,n,n,\"received[F,U|online] / received[F,U]\",", DAY_NONE, "50.0",  "50/100" },
    {"a,E,%,0,,n,n,\"received[F,U|online] / received[F,U]\",", DAY_NONE, "50",    "50/100" },
    {"a,E,%,2,,n,n,\"withdrawn[F,U] / received[F,U]\",",       DAY_NONE, "0.00",  "0/100"  },
    {"a,E,%,1,,n,n,\"received[F,U] / withdrawn[F,U]\",",       DAY_NONE, "",      "100/0"  },
    {"a,E,%,1,,n,n,\"received[F,U] / procedures(U|bcci)\",",   DAY_NONE, "",      ""       },
    {"a,E,%,1,duty,n,n,\"received[F,U] / received[F,U]\",",    150,      "100.0", "50/50"  },
    {"a,E,%,1,duty,n,n,\"received[F,U] / received[F,U]\",",    50,       "100.0", "100/100"},
    {"a,E,%,1,duty,n,n,\"received[F,U] / received[F,U]\",",    900,      "",      "0/0"    },
    {"a,E,%,1,,n,n,\"received[F,U] / received[F,U]\",",        150,      "100.0", "100/100"},
    {"cut,M,x,0,,n,n,reported(cut),",                          DAY_NONE, "11.86", ""       },
    {"a,M,%,1,,n,n,reported(done) / reported(plan),",          DAY_NONE, "41.2",  "7/17"   },
    {"a,M,%,1,,n,n,reported(done) / reported(zero),",          DAY_NONE, "",      "7/0"    },
    {"cut,M,%,1,,n,n,reported(done) / reported(silent),",      DAY_NONE, "11.86", ""       },
    {"a,M,%,1,,n,n,reported(done) / reported(silent),",        DAY_NONE, "",      ""       },
};

ROWS(indicator, comes_to_a_value_with_its_parts, sizeof evaluated / sizeof evaluated[0])
{
    char line[256], text[NUMBER_TEXT] = "", parts[2 * NUMBER_TEXT] = "", below[NUMBER_TEXT];
    struct indicators indicators;
    struct indicator_value value;
    struct failure why = {0};

    snprintf(line, sizeof line, "%s%s\n", HEAD, evaluated[*row].line);
    cr_assert_eq(parse(line, &indicators, &why), DONE, "%s", why.text);
    indicator_evaluate(&indicators.at[0], &facts, evaluated[*row].duty, &value);
    if (value.has_value)
        number_print_decimal_plain(value.value, value.decimals, text);
    if (value.has_parts) {
        number_print_decimal_plain(value.numerator, 0, parts);
        number_print_decimal_plain(value.denominator, 0, below);
        strcat(strcat(parts, "/"), below);
    }
    cr_expect_str_eq(text, evaluated[*row].value, "%s: %s", evaluated[*row].line, text);
    cr_expect_str_eq(parts, evaluated[*row].parts, "%s: %s", evaluated[*row].line, parts);
}
