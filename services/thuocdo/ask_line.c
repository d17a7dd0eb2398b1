#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"
#include "thuocdo/ask.h"

/* Options of a table have keys beyond those of letters. */
enum { FIRST_KEY = 1000 };

static bool is_choice(const struct ask_option *option, const char *value)
{
    for (int row = 0; row < ASK_CHOICES && option->choices[row]; row++)
        if (strcmp(option->choices[row], value) == 0)
            return true;
    return false;
}

static bool is_place(const char *value)
{
    const char *rest = value + strspn(value, "0123456789");
    const char *position = rest + 1;

    return rest > value && *rest == ':' && *position &&
           position[strspn(position, "0123456789")] == '\0';
}

/* Whether the value will do; else *wanted says what would. */
static bool will_do(const struct ask_option *option, const char *value, const char **wanted)
{
    const char *colon = strchr(value, ':');
    struct failure why;
    int64_t ms;
    int32_t day;

    *wanted = option->meaning;
    switch (option->check) {
    case ASK_FLAG: return true;
    case ASK_TEXT: return value[0] != '\0';
    case ASK_DAY: *wanted = "a day like 2023-12-31"; return day_parse(value, strlen(value), &day);
    case ASK_CELL: *wanted = "ROW:COLUMN"; return colon && colon > value && colon[1];
    case ASK_CHOICE: return is_choice(option, value);
    case ASK_PLACE: *wanted = "PARTITION:POSITION"; return is_place(value);
    case ASK_SPAN:
        *wanted = "a duration like 90s or 10m";
        return command_duration(value, &ms, &why) == DONE;
    }
    return false;
}

const char *ask_value(const struct asked *asked, const char *name)
{
    for (int row = 0; asked->command->options[row].name; row++)
        if (strcmp(asked->command->options[row].name, name) == 0)
            return asked->values[row];
    return NULL;
}

static void take_option(struct asked *asked, int row, const char *value,
                        const struct argp_state *state)
{
    const struct ask_option *option = &asked->command->options[row];
    const char *wanted;

    if (!will_do(option, value, &wanted))
        argp_error(state, "--%s: '%s' will not do; it is %s", option->name, value, wanted);
    asked->values[row] = value;
}

static void check_whole(const struct asked *asked, const struct argp_state *state)
{
    const struct ask_command *command = asked->command;
    const char *from, *to;

    if (command->argument && !asked->argument)
        argp_error(state, "%s is missing", command->shown);
    for (int row = 0; command->options[row].name; row++)
        if (command->options[row].required && !asked->values[row])
            argp_error(state, "--%s is missing", command->options[row].name);
    from = ask_value(asked, "from");
    to = ask_value(asked, "to");
    if (from && to && strcmp(from, to) > 0)
        argp_error(state, "--from %s is after --to %s", from, to);
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct asked *asked = state->input;

    if (key >= FIRST_KEY && key < FIRST_KEY + ASK_OPTIONS) {
        take_option(asked, key - FIRST_KEY, argument ? argument : "yes", state);
        return 0;
    }
    switch (key) {
    case ARGP_KEY_ARG:
        if (!asked->command->argument || asked->argument || !argument[0])
            argp_error(state, "'%s' is one argument too many", argument);
        asked->argument = argument;
        return 0;
    case ARGP_KEY_END: check_whole(asked, state); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

void ask_parse(const struct ask_command *command, int argc, char **argv, struct asked *asked)
{
    char text[2048];
    const struct argp argp = {
        asked->rows,  parse_option, command->argument ? command->shown : NULL, text, NULL,
        command_help, NULL,
    };

    *asked = (struct asked){.command = command};
    asked->line.settings = command->settings | USES(REPORTER);
    for (int row = 0; command->options[row].name; row++)
        asked->rows[row] = (struct argp_option){.name = command->options[row].name,
                                                .key = FIRST_KEY + row,
                                                .arg = command->options[row].value,
                                                .doc = command->options[row].meaning};
    snprintf(text, sizeof text, "%s%s%s", command->purpose, command->more ? "\v" : "",
             command->more ? command->more : "");
    command_parse(&argp, argc, argv, &asked->line);
}
