#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/tracker/orders.h"

/* SHAPES=<n> and HISTORIES=<n> for more or fewer; SEED=<n> begins elsewhere. */
static uint64_t wanted(const char *name, uint64_t usual)
{
    const char *text = getenv(name);

    return text ? strtoull(text, NULL, 10) : usual;
}

static void print_seen(const char *what, uint64_t count, const struct orders_seen *seen)
{
    printf("%llu %s, %lld folds\n", (unsigned long long)count, what, (long long)seen->folds);
}

static uint32_t all_of(int count)
{
    return (uint32_t)((UINT64_C(1) << count) - 1);
}

static uint32_t types_of_dossiers(void)
{
    uint32_t types = 0;

    for (int row = 0; row < TALK_OF_DOSSIERS; row++)
        types |= UINT32_C(1) << talk_of_dossiers[row];
    return types;
}

Test(orders, of_seven_facts_come_to_the_same)
{
    const uint64_t shapes = wanted("SHAPES", 20), first = chance_seed();
    struct orders orders;
    struct failure why = {.text = ""};

    orders_open(&orders, first, HOLIDAYS);
    for (uint64_t shape = 0; shape < shapes; shape++)
        cr_assert_eq(orders_of_shape(&orders, first + shape,
                                     talk_of_dossiers[shape % TALK_OF_DOSSIERS], &why),
                     DONE, "%s", why.text);
    print_seen("shapes", shapes, &orders.seen);
    if (shapes >= TALK_OF_DOSSIERS)
        cr_expect_eq(orders.seen.types, types_of_dossiers());
    orders_close(&orders);
}

Test(orders, of_a_long_history_come_to_the_same)
{
    const uint64_t histories = wanted("HISTORIES", 5000), first = chance_seed();
    struct orders orders;
    struct failure why = {.text = ""};

    orders_open(&orders, first, HOLIDAYS);
    for (uint64_t history = 0; history < histories; history++)
        cr_assert_eq(orders_of_history(&orders, first + history, &why), DONE, "%s", why.text);
    print_seen("histories", histories, &orders.seen);
    if (histories >= 5000) {
        cr_expect_eq(orders.seen.standings, all_of(STANDING_WITHDRAWN + 1),
                     "standings met with: %#x", orders.seen.standings);
        cr_expect_eq(orders.seen.flags, all_of(FLAG_COUNT), "flags met with: %#x",
                     orders.seen.flags);
        cr_expect_eq(orders.seen.differences, all_of(DIFFERENCE_COUNT), "differences met with: %#x",
                     orders.seen.differences);
    }
    orders_close(&orders);
}

/* In how many of a hundred the mistake is noticed. */
static int noticed(enum orders_planted planted, bool shapes)
{
    const uint64_t first = chance_seed();
    struct orders orders;
    struct failure why = {.text = ""};
    int times = 0;

    orders_open(&orders, first, HOLIDAYS);
    orders.planted = planted;
    for (uint64_t seed = first; seed < first + 100; seed++)
        times += shapes ? orders_of_shape(&orders, seed, FACT_STATUS, &why) != DONE
                        : orders_of_history(&orders, seed, &why) != DONE;
    printf("noticed in %d of 100: %s\n", times, why.text);
    orders_close(&orders);
    return times;
}

Test(orders, show_when_the_first_of_two_contents_stays)
{
    cr_expect_geq(noticed(ORDERS_CONTRADICTED, true), 100);
    cr_expect_geq(noticed(ORDERS_CONTRADICTED, false), 30);
}

Test(orders, show_when_arrival_is_taken_for_what_was_recorded)
{
    cr_expect_geq(noticed(ORDERS_RECORDED_ANEW, true), 100);
    cr_expect_geq(noticed(ORDERS_RECORDED_ANEW, false), 90);
}
