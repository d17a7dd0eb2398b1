#include <criterion/criterion.h>

#include "aggregator/gathered.h"
#include "runtime/day.h"
#include "tests/support/chance.h"

enum { DAY = 19539 /* 2023-07-01 */, NUMBERS_AN_ENTRY = 3, MOST = 12 };

static struct posting posting_of(const int64_t *numbers, size_t entries)
{
    return (struct posting){
        .unit = bytes_of_text("U1"),
        .procedure = bytes_of_text("1.01"),
        .channel = 2,
        .entries = {(void *)(uintptr_t)numbers, (uint32_t)(entries * NUMBERS_AN_ENTRY)}
    };
}

static enum outcome add(struct gathered *gathered, const int64_t *numbers, size_t entries,
                        int64_t sign, struct failure *why)
{
    const struct posting posting = posting_of(numbers, entries);

    return gathered_add(gathered, 1, bytes_of_text("mot-cua"), &posting, sign, why);
}

/* n of the mark on the day, 0 when there is no row. */
static int64_t mark_at(const struct marks *marks, enum step step, int32_t day, enum measure mark)
{
    for (const struct mark *row = marks->set; row; row = row->hh.next)
        if (row->key.step == (int16_t)step && row->key.start == day &&
            row->key.mark == (int16_t)mark)
            return row->n;
    return 0;
}

Test(gathered, has_measures_in_cells_and_marks_apart)
{
    const int64_t numbers[] = {
        DAY,     MEASURE_RECEIVED,     1,  DAY,     MEASURE_FLAG_NO_DUE,  1,
        DAY + 3, MEASURE_FEEDBACK_BAD, 2,  DAY + 4, MEASURE_RECEIVED,     -1,
        DAY + 4, MEASURE_FLAG_NO_DUE,  -1, DAY + 4, MEASURE_FEEDBACK_BAD, 5,
    };
    struct gathered gathered = {0};
    struct failure why;

    cr_assert_eq(add(&gathered, numbers, 6, 1, &why), DONE);
    cr_expect_eq(gathered.cells.count, 2, "a day with nothing but marks is no cell");
    cr_expect_eq(gathered.marks.count, 4);
    cr_expect_eq(gathered_count(&gathered), 6);
    cr_expect_eq(mark_at(&gathered.marks, STEP_DAY, DAY, MEASURE_FLAG_NO_DUE), 1);
    cr_expect_eq(mark_at(&gathered.marks, STEP_DAY, DAY + 4, MEASURE_FLAG_NO_DUE), -1);
    cr_expect_eq(mark_at(&gathered.marks, STEP_DAY, DAY + 4, MEASURE_FEEDBACK_BAD), 5);
    for (const struct cell *cell = gathered.cells.set; cell; cell = cell->hh.next)
        cr_expect_eq(cell->sums.touched, UINT64_C(1) << MEASURE_RECEIVED);
    gathered_free(&gathered);
    cr_expect_eq(gathered_count(&gathered), 0);
}

Test(gathered, knows_every_number_of_the_list_and_no_other)
{
    struct gathered gathered = {0};

    for (int64_t number = -2; number < MARK_END + 3; number++) {
        const int64_t numbers[] = {DAY, MEASURE_RECEIVED, 1, DAY + 1, number, 1};
        const bool known =
            (number >= 0 && number < MEASURE_COUNT) || (number >= MARK_FIRST && number < MARK_END);
        struct failure why = {.text = ""};

        cr_expect_eq(add(&gathered, numbers, 2, 1, &why), known ? DONE : FATAL, "measure %lld",
                     (long long)number);
        cr_expect_eq(gathered_count(&gathered) > 0, known, "%lld", (long long)number);
        gathered_free(&gathered);
    }
}

