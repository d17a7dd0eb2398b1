#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"
#include "scorer/rubric_file.h"
#include "tests/support/golden.h"

#define ROWS(table) sizeof(table) / sizeof(table)[0]

static _Alignas(16) char memory[RUBRIC_ARENA];

/* A small rubric that is right; each example below puts one thing in the place of another. */
static const char right[] =
    "{\"id\": \"mine\", \"name_vi\": \"Của tôi\", \"valid_from\": \"2024-01-01\","
    " \"rounding\": \"exact\","
    " \"groups\": ["
    "  {\"id\": \"G\", \"name_vi\": \"Nhóm\", \"max\": \"3.5\", \"indicators\": ["
    "   {\"id\": \"1.1\", \"name_vi\": \"Một\", \"max\": 2, \"zero_den\": \"zero\","
    "    \"rule\": {\"kind\": \"linear_to_target\", \"target\": \"0.80\"},"
    "    \"computable\": true, \"numerator\": \"withdrawn[F,U]\","
    "    \"denominator\": \"received[F,U]\"},"
    "   {\"id\": \"1.2\", \"name_vi\": \"Hai\", \"max\": \"1.5\","
    "    \"scope\": [\"province\"], \"inherit\": true,"
    "    \"rule\": {\"kind\": \"step_bands\", \"bands\": [{\"from\": 1, \"points\": \"1.5\"},"
    "     {\"from\": \"0.9\", \"points\": 1}]},"
    "    \"computable\": false, \"why\": \"reported\"}]}],"
    " \"grades\": [{\"name_vi\": \"Tốt\", \"from\": 2}, {\"name_vi\": \"Yếu\", \"from\": 0}]}";

