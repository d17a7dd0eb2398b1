#include "thuocdo/ask.h"
#include "thuocdo/commands.h"

static const char standard_timeout[] = "10m";

static const struct ask_option options[] = {
    {"timeout", "DURATION", ASK_SPAN, false, true, {0}, "Give up after so long (standard: 10m)"},
    ASK_END,
};

static const struct ask_command command = {
    .ask = "wait",
    .options = options,
    .purpose = "Waits until all that was acknowledged before is in every view.",
    .more = "When the time is over it says what is still behind.",
};

int wait_main(int argc, char **argv)
{
    struct asked asked;
    struct failure why = {0};
    const char *timeout;
    int64_t timeout_ms = 0;
    enum outcome outcome;

    ask_parse(&command, argc, argv, &asked);
    timeout = ask_value(&asked, "timeout");
    outcome = command_duration(timeout ? timeout : standard_timeout, &timeout_ms, &why);
    if (outcome == DONE)
        outcome = ask_print(&asked, timeout_ms, stdout, &why);
    return command_end(argv[0], outcome, &why);
}
