#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>

#include "proto/formula.h"

#define ROWS(table) sizeof(table) / sizeof(table)[0]

/* The terms as text, each written out: "+received[F,U] -closed_digitised(F-1|post)". */
static void spell(const struct formula *formula, char *text, size_t size)
{
    static const char *const opens[] = {"[F,U", "(F-1", "(U"};
    static const char *const channels[] = {"", "|direct", "|online", "|post"};
    size_t used = 0;

    text[0] = '\0';
    for (size_t at = 0; at < formula->count; at++) {
        const struct formula_term *const term = &formula->terms[at];

        used += (size_t)snprintf(text + used, size - used, "%s%c%s%s%s%c", at ? " " : "",
                                 term->sign > 0 ? '+' : '-', measure_name(term->measure),
                                 opens[term->when], channels[term->channel],
                                 term->when == FORMULA_FLOW ? ']' : ')');
    }
}

static const struct {
    const char *text;
    const char *terms;
} examples[] = {
    {"received[F,U]",                    "+received[F,U]"                                                  },
    {"flag_no_due[F,U|online]",          "+flag_no_due[F,U|online]"                                        },
    {"feedback_bad(U) - rated(F-1)",     "+feedback_bad(U) -rated(F-1)"                                    },
    {"received(F-1)",                    "+received(F-1)"                                                  },
    {"received(U)",                      "+received(U)"                                                    },
    {"received[F,U|online]",             "+received[F,U|online]"                                           },
    {"received(F-1|post)",               "+received(F-1|post)"                                             },
    {" - received ( U | direct ) ",      "-received(U|direct)"                                             },
    {"received[F, U]-withdrawn [ F,U ]", "+received[F,U] -withdrawn[F,U]"                                  },
    {"closed_digitised[F,U]",            "+closed_digitised[F,U]"                                          },
    {"finished(U)",                      "+finished_early(U) +finished_on_time(U) "
                    "+finished_late(U)"                                                 },
    {"received(U) - finished(U)",        "+received(U) -finished_early(U) "
                                  "-finished_on_time(U) -finished_late(U)"},
    {"closed[F,U|online]",               "+finished_early[F,U|online] "
                           "+finished_on_time[F,U|online] "
                           "+finished_late[F,U|online] +withdrawn[F,U|online]"   },
    {"in_progress(U)",                   "+received(U) -finished_early(U) "
                       "-finished_on_time(U) -finished_late(U) -withdrawn(U)"        },
    {"overdue(F-1)",                     "+overdue_in(F-1) -overdue_out(F-1)"                              },
    {"waiting(U)",                       "+waiting_in(U) -waiting_out(U)"                                  },
    {"- in_term(U)",                     "-received(U) +finished_early(U) "
                     "+finished_on_time(U) +finished_late(U) +withdrawn(U) "
                     "+overdue_in(U) -overdue_out(U)"                                  },
    {"carried_over",                     "+received(F-1) -finished_early(F-1) "
                     "-finished_on_time(F-1) -finished_late(F-1) "
                     "-withdrawn(F-1)"                                                 },
    {"handled",                          "+received(F-1) -finished_early(F-1) "
                "-finished_on_time(F-1) -finished_late(F-1) "
                "-withdrawn(F-1) +received[F,U]"                                            },
    {"handled_reused[F,U|online]",       "+received_reused(F-1|online) "
                                   "-closed_reused(F-1|online) "
                                   "+received_reused[F,U|online]"        },
    {"handled_e_result_due",             "+received_e_result_due(F-1) "
                             "-closed_e_result_due(F-1) "
                             "+received_e_result_due[F,U]"                     },
    {"carried_over_digitised",           "+received_digitised(F-1) -closed_digitised(F-1)"                 },
    {"in_progress_digitised(U)",         "+received_digitised(U) -closed_digitised(U)"                     },
};

static const struct {
    const char *text;
    const char *says;
} refused[] = {
    {"",                                                "a measure is missing"           },
    {"recieved[F,U]",                                   "'recieved' is no measure"       },
    {"handled_nothing",                                 "'handled_nothing' is no measure"},
    {"handled_*",                                       "'handled_' is no measure"       },
    {"received",                                        "received needs a time"          },
    {"received[F,U",                                    "']' is missing"                 },
    {"received(F,U)",                                   "a time is [F,U], (F-1) or (U)"  },
    {"received[F,U|phone]",                             "'phone' is no channel"          },
    {"received[F,U] withdrawn[F,U]",                    "+ or - is missing"              },
    {"received[F,U] +",                                 "a measure is missing"           },
    {"received[F,U] * 2",                               "+ or - is missing"              },
    {"in_progress[F,U]",                                "in_progress is at a day"        },
    {"handled(U)",                                      "handled is of the period"       },
    {"closed(F-1",                                      "')' is missing"                 },
    {"handled+handled+handled+handled+handled+handled", "more than 32 measures"          },
};

