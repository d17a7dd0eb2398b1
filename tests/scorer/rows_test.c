#include <criterion/criterion.h>

#include "scorer/core/rows.h"
#include "scorer/rubric_file.h"
#include "tests/scorer/tree.h"

static _Alignas(16) char rubric_memory[RUBRIC_ARENA];
static int64_t memory[TREE_UNITS * (TREE_MONTHS + 1) * SLOTS];
static int64_t before[TREE_UNITS * SLOTS], end[TREE_UNITS * SLOTS];

static const char inheriting[] =
    "{\"id\": \"T\", \"name_vi\": \"T\", \"valid_from\": \"2023-01-01\", \"rounding\": \"exact\","
    " \"groups\": [{\"id\": \"G\", \"name_vi\": \"G\", \"max\": 10, \"indicators\": ["
    "  {\"id\": \"1\", \"name_vi\": \"1\", \"max\": 6, \"rule\": {\"kind\": \"linear\"},"
    "   \"scope\": [\"province\"], \"inherit\": true, \"computable\": true,"
    "   \"numerator\": \"received[F,U|online]\", \"denominator\": \"received[F,U]\"},"
    "  {\"id\": \"2\", \"name_vi\": \"2\", \"max\": 3, \"rule\": {\"kind\": \"linear\"},"
    "   \"scope\": [\"commune\"], \"computable\": true,"
    "   \"numerator\": \"received[F,U]\", \"denominator\": \"handled\"},"
    "  {\"id\": \"3\", \"name_vi\": \"3\", \"max\": 1, \"rule\": {\"kind\": \"linear\"},"
    "   \"computable\": false, \"why\": \"nobody counts it\"}]}]}";

static struct rubric load(void)
{
    struct arena arena = arena_over(rubric_memory, sizeof rubric_memory);
    struct failure why = {0};
    struct rubric rubric;

    cr_assert_eq(rubric_read(inheriting, strlen(inheriting), NULL, &arena, &rubric, &why), DONE,
                 "%s", why.text);
    return rubric;
}

struct made {
    size_t count;
    struct score_row rows[SCORE_ROWS];
};

/* In February 2023 the commune has 4 dossiers, 1 of them online, the department A has 4. */
static struct made make(const struct rubric *rubric, uint32_t unit)
{
    const int32_t february = tree_month(2023, 2);
    struct slots slots = {0};
    struct period_sums of = {&slots, before, end};
    struct period_walk walk = period_walk(february, february);
    struct formula activity;
    struct failure why;
    struct period period;
    struct sums sums;
    struct made made;

    cr_assert_eq(rows_activity(&activity, &why), DONE);
    slots_add(&slots, &activity);
    rows_slots(rubric, &slots);
    sums = tree_sums(&slots, memory);
    tree_add(&sums, TREE_C, february, FORMULA_ONLINE, MEASURE_RECEIVED, 1);
    tree_add(&sums, TREE_C, february, FORMULA_DIRECT, MEASURE_RECEIVED, 3);
    tree_add(&sums, TREE_A, february, FORMULA_POST, MEASURE_RECEIVED, 4);
    tree_close(&sums);
    cr_assert(period_next(&walk, &period));
    sums_of_period(&sums, &tree, &period, &of);
    made.count = rows_of_unit(rubric, &tree, unit, &period, &of, made.rows);
    return made;
}

Test(rows, list_indicators_groups_and_the_total)
{
    /* -1 stands for no value. */
    static const struct {
        const char *name;
        uint32_t unit;
        const char *indicator;
        int64_t numerator, denominator, points, max, coverage;
    } rows[] = {
        {"counted",             TREE_P, "1",     1,  8,  75,  600,  10000},
        {"not asked",           TREE_P, "2",     -1, -1, -1,  0,    0    },
        {"not computable",      TREE_P, "3",     -1, -1, -1,  100,  0    },
        {"a group",             TREE_P, "G",     -1, -1, 75,  700,  8571 },
        {"the total",           TREE_P, "total", -1, -1, 75,  700,  8571 },
        {"inherited",           TREE_C, "1",     1,  8,  75,  600,  10000},
        {"counted itself",      TREE_C, "2",     4,  4,  300, 300,  10000},
        {"both",                TREE_C, "total", -1, -1, 375, 1000, 9000 },
        {"inherited unused",    TREE_B, "1",     1,  8,  75,  600,  10000},
        {"out of its scope",    TREE_B, "2",     -1, -1, -1,  0,    0    },
        {"nothing else to ask", TREE_B, "total", -1, -1, 75,  700,  8571 },
    };
    const struct rubric rubric = load();

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        const struct made made = make(&rubric, rows[row].unit);
        const struct score_row *found = NULL;

        cr_assert_eq(made.count, 5);
        for (size_t at = 0; at < made.count; at++)
            if (strcmp(made.rows[at].indicator, rows[row].indicator) == 0)
                found = &made.rows[at];
        cr_assert(found, "%s", rows[row].name);
        cr_expect_eq(found->counted, rows[row].denominator >= 0, "%s", rows[row].name);
        if (found->counted) {
            cr_expect_eq(found->numerator, rows[row].numerator, "%s", rows[row].name);
            cr_expect_eq(found->denominator, rows[row].denominator, "%s", rows[row].name);
        }
        cr_expect_eq(found->has_points ? found->points_hundredths : -1, rows[row].points, "%s",
                     rows[row].name);
        cr_expect_eq(found->max_hundredths, rows[row].max, "%s", rows[row].name);
        cr_expect_eq(found->coverage_basis_points, rows[row].coverage, "%s", rows[row].name);
    }
}

Test(rows, of_a_unit_without_any_dossier_have_no_numbers)
{
    struct arena arena = arena_over(rubric_memory, sizeof rubric_memory);
    struct failure why = {0};
    struct rubric rubric;
    struct made made;

    cr_assert_eq(rubric_load("766", &arena, &rubric, &why), DONE, "%s", why.text);
    cr_expect_not(rows_inherit(&rubric));
    made = make(&rubric, TREE_B);
    for (size_t row = 0; row < made.count; row++) {
        cr_expect_not(made.rows[row].counted, "%s", made.rows[row].indicator);
        cr_expect_eq(made.rows[row].coverage_basis_points, 0, "%s", made.rows[row].indicator);
    }
    made = make(&rubric, TREE_P);
    cr_expect_gt(made.rows[made.count - 1].coverage_basis_points, 0);
}
