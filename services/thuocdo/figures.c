#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {
    {"unit",      "U",   ASK_TEXT, false, false, {0}, "Of this unit only (standard: of all)"         },
    {"form",      "F",   ASK_TEXT, false, false, {0}, "Of this form or rubric; leaves targets out"   },
    {"indicator", "I",   ASK_TEXT, false, false, {0}, "Of this indicator"                            },
    {"from",      "DAY", ASK_DAY,  false, false, {0}, "Of periods that begin on this day or later"   },
    {"to",        "DAY", ASK_DAY,  false, false, {0}, "Of periods that end on this day or earlier"   },
    {"history",   NULL,  ASK_FLAG, false, false, {0}, "All that were ever stated, the last one first"},
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "figures",
    .options = options,
    .purpose = "Lists manual figures and planned targets.",
    .more = "Of several for the same unit, indicator and period the one stated last holds.",
};

int figures_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
