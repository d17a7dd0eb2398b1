#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {
    {"source", "S", ASK_TEXT, false, false, {0}, "Of this system only (standard: of all)"},
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "feedback",
    .argument = "number",
    .shown = "NUMBER",
    .options = options,
    .purpose = "Tells the life of one feedback: its steps, its limits and how each was kept.",
};

int feedback_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