Test(marks, are_added_to_their_day_month_and_year)
{
    const int64_t numbers[] = {
        DAY,      MEASURE_FLAG_NO_DUE,  1, DAY + 30,  MEASURE_FLAG_NO_DUE, 2,
        DAY + 31, MEASURE_FLAG_NO_DUE,  4, DAY - 365, MEASURE_FLAG_NO_DUE, 8,
        DAY + 2,  MEASURE_FEEDBACK_BAD, 1,
    };
    struct gathered gathered = {0};
    struct marks steps = {0};
    struct failure why;

    cr_assert_eq(add(&gathered, numbers, 5, 1, &why), DONE);
    marks_roll_up(&gathered.marks, &steps);
    cr_expect_eq(mark_at(&steps, STEP_DAY, DAY + 30, MEASURE_FLAG_NO_DUE), 2);
    cr_expect_eq(mark_at(&steps, STEP_MONTH, DAY, MEASURE_FLAG_NO_DUE), 3);
    cr_expect_eq(mark_at(&steps, STEP_MONTH, DAY + 31, MEASURE_FLAG_NO_DUE), 4);
    cr_expect_eq(mark_at(&steps, STEP_YEAR, day_year_start(DAY), MEASURE_FLAG_NO_DUE), 7);
    cr_expect_eq(mark_at(&steps, STEP_YEAR, day_year_start(DAY - 365), MEASURE_FLAG_NO_DUE), 8);
    cr_expect_eq(mark_at(&steps, STEP_MONTH, DAY, MEASURE_FEEDBACK_BAD), 1);
    cr_expect_eq(steps.count, 5 + 4 + 3);
    marks_free(&steps);
    gathered_free(&gathered);
}

Test(marks, that_come_to_nothing_are_not_written)
{
    const int64_t numbers[] = {DAY, MEASURE_FLAG_NO_DUE,  1, DAY, MEASURE_FLAG_NO_DUE, -1,
                               DAY, MEASURE_FEEDBACK_BAD, 3};
    struct gathered gathered = {0};
    struct marks steps = {0};
    struct failure why;

    cr_assert_eq(add(&gathered, numbers, 3, 1, &why), DONE);
    marks_roll_up(&gathered.marks, &steps);
    cr_expect_eq(steps.count, 3);
    marks_free(&steps);
    gathered_free(&gathered);
}

/* One of any kind, of both families. */
static int64_t any_measure(struct chance *chance)
{
    return chance_once_in(chance, 2) ? (int64_t)chance_below(chance, MEASURE_COUNT)
                                     : chance_between(chance, MARK_FIRST, MARK_END - 1);
}

Test(gathered, taken_away_again_in_any_order_leaves_nothing)
{
    struct chance chance = {chance_seed()};
    int64_t rows[MOST][MOST * NUMBERS_AN_ENTRY];
    struct gathered gathered = {0};
    struct failure why;

    for (int row = 0; row < MOST; row++) {
        for (int entry = 0; entry < MOST; entry++) {
            rows[row][(size_t)entry * NUMBERS_AN_ENTRY] = chance_between(&chance, DAY, DAY + 60);
            rows[row][(size_t)entry * NUMBERS_AN_ENTRY + 1] = any_measure(&chance);
            rows[row][(size_t)entry * NUMBERS_AN_ENTRY + 2] = chance_between(&chance, -5, 5);
        }
        cr_assert_eq(add(&gathered, rows[row], MOST, 1, &why), DONE);
    }
    for (int row = MOST; row-- > 0;)
        cr_assert_eq(add(&gathered, rows[row], MOST, -1, &why), DONE);
    cr_expect_gt(gathered_count(&gathered), MOST);
    for (const struct cell *cell = gathered.cells.set; cell; cell = cell->hh.next)
        for (int measure = 0; measure < MEASURE_COUNT; measure++)
            cr_expect_eq(cell->sums.at[measure], 0);
    for (const struct mark *mark = gathered.marks.set; mark; mark = mark->hh.next)
        cr_expect_eq(mark->n, 0);
    gathered_free(&gathered);
}
