#include "proto/measure.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define ATTRIBUTE_NAME(NAME, name) #name,
static const char *const names[] = {ATTRIBUTES(ATTRIBUTE_NAME)};

Test(measure, is_found_by_its_own_name_alone)
{
    enum measure found;

    for (int measure = 0; measure < MEASURE_COUNT; measure++) {
        const char *name = measure_name((enum measure)measure);

        cr_assert(measure_by_name(name, strlen(name), &found), "%s", name);
        cr_expect_eq(found, (enum measure)measure, "%s twice", name);
        cr_expect_not(measure_by_name(name, strlen(name) - 1, &found) &&
                          found == (enum measure)measure,
                      "%s", name);
    }
    cr_expect_not(measure_by_name("", 0, &found));
    cr_expect_not(measure_by_name("Received", 8, &found));
}

Test(measure, of_an_attribute_stands_at_its_place)
{
    for (int attribute = 0; attribute < ATTRIBUTE_COUNT; attribute++) {
        char received[80], closed[80];

        snprintf(received, sizeof received, "received_%s", names[attribute]);
        snprintf(closed, sizeof closed, "closed_%s", names[attribute]);
        cr_expect_str_eq(measure_name(measure_received_with((enum attribute)attribute)), received);
        cr_expect_str_eq(measure_name(measure_closed_with((enum attribute)attribute)), closed);
    }
}

/* Numbers on the wire and in the log: never another meaning. */
Test(measure, keeps_its_number)
{
    cr_expect_eq(MEASURE_RECEIVED, 0);
    cr_expect_eq(MEASURE_WITHDRAWN, 4);
    cr_expect_eq(MEASURE_OVERDUE_OUT, 6);
    cr_expect_eq(MEASURE_AMOUNT_DIRECT, 16);
    cr_expect_eq(MEASURE_CLOSED_E_RESULT_DUE, 48);
}