static const struct {
    const char *instead_of;
    const char *comes;
    const char *field;
    const char *says;
} wrong[] = {
    {"{\"id\": \"mine\",",                                                           "[",                                                "",            "rubric: line 1 column"                                    },
    {"\"mine\"",                                                                     "\"a b\"",                                          "id",          "rubric a b: id has other than letters"                    },
    {"\"mine\"",                                                                     "\"\"",                                             "id",          "id is not text"                                           },
    {"\"id\": \"mine\", ",                                                           "",                                                 "id",          "rubric without id: id is missing"                         },
    {"\"exact\"",                                                                    "\"bankers\"",                                      "rounding",    "rubric mine: rounding is 'bankers'"                       },
    {"2024-01-01",                                                                   "2024-02-30",                                       "valid_from",  "valid_from is no day"                                     },
    {"\"rounding\"",                                                                 "\"round\"",                                        "round",       "round is no field of it"                                  },
    {"\"id\": \"1.2\"",                                                              "\"id\": \"1.1\"",                                  "id",          "indicator 1.1: id is there twice"                         },
    {"\"id\": \"1.2\"",                                                              "\"id\": \"total\"",                                "id",          "indicator total: id 'total' means something"              },
    {"\"id\": \"1.2\", ",                                                            "",                                                 "id",          "indicator number 2: id is missing"                        },
    {"linear_to_target",                                                             "linaer",                                           "rule",        "indicator 1.1: rule 'linaer' is unknown"                  },
    {", \"target\": \"0.80\"",                                                       "",                                                 "target",
     "rubric mine: indicator 1.1: rule linear_to_target: target is missing"                                                                                                                                        },
    {"\"0.80\"",                                                                     "0.80",                                             "target",      "target is neither an integer nor decimal text"            },
    {"\"0.80\"",                                                                     "\"0,80\"",                                         "target",      "target is '0,80', no decimal"                             },
    {"\"0.80\"",                                                                     "\"0.8000001\"",                                    "target",      "no decimal of up to 6 digits"                             },
    {"\"0.80\"",                                                                     "0",                                                "target",      "indicator 1.1: rule linear_to_target: target is too small"},
    {"\"0.80\"",                                                                     "1001",                                             "target",      "target is too large"                                      },
    {"\"0.80\"",                                                                     "\"0.80\", \"floor\": 0",                           "floor",       "floor is no parameter of it"                              },
    {"\"0.80\"",                                                                     "\"0.80\", \"flor\": 0",                            "rule",        "a parameter of it is unknown"                             },
    {"\"max\": \"3.5\"",                                                             "\"max\": 4",                                       "max",         "group G: max is 400 hundredths, but those of its "        },
    {"\"max\": 2,",                                                                  "\"max\": \"2.005\",",                              "max",         "indicator 1.1: max is '2.005'"                            },
    {"\"max\": 2,",                                                                  "\"max\": -2,",                                     "max",         "indicator 1.1: max is '-2'"                               },
    {"\"max\": 2,",                                                                  "\"max\": 0,",                                      "max",         "max is 0, which only monitor may have"                    },
    {"\"max\": 2,",                                                                  "",                                                 "max",         "indicator 1.1: max is missing"                            },
    {"{\"kind\": \"linear_to_target\", \"target\": \"0.80\"}",                       "{\"kind\": \"monitor\"}",                          "max",
     "max is not 0, which monitor wants"                                                                                                                                                                           },
    {"{\"kind\": \"linear_to_target\", \"target\": \"0.80\"}",                       "\"linear\"",                                       "rule",
     "rule has no kind"                                                                                                                                                                                            },
    {"{\"kind\": \"linear_to_target\", \"target\": \"0.80\"}",
     "{\"kind\": \"constant\", \"points\": \"2.01\"}",                                                                                   "points",
     "rule constant: points is above the indicator's max"                                                                                                                                                          },
    {"{\"kind\": \"linear_to_target\", \"target\": \"0.80\"}",
     "{\"kind\": \"linear_between\", \"low\": 1, \"high\": 1}",                                                                          "high",
     "low and high are the same"                                                                                                                                                                                   },
    {"\"zero_den\": \"zero\"",                                                       "\"zero_den\": \"half\"",                           "zero_den",    "zero_den is 'half'"                                       },
    {"withdrawn[F,U]",                                                               "withdrwan[F,U]",                                   "numerator",
     "indicator 1.1: numerator: formula 'withdrwan[F,U]' at character 1: 'withdrwan' is no"                                                                                                                        },
    {"\"received[F,U]\"",                                                            "7",                                                "denominator", "denominator is not text"                                  },
    {"\"numerator\": \"withdrawn[F,U]\",",                                           "",                                                 "numerator",   "indicator 1.1: numerator is missing"                      },
    {",    \"denominator\": \"received[F,U]\"",                                      "",                                                 "denominator",
     "indicator 1.1: denominator is missing"                                                                                                                                                                       },
    {", \"why\": \"reported\"",                                                      "",                                                 "why",         "indicator 1.2: why is missing"                            },
    {"\"why\": \"reported\"",                                                        "\"why\": \"x\", \"numerator\": \"received[F,U]\"", "computable",
     "indicator 1.2: a formula is given"                                                                                                                                                                           },
    {"\"computable\": false",                                                        "\"computable\": \"no\"",                           "computable",
     "computable is neither true nor false"                                                                                                                                                                        },
    {"[\"province\"]",                                                               "[\"village\"]",                                    "scope",       "scope is 'village'"                                       },
    {"[\"province\"]",                                                               "[]",                                               "scope",       "scope is not a list of levels"                            },
    {"\"scope\": [\"province\"], ",                                                  "",                                                 "inherit",     "inherit needs a scope"                                    },
    {"\"points\": \"1.5\"",                                                          "\"points\": \"1.6\"",                              "bands",
     "indicator 1.2: rule step_bands: band 1: points is not within"                                                                                                                                                },
    {"\"from\": \"0.9\"",                                                            "\"from\": 1",                                      "bands",       "band 2: from is not below the one before"                 },
    {"\"from\": \"0.9\", ",                                                          "",                                                 "from",        "rule step_bands: from is missing"                         },
    {"[{\"from\": 1, \"points\": \"1.5\"},     {\"from\": \"0.9\", \"points\": 1}]", "[]",                                               "bands",
     "bands is not a list of at least one"                                                                                                                                                                         },
    {"\"from\": 2",                                                                  "\"from\": 4",                                      "from",        "grade Tốt: from is more than there is to reach"         },
    {"\"from\": 0",                                                                  "\"from\": 1",                                      "from",        "grade Yếu: from is not 0"                               },
    {"\"from\": 0",                                                                  "\"from\": 3",                                      "from",        "grade Yếu: from is not below the one before"            },
    {"\"name_vi\": \"Một\"",                                                       "\"name_vi\": \"Một\", \"name_vi\": \"Hai\"",     "",
     "duplicate object key"                                                                                                                                                                                        },
};

