#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const struct ask_option options[] = {ASK_FORMAT_TEXT, ASK_END};

static const struct ask_command command = {
    .ask = "status",
    .options = options,
    .purpose = "Shows the services, their positions, how far behind they are, and the ledger.",
};

int status_main(int argc, char **argv)
{
    return ask_main(&command, argc, argv);
}
