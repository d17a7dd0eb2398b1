#include "thuocdo/recount.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/log.h"
#include "thuocdo/command.h"
#include "thuocdo/recount/rounds.h"

enum { ARENA_BYTES = 64 << 20, STANDARD_PACE = 25 };

enum { OPTION_EVERY = 'e', OPTION_PACE = 'p', OPTION_METRICS = 'm' };

struct recount_line {
    struct command_line line;
    int64_t every_ms; /* 0: once. */
    int64_t pace;     /* 0: not given. */
    const char *metrics;
};

static const struct argp_option options[] = {
    {"every",                                            OPTION_EVERY, "DURATION", 0, "Stay, and begin again every so long, such as 1h", 0},
    {"pace",                                        OPTION_PACE, "PERCENT", 0,
     "With --every: take at most so much of a processor, the server's work counted in (standard: "
     "25)", 0},
    {"metrics", OPTION_METRICS, "FILE", 0,
     "With --every: keep the figures in this file, as Prometheus text", 0},
    {0                                                 },
};

static void read_every(struct recount_line *given, const char *argument,
                       const struct argp_state *state)
{
    struct failure why;

    if (command_duration(argument, &given->every_ms, &why) != DONE)
        argp_error(state, "%s", why.text);
    if (given->every_ms == 0)
        argp_error(state, "'%s' is no time at all", argument);
}

static void read_pace(struct recount_line *given, const char *argument,
                      const struct argp_state *state)
{
    char *end;

    given->pace = strtoll(argument, &end, 10);
    if (*end || given->pace < 1 || given->pace > PACE_FULL)
        argp_error(state, "'%s' is not a share, 1 to %d per cent", argument, PACE_FULL);
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct recount_line *given = state->input;

    switch (key) {
    case OPTION_EVERY: read_every(given, argument, state); return 0;
    case OPTION_PACE: read_pace(given, argument, state); return 0;
    case OPTION_METRICS: given->metrics = argument; return 0;
    case ARGP_KEY_ARG: argp_error(state, "'%s' is one argument too many", argument); return 0;
    case ARGP_KEY_END:
        if (!given->every_ms && (given->pace || given->metrics))
            argp_error(state, "--pace and --metrics go with --every");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse_option,
    NULL,
    "Compares every cell with the facts behind it, in one snapshot, also while facts stream in: "
    "each posting with what the dossier's facts say, to which complaints about its code belong, "
    "the sums with all postings, months, years and units with their days, the log with what intake "
    "has counted."
    "\vPrints what differs and how many differences there are; 1 when there is any.\n\n"
    "With --every it stays and does so again and again, behind everybody else of the machine, "
    "partition by partition, each in a snapshot of its own; what differs is a line of the log. "
    "SIGTERM ends it at once.",
    NULL,
    command_help,
    NULL,
};

static enum outcome count_once(struct recount *recount, const char *url, struct failure *why)
{
    recount->pace.percent = PACE_FULL;
    TRY(database_open(&recount->database, url, "thuocdo-recount", why));
    TRY(recount_begin(recount, RECOUNT_ALL, why));
    for (int row = 0; row < recount->position_count; row++)
        TRY(recount_partition(recount, recount->positions[row].partition, why));
    TRY(recount_steps(recount, RECOUNT_ALL, why));
    TRY(database_execute(&recount->database, "COMMIT", why));
    printf("%lld dossiers and feedback counted again: %lld differences\n",
           (long long)recount->dossiers, (long long)recount->differences);
    if (recount->differences > 0)
        return fail(why, REJECT, "%lld differences", (long long)recount->differences);
    return DONE;
}

static enum outcome count_for_ever(struct recount *recount, const struct recount_line *given,
                                   const char *url, struct failure *why)
{
    const struct rounds rounds = {recount, url, given->every_ms, given->metrics};
    const char *level = getenv("THUOCDO_LOG_LEVEL");

    log_open("recount", level ? level : "info");
    recount->pace.percent = given->pace ? given->pace : STANDARD_PACE;
    recount->logged = true;
    return rounds_run(&rounds, why);
}

static enum outcome run(struct recount *recount, const struct recount_line *given,
                        struct failure *why)
{
    const char *url;

    TRY(command_setting(COMMAND_READER_DATABASE, &url, why));
    return given->every_ms ? count_for_ever(recount, given, url, why)
                           : count_once(recount, url, why);
}

int recount_main(int argc, char **argv)
{
    struct recount_line given = {.line.settings = USES(READER_DATABASE)};
    struct recount recount = {0};
    struct failure why = {0};
    void *memory = heap_take(1, ARENA_BYTES);
    enum outcome outcome;

    command_parse(&argp, argc, argv, &given.line);
    recount.arena = arena_over(memory, ARENA_BYTES);
    outcome = run(&recount, &given, &why);
    database_close(&recount.database);
    recount_forget(&recount);
    free(memory);
    return command_end(argv[0], outcome, &why);
}
