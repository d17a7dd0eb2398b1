#include <stdio.h>
#include <stdlib.h>

#include "runtime/day.h"
#include "thuocdo/calendar/calendar_store.h"
#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/schema.h"

struct migrate {
    struct command_line line;
    int64_t partitions; /* 0: not given. */
    const char *passwords;
};

static const struct argp_option options[] = {
    {"partitions",                                          'p', "P", 0, "Number of partitions, fixed for ever (standard: 4)", 0},
    {"passwords",                                                  'w', "DIR", 0,
     "Set the password of each role that has a file of its name in DIR, such as "
     "DIR/thuocdo_intake", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct migrate *migrate = state->input;
    char *end;

    switch (key) {
    case 'p':
        migrate->partitions = strtoll(argument, &end, 10);
        if (*end || migrate->partitions < 1 || migrate->partitions > SCHEMA_PARTITIONS_LIMIT)
            argp_error(state, "'%s' is not a number of partitions, 1 to %d", argument,
                       SCHEMA_PARTITIONS_LIMIT);
        return 0;
    case 'w': migrate->passwords = argument; return 0;
    case ARGP_KEY_ARG: argp_error(state, "'%s' is one argument too many", argument); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse_option,
    NULL,
    "Makes the database, or brings it up to date."
    "\vCreates the roles of the services and of the reader, applies the numbered files of the "
    "schema that are new, each in one transaction, fixes the number of partitions, and brings the "
    "shipped special days up to date. Running it again changes nothing; two at once wait for each "
    "other.",
    NULL,
    command_help,
    NULL,
};

static void tell_calendar(const struct calendar_change *change)
{
    char first[DAY_TEXT], last[DAY_TEXT];

    if (!change->version)
        return;
    day_print(change->first_day, first);
    day_print(change->last_day, last);
    printf("calendar version %lld: %d days changed, from %s to %s\n", (long long)change->version,
           change->days, first, last);
}

static enum outcome migrate(const struct migrate *options_given, struct database *database,
                            struct failure *why)
{
    struct calendar_change change;
    const char *url;
    int applied = 0, set = 0;

    TRY(command_setting(COMMAND_DATABASE, &url, why));
    TRY(database_open(database, url, "thuocdo-migrate", why));
    TRY(schema_apply(database, schema_files, options_given->partitions, &applied, why));
    TRY(calendar_ship(database, &change, why));
    if (options_given->passwords)
        TRY(schema_passwords(database, options_given->passwords, &set, why));
    printf("%d new file%s applied, %d password%s set\n", applied, applied == 1 ? "" : "s", set,
           set == 1 ? "" : "s");
    tell_calendar(&change);
    return DONE;
}

int migrate_main(int argc, char **argv)
{
    struct migrate given = {.line.settings = USES(DATABASE)};
    struct database database = {0};
    struct failure why = {0};
    enum outcome outcome;

    command_parse(&argp, argc, argv, &given.line);
    outcome = migrate(&given, &database, &why);
    database_close(&database);
    return command_end(argv[0], outcome, &why);
}
