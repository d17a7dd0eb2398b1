#include <stdio.h>

#include "thuocdo/ask.h"
#include "thuocdo/commands.h"
#include "thuocdo/score.h"

static const struct ask_option options[] = {
    {"rubric", "R",        ASK_TEXT, true,  false, {0}, "Id of the rubric, such as 766, or a file" },
    {"unit",   "U",        ASK_TEXT, false, false, {0}, "Code of the unit (standard: all)"         },
    {"period", "P",        ASK_TEXT, false, false, {0}, "Id of the period, such as 2023 or 2023-Q1"},
    {"counts", "FILE.csv", ASK_TEXT, false, true,  {0}, "Score these counts, without any service"  },
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "score",
    .options = options,
    .purpose = "Scores units by a rubric.",
    .more = "Either --period or --counts must be given. FILE.csv has the columns unit, indicator, "
            "numerator, denominator; its scores are printed as JSON.",
};

int score_main(int argc, char **argv)
{
    struct asked asked;
    struct failure why = {0};
    const char *counts;
    enum outcome outcome;

    ask_parse(&command, argc, argv, &asked);
    counts = ask_value(&asked, "counts");
    if (!counts == !ask_value(&asked, "period")) {
        fprintf(stderr, "%s: give either --period or --counts\n", argv[0]);
        return STATUS_USAGE;
    }
    outcome = counts ? score_counts(ask_value(&asked, "rubric"), counts, stdout, &why)
                     : ask_print(&asked, ASK_PATIENCE_MS, stdout, &why);
    return command_end(argv[0], outcome, &why);
}
