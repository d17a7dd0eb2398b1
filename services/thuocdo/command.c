#include "thuocdo/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/settings.h"

#define X(NAME, variable, kind, standard, meaning) {variable, SETTING_##kind, 0, standard, meaning},
static const struct setting settings[] = {COMMAND_SETTINGS(X)};
#undef X

enum outcome command_setting(enum command_setting setting, const char **value, struct failure *why)
{
    return settings_read(&settings[setting], 1, value, why);
}

static void print_environment(FILE *out, unsigned used)
{
    if (used)
        fputs("Environment:\n", out);
    for (size_t row = 0; row < COMMAND_SETTING_COUNT; row++) {
        const struct setting *setting = &settings[row];

        if (!(used >> row & 1U))
            continue;
        fprintf(out, "  %s\n      %s", setting->name, setting->meaning);
        if (setting->standard && setting->standard[0])
            fprintf(out, "\n      standard: %s", setting->standard);
        if (row == COMMAND_SPOOL)
            fputs("\n      standard: $XDG_STATE_HOME/thuocdo or ~/.local/state/thuocdo", out);
        if (setting->kind == SETTING_SECRET)
            fprintf(out, "\n      or %s_FILE, a file that holds it", setting->name);
        fputc('\n', out);
    }
    if (used)
        fputc('\n', out);
}

char *command_help(int key, const char *text, void *input)
{
    const struct command_line *line = input;
    char *whole = NULL;
    size_t length = 0;
    FILE *out;

    /* argp frees what is handed back when it is not the text that came in. */
    if (key != ARGP_KEY_HELP_POST_DOC)
        return (char *)(uintptr_t)text;
    out = open_memstream(&whole, &length);
    if (!out)
        return NULL;
    if (text && text[0])
        fprintf(out, "%s\n\n", text);
    if (line)
        print_environment(out, line->settings);
    fputs("Exit status: 0 done, 1 it could not be done, 2 wrong usage.", out);
    fclose(out);
    return whole;
}

void command_parse(const struct argp *argp, int argc, char **argv, struct command_line *line)
{
    argp_err_exit_status = STATUS_USAGE;
    if (argp_parse(argp, argc, argv, 0, NULL, line) != 0)
        exit(STATUS_USAGE);
}

int command_end(const char *name, enum outcome outcome, const struct failure *why)
{
    if (outcome == DONE)
        return STATUS_DONE;
    fflush(stdout);
    fprintf(stderr, "%s: %s\n", name, why->text);
    return STATUS_FAILED;
}

enum outcome command_duration(const char *text, int64_t *ms, struct failure *why)
{
    static const struct {
        const char *suffix;
        int64_t ms;
    } units[] = {
        {"ms", 1      },
        {"s",  1000   },
        {"m",  60000  },
        {"h",  3600000},
    };
    char *end;

    *ms = strtoll(text, &end, 10);
    for (size_t unit = 0; unit < sizeof units / sizeof units[0]; unit++)
        if (end != text && strcmp(end, units[unit].suffix) == 0 && *ms >= 0 &&
            *ms <= INT32_MAX / units[unit].ms) {
            *ms *= units[unit].ms;
            return DONE;
        }
    return fail(why, REJECT, "'%s' is not a duration like 500ms, 90s, 10m or 1h", text);
}
