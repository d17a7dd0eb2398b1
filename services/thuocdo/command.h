/*
 * command: what every command of `thuocdo` shares: settings, help, and how it ends.
 */
#pragma once

#include <argp.h>
#include <stdint.h>

#include "runtime/outcome.h"

enum command_status { STATUS_DONE, STATUS_FAILED, STATUS_USAGE };

/* X(NAME, variable, kind, standard, meaning) */
#define COMMAND_SETTINGS(X)                                                                       \
    X(INTAKE, "THUOCDO_INTAKE", TEXT, "ipc:///run/thuocdo/intake.sock",                           \
      "the URL where intake takes facts")                                                         \
    X(REPORTER, "THUOCDO_REPORTER", TEXT, "ipc:///run/thuocdo/reporter.sock",                     \
      "the URL where the reporter answers")                                                       \
    X(DATABASE, "THUOCDO_DATABASE", SECRET, NULL, "the URL of PostgreSQL, as the schema's owner") \
    X(READER_DATABASE, "THUOCDO_READER_DATABASE", SECRET, NULL,                                   \
      "the URL of PostgreSQL, as the reader")                                                     \
    X(SPOOL, "THUOCDO_SPOOL", TEXT, "", "the folder that remembers what was sent")

enum command_setting {
#define X(NAME, variable, kind, standard, meaning) COMMAND_##NAME,
    COMMAND_SETTINGS(X)
#undef X
        COMMAND_SETTING_COUNT
};

/* First member of what a command hands its parser, so that --help can name its settings. */
struct command_line {
    unsigned settings; /* One bit for each enum command_setting in use. */
};

#define USES(NAME) (1U << COMMAND_##NAME)

/* The value from the environment; FATAL names the variable and says what it is. */
enum outcome command_setting(enum command_setting setting, const char **value, struct failure *why);

/* For struct argp: puts the settings in use and the exit statuses behind a command's help. */
char *command_help(int key, const char *text, void *input);

/*
 * Parses the line, where argv[0] is the whole name ("thuocdo send"). Ends the process after --help
 * and, with STATUS_USAGE, after a mistake.
 */
void command_parse(const struct argp *argp, int argc, char **argv, struct command_line *line);

/* Prints "NAME: sentence" unless it went well; NAME is argv[0]. Gives the exit status. */
int command_end(const char *name, enum outcome outcome, const struct failure *why);

/* Reads "10m", "90s", "500ms" or "1h". */
enum outcome command_duration(const char *text, int64_t *ms, struct failure *why);
