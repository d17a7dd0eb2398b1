#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {
    {"form", "FORM",       ASK_TEXT,   true,  false, {0}, "Id of the form, such as agency-table"      },
    {"cell", "ROW:COLUMN", ASK_CELL,   true,  false, {0}, "Code of the row and id of the column"      },
    {"unit", "U",          ASK_TEXT,   false, false, {0}, "Code of the unit (standard: the only root)"},
    ASK_PERIOD,
    {"rows",
     "WHICH",              ASK_CHOICE,
     false,                                   false,
     {"units", "fields"},
     "units or fields: what the rows are, where the form leaves it open"                              },
    ASK_SERIES,
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "dossiers",
    .options = options,
    .purpose = "Lists the dossiers behind a cell of a form.",
    .more = "The list has as many dossiers as the cell says.",
};

int dossiers_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
