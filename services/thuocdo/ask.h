/*
 * ask: a question to the reporter, from a command line to the printed answer.
 *
 * A command that only asks is a table: its options travel by name, as they were given, and only
 * those that were given.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "thuocdo/command.h"

enum ask_check {
    ASK_TEXT,   /* Not empty. */
    ASK_DAY,    /* YYYY-MM-DD. */
    ASK_CELL,   /* ROW:COLUMN. */
    ASK_CHOICE, /* One of `choices`. */
    ASK_PLACE,  /* PARTITION:POSITION. */
    ASK_SPAN,   /* A duration. */
    ASK_FLAG,   /* No value of its own: "yes" when it is given. */
};

enum { ASK_OPTIONS = 12, ASK_CHOICES = 4 };

struct ask_option {
    const char *name;  /* NULL ends the table. */
    const char *value; /* Its word in the help. */
    enum ask_check check;
    bool required;
    bool stays; /* Not for the reporter. */
    const char *choices[ASK_CHOICES];
    const char *meaning;
};

struct ask_command {
    const char *ask;      /* What the reporter is asked. */
    const char *argument; /* Name of the one positional argument, NULL when there is none. */
    const char *shown;    /* Its word in the help. */
    const struct ask_option *options;
    const char *purpose;
    const char *more;  /* Behind the options in the help; NULL for nothing. */
    unsigned settings; /* Beside that of the reporter. */
};

#define ASK_END \
    {           \
        0       \
    }
#define ASK_FORMAT(meaning, ...)                                             \
    {                                                                        \
        "format", "FORMAT", ASK_CHOICE, false, false, {__VA_ARGS__}, meaning \
    }
#define ASK_FORMAT_TEXT ASK_FORMAT("text (standard) or json", "text", "json")
#define ASK_PERIOD                                                                     \
    {"from", "DAY", ASK_DAY, true, false, {0}, "First day of the period, YYYY-MM-DD"}, \
    {                                                                                  \
        "to", "DAY", ASK_DAY, true, false, {0}, "Last day of the period, YYYY-MM-DD"   \
    }
#define ASK_SERIES                                                                             \
    {                                                                                          \
        "series", "WHICH", ASK_CHOICE, false, false, {"reported", "successor", "predecessor"}, \
            "reported (standard), successor or predecessor: under which unit a dossier "       \
            "counts when units were merged, split or renamed"                                  \
    }

/* What was given on the line. */
struct asked {
    struct command_line line;
    const struct ask_command *command;
    const char *argument;
    const char *values[ASK_OPTIONS]; /* By row of the table of options; NULL: not given. */
    struct argp_option rows[ASK_OPTIONS + 1];
};

/* Parses and checks the line; a mistake ends the process with STATUS_USAGE. */
void ask_parse(const struct ask_command *command, int argc, char **argv, struct asked *asked);

/* What was given for the option, NULL when it was not. */
const char *ask_value(const struct asked *asked, const char *name);

enum { ASK_PATIENCE_MS = 60000 };

/*
 * Asks and prints the answer. A reporter that is silent is asked again every 5 s, one that says
 * "not yet" every 200 ms. REJECT when it refuses; RETRY, with what it said last, when the patience
 * is over.
 */
enum outcome ask_print(const struct asked *asked, int64_t patience_ms, FILE *out,
                       struct failure *why);

/* The whole of a command that only asks: parse, ask, print, end. */
int ask_main(const struct ask_command *command, int argc, char **argv);