static size_t numbers[ROWS(examples)];

static struct criterion_test_params first(size_t count)
{
    for (size_t row = 0; row < count; row++)
        numbers[row] = row;
    return cr_make_param_array(size_t, numbers, count);
}

ParameterizedTestParameters(formula, means_its_terms)
{
    return first(ROWS(examples));
}

ParameterizedTest(size_t *row, formula, means_its_terms)
{
    struct formula formula;
    struct failure why = {0};
    char text[2048];

    cr_assert_eq(formula_parse(examples[*row].text, &formula, &why), DONE, "%s", why.text);
    spell(&formula, text, sizeof text);
    cr_expect_str_eq(text, examples[*row].terms, "%s", examples[*row].text);
}

ParameterizedTestParameters(formula, says_what_is_wrong)
{
    return first(ROWS(refused));
}

ParameterizedTest(size_t *row, formula, says_what_is_wrong)
{
    struct formula formula;
    struct failure why = {0};

    cr_assert_eq(formula_parse(refused[*row].text, &formula, &why), REJECT, "%s",
                 refused[*row].text);
    cr_expect_not_null(strstr(why.text, refused[*row].says), "%s", why.text);
    cr_expect_str_eq(why.field, "formula");
}

/* Every reason for which the two verdicts differ: the longest formula that a form may want. */
Test(formula, has_room_for_all_marks_of_a_kind)
{
    char text[2048] = "";
    struct formula formula;
    struct failure why = {.text = ""};
    size_t count = 0;

    for (int mark = MARK_FIRST; mark < MARK_END; mark++) {
        const char *name = measure_name((enum measure)mark);
        const size_t length = strlen(name);

        if (!strstr(name, "_here_"))
            continue;
        strcat(text, length > 4 && strcmp(name + length - 4, "_out") == 0 ? "-" : "+");
        strcat(text, name);
        strcat(text, "(U)");
        count++;
    }
    cr_expect_eq(formula_parse(text, &formula, &why), DONE, "%s", why.text);
    cr_expect_eq(formula.count, count);
    cr_expect(formula_has_marks(&formula));
    cr_assert_eq(formula_parse("handled", &formula, &why), DONE);
    cr_expect_not(formula_has_marks(&formula));
}

Test(formula, refuses_text_that_is_too_long)
{
    static const char short_one[] = "received[F,U]";
    struct formula formula;
    struct failure why = {0};
    char text[FORMULA_TEXT + 1];

    memset(text, ' ', sizeof text);
    memcpy(text, short_one, sizeof short_one - 1);
    text[FORMULA_TEXT] = '\0';
    cr_expect_eq(formula_parse(text, &formula, &why), REJECT);
    text[FORMULA_TEXT - 1] = '\0';
    cr_expect_eq(formula_parse(text, &formula, &why), DONE);
}

Test(formula, refuses_more_measures_than_it_holds)
{
    struct formula formula;
    struct failure why = {0};
    char text[FORMULA_TEXT] = "rated[F,U]";

    for (int measures = 2; measures <= FORMULA_TERMS; measures++)
        strcat(text, "+rated[F,U]");
    cr_expect_eq(formula_parse(text, &formula, &why), DONE, "%s", why.text);
    cr_expect_eq(formula.count, FORMULA_TERMS);
    strcat(text, "+rated[F,U]");
    cr_expect_eq(formula_parse(text, &formula, &why), REJECT);
}

/* Each measure counts its own number plus one; the channel adds a hundred, the time a thousand. */
static int64_t sum(const struct formula_term *term, void *context)
{
    (*(int *)context)++;
    return 1 + (int)term->measure + 100 * (int)term->channel + 1000 * (int)term->when;
}

Test(formula, adds_the_sums_that_it_asks_for)
{
    struct formula formula;
    struct failure why = {0};
    int asked = 0;

    cr_assert_eq(formula_parse("received(U|online) - withdrawn[F,U]", &formula, &why), DONE);
    cr_expect_eq(formula_value(&formula, sum, &asked), 2201 - 5);
    cr_expect_eq(asked, 2);
}

static int64_t largest(const struct formula_term *term, void *context)
{
    (void)term;
    (void)context;
    return INT64_MAX;
}

Test(formula, stays_at_the_border_of_64_bits)
{
    struct formula formula;
    struct failure why = {0};

    cr_assert_eq(formula_parse("amount_online[F,U] + amount_direct[F,U]", &formula, &why), DONE);
    cr_expect_eq(formula_value(&formula, largest, NULL), INT64_MAX);
    cr_assert_eq(formula_parse("-amount_online[F,U] - amount_direct[F,U]", &formula, &why), DONE);
    cr_expect_eq(formula_value(&formula, largest, NULL), INT64_MIN);
}
