#include <stdio.h>

#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/provinces/provinces.h"

struct given {
    struct command_line line;
    struct provinces_options options;
};

static const struct argp_option options[] = {
    {"source",                                             's', "S", 0, "The registered system that says so; must be given", 0},
    {"root",                                                 'r', "CODE", 0, "The unit above all provinces (standard: none)", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct given *given = state->input;

    switch (key) {
    case 's': given->options.source = argument; return 0;
    case 'r':
        if (!argument[0])
            argp_error(state, "--root: the code is empty");
        given->options.root = argument;
        return 0;
    case ARGP_KEY_ARG: argp_error(state, "'%s' is one argument too many", argument); return 0;
    case ARGP_KEY_END:
        if (!given->options.source || !given->options.source[0])
            argp_error(state, "--source is missing");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse_option,
    NULL,
    "Prints which provinces there were and which they became, as facts to be sent."
    "\vThe 63 provinces with the codes of one-stop systems, and the 34 of 2025-07-01: who goes on "
    "for whom, and who is closed. The source must be registered with --may organisation. Sending "
    "the facts again changes nothing: `thuocdo provinces --source S | thuocdo send - --source S`.",
    NULL,
    command_help,
    NULL,
};

static enum outcome print(const struct provinces_options *chosen, struct failure *why)
{
    const struct bytes list = {(const uint8_t *)provinces_files[0].text, provinces_files[0].size};

    TRY(provinces_write(list, chosen, stdout, why));
    return fflush(stdout) == 0 ? DONE : fail(why, RETRY, "the facts cannot be written");
}

int provinces_main(int argc, char **argv)
{
    struct given given = {0};
    struct failure why = {0};

    command_parse(&argp, argc, argv, &given.line);
    return command_end(argv[0], print(&given.options, &why), &why);
}
