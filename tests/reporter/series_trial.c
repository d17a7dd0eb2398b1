/*
 * series_trial: series_trial CASES SEED: random organisations are merged, split, moved and given
 * other codes; what the reporter's statements say in all three series must be what the plain model
 * says, and all roots together must be the same in the three. Every TABLES_EVERY-th organisation
 * is asked for whole tables and lists of dossiers too.
 *
 * Each case is one transaction that is rolled back. libpq's environment says where PostgreSQL is.
 */
#include "tests/reporter/series_trial.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/day.h"

enum { ARENA_BYTES = 32 << 20, TABLES_EVERY = 20, EMPTIED_EVERY = 200 };

void trial_stop(const struct trial *trial, const char *what, const struct failure *why)
{
    fprintf(stderr, "seed %llu: %s: %s\n", (unsigned long long)trial->seed, what, why->text);
    exit(EXIT_FAILURE);
}

void trial_differs(const struct trial *trial, const struct plain_question *question, int unit,
                   const char *row, const char *what, int64_t found, int64_t expected)
{
    char code[CODE_TEXT], from[DAY_TEXT], to[DAY_TEXT];

    reorganised_code(unit, code);
    day_print(question->from, from);
    day_print(question->to, to);
    fprintf(stderr, "seed %llu: %s of %s, %s to %s, row %s: %s is %lld instead of %lld\n",
            (unsigned long long)trial->seed, table_series_names[question->series], code, from, to,
            row, what, (long long)found, (long long)expected);
    exit(EXIT_FAILURE);
}

/* What was rolled back still takes room. */
static void empty(struct trial *trial)
{
    trial_put(trial, "TRUNCATE tracker.unit, tracker.succession, tracker.dossier, intake.source, "
                     "aggregator.sum_unit, aggregator.sum_cell, aggregator.sum_cell_day, "
                     "aggregator.sum_mark, one");
    trial_execute(trial, "emptying the database");
}

static void begin(struct trial *trial)
{
    struct failure why;

    trial->arena = arena_over(heap_take(1, ARENA_BYTES), ARENA_BYTES);
    if (database_open(&trial->database, "", "series", &why) != DONE)
        trial_stop(trial, "connecting", &why);
    trial_put(trial, "CREATE TABLE one (partition integer, unit text, channel smallint, "
                     "system text, day date, measure integer, n bigint)");
    trial_execute(trial, "preparing the database");
    statements_prepare(trial);
}

int main(int argc, char **argv)
{
    static struct trial trial;
    long cases;

    if (argc != 3)
        return 2;
    cases = strtol(argv[1], NULL, 10);
    begin(&trial);
    for (long number = 0; number < cases; number++) {
        struct plain_question question = {.made = &trial.made};

        trial.seed = strtoull(argv[2], NULL, 10) + (uint64_t)number;
        reorganised_make(&trial.made, trial.seed);
        reorganised_period(&trial.made, &question.from, &question.to);
        trial_fill(&trial);
        statements_check(&trial, &question);
        if (number % TABLES_EVERY == 0)
            answers_check(&trial, &question);
        trial_put(&trial, "ROLLBACK");
        trial_execute(&trial, "rolling back");
        if (number % EMPTIED_EVERY == EMPTIED_EVERY - 1)
            empty(&trial);
    }
    printf("%ld organisations: %lld sums, %lld tables with %lld cells, %lld lists of dossiers: "
           "0 differences\n",
           cases, (long long)trial.rows, (long long)trial.tables, (long long)trial.cells,
           (long long)trial.lists);
    database_close(&trial.database);
    buffer_free(&trial.sql);
    buffer_free(&trial.body);
    free(trial.arena.base);
    return 0;
}
