/*
 * fold_lines: what the tracker's core makes of canonical JSON lines, a line per dossier.
 *
 * Reads lines from standard input, drops what is not a fact, keeps of each identity the first, and
 * prints nearly the same as `oracle.py contributions`, so that the two can be compared
 * (agrees_with_oracle.py). Moments are microseconds since 1970; a null is what is not there.
 */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/day.h"
#include "tests/tracker/cabinet.h"

static json_t *code_json(struct bytes code)
{
    return code.length ? json_stringn((const char *)code.at, code.length) : json_null();
}

static json_t *moment_json(bool there, int64_t moment_us)
{
    return there ? json_integer(moment_us) : json_null();
}

static json_t *due_json(const struct history *history)
{
    char day[DAY_TEXT];

    if (!history->has_due)
        return json_null();
    day_print(history->due.day, day);
    return json_string(day);
}

static json_t *flags_json(uint32_t flags)
{
    json_t *list = json_array();

    for (int flag = 0; flag < FLAG_COUNT; flag++)
        if (flags >> flag & 1U)
            json_array_append_new(list, json_string(history_flag_names[flag]));
    return list;
}

static json_t *state_json(const struct history *history)
{
    return json_pack("{s:s,s:o,s:o,s:o}", "standing", standing_names[history->standing],
                     "received_at", moment_json(history_counted(history), history->received_us),
                     "ended_at", moment_json(history_ended(history), history->ended_us), "due",
                     due_json(history));
}

static void print_dossier(struct cabinet *cabinet, const struct file *file)
{
    struct dossier_state state;
    struct failure why;
    json_t *line;
    char *text;

    if (cabinet_fold(cabinet, file, &state, &why) != DONE) {
        fprintf(stderr, "%s: %s\n", file_subject(file), why.text);
        exit(1);
    }
    line = json_pack("{s:s,s:s,s:o,s:o,s:s,s:o,s:o,s:o}", "source", file_source(file), "subject",
                     file_subject(file), "unit", code_json(state.history.unit), "procedure",
                     code_json(state.history.procedure), "channel",
                     channel_names[state.history.channel], "state", state_json(&state.history),
                     "flags", flags_json(state.judgement.flags), "posted",
                     cabinet_entries(&state.posting.entries));
    text = json_dumps(line, JSON_COMPACT);
    puts(text);
    free(text);
    json_decref(line);
}

int main(int argc, char **argv)
{
    struct cabinet cabinet;
    char *line = NULL;
    size_t room = 0;
    ssize_t length;

    cabinet_open(&cabinet);
    if (argc > 1)
        shelf_read_days(&cabinet.shelf, argv[1]);
    while ((length = getline(&line, &room, stdin)) > 0)
        cabinet_file_line(&cabinet, (struct bytes){(const uint8_t *)line, (size_t)length});
    cabinet_read_catalogue(&cabinet);
    for (const struct file *file = cabinet.files; file; file = file->hh.next)
        if (file_is_dossier(file))
            print_dossier(&cabinet, file);
    free(line);
    cabinet_close(&cabinet);
    return 0;
}
