#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/flow/forms.h"
#include "tests/support/rows.h"

enum { CHECKPOINT = 1000, CHECK = 10000, PLANTED_FACTS = 20000 };

static const char *const mistakes[] = {
#define X(NAME, what) what,
    RUNNING_PLANTED(X)
#undef X
};

/* FACTS=<n> for more or fewer; SEED=<n> begins elsewhere. */
static int64_t facts(void)
{
    const char *wanted = getenv("FACTS");

    return wanted ? strtoll(wanted, NULL, 10) : 40000;
}

struct run {
    struct fact_stream stream;
    struct running running;
    struct anew anew;
    struct stocks stocks;
    struct chance chance; /* Of what is looked at. */
};

static struct run *run_open(uint64_t seed, enum running_planted planted)
{
    struct run *run = heap_take(1, sizeof *run);

    stream_open(&run->stream, seed);
    running_open(&run->running, planted, HOLIDAYS);
    anew_open(&run->anew, HOLIDAYS);
    stocks_open(&run->stocks);
    run->chance.state = ~seed;
    return run;
}

static void run_close(struct run *run)
{
    stream_close(&run->stream);
    running_close(&run->running);
    anew_close(&run->anew);
    stocks_close(&run->stocks);
    free(run);
}

/* Everything that must hold at this point of the log. */
static enum outcome check(struct run *run, struct failure *why)
{
    const struct tally *sums = &run->running.sums;

    for (int row = 0; row < STATE_DAYS; row++)
        run->anew.days[row] = (int32_t)chance_between(&run->chance, STREAM_FIRST_DAY,
                                                      STREAM_FIRST_DAY + STREAM_DAYS + 60);
    stocks_fill(&run->stocks, sums);
    TRY(anew_count(&run->anew, &run->running, why));
    TRY(identities_with_states(&run->stocks, &run->anew, why));
    TRY(identities_hold(&run->stocks, sums, &run->chance, why));
    return forms_fill(&run->stocks, &run->running.cabinet, &run->chance, why);
}

static enum outcome go_on(struct run *run, int64_t count, struct failure *why)
{
    for (int64_t fact = 1; fact <= count; fact++) {
        const struct bytes record = stream_next(&run->stream);

        running_take(&run->running, record);
        anew_log(&run->anew, record);
        if (fact % CHECKPOINT == 0 || fact == count)
            running_checkpoint(&run->running);
        if ((fact % CHECK == 0 || fact == count) && check(run, why) != DONE) {
            failure_prefix(why, "SEED=%llu, after %lld facts", (unsigned long long)chance_seed(),
                           (long long)fact);
            return REJECT;
        }
    }
    return DONE;
}

Test(sums, equal_a_count_anew_and_hold_together)
{
    struct run *run = run_open(chance_seed(), RUNNING_NOTHING);
    struct failure why = {.text = ""};

    cr_expect_eq(go_on(run, facts(), &why), DONE, "%s", why.text);
    printf("%lld facts of %lld subjects: %lld folds for %lld deltas, %zu sums, %lld folds anew\n",
           (long long)facts(), (long long)run->stream.subjects, (long long)run->running.folds,
           (long long)run->running.deltas, run->running.sums.count, (long long)run->anew.folds);
    for (int type = FACT_NONE + 1; type < FACT_FIGURE_REPORTED; type++)
        cr_expect_gt(run->stream.types[type], 0, "no %s was told", fact_kinds[type].name);
    run_close(run);
}

/* A test that a broken model passes as well would prove nothing. */
ROWS(sums, show_a_mistake, RUNNING_PLANTED_COUNT)
{
    const enum running_planted planted = (enum running_planted)row[0];
    struct run *run = run_open(chance_seed(), planted);
    struct failure why = {.text = ""};
    const enum outcome outcome = go_on(run, PLANTED_FACTS, &why);

    printf("%-72s %s\n", mistakes[planted], why.text);
    cr_expect_eq(outcome, planted == RUNNING_NOTHING ? DONE : REJECT, "a model that %s: %s",
                 mistakes[planted], why.text);
    run_close(run);
}
