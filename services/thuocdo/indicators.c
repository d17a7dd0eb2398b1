#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {
    {"unit",      "U", ASK_TEXT, false, false, {0}, "Code of the unit (standard: the only root)"},
    ASK_PERIOD,
    {"indicator",
     "ID",             ASK_TEXT,
     false,                             false,
     {0},
     "Only this one, or several with commas between them (standard: all)"                       },
    {"systems",
     "S",              ASK_TEXT,
     false,                             false,
     {0},
     "Only these sources or kinds of sources, with commas between them (standard: all but national "
     "ones)"                                                                                    },
    {"field",
     "F",              ASK_TEXT,
     false,                             false,
     {0},
     "Only procedures of this field, and their dossiers"                                        },
    {"levels",
     "L",              ASK_TEXT,
     false,                             false,
     {0},
     "Of the catalogue only what is handled at these levels, with commas between them (standard: "
     "those of the unit and the units below)"                                                   },
    {"duty-from",
     "DAY",            ASK_DAY,
     false,                             false,
     {0},
     "Day on which looking up the population database became a duty, where that is within the "
     "period"                                                                                   },
    ASK_FORMAT("text (standard), csv or json", "text", "csv", "json"),
    ASK_END,
};

static const struct ask_command command = {
    .ask = "indicators",
    .options = options,
    .purpose = "Prints the indicators of public reports for a unit and a period.",
    .more = "Each with its value; a percentage with numerator and denominator. What nobody has "
            "stated or reported has no value, which is not nought. Sources are named, or chosen by "
            "kind: provincial, ministry, national.",
};

int indicators_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
