#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/scorer/tree.h"
#include "tests/support/chance.h"

static int64_t memory[TREE_UNITS * (TREE_MONTHS + 1) * SLOTS];
static int64_t before[TREE_UNITS * SLOTS], end[TREE_UNITS * SLOTS];

static struct formula formula(const char *text)
{
    struct formula parsed;
    struct failure why = {0};

    cr_assert_eq(formula_parse(text, &parsed, &why), DONE, "%s", why.text);
    return parsed;
}

static struct slots slots_of(const char *text)
{
    const struct formula parsed = formula(text);
    struct slots slots = {0};

    slots_add(&slots, &parsed);
    return slots;
}

static struct period period_of(const char *name)
{
    struct period_walk walk = period_walk(tree_month(2023, 1), tree_month(2024, 12));
    struct period period;

    while (period_next(&walk, &period))
        if (strcmp(period.name, name) == 0)
            return period;
    cr_assert_fail("no period %s", name);
    return period;
}

static int64_t value(const struct sums *sums, const char *period_name, uint32_t unit,
                     const char *text)
{
    struct period_sums of = {sums->slots, before, end};
    const struct period period = period_of(period_name);
    const struct formula parsed = formula(text);

    sums_of_period(sums, &tree, &period, &of);
    return sums_value(&of, unit, &parsed);
}

Test(sums, of_a_period_are_flows_and_stocks_of_a_unit_with_all_below_it)
{
    static const struct {
        const char *period;
        uint32_t unit;
        const char *formula;
        int64_t value;
    } rows[] = {
        {"2023-01", TREE_C, "received[F,U]",        10},
        {"2023-01", TREE_C, "received(F-1)",        3 },
        {"2023-01", TREE_D, "received[F,U]",        10},
        {"2023-01", TREE_P, "received[F,U]",        15},
        {"2023-01", TREE_P, "received[F,U|online]", 10},
        {"2023-01", TREE_B, "received[F,U]",        0 },
        {"2023-02", TREE_P, "handled",              12},
        {"2023-02", TREE_P, "carried_over",         12},
        {"2023-Q1", TREE_P, "handled",              18},
        {"2023-Q3", TREE_B, "received[F,U]",        1 },
        {"2023-Q3", TREE_D, "received(U)",          0 },
        {"2023",    TREE_B, "received[F,U]",        11},
        {"2023",    TREE_D, "received[F,U]",        0 },
        {"2023",    TREE_P, "received[F,U]",        16},
        {"2024-Q4", TREE_P, "in_progress(U)",       13},
    };
    const struct slots slots = slots_of("handled + received[F,U|online] + in_progress(U)");
    struct sums sums = tree_sums(&slots, memory);

    tree_add(&sums, TREE_C, tree_month(2022, 1), FORMULA_DIRECT, MEASURE_RECEIVED, 3);
    tree_add(&sums, TREE_C, tree_month(2023, 1), FORMULA_ONLINE, MEASURE_RECEIVED, 10);
    tree_add(&sums, TREE_A, tree_month(2023, 1), FORMULA_DIRECT, MEASURE_RECEIVED, 5);
    tree_add(&sums, TREE_A, tree_month(2023, 1), FORMULA_DIRECT, MEASURE_FINISHED_LATE, 6);
    tree_add(&sums, TREE_C, tree_month(2023, 8), FORMULA_POST, MEASURE_RECEIVED, 1);
    tree_close(&sums);
    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        cr_expect_eq(value(&sums, rows[row].period, rows[row].unit, rows[row].formula),
                     rows[row].value, "%s %u %s", rows[row].period, rows[row].unit,
                     rows[row].formula);
}

/* A unit is opened anew, alone, when more of it has come. */
Test(sums, of_a_unit_opened_anew_are_its_own_alone)
{
    const struct slots slots = slots_of("handled");
    struct sums sums = tree_sums(&slots, memory);

    for (uint32_t unit = TREE_A; unit <= TREE_C; unit++)
        for (int32_t month = tree_month(2022, 12); month <= tree_month(2024, 12); month++)
            tree_add(&sums, unit, month, FORMULA_DIRECT, MEASURE_RECEIVED, 1);
    sums_open(&sums, TREE_B);
    tree_close(&sums);
    cr_expect_eq(value(&sums, "2024", TREE_A, "received(U)"), TREE_MONTHS + 1);
    cr_expect_eq(value(&sums, "2023-01", TREE_B, "received(U)"), 0);
    cr_expect_eq(value(&sums, "2024", TREE_B, "received(U)"), TREE_MONTHS + 1, "only C's");
    cr_expect_eq(value(&sums, "2023-01", TREE_C, "received(F-1)"), 1);
    cr_expect_eq(value(&sums, "2024", TREE_C, "received(U)"), TREE_MONTHS + 1);
}

Test(sums, tell_how_far_the_data_goes)
{
    static const struct {
        int month; /* Since January 2023; -1: before the book. */
        enum measure measure;
        int32_t last;
    } rows[] = {
        {4,  MEASURE_RECEIVED,   4         },
        {4,  MEASURE_WITHDRAWN,  4         },
        {4,  MEASURE_OVERDUE_IN, MONTH_NONE},
        {14, MEASURE_RECEIVED,   MONTH_NONE},
        {-1, MEASURE_RECEIVED,   MONTH_NONE},
    };
    const struct slots slots = slots_of("handled + overdue(U)");

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        struct sums sums = tree_sums(&slots, memory);
        const int32_t january = tree_month(2023, 1);

        tree_add(&sums, TREE_A, january + rows[row].month, FORMULA_DIRECT, rows[row].measure, 1);
        tree_close(&sums);
        cr_expect_eq(sums_last_month(&sums, january + 11),
                     rows[row].last == MONTH_NONE ? MONTH_NONE : january + rows[row].last,
                     "row %zu", row);
    }
}

Test(sums, of_months_make_quarters_and_years)
{
    const struct slots slots = slots_of("handled");
    struct chance chance = {chance_seed()};

    for (int round = 0; round < 50; round++) {
        struct sums sums = tree_sums(&slots, memory);
        int64_t year = 0;

        for (int many = 0; many < 40; many++)
            tree_add(&sums, (uint32_t)chance_below(&chance, TREE_UNITS),
                     tree_month(2023, 1) + (int32_t)chance_below(&chance, TREE_MONTHS),
                     (enum formula_channel)chance_between(&chance, 1, 3), MEASURE_RECEIVED,
                     chance_between(&chance, -3, 9));
        tree_close(&sums);
        for (int month = 1; month <= 12; month++) {
            char name[PERIOD_NAME];

            snprintf(name, sizeof name, "2024-%02d", month % 100);
            year += value(&sums, name, TREE_P, "received[F,U]");
        }
        cr_expect_eq(value(&sums, "2024", TREE_P, "received[F,U]"), year, "seed %llu",
                     (unsigned long long)chance_seed());
    }
}