static enum outcome read(const char *text, struct rubric *rubric, struct failure *why)
{
    struct arena arena = arena_over(memory, sizeof memory);

    return rubric_read(text, strlen(text), NULL, &arena, rubric, why);
}

static void put(char *text, size_t size, const char *instead_of, const char *comes)
{
    const char *const at = strstr(right, instead_of);

    cr_assert_not_null(at, "the rubric has no %s", instead_of);
    snprintf(text, size, "%.*s%s%s", (int)(at - right), right, comes, at + strlen(instead_of));
}

Test(rubric, is_read)
{
    struct failure why = {0};
    struct rubric rubric;

    cr_assert_eq(read(right, &rubric, &why), DONE, "%s", why.text);
    cr_expect_eq(rubric.indicator_count, 2);
    cr_expect_eq(rubric.groups[0].max, 350);
    cr_expect_eq(rubric.indicators[0].rule.parameters[RULE_TARGET], 800000);
    cr_expect_eq(rubric.indicators[1].scope, 1U << RUBRIC_LEVEL_PROVINCE);
    cr_expect_eq(rubric.indicators[1].rule.bands[1].from, 900000);
}

ParameterizedTestParameters(rubric, says_what_is_wrong_with_it)
{
    static size_t rows[ROWS(wrong)];

    for (size_t row = 0; row < ROWS(rows); row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, ROWS(rows));
}

ParameterizedTest(size_t *row, rubric, says_what_is_wrong_with_it)
{
    struct failure why = {0};
    struct rubric rubric;
    char text[4096];

    put(text, sizeof text, wrong[*row].instead_of, wrong[*row].comes);
    cr_assert_eq(read(text, &rubric, &why), REJECT, "row %zu: %s", *row, wrong[*row].comes);
    cr_expect_not_null(strstr(why.text, wrong[*row].says), "row %zu: %s", *row, why.text);
    cr_expect_str_eq(why.field, wrong[*row].field, "row %zu: %s", *row, why.field);
}

Test(rubric, cut_short_anywhere_is_refused)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};
    struct rubric rubric;

    for (size_t length = 0; length < sizeof right - 1; length++) {
        arena_reset(&arena);
        cr_assert_eq(rubric_read(right, length, NULL, &arena, &rubric, &why), REJECT);
    }
}

Test(rubric, too_large_for_its_arena_is_refused)
{
    struct failure why = {0};
    struct rubric rubric;

    for (size_t size = 0; size < 2000; size += 7) {
        struct arena arena = arena_over(memory, size);

        cr_assert_eq(rubric_read(right, sizeof right - 1, NULL, &arena, &rubric, &why), REJECT);
    }
}

Test(rubric, that_nobody_has_is_named)
{
    static const char *const names[] = {"no/such/file.json", "767", "", "/"};
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};
    struct rubric rubric;

    for (size_t row = 0; row < ROWS(names); row++) {
        cr_expect_eq(rubric_load(names[row], &arena, &rubric, &why), REJECT);
        cr_expect_not_null(strstr(why.text, names[row]), "%s", why.text);
    }
    cr_expect_eq(rubric_load("766-nothing", &arena, &rubric, &why), REJECT);
    cr_expect_not_null(
        strstr(why.text, "rubric 766: variant nothing: the rubric has no such variant"), "%s",
        why.text);
}

Test(rubric, has_variants)
{
    static const char *const names[] = {"766", "766-portal", "766-written", "766-practice-2024"};
    struct failure why = {0};

    for (size_t row = 0; row < ROWS(names); row++) {
        struct arena arena = arena_over(memory, sizeof memory);
        struct rubric rubric;

        cr_assert_eq(rubric_load(names[row], &arena, &rubric, &why), DONE, "%s", why.text);
        cr_expect_str_eq(rubric.id, names[row]);
        cr_expect_eq(rubric_max(&rubric), 10000);
    }
}

static void print_formula(FILE *page, const char *label, const struct formula *formula)
{
    static const char *const opens[] = {"[F,U", "(F-1", "(U"};

    if (!formula->count)
        return;
    fprintf(page, "      %s", label);
    for (size_t at = 0; at < formula->count; at++)
        fprintf(page, " %c%s%s%c", formula->terms[at].sign > 0 ? '+' : '-',
                measure_name(formula->terms[at].measure), opens[formula->terms[at].when],
                formula->terms[at].when == FORMULA_FLOW ? ']' : ')');
    fputc('\n', page);
}

