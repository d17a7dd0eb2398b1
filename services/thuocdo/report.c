#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {
    {"unit", "U", ASK_TEXT,   false, false, {0}, "Code of the unit (standard: the only root)"},
    ASK_PERIOD,
    {"rows",
     "WHICH",     ASK_CHOICE,
     false,                          false,
     {"units", "fields"},
     "units or fields: what the rows are, where the form leaves it open"                     },
    ASK_SERIES,
    ASK_FORMAT("text (standard), csv or json", "text", "csv", "json"),
    ASK_END,
};

static const struct ask_command command = {
    .ask = "report",
    .argument = "form",
    .shown = "FORM",
    .options = options,
    .purpose = "Prints a form for a unit and a period.",
    .more = "FORM is the id of a form, such as agency-table, II.06a or payments.",
};

int report_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
