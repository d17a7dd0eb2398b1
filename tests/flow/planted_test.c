#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/flow/world.h"
#include "tests/support/rows.h"

enum { RUNS = 40 };

static const struct {
    const char *what;
    int noticed; /* In so many of a hundred runs, at least. */
} mistakes[] = {
#define PLANTED_ROW(NAME, what, noticed) {what, noticed},
    PLANTED(PLANTED_ROW)
#undef PLANTED_ROW
};

/* A test that a broken model passes as well would prove nothing of the protocol. */
ROWS(planted, is_noticed, PLANTED_COUNT)
{
    const enum planted mistake = (enum planted)row[0];
    const uint64_t first = chance_seed();
    struct failure why = {.text = ""}, last = why;
    int noticed = 0;

    for (uint64_t seed = first; seed < first + RUNS; seed++)
        if (world_run(seed, mistake, &why) != DONE) {
            noticed++;
            last = why;
        }
    printf("%-72s noticed in %d of %d: %s\n", mistakes[mistake].what, noticed, RUNS, last.text);
    if (mistake == PLANTED_NOTHING)
        cr_expect_eq(noticed, 0, "%s", last.text);
    cr_expect(100 * noticed >= mistakes[mistake].noticed * RUNS,
              "a model that %s is noticed in %d of %d runs: %s", mistakes[mistake].what, noticed,
              RUNS, last.text);
}
