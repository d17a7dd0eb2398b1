#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {
    {"source", "S", ASK_TEXT, false, false, {0}, "Of this system only (standard: of all)"},
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "dossier",
    .argument = "code",
    .shown = "CODE",
    .options = options,
    .purpose = "Tells the life of one dossier: its facts, its verdicts and why.",
};

int dossier_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
