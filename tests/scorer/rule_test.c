#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "scorer/core/rule.h"

enum { MAX_POINTS = 200 };

static const struct rule linear = {.kind = RULE_LINEAR};
static const struct rule target = {.kind = RULE_LINEAR_TO_TARGET,
                                   .parameters = {[RULE_TARGET] = 800000}};
static const struct rule with_floor = {.kind = RULE_LINEAR_WITH_FLOOR,
                                       .parameters = {[RULE_FLOOR] = 800000}};
static const struct rule growth = {
    .kind = RULE_LINEAR_BETWEEN, .parameters = {[RULE_LOW] = 500000, [RULE_HIGH] = 900000}
};
static const struct rule reduction = {
    .kind = RULE_LINEAR_BETWEEN, .parameters = {[RULE_LOW] = 300000, [RULE_HIGH] = 100000}
};
static const struct rule bands = {
    .kind = RULE_STEP_BANDS, .band_count = 2, .bands = {{1000000, 200}, {900000, 50}}
};
static const struct rule ideas = {
    .kind = RULE_COUNT_THRESHOLD, .band_count = 2, .bands = {{3000000, 200}, {1000000, 100}}
};
static const struct rule yes = {.kind = RULE_YES_NO};
static const struct rule due = {.kind = RULE_COMPARE_TO_DUE, .parameters = {[RULE_EQUAL] = 100}};
static const struct rule items = {
    .kind = RULE_DEDUCT_PER_ITEM, .parameters = {[RULE_EACH] = 25, [RULE_LOWEST] = 50}
};
static const struct rule percent = {
    .kind = RULE_DEDUCT_PER_PERCENT, .parameters = {[RULE_TARGET] = 900000, [RULE_EACH] = 10}
};
static const struct rule survey = {.kind = RULE_SURVEY};
static const struct rule other_index = {.kind = RULE_EXTERNAL_INDEX,
                                        .parameters = {[RULE_SCALE] = 10000000}};
static const struct rule fixed = {.kind = RULE_CONSTANT, .parameters = {[RULE_POINTS] = 160}};
static const struct rule shown = {.kind = RULE_MONITOR};

static const struct example {
    const char *name;
    const struct rule *rule;
    int64_t numerator;
    int64_t denominator;
    int64_t points;
} examples[] = {
    {"linear: nothing",                      &linear,      0,         5,         0  },
    {"linear: all",                          &linear,      5,         5,         200},
    {"linear: more than all is all",         &linear,      7,         5,         200},
    {"linear: a half goes up (1.965)",       &linear,      1965,      2000,      197},
    {"linear: just below a half goes down",  &linear,      196499999, 200000000, 196},
    {"linear: the smallest half",            &linear,      1,         400,       1  },
    {"linear: numbers of 63 bits",           &linear,      INT64_MAX, INT64_MAX, 200},
    {"linear: one short of 63 bits",         &linear,      1,         INT64_MAX, 0  },
    {"target: at the target",                &target,      80,        100,       200},
    {"target: just below it",                &target,      7979,      10000,     199},
    {"target: above it",                     &target,      81,        100,       200},
    {"target: half of it",                   &target,      40,        100,       100},
    {"target: 2/3 of 80 %",                  &target,      2,         3,         167},
    {"target: numbers of 63 bits",           &target,      INT64_MAX, INT64_MAX, 200},
    {"floor: at the floor",                  &with_floor,  8,         10,        160},
    {"floor: just below it",                 &with_floor,  799999,    1000000,   0  },
    {"between: at the low end",              &growth,      50,        100,       0  },
    {"between: below it",                    &growth,      10,        100,       0  },
    {"between: in the middle",               &growth,      70,        100,       100},
    {"between: at the high end",             &growth,      90,        100,       200},
    {"between: above it",                    &growth,      99,        100,       200},
    {"between, downwards: at the low end",   &reduction,   30,        100,       0  },
    {"between, downwards: in the middle",    &reduction,   20,        100,       100},
    {"between, downwards: at the high end",  &reduction,   10,        100,       200},
    {"between, downwards: beyond it",        &reduction,   0,         100,       200},
    {"bands: the first",                     &bands,       10,        10,        200},
    {"bands: at the border of the second",   &bands,       9,         10,        50 },
    {"bands: just below it",                 &bands,       899999,    1000000,   0  },
    {"number: three",                        &ideas,       3,         0,         200},
    {"number: two",                          &ideas,       2,         0,         100},
    {"number: none",                         &ideas,       0,         0,         0  },
    {"yes",                                  &yes,         1,         1,         200},
    {"no",                                   &yes,         0,         1,         0  },
    {"due: less",                            &due,         2,         3,         200},
    {"due: as much",                         &due,         3,         3,         100},
    {"due: more",                            &due,         4,         3,         0  },
    {"items: none missing",                  &items,       0,         0,         200},
    {"items: two missing",                   &items,       2,         0,         150},
    {"items: never below the lowest",        &items,       100,       0,         50 },
    {"items: numbers of 63 bits",            &items,       INT64_MAX, 0,         50 },
    {"percent: at the target",               &percent,     90,        100,       200},
    {"percent: one short",                   &percent,     89,        100,       190},
    {"percent: half a one short",            &percent,     895,       1000,      195},
    {"percent: half of a hundredth goes up", &percent,     8995,      10000,     200},
    {"percent: far below",                   &percent,     1,         100,       0  },
    {"percent: numbers of 63 bits",          &percent,     1,         INT64_MAX, 0  },
    {"survey: 36.5 of 100",                  &survey,      365,       10,        73 },
    {"survey: more than 100",                &survey,      101,       1,         200},
    {"index of 10: 7.25",                    &other_index, 725,       100,       145},
    {"constant: whatever the numbers",       &fixed,       0,         0,         160},
    {"monitor: never",                       &shown,       5,         5,         0  },
};

ParameterizedTestParameters(rule, gives_the_points_of_its_kind)
{
    static size_t rows[sizeof examples / sizeof examples[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, rule, gives_the_points_of_its_kind)
{
    const struct example *const example = &examples[*row];
    const int64_t points = rule_points(example->rule, MAX_POINTS, example->numerator,
                                       example->denominator, ROUNDING_EXACT);

    cr_expect_eq(points, example->points, "%s: %lld", example->name, (long long)points);
}

/* Observed on the national portal, maximum 6 and full at 100 %; the exact half is beside it. */
Test(rule, copies_the_portals_binary_rounding)
{
    static const struct {
        int64_t numerator, denominator, portal, exact;
    } rows[] = {
        {9875,   10000,  592, 593},
        {7825,   10000,  470, 470},
        {552,    710,    467, 466},
        {1,      1,      600, 600},
        {5,      1,      600, 600},
        {0,      1,      0,   0  },
        {233203, 268066, 522, 522},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        const int64_t portal = rule_points(&linear, 600, rows[row].numerator, rows[row].denominator,
                                           ROUNDING_RATE_FIRST);
        const int64_t exact =
            rule_points(&linear, 600, rows[row].numerator, rows[row].denominator, ROUNDING_EXACT);

        cr_expect_eq(portal, rows[row].portal, "row %zu: %lld", row, (long long)portal);
        cr_expect_eq(exact, rows[row].exact, "row %zu: %lld", row, (long long)exact);
    }
}

Test(rule, has_a_word_for_every_kind)
{
    for (int row = 0; row < RULE_KIND_COUNT; row++) {
        enum rule_kind found;

        cr_assert(rule_by_name(rule_name((enum rule_kind)row), &found));
        cr_expect_eq((int)found, row, "%s", rule_name((enum rule_kind)row));
    }
}
