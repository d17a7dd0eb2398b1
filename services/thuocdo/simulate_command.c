#include <stdio.h>
#include <stdlib.h>

#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/simulate/simulate.h"

struct simulate {
    struct command_line line;
    struct simulate_options options;
};

static const struct argp_option options[] = {
    {"seed",                                             's', "N", 0, "Another number plays another year (standard: 1)", 0},
    {"agencies",                                               'a', "A[,A…]", 0, "Ids of the agencies to play (standard: all)", 0},
    {"of", 'o', "REPORT", 0,
     "What to play: binhdinh-2023 (standard), tanhong-q1-2021 or dienbien-dpi-q1-2023", 0},
    {0                                                 },
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct simulate *simulate = state->input;
    char *end;

    switch (key) {
    case 's':
        simulate->options.seed = strtoull(argument, &end, 10);
        if (end == argument || *end || argument[0] == '-')
            argp_error(state, "--seed: '%s' is not a number", argument);
        return 0;
    case 'o': simulate->options.of = argument; return 0;
    case 'a': simulate->options.agencies = argument; return 0;
    case ARGP_KEY_ARG:
        if (simulate->options.directory)
            argp_error(state, "'%s' is one argument too many", argument);
        simulate->options.directory = argument;
        return 0;
    case ARGP_KEY_END:
        if (!simulate->options.directory)
            argp_error(state, "DIRECTORY is missing");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse_option,
    "DIRECTORY",
    "Plays one-stop systems for demos and tests."
    "\vWrites organisation.jsonl, facts.jsonl, national.jsonl, payments.jsonl and feedback.jsonl "
    "into DIRECTORY. The facts are invented, but the tables that Bình Định printed for 2023 follow "
    "from them. Of another report: one file for each system, tanhong.jsonl, or dienbien.jsonl and "
    "dangkykinhdoanh.jsonl; the table of that quarter follows from them, with the reported "
    "figures. "
    "The same seed gives the same bytes on every machine.",
    NULL,
    command_help,
    NULL,
};

int simulate_main(int argc, char **argv)
{
    struct simulate simulate = {.options.seed = 1};
    struct failure why = {0};

    command_parse(&argp, argc, argv, &simulate.line);
    return command_end(argv[0], simulate_run(&simulate.options, &why), &why);
}
