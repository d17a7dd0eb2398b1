#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "thuocdo/calendar/calendar_store.h"
#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/file_text.h"

enum { FILE_BYTES = 1 << 20, ARENA_BYTES = 4 << 20, YEAR_FIRST = 1900, YEAR_LAST = 2199 };

enum { OPTION_YEAR = 'y', OPTION_FORMAT = 'f', OPTION_LOAD = 'l', OPTION_DRY_RUN = 'n' };

struct calendar_line {
    struct command_line line;
    int64_t year; /* 0: all. */
    bool csv;
    const char *format;
    const char *load;
    bool dry_run;
};

static const struct argp_option options[] = {
    {"year",                    OPTION_YEAR, "Y", 0, "Only days of this year", 0},
    {"format",                      OPTION_FORMAT, "FORMAT", 0, "text (standard) or csv, which can be loaded", 0},
    {"load", OPTION_LOAD, "FILE.csv", 0, "Replace the local days of the years in the file", 0},
    {"dry-run",                         OPTION_DRY_RUN, NULL, 0, "With --load: say what would change, change it not", 0},
    {0},
};

static void check_whole(const struct calendar_line *given, const struct argp_state *state)
{
    if (given->load && (given->year || given->format))
        argp_error(state, "--load goes with neither --year nor --format");
    if (given->dry_run && !given->load)
        argp_error(state, "--dry-run goes with --load");
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct calendar_line *given = state->input;
    char *end;

    switch (key) {
    case OPTION_YEAR:
        given->year = strtoll(argument, &end, 10);
        if (*end || given->year < YEAR_FIRST || given->year > YEAR_LAST)
            argp_error(state, "'%s' is not a year, %d to %d", argument, YEAR_FIRST, YEAR_LAST);
        return 0;
    case OPTION_FORMAT:
        given->format = argument;
        given->csv = strcmp(argument, "csv") == 0;
        if (!given->csv && strcmp(argument, "text") != 0)
            argp_error(state, "'%s' is neither text nor csv", argument);
        return 0;
    case OPTION_LOAD: given->load = argument; return 0;
    case OPTION_DRY_RUN: given->dry_run = true; return 0;
    case ARGP_KEY_ARG: argp_error(state, "'%s' is one argument too many", argument); return 0;
    case ARGP_KEY_END: check_whole(given, state); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse_option,
    NULL,
    "Lists the days on which the week does not hold: days off and make-up days, with who says so."
    "\vFILE.csv has the columns of the list that comes with the program, as --format csv prints "
    "it. A day in it counts instead of the shipped one; one of kind 'ordinary' is like any other "
    "day although the shipped list names it. When anything in the file is wrong, nothing is "
    "changed. After a change the dossiers that it touches are judged again; `thuocdo preview "
    "--calendar FILE.csv` says beforehand which of them otherwise.",
    NULL,
    command_help,
    NULL,
};

/* ---- listing ---- */

static void print_cell(struct bytes text, char after)
{
    const bool quoted = memchr(text.at, '"', text.length) || memchr(text.at, ',', text.length) ||
                        memchr(text.at, '\n', text.length);

    if (quoted)
        putchar('"');
    for (size_t at = 0; at < text.length; at++) {
        if (text.at[at] == '"')
            putchar('"');
        putchar(text.at[at]);
    }
    if (quoted)
        putchar('"');
    putchar(after);
}

static const char *weekday_of(int32_t day)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

    return names[day_weekday(day)];
}

static void print_csv(const struct database *database, int row)
{
    const int32_t day = (int32_t)row_integer(database, row, 0);
    char text[DAY_TEXT], paired[DAY_TEXT] = "";

    day_print(day, text);
    if (!row_is_null(database, row, 5))
        day_print((int32_t)row_integer(database, row, 5), paired);
    printf("%s,%s,", text, weekday_of(day));
    print_cell(row_bytes(database, row, 1), ',');
    print_cell(row_bytes(database, row, 2), ',');
    print_cell(row_bytes(database, row, 3), ',');
    printf("%d,%d,%s,", row_bool(database, row, 4), day_weekday(day) >= 5, paired);
    print_cell(row_bytes(database, row, 6), ',');
    print_cell(row_bytes(database, row, 7), '\n');
}

