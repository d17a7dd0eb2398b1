#include <criterion/criterion.h>

#include "tests/scorer/tree.h"

Test(units, are_found_by_code)
{
    static const struct {
        const char *code;
        uint32_t unit;
    } rows[] = {
        {"A",  TREE_A   },
        {"C",  TREE_C   },
        {"P",  TREE_P   },
        {"",   UNIT_NONE},
        {"AA", UNIT_NONE},
        {"Q",  UNIT_NONE},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        cr_expect_eq(units_find(&tree, bytes_of_text(rows[row].code)), rows[row].unit, "%s",
                     rows[row].code);
}

Test(units, have_the_tree_of_the_day)
{
    uint32_t path[UNIT_DEPTH];

    cr_assert_eq(units_path(&tree, TREE_C, tree_day(2023, 6, 30), path), 3);
    cr_expect_eq(path[1], TREE_D);
    cr_expect_eq(path[2], TREE_P);
    cr_assert_eq(units_path(&tree, TREE_C, tree_day(2023, 7, 1), path), 3);
    cr_expect_eq(path[1], TREE_B);
    cr_expect_eq(units_path(&tree, TREE_C, tree_day(1990, 1, 1), path), 3);
    cr_expect_eq(path[1], TREE_D, "the first version stands for all days before it");
}

Test(units, are_open_in_a_period_by_any_of_its_days)
{
    static const struct {
        uint32_t unit;
        int year, from, to;
        bool open;
    } rows[] = {
        {TREE_D, 2023, 6, 6,  true },
        {TREE_D, 2023, 7, 7,  false},
        {TREE_D, 2023, 1, 12, true },
        {TREE_D, 2024, 1, 12, false},
        {TREE_C, 2023, 7, 7,  true },
        {TREE_A, 2019, 1, 12, false},
        {TREE_A, 2020, 1, 1,  true },
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        const struct period period = {
            .from_day = tree_day(rows[row].year, rows[row].from, 1),
            .to_day = tree_day(rows[row].year, rows[row].to, 28),
        };

        cr_expect_eq(units_open_in(&tree, rows[row].unit, &period), rows[row].open, "row %zu", row);
    }
}

Test(units, that_change_touch_those_above_from_the_day_they_stood_there)
{
    static const struct {
        uint32_t unit;
        int32_t year, month;
        int32_t touched[TREE_UNITS]; /* Months since January 2023, 99 for not at all. */
    } rows[] = {
        {TREE_A, 2023, 3, {2, 99, 99, 99, 2} },
        {TREE_C, 2023, 3, {99, 6, 2, 2, 2}   },
        {TREE_C, 2023, 9, {99, 8, 8, 99, 8}  },
        {TREE_P, 2023, 1, {99, 99, 99, 99, 0}},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        int32_t touched[TREE_UNITS];

        for (uint32_t unit = 0; unit < TREE_UNITS; unit++)
            touched[unit] = UNTOUCHED;
        units_touch(&tree, touched, rows[row].unit, tree_day(rows[row].year, rows[row].month, 1));
        for (uint32_t unit = 0; unit < TREE_UNITS; unit++)
            cr_expect_eq(touched[unit],
                         rows[row].touched[unit] == 99
                             ? UNTOUCHED
                             : month_start(tree_month(2023, 1) + rows[row].touched[unit]),
                         "row %zu unit %u", row, unit);
    }
}

Test(units, are_all_touched_from_a_day_on_or_before)
{
    int32_t touched[TREE_UNITS];

    for (uint32_t unit = 0; unit < TREE_UNITS; unit++)
        touched[unit] = UNTOUCHED;
    touched[TREE_B] = 4;
    units_touch_all(&tree, touched, 5);
    for (uint32_t unit = 0; unit < TREE_UNITS; unit++)
        cr_expect_eq(touched[unit], unit == TREE_B ? 4 : 5, "unit %u", unit);
}

Test(units, in_a_circle_end_somewhere)
{
    struct unit_version versions[] = {
        {INT32_MIN, INT32_MAX, 0, true, RUBRIC_LEVEL_ANY, 1},
        {INT32_MIN, INT32_MAX, 0, true, RUBRIC_LEVEL_ANY, 0},
    };
    struct unit circle[] = {
        {bytes_of_text("A"), 0, 1},
        {bytes_of_text("B"), 1, 1},
    };
    const struct units units = {circle, 2, versions};
    int32_t touched[] = {UNTOUCHED, UNTOUCHED};
    uint32_t path[UNIT_DEPTH];

    cr_expect_eq(units_path(&units, 0, 0, path), 2);
    units_touch(&units, touched, 0, 5);
    cr_expect_eq(touched[1], 5);
}
