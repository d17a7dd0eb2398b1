#include <criterion/criterion.h>
#include <stdio.h>

#include "runtime/day.h"
#include "scorer/core/period.h"

static int32_t month(int year, int month_of_year)
{
    return year * 12 + month_of_year - 1;
}

static int32_t day(int year, int month_of_year, int day_of_month)
{
    return day_from_date((struct date){year, month_of_year, day_of_month});
}

Test(period, follows_the_calendar)
{
    static const struct {
        int year, month;
        const char *names[4];
    } rows[] = {
        {2023, 1,  {"2023-01", "2023-Q1", "2023"}},
        {2023, 6,  {"2023-06", "2023-Q2", "2023"}},
        {2024, 12, {"2024-12", "2024-Q4", "2024"}},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        const int32_t at = month(rows[row].year, rows[row].month);
        struct period_walk walk = period_walk(at, at);
        struct period period;

        for (size_t name = 0; rows[row].names[name]; name++) {
            cr_assert(period_next(&walk, &period), "%s", rows[row].names[name]);
            cr_expect_str_eq(period.name, rows[row].names[name]);
            cr_expect(period.first_month <= at && at <= period.last_month);
        }
        cr_expect_not(period_next(&walk, &period));
    }
}

Test(period, begins_and_ends_on_the_right_days)
{
    struct period_walk walk = period_walk(month(2024, 2), month(2024, 2));
    struct period period;

    cr_assert(period_next(&walk, &period));
    cr_expect_eq(period.from_day, day(2024, 2, 1));
    cr_expect_eq(period.to_day, day(2024, 2, 29));
    cr_assert(period_next(&walk, &period));
    cr_expect_eq(period.from_day, day(2024, 1, 1));
    cr_expect_eq(period.to_day, day(2024, 3, 31));
    cr_assert(period_next(&walk, &period));
    cr_expect_eq(period.to_day, day(2024, 12, 31));
}

Test(period, gives_seventeen_for_a_year_and_none_backwards)
{
    struct period_walk whole = period_walk(month(2023, 1), month(2023, 12));
    struct period_walk backwards = period_walk(month(2023, 2), month(2023, 1));
    struct period period;
    int count = 0;

    while (period_next(&whole, &period))
        count++;
    cr_expect_eq(count, 17);
    cr_expect_not(period_next(&backwards, &period));
}

Test(period, reaches_over_years)
{
    struct period_walk walk = period_walk(month(2023, 11), month(2024, 2));
    struct period period;
    char names[128];
    size_t length = 0;

    while (period_next(&walk, &period))
        length += (size_t)snprintf(names + length, sizeof names - length, "%s ", period.name);
    cr_expect_str_eq(names, "2023-11 2023-12 2024-01 2024-02 2023-Q4 2024-Q1 2023 2024 ");
}

Test(period, knows_the_month_of_a_day)
{
    cr_expect_eq(month_of_day(day(2023, 12, 31)), month(2023, 12));
    cr_expect_eq(month_start(month(2023, 12)), day(2023, 12, 1));
    cr_expect_eq(month_january(month(2023, 12)), month(2023, 1));
}
