/*
 * pace: how long is rested for what was worked, on a clock that is moved by hand.
 */
#include "thuocdo/recount/pace.h"

#include <criterion/criterion.h>

#include "runtime/clock.h"

static int64_t now_ms;
static int64_t slept_ms;
static int64_t longest_ms;

int64_t clock_ms(void)
{
    return now_ms;
}

void clock_sleep_ms(int64_t ms)
{
    now_ms += ms;
    slept_ms += ms;
    if (ms > longest_ms)
        longest_ms = ms;
}

Test(pace, rests_three_times_as_long_as_it_works_at_a_quarter)
{
    struct pace pace = {.percent = 25};

    pace_start(&pace);
    for (int page = 0; page < 10; page++) {
        now_ms += 40;
        pace_rest(&pace);
    }
    cr_expect_eq(slept_ms, 1200);
    cr_expect_eq(longest_ms, 120);
}

Test(pace, never_rests_at_full)
{
    struct pace pace = {.percent = PACE_FULL};

    pace_start(&pace);
    now_ms += 100000;
    pace_rest(&pace);
    pace_pay(&pace);
    cr_expect_eq(slept_ms, 0);
}

/* A query of half a minute must not leave its transaction idle for one and a half. */
Test(pace, pays_what_is_owed_a_piece_at_a_time)
{
    struct pace pace = {.percent = 25};

    pace_start(&pace);
    now_ms += 30000;
    pace_rest(&pace);
    cr_expect_eq(slept_ms, PACE_REST_MS);
    now_ms += 10;
    pace_rest(&pace);
    cr_expect_eq(longest_ms, PACE_REST_MS);
    pace_pay(&pace);
    cr_expect_eq(slept_ms, 90030);
    pace_pay(&pace);
    cr_expect_eq(slept_ms, 90030);
}