static void print_decimal(FILE *page, const char *label, int64_t value, int digits)
{
    int64_t whole = 1;

    for (int digit = 0; digit < digits; digit++)
        whole *= 10;
    fprintf(page, " %s%lld.%0*lld", label, (long long)(value / whole), digits,
            (long long)(value % whole));
}

static void print_rule(FILE *page, const struct rule *rule)
{
    fprintf(page, "  %s", rule_name(rule->kind));
    for (int row = 0; row < RULE_PARAMETER_COUNT; row++) {
        const enum rule_parameter parameter = (enum rule_parameter)row;

        if (!rule_needs(rule->kind, parameter))
            continue;
        fprintf(page, " %s", rule_parameter_name(parameter));
        print_decimal(page, "", rule->parameters[row], rule_parameter_digits(parameter));
    }
    for (size_t row = 0; row < rule->band_count; row++) {
        print_decimal(page, "from ", rule->bands[row].from, 6);
        print_decimal(page, "", rule->bands[row].points, 2);
    }
}

static void print_scope(FILE *page, const struct indicator *indicator)
{
    static const char *const levels[] = {"",
#define X(NAME, name) #name,
                                         RUBRIC_LEVELS(X)
#undef X
    };

    if (indicator->scope)
        fputs("      only:", page);
    for (size_t level = 1; level < ROWS(levels); level++)
        if (indicator->scope >> level & 1U)
            fprintf(page, " %s", levels[level]);
    if (indicator->scope)
        fprintf(page, "%s\n", indicator->inherit ? "; the others have the parent's" : "");
}

static void print_indicator(FILE *page, const struct indicator *indicator)
{
    static const char *const zero_dens[] = {
#define X(NAME, name) #name,
        ZERO_DENS(X)
#undef X
    };

    fprintf(page, "  %-4s", indicator->id);
    print_decimal(page, "max ", indicator->max, 2);
    print_rule(page, &indicator->rule);
    fprintf(page, "; denominator 0: %s\n", zero_dens[indicator->zero_den]);
    print_scope(page, indicator);
    fprintf(page, "      %s\n      %s\n", indicator->name_vi, indicator->name_en);
    fprintf(page, "      : %s\n      / %s\n", indicator->numerator_vi, indicator->denominator_vi);
    print_formula(page, "numerator  ", &indicator->numerator);
    print_formula(page, "denominator", &indicator->denominator);
    if (indicator->why)
        fprintf(page, "      not computed: %s\n", indicator->why);
    if (indicator->comment)
        fprintf(page, "      note: %s\n", indicator->comment);
}

static void print_rubric(FILE *page, const struct rubric *rubric)
{
    char day[DAY_TEXT];

    day_print(rubric->valid_from, day);
    fprintf(page, "%s from %s,", rubric->id, day);
    print_decimal(page, "max ", rubric_max(rubric), 2);
    fprintf(page, ", rounding %s\n%s\n%s\n%s\n",
            rubric->rounding == ROUNDING_STYLE_EXACT ? "exact" : "portal", rubric->name_vi,
            rubric->name_en, rubric->comment);
    for (size_t group = 0; group < rubric->group_count; group++) {
        const struct rubric_group *const head = &rubric->groups[group];

        fprintf(page, "\n%s %s / %s,", head->id, head->name_vi, head->name_en);
        print_decimal(page, "max ", head->max, 2);
        fprintf(page, "%s\n", head->portal_rate_first ? "; the portal rounds the rate first" : "");
        for (size_t row = 0; row < rubric->indicator_count; row++)
            if (rubric->indicators[row].group == group)
                print_indicator(page, &rubric->indicators[row]);
    }
    fputc('\n', page);
    for (size_t row = 0; row < rubric->grade_count; row++) {
        print_decimal(page, "from ", rubric->grades[row].from, 2);
        fprintf(page, ": %s\n", rubric->grades[row].name_vi);
    }
}

Test(rubric, of_decision_766_is_the_one_agreed_to)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};
    struct rubric rubric;
    char *text;
    size_t length;
    FILE *const page = open_memstream(&text, &length);

    cr_assert_eq(rubric_load("766", &arena, &rubric, &why), DONE, "%s", why.text);
    print_rubric(page, &rubric);
    fclose(page);
    golden_check("rubric_766.txt", text, length);
    free(text);
}