static void print_text(const struct database *database, int row)
{
    const int32_t day = (int32_t)row_integer(database, row, 0);
    const struct bytes kind = row_bytes(database, row, 1), name = row_bytes(database, row, 2),
                       source = row_bytes(database, row, 6), sure = row_bytes(database, row, 7),
                       origin = row_bytes(database, row, 8);
    char text[DAY_TEXT];

    day_print(day, text);
    printf("%s %s  %-14.*s  %.*s", text, weekday_of(day), (int)kind.length, (const char *)kind.at,
           (int)name.length, (const char *)name.at);
    if (!row_is_null(database, row, 5)) {
        day_print((int32_t)row_integer(database, row, 5), text);
        printf(" (%s)", text);
    }
    printf("\n    %.*s, %.*s: %.*s\n", (int)origin.length, (const char *)origin.at,
           (int)sure.length, (const char *)sure.at, (int)source.length, (const char *)source.at);
}

static enum outcome list(const struct calendar_line *given, struct database *database,
                         struct failure *why)
{
    struct parameters parameters = {0};
    const char *url;

    TRY(command_setting(COMMAND_READER_DATABASE, &url, why));
    TRY(database_open(database, url, "thuocdo-calendar", why));
    parameter_integer(&parameters, given->year);
    TRY(database_query(database, statement(calendar_sql, "list_days"), &parameters, why));
    if (given->csv)
        puts("date,weekday,kind,name_vi,name_en,is_day_off,on_weekend,paired_date,source,"
             "confidence");
    for (int row = 0; row < row_count(database); row++)
        if (given->csv)
            print_csv(database, row);
        else
            print_text(database, row);
    if (!given->csv && row_count(database) == 0)
        puts("no special days are known: only weekends are off");
    return DONE;
}

/* ---- loading ---- */

static void tell(const struct calendar_change *change, bool dry_run)
{
    char first[DAY_TEXT];

    if (!change->version) {
        puts(change->days ? "no hours of work change" : "nothing changes");
        return;
    }
    day_print(change->first_day, first);
    printf("%d day%s %s; version %lld of the calendar %s dossiers from %s on again\n", change->days,
           change->days == 1 ? "" : "s", dry_run ? "would change" : "changed",
           (long long)change->version, dry_run ? "would judge" : "judges", first);
}

static enum outcome apply(const struct calendar_line *given, struct database *database,
                          const struct calendar_rows *rows, struct failure *why)
{
    struct calendar_change change;
    const char *url;

    TRY(command_setting(COMMAND_DATABASE, &url, why));
    TRY(database_open(database, url, "thuocdo-calendar", why));
    TRY(database_execute(database, "BEGIN", why));
    /* Whatever fails: the session ends, and with it the transaction. */
    TRY(calendar_replace(database, CALENDAR_LOCAL, rows, stdout, &change, why));
    TRY(database_execute(database, given->dry_run ? "ROLLBACK" : "COMMIT", why));
    tell(&change, given->dry_run);
    return DONE;
}

static enum outcome load(const struct calendar_line *given, struct database *database,
                         struct failure *why)
{
    void *memory = heap_take(1, ARENA_BYTES);
    struct arena arena = arena_over(memory, ARENA_BYTES);
    struct calendar_rows rows;
    struct buffer text = {0};
    enum outcome outcome = file_text_read(given->load, FILE_BYTES, &text, why);

    if (outcome == DONE) {
        outcome = calendar_file_read(buffer_bytes(&text), &arena, file_text_refuse,
                                     (void *)(uintptr_t)given->load, &rows, why);
        if (outcome != DONE)
            failure_prefix(why, "%s", given->load);
    }
    if (outcome == DONE)
        outcome = apply(given, database, &rows, why);
    buffer_free(&text);
    free(memory);
    return outcome;
}

int calendar_main(int argc, char **argv)
{
    struct calendar_line given = {.line.settings = USES(DATABASE) | USES(READER_DATABASE)};
    struct database database = {0};
    struct failure why = {0};
    enum outcome outcome;

    command_parse(&argp, argc, argv, &given.line);
    outcome = given.load ? load(&given, &database, &why) : list(&given, &database, &why);
    database_close(&database);
    return command_end(argv[0], outcome, &why);
}
