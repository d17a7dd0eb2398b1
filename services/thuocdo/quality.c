#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {
    {"unit",
     "U",            ASK_TEXT,
     false,                           false,
     {0},
     "Of this unit and those below it (standard: of all)"                                  },
    ASK_PERIOD,
    {"flag", "FLAG", ASK_TEXT, false, false, {0}, "List the dossiers that have this oddity"},
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "quality",
    .options = options,
    .purpose = "Shows what is odd about the dossiers received in a period.",
    .more =
        "Figures that were made rather than earned, and data that cannot be right; the form of the "
        "name quality has them by unit.",
};

int quality_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
