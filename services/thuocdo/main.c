/*
 * thuocdo: the one command-line tool, a table of commands.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/log.h"
#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/recount.h"

static const struct {
    const char *name;
    const char *purpose;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"migrate",    "makes the database, or brings it up to date",         migrate_main   },
    {"source",     "registers the systems that may send facts",           source_main    },
    {"calendar",   "lists days off and make-up days, or loads them",      calendar_main  },
    {"preview",    "says whose verdict other facts or days would change", preview_main   },
    {"send",       "sends files of facts or national records to intake",  send_main      },
    {"wait",       "waits until all that was acknowledged is counted",    wait_main      },
    {"status",     "shows the services, their positions and the ledger",  status_main    },
    {"report",     "prints a form for a unit and a period",               report_main    },
    {"indicators", "prints the indicators of public reports",             indicators_main},
    {"dossiers",   "lists the dossiers behind a cell of a form",          dossiers_main  },
    {"dossier",    "tells the life of one dossier",                       dossier_main   },
    {"score",      "scores units by a rubric",                            score_main     },
    {"feedback",   "tells the life of one feedback",                      feedback_main  },
    {"figures",    "lists manual figures and targets",                    figures_main   },
    {"quality",    "shows what is odd about dossiers, and lists them",    quality_main   },
    {"rejects",    "lists what was refused or set aside",                 rejects_main   },
    {"recount",    "counts every cell again from the facts and compares", recount_main   },
    {"provinces",  "prints which provinces became which, as facts",       provinces_main },
    {"simulate",   "plays a one-stop system for demos and tests",         simulate_main  },
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

const char *argp_program_version = "thuocdo " THUOCDO_VERSION;

static void print_commands(FILE *out)
{
    fputs("Usage: thuocdo COMMAND [OPTION...]\n\nA yardstick for public service.\n\n", out);
    for (size_t row = 0; row < COMMANDS; row++)
        fprintf(out, "  %-10s %s\n", commands[row].name, commands[row].purpose);
    fputs("\n`thuocdo COMMAND --help` explains a command, `thuocdo --version` prints the version.\n"
          "Exit status: 0 done, 1 it could not be done, 2 wrong usage.\n",
          out);
}

static int run(const char *name, int argc, char **argv)
{
    char whole[64];

    for (size_t row = 0; row < COMMANDS; row++) {
        if (strcmp(commands[row].name, name) != 0)
            continue;
        snprintf(whole, sizeof whole, "thuocdo %s", name);
        argv[1] = whole;
        return commands[row].run(argc - 1, argv + 1);
    }
    fprintf(stderr, "thuocdo: there is no command '%s'\n\n", name);
    print_commands(stderr);
    return STATUS_USAGE;
}

int main(int argc, char **argv)
{
    log_open("thuocdo", "warning");
    if (argc < 2) {
        print_commands(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_commands(stdout);
        return STATUS_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts(argp_program_version);
        return STATUS_DONE;
    }
    return run(argv[1], argc, argv);
}
