#include <criterion/criterion.h>
#include <stdlib.h>

#include "runtime/day.h"
#include "tests/support/rows.h"
#include "tests/tracker/cabinet.h"

/*
 * The examples that the oracle proves its reading of the definition with; EXAMPLES is their number
 * in tests/oracle/examples.json, counted anew by the first test.
 */
enum { EXAMPLES = 249 };

static json_t *read_examples(void)
{
    json_error_t error;
    json_t *examples = json_load_file(ORACLE_EXAMPLES, 0, &error);

    cr_assert_not_null(examples, "%s: %s", ORACLE_EXAMPLES, error.text);
    return examples;
}

/* The text of a moment or a day as a number, `none` for null. */
static int64_t instant_of(const json_t *value, int64_t none)
{
    int64_t instant_us = none;

    if (!json_is_null(value))
        cr_assert(instant_parse(json_string_value(value), json_string_length(value), &instant_us));
    return instant_us;
}

static int32_t day_of(const json_t *value)
{
    int32_t day = DAY_NONE;

    if (!json_is_null(value))
        cr_assert(day_parse(json_string_value(value), json_string_length(value), &day));
    return day;
}

/*
 * A code that nobody has named is unmapped to the oracle, which knows the whole organisation; the
 * fold keeps what was stated, and the readers of the sums look whether it is known.
 */
static void expect_code(const json_t *expected, struct bytes code, const char *what,
                        const char *name)
{
    if (json_is_null(expected))
        return;
    cr_expect(bytes_equal(code, bytes_of_text(json_string_value(expected))), "%s: the %s is %.*s",
              name, what, (int)code.length, code.length ? (const char *)code.at : "");
}

static const char *outcome_of(const struct history *history)
{
    return history_ended(history) ? standing_names[history->standing] : NULL;
}

static void expect_state(const json_t *expected, const struct history *history, const char *name)
{
    const int64_t none = INT64_MIN;
    const char *outcome = json_string_value(json_object_get(expected, "outcome"));
    const bool counted = history_counted(history), ended = history_ended(history);

    cr_expect_eq(instant_of(json_object_get(expected, "received_at"), none),
                 counted ? history->received_us : none, "%s: received_at", name);
    cr_expect_eq(instant_of(json_object_get(expected, "ended_at"), none),
                 ended ? history->ended_us : none, "%s: ended_at", name);
    cr_expect_str_eq(outcome ? outcome : "open", ended ? outcome_of(history) : "open",
                     "%s: outcome", name);
    cr_expect_eq(day_of(json_object_get(expected, "due")),
                 history->has_due ? history->due.day : DAY_NONE, "%s: due", name);
}

static void expect_posted(const json_t *expected, const struct list *entries, const char *name)
{
    json_t *posted = cabinet_entries(entries);
    char *text = json_dumps(posted, JSON_COMPACT);

    cr_expect(json_equal(expected, posted), "%s: posted %s", name, text);
    free(text);
    json_decref(posted);
}

static void expect_set_aside(const json_t *expected, const struct cabinet *cabinet,
                             const char *name)
{
    cr_expect_eq(cabinet->duplicates, json_integer_value(json_object_get(expected, "duplicates")),
                 "%s: duplicates", name);
    cr_expect_eq(cabinet->conflicts, json_integer_value(json_object_get(expected, "conflicts")),
                 "%s: conflicts", name);
    cr_expect_eq(cabinet->rejected, 0, "%s: rejected", name);
}

static const struct file *only_dossier(const struct cabinet *cabinet)
{
    const struct file *dossier = NULL;

    for (const struct file *file = cabinet->files; file; file = file->hh.next)
        if (file_is_dossier(file)) {
            cr_assert_null(dossier, "an example has one dossier");
            dossier = file;
        }
    cr_assert_not_null(dossier, "an example has a dossier");
    return dossier;
}

static void check(const json_t *example)
{
    const char *name = json_string_value(json_object_get(example, "name"));
    const json_t *expected = json_object_get(example, "expect"), *fact;
    struct dossier_state state;
    struct cabinet cabinet;
    struct failure why;
    size_t row;

    cabinet_open(&cabinet);
    shelf_read_days(&cabinet.shelf, HOLIDAYS);
    json_array_foreach(json_object_get(example, "facts"), row, fact) cabinet_file(&cabinet, fact);
    cabinet_read_catalogue(&cabinet);
    cr_assert_eq(cabinet_fold(&cabinet, only_dossier(&cabinet), &state, &why), DONE, "%s: %s", name,
                 why.text);
    expect_code(json_object_get(expected, "unit"), state.history.unit, "unit", name);
    expect_code(json_object_get(expected, "procedure"), state.history.procedure, "procedure", name);
    cr_expect_str_eq(json_string_value(json_object_get(expected, "channel")),
                     channel_names[state.history.channel], "%s: channel", name);
    expect_state(json_object_get(expected, "state"), &state.history, name);
    expect_posted(json_object_get(expected, "posted"), &state.posting.entries, name);
    expect_set_aside(json_object_get(expected, "set_aside"), &cabinet, name);
    cabinet_close(&cabinet);
}

Test(examples, are_as_many_as_we_run)
{
    json_t *examples = read_examples();

    cr_expect_eq(json_array_size(examples), EXAMPLES, "there are %zu", json_array_size(examples));
    json_decref(examples);
}

ROWS(examples, come_out_as_the_definition_says, EXAMPLES)
{
    json_t *examples = read_examples();

    check(json_array_get(examples, *row));
    json_decref(examples);
}
