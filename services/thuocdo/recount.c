#include "thuocdo/recount.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/clock.h"
#include "thuocdo/command.h"
#include "thuocdo/recount/recount.h"

enum { ARENA_BYTES = 64 << 20, SETTLE_TRIES = 600, SETTLE_MS = 500 };

static const char description[] =
    "Compares every cell with the facts behind it, in one snapshot, also while facts stream in: "
    "each posting with what the dossier's facts say, to which complaints about its code belong, "
    "the sums with all postings, months, years and units with their days, the log with what intake "
    "has counted.\v"
    "Prints what differs and how many differences there are; 1 when there is any.";

/* Opens one snapshot in which no catalogue change is under way. */
static enum outcome open_snapshot(struct recount *recount, struct failure *why)
{
    bool settled = false;

    for (int attempt = 0; attempt < SETTLE_TRIES; attempt++) {
        TRY(database_execute(&recount->database,
                             "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
                             "SET LOCAL statement_timeout = 0",
                             why));
        TRY(recount_open(recount, &settled, why));
        if (settled)
            return DONE;
        TRY(database_execute(&recount->database, "ROLLBACK", why));
        clock_sleep_ms(SETTLE_MS);
    }
    return fail(why, RETRY, "a change of the catalogue has been under way for five minutes");
}

static enum outcome check_log(struct recount *recount, struct failure *why)
{
    int64_t ends = 0, logged;

    for (int row = 0; row < recount->position_count; row++)
        ends += recount->positions[row].log_end;
    TRY(database_query(&recount->database, statement(recount_sql, "recount_logged"), NULL, why));
    logged = row_integer(&recount->database, 0, 0);
    if (ends != logged)
        recount_differs(recount, "the log holds %lld facts, intake has logged %lld",
                        (long long)ends, (long long)logged);
    return DONE;
}

static enum outcome count_again(struct recount *recount, struct failure *why)
{
    TRY(open_snapshot(recount, why));
    TRY(check_log(recount, why));
    for (int row = 0; row < recount->position_count; row++) {
        const struct recount_position *position = &recount->positions[row];

        if (position->partition == 0)
            continue;
        TRY(recount_complaints(recount, position->partition, why));
        TRY(recount_fold(recount, position->partition, why));
        TRY(recount_subtract(recount, position, why));
    }
    TRY(recount_steps(recount, why));
    return database_execute(&recount->database, "COMMIT", why);
}

static enum outcome run(struct recount *recount, struct failure *why)
{
    const char *url;

    TRY(command_setting(COMMAND_READER_DATABASE, &url, why));
    TRY(database_open(&recount->database, url, "thuocdo-recount", why));
    TRY(count_again(recount, why));
    printf("%lld dossiers counted again: %lld differences\n", (long long)recount->dossiers,
           (long long)recount->differences);
    if (recount->differences > 0)
        return fail(why, REJECT, "%lld differences", (long long)recount->differences);
    return DONE;
}

int recount_main(int argc, char **argv)
{
    static const struct argp argp = {
        .doc = description,
        .help_filter = command_help,
    };
    struct command_line line = {.settings = USES(READER_DATABASE)};
    struct recount recount = {0};
    struct failure why = {0};
    void *memory = heap_take(1, ARENA_BYTES);
    enum outcome outcome;

    command_parse(&argp, argc, argv, &line);
    recount.arena = arena_over(memory, ARENA_BYTES);
    outcome = run(&recount, &why);
    database_close(&recount.database);
    cells_free(&recount.cells);
    free(recount.positions);
    procedures_free(&recount.procedures);
    free(memory);
    return command_end(argv[0], outcome, &why);
}
