#include <stdio.h>
#include <stdlib.h>

#include "thuocdo/ask.h"
#include "thuocdo/commands.h"
#include "thuocdo/schema.h"

static const struct ask_option options[] = {
    {"source", "S",        ASK_TEXT,  false, false, {0}, "Of this system only (standard: of all)"},
    {"retry",
     "PARTITION:POSITION", ASK_PLACE,
     false,                                  true,
     {0},
     "Put this fact, which was set aside, back on its way"                                       },
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "rejects",
    .options = options,
    .purpose = "Lists what was refused, in conflict or set aside, and why.",
    .more = "--retry is done in the database; all else is asked of the reporter.",
    .settings = USES(DATABASE),
};

static enum outcome retry(const char *place, struct database *database, struct failure *why)
{
    struct parameters parameters = {0};
    const char *url;
    char *end;

    TRY(command_setting(COMMAND_DATABASE, &url, why));
    TRY(database_open(database, url, "thuocdo-rejects", why));
    parameter_integer(&parameters, strtoll(place, &end, 10));
    parameter_integer(&parameters, strtoll(end + 1, NULL, 10));
    TRY(database_query(database, statement(thuocdo_sql, "retry_held"), &parameters, why));
    if (strtoll(PQcmdTuples(database->result), NULL, 10) != 1)
        return fail(why, REJECT, "%s: no fact is set aside there", place);
    printf("%s goes on its way again\n", place);
    return DONE;
}

int rejects_main(int argc, char **argv)
{
    struct database database = {0};
    struct asked asked;
    struct failure why = {0};
    const char *place;
    enum outcome outcome;

    ask_parse(&command, argc, argv, &asked);
    place = ask_value(&asked, "retry");
    outcome =
        place ? retry(place, &database, &why) : ask_print(&asked, ASK_PATIENCE_MS, stdout, &why);
    database_close(&database);
    return command_end(argv[0], outcome, &why);
}
