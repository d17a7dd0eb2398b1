#include <criterion/criterion.h>
#include <stdio.h>

#include "aggregator/cells.h"
#include "runtime/day.h"
#include "tests/support/chance.h"
#include "tests/support/rows.h"

static const struct {
    const char *day, *month, *year;
} starts[] = {
    {"2023-01-01", "2023-01-01", "2023-01-01"},
    {"2023-12-31", "2023-12-01", "2023-01-01"},
    {"2024-01-01", "2024-01-01", "2024-01-01"},
    {"2024-02-29", "2024-02-01", "2024-01-01"},
    {"2024-03-01", "2024-03-01", "2024-01-01"},
    {"2024-12-31", "2024-12-01", "2024-01-01"},
    {"1970-01-01", "1970-01-01", "1970-01-01"},
    {"1969-12-31", "1969-12-01", "1969-01-01"},
    {"1900-02-28", "1900-02-01", "1900-01-01"},
    {"2199-12-31", "2199-12-01", "2199-01-01"},
};

static void expect_start(enum step step, const char *day_text, const char *expected)
{
    char found[DAY_TEXT];
    int32_t day;

    cr_assert(day_parse(day_text, strlen(day_text), &day));
    day_print(step_start(step, day), found);
    cr_expect_str_eq(found, expected, "step %d of %s begins %s", (int)step, day_text, found);
}

ROWS(measure_sums, put_each_day_into_its_month_and_year, sizeof starts / sizeof starts[0])
{
    expect_start(STEP_DAY, starts[*row].day, starts[*row].day);
    expect_start(STEP_MONTH, starts[*row].day, starts[*row].month);
    expect_start(STEP_YEAR, starts[*row].day, starts[*row].year);
}

Test(measure_sums, know_what_was_touched_even_when_it_comes_to_nothing)
{
    struct measure_sums sums = {0};

    measure_sums_add(&sums, MEASURE_RECEIVED, 2);
    measure_sums_add(&sums, MEASURE_RECEIVED, -2);
    cr_expect_eq(sums.at[MEASURE_RECEIVED], 0);
    cr_expect_eq(sums.touched, UINT64_C(1) << MEASURE_RECEIVED);
    measure_sums_add(&sums, MEASURE_CLOSED_E_RESULT_DUE, 1);
    cr_expect_eq(sums.touched,
                 UINT64_C(1) << MEASURE_RECEIVED | UINT64_C(1) << MEASURE_CLOSED_E_RESULT_DUE);
}

Test(measure_sums, merge_in_any_order)
{
    enum { PARTS = 8, ADDITIONS = 1000 };
    struct chance chance = {chance_seed()};
    struct measure_sums parts[PARTS] = {0}, whole = {0}, forwards = {0}, backwards = {0};

    for (int number = 0; number < ADDITIONS; number++) {
        const enum measure measure = (enum measure)chance_below(&chance, MEASURE_COUNT);
        const int64_t n = chance_between(&chance, -3, 3);

        measure_sums_add(&parts[chance_below(&chance, PARTS)], measure, n);
        measure_sums_add(&whole, measure, n);
    }
    for (int part = 0; part < PARTS; part++) {
        measure_sums_merge(&forwards, &parts[part]);
        measure_sums_merge(&backwards, &parts[PARTS - 1 - part]);
    }
    cr_expect_eq(memcmp(&forwards, &whole, sizeof whole), 0);
    cr_expect_eq(memcmp(&backwards, &whole, sizeof whole), 0);
}

/* ---- cells ---- */

static struct cell_key key_of(const char *unit, const char *procedure, int64_t channel)
{
    return cells_key(1, bytes_of_text(unit), bytes_of_text(procedure), channel,
                     bytes_of_text("mot-cua"));
}

Test(cells, are_one_for_each_key)
{
    const struct cell_key same = key_of("U1", "1.01", 1);
    const struct cell_key others[] = {key_of("U11", ".01", 1), key_of("U1", "1.02", 1),
                                      key_of("U1", "1.01", 2), key_of("", "1.01", 1)};
    struct cells cells = {0};
    struct cell *cell = cells_at(&cells, &same);

    cr_expect_eq(cells_at(&cells, &same), cell);
    for (size_t row = 0; row < sizeof others / sizeof others[0]; row++)
        cr_expect_neq(cells_at(&cells, &others[row]), cell);
    cr_expect_eq(cells.count, 5);
    cells_free(&cells);
    cr_expect_eq(cells.count, 0);
}

Test(cells, take_codes_that_nobody_stated)
{
    const struct cell_key stated_nothing =
        cells_key(1, (struct bytes){0}, (struct bytes){0}, 1, bytes_of_text("mot-cua"));
    const struct cell_key empty = key_of("", "", 1);
    struct cells cells = {0};

    cr_expect_eq(cells_at(&cells, &stated_nothing), cells_at(&cells, &empty));
    cells_free(&cells);
}
