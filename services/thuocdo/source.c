#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake/core/admit.h"
#include "proto/text.h"
#include "thuocdo/ask.h"
#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/schema.h"

enum { KEY_BYTES = 32 };

/* Items of options that may be repeated and hold several, joined by a line feed. */
struct names {
    char text[8192];
    size_t length;
    int count;
};

struct source {
    struct command_line line;
    const char *name;
    const char *kind;
    struct names units;
    struct names prefixes;
    struct names may;
};

static const char *const kinds[] = {"provincial", "ministry", "national", NULL};

enum { OPTION_KIND = 'k', OPTION_UNITS = 'u', OPTION_PREFIX = 'p', OPTION_MAY = 'm' };

static const struct argp_option options[] = {
    {"kind",                                             OPTION_KIND, "KIND", 0, "provincial, ministry or national; must be given", 0},
    {"units",                                            OPTION_UNITS, "U[,U…]", 0,
     "Codes of its top units; at least one. The first is where dossiers hang whose unit nobody "
     "knows", 0},
    {"prefix", OPTION_PREFIX, "P[,P…]", 0,
     "Beginnings of codes of units that it may name before anyone else has; each unit is one as "
     "well", 0},
    {"may",                                                  OPTION_MAY, "WHAT[,…]", 0,
     "What it may send: dossiers, catalogue, organisation, figures (standard: dossiers,figures)", 0},
    {0},
};

static void add_names(struct names *names, const char *list, size_t limit,
                      const struct argp_state *state)
{
    const char *at = list;

    do {
        const size_t length = strcspn(at, ",");

        if (length == 0 || length > limit || memchr(at, '\n', length))
            argp_error(state, "'%s' is not a list of codes of 1 to %zu bytes", list, limit);
        if (names->length + length + 2 > sizeof names->text)
            argp_error(state, "'%s' makes the list too long", list);
        if (names->count++)
            names->text[names->length++] = '\n';
        memcpy(names->text + names->length, at, length);
        names->length += length;
        names->text[names->length] = '\0';
        at += length;
    } while (*at++ == ',');
}

static void check_may(const char *list, const struct argp_state *state)
{
    for (const char *at = list; *at; at += strspn(at, ",")) {
        const size_t length = strcspn(at, ",");

        if (choice_by_name(fact_family_names, at, length) < 0)
            argp_error(state, "'%.*s' is none of dossiers, catalogue, organisation, figures",
                       (int)length, at);
        at += length;
    }
}

static void check_name(const char *name, const struct argp_state *state)
{
    struct failure why;

    if (strlen(name) == 0 || strlen(name) > SOURCE_LIMIT)
        argp_error(state, "'%s' is not a name of 1 to %d bytes", name, SOURCE_LIMIT);
    if (text_check(bytes_of_text(name), &why) != DONE || strpbrk(name, " \t\r\n"))
        argp_error(state, "'%s' is not a name: it has a blank or is not UTF-8", name);
}

static void check_whole(const struct source *source, const struct argp_state *state)
{
    if (!source->name)
        argp_error(state, "the NAME of the source is missing");
    if (!source->kind)
        argp_error(state, "--kind is missing");
    if (source->units.count == 0)
        argp_error(state, "--units is missing");
    if (source->units.count + source->prefixes.count > SOURCE_PREFIXES)
        argp_error(state, "more than %d units and prefixes", SOURCE_PREFIXES);
}

static error_t parse_add(int key, char *argument, struct argp_state *state)
{
    struct source *source = state->input;

    switch (key) {
    case OPTION_KIND:
        if (choice_by_name(kinds, argument, strlen(argument)) < 0)
            argp_error(state, "'%s' is none of provincial, ministry, national", argument);
        source->kind = argument;
        return 0;
    case OPTION_UNITS: add_names(&source->units, argument, CODE_LIMIT, state); return 0;
    case OPTION_PREFIX: add_names(&source->prefixes, argument, CODE_LIMIT, state); return 0;
    case OPTION_MAY:
        check_may(argument, state);
        add_names(&source->may, argument, CODE_LIMIT, state);
        return 0;
    case ARGP_KEY_ARG:
        if (source->name)
            argp_error(state, "'%s' is one argument too many", argument);
        check_name(argument, state);
        source->name = argument;
        return 0;
    case ARGP_KEY_END: check_whole(source, state); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp add_argp = {
    options, parse_add,
    "NAME",  "Registers a system that may send facts, or replaces what was registered under NAME.",
    NULL,    command_help,
    NULL,
};

static enum outcome put(const struct source *source, struct database *database, struct failure *why)
{
    struct parameters parameters = {0};
    uint8_t key[KEY_BYTES];
    const char *url;

    if (sodium_init() < 0)
        return fail(why, FATAL, "no source of random bytes");
    randombytes_buf(key, sizeof key);
    TRY(command_setting(COMMAND_DATABASE, &url, why));
    TRY(database_open(database, url, "thuocdo-source", why));
    parameter_text(&parameters, bytes_of_text(source->name));
    parameter_text(&parameters, bytes_of_text(source->kind));
    parameter_text(&parameters, bytes_of_text(source->units.text));
    parameter_text(&parameters, bytes_of_text(source->prefixes.text));
    parameter_text(&parameters, bytes_of_text(source->may.text));
    parameter_bytes(&parameters, (struct bytes){key, sizeof key});
    TRY(database_change(database, statement(thuocdo_sql, "put_source"), &parameters, 1, why));
    printf("%s %s\n", source->name, row_bool(database, 0, 0) ? "added" : "replaced");
    return DONE;
}

static int add(int argc, char **argv)
{
    struct source source = {.line.settings = USES(DATABASE)};
    struct database database = {0};
    struct failure why = {0};
    enum outcome outcome;

    command_parse(&add_argp, argc, argv, &source.line);
    if (source.may.count == 0)
        source.may = (struct names){.text = "dossiers\nfigures", .count = 2};
    outcome = put(&source, &database, &why);
    database_close(&database);
    return command_end(argv[0], outcome, &why);
}

static const struct ask_option list_options[] = {ASK_FORMAT_TEXT, ASK_END};

static const struct ask_command list_command = {
    .ask = "sources",
    .options = list_options,
    .purpose = "Lists the systems that may send facts.",
};

static int list(int argc, char **argv)
{
    return ask_main(&list_command, argc, argv);
}

static const struct {
    const char *name;
    const char *whole;
    int (*run)(int argc, char **argv);
} actions[] = {
    {"add",  "thuocdo source add",  add },
    {"list", "thuocdo source list", list},
};

static const struct argp argp = {
    NULL,
    NULL,
    "add|list",
    "Registers the systems that may send facts."
    "\v`thuocdo source add --help` and `thuocdo source list --help` say more.",
    NULL,
    command_help,
    NULL,
};

int source_main(int argc, char **argv)
{
    struct command_line line = {USES(DATABASE) | USES(REPORTER)};

    for (size_t row = 0; argc > 1 && row < sizeof actions / sizeof actions[0]; row++)
        if (strcmp(argv[1], actions[row].name) == 0) {
            char name[64];

            snprintf(name, sizeof name, "%s", actions[row].whole);
            argv[1] = name;
            return actions[row].run(argc - 1, argv + 1);
        }
    if (argc > 1 && argv[1][0] == '-')
        command_parse(&argp, argc, argv, &line);
    if (argc > 1)
        fprintf(stderr, "%s: '%s' is neither add nor list\n", argv[0], argv[1]);
    else
        fprintf(stderr, "%s: add or list is missing\n", argv[0]);
    return STATUS_USAGE;
}
