#include <criterion/criterion.h>
#include <stdlib.h>

#include "tests/flow/world.h"

/* CASES=<n> for more or fewer runs; SEED=<n> repeats one. */
static uint64_t cases(void)
{
    const char *wanted = getenv("CASES");

    if (getenv("SEED"))
        return 1;
    return wanted ? strtoull(wanted, NULL, 10) : 200;
}

Test(flow, counts_every_fact_once_in_any_weather)
{
    const uint64_t first = chance_seed();

    for (uint64_t seed = first; seed < first + cases(); seed++) {
        struct failure why = {.text = ""};

        cr_assert_eq(world_run(seed, PLANTED_NOTHING, &why), DONE, "%s", why.text);
    }
}
