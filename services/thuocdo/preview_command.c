#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/file_text.h"
#include "thuocdo/preview/preview.h"

enum { FACTS_BYTES = 64 << 20, DAYS_BYTES = 1 << 20, DAYS_ARENA = 4 << 20 };

enum { OPTION_FACTS = 'F', OPTION_CALENDAR = 'c', OPTION_UNIT = 'u', OPTION_FORMAT = 'f' };

struct preview_line {
    struct command_line line;
    const char *facts;
    const char *calendar;
    const char *unit;
    enum preview_format format;
};

static const struct argp_option options[] = {
    {"facts",                                            OPTION_FACTS, "FILE.jsonl", 0,
     "As if these facts had been sent: procedure.published, procedure.withdrawn, unit.opened, "
     "unit.hours and others about procedures and units", 0},
    {"calendar",                                      OPTION_CALENDAR, "FILE.csv", 0,
     "As if `thuocdo calendar --load` had been given this file", 0},
    {"unit", OPTION_UNIT, "U", 0, "Only dossiers of this unit and of all below it", 0},
    {"format",                                                  OPTION_FORMAT, "FORMAT", 0, "text (standard), csv or json", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    static const char *const formats[] = {"text", "csv", "json"};
    struct preview_line *given = state->input;

    switch (key) {
    case OPTION_FACTS: given->facts = argument; return 0;
    case OPTION_CALENDAR: given->calendar = argument; return 0;
    case OPTION_UNIT: given->unit = argument; return 0;
    case OPTION_FORMAT:
        for (size_t row = 0; row < sizeof formats / sizeof formats[0]; row++)
            if (strcmp(argument, formats[row]) == 0) {
                given->format = (enum preview_format)row;
                return 0;
            }
        argp_error(state, "'%s' is none of text, csv, json", argument);
        return 0;
    case ARGP_KEY_ARG: argp_error(state, "'%s' is one argument too many", argument); return 0;
    case ARGP_KEY_END:
        if (!given->facts && !given->calendar)
            argp_error(state, "--facts or --calendar is missing");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse_option,
    NULL,
    "Says whose lawful due or national verdict would change with other facts about procedures and "
    "units, or with another calendar."
    "\vReads in one snapshot and changes nothing. The local verdict goes by the stated due and "
    "stays. Behind the dossiers stand totals by unit, but not in csv. A fact that is known already "
    "changes nothing.",
    NULL,
    command_help,
    NULL,
};

/* What was given, read. */
struct given_files {
    struct proposed proposed;
    struct buffer days_text;
    void *days_memory;
    struct calendar_rows days;
};

static enum outcome read_days(const char *path, struct given_files *files, struct failure *why)
{
    struct arena arena;

    files->days_memory = heap_take(1, DAYS_ARENA);
    arena = arena_over(files->days_memory, DAYS_ARENA);
    TRY(file_text_read(path, DAYS_BYTES, &files->days_text, why));
    if (calendar_file_read(buffer_bytes(&files->days_text), &arena, file_text_refuse,
                           (void *)(uintptr_t)path, &files->days, why) == DONE)
        return DONE;
    failure_prefix(why, "%s", path);
    return REJECT;
}

static enum outcome read_facts(const char *path, struct database *database,
                               struct given_files *files, struct failure *why)
{
    struct buffer text = {0};
    enum outcome outcome = file_text_read(path, FACTS_BYTES, &text, why);

    if (outcome == DONE) {
        outcome = proposed_read(&files->proposed, database, buffer_bytes(&text), file_text_refuse,
                                (void *)(uintptr_t)path, why);
        if (outcome == REJECT)
            failure_prefix(why, "%s", path);
    }
    buffer_free(&text);
    return outcome;
}

static enum outcome read_files(const struct preview_line *given, struct database *database,
                               struct given_files *files, struct failure *why)
{
    if (given->calendar)
        TRY(read_days(given->calendar, files, why));
    if (given->facts)
        TRY(read_facts(given->facts, database, files, why));
    return DONE;
}

static enum outcome preview(const struct preview_line *given, struct database *database,
                            struct given_files *files, struct proposal_catalogues *catalogues,
                            struct failure *why)
{
    struct preview_output output = {.format = given->format, .file = stdout};
    struct proposal proposal = {0};
    const char *url;

    TRY(command_setting(COMMAND_READER_DATABASE, &url, why));
    TRY(database_open(database, url, "thuocdo-preview", why));
    TRY(database_execute(database,
                         "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
                         "SET LOCAL statement_timeout = 0",
                         why));
    TRY(read_files(given, database, files, why));
    if (given->facts)
        proposal.facts = &files->proposed;
    if (given->calendar)
        proposal.days = &files->days;
    TRY(proposal_read(&proposal, database, catalogues, why));
    TRY(preview_run(catalogues, database, given->unit, &output, why));
    return database_execute(database, "COMMIT", why);
}

int preview_main(int argc, char **argv)
{
    struct preview_line given = {.line.settings = USES(READER_DATABASE)};
    struct proposal_catalogues catalogues = {0};
    struct given_files files = {0};
    struct database database = {0};
    struct failure why = {0};
    enum outcome outcome;

    command_parse(&argp, argc, argv, &given.line);
    proposed_open(&files.proposed);
    outcome = preview(&given, &database, &files, &catalogues, &why);
    database_close(&database);
    proposal_close(&catalogues);
    proposed_close(&files.proposed);
    buffer_free(&files.days_text);
    free(files.days_memory);
    return command_end(argv[0], outcome, &why);
}
