/* What stands twice, in SQL and in C, must be the same. */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/measure.h"
#include "reporter/asks.h"
#include "reporter/store.h"
#include "reporter/words.h"
#include "runtime/service.h"
#include "tracker/core/feedback.h"
#include "tracker/core/judgement.h"

static char *schema_file(const char *name)
{
    char path[512];
    char *text = calloc(1, 1 << 20);
    FILE *file;

    snprintf(path, sizeof path, GOLDEN_DIR "/../../deploy/schema/%s", name);
    file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    cr_assert_gt(fread(text, 1, (1 << 20) - 1, file), 0);
    fclose(file);
    return text;
}

Test(names, sums_come_in_the_order_of_measures)
{
    static const char *const names[] = {"sums_of_units", "sums_of_fields", "sums_of_all",
                                        "sums_of_choice"};

    for (size_t row = 0; row < sizeof names / sizeof names[0]; row++) {
        const char *at = statement(reporter_sql, names[row]);

        for (int measure = 0; measure < MEASURE_COUNT; measure++) {
            char column[128];

            snprintf(column, sizeof column, "coalesce(sum(s.%s), 0)::bigint",
                     measure_name((enum measure)measure));
            at = strstr(at, "coalesce(sum(s.");
            cr_assert_not_null(at, "%s ends before %s", names[row], column);
            cr_assert_eq(strncmp(at, column, strlen(column)), 0, "%s: not %s at %.60s", names[row],
                         column, at);
            at += strlen(column);
        }
        cr_assert_null(strstr(at, "coalesce(sum(s."), "%s has one column too many", names[row]);
    }
}

/* The columns of 001 and those added since; that views have them all is asked of the database. */
Test(names, sums_have_a_column_for_every_measure_in_order)
{
    char *first = schema_file("001_pipeline.sql"), *added = schema_file("006_measures.sql");
    const char *at = strstr(first, "CREATE TABLE aggregator.sum_unit");

    cr_assert_not_null(at);
    for (int measure = 0; measure < MEASURE_COUNT; measure++) {
        char column[128];

        if (measure == MEASURE_RECEIVED_COMPLAINED)
            at = added;
        snprintf(column, sizeof column, " %s bigint", measure_name((enum measure)measure));
        at = strstr(at, column);
        cr_assert_not_null(at, "%s is no column, or not in its place", column);
        at += strlen(column);
    }
    free(first);
    free(added);
}

/* All files, since marks are added by new ones. */
Test(names, marks_have_a_row_each)
{
    static char text[1 << 20];
    size_t used = 0;
    char none[16];
    glob_t files;

    cr_assert_eq(glob(GOLDEN_DIR "/../../deploy/schema/*.sql", 0, NULL, &files), 0);
    for (size_t row = 0; row < files.gl_pathc; row++) {
        char *file = schema_file(strrchr(files.gl_pathv[row], '/') + 1);

        used += (size_t)snprintf(text + used, sizeof text - used, "%s", file);
        cr_assert_lt(used, sizeof text);
        free(file);
    }
    globfree(&files);
    for (int mark = MARK_FIRST; mark < MARK_END; mark++) {
        const char *label = words_of_mark((enum measure)mark);
        char wanted[256];

        cr_assert_not_null(label, "%s", measure_name((enum measure)mark));
        snprintf(wanted, sizeof wanted, "(%d, '%s', '%s')", mark, measure_name((enum measure)mark),
                 label);
        cr_expect_not_null(strstr(text, wanted), "%s", wanted);
    }
    snprintf(none, sizeof none, "(%d, '", MARK_END);
    cr_expect_null(strstr(strstr(text, "INSERT INTO aggregator.mark "), none), "%s", none);
}

/* Numbers and names of a view, from the first on and no more of them. */
static void expect_names(const char *text, const char *view, const char *const *names, int first,
                         int count)
{
    const char *at = strstr(text, view);
    char wanted[160];

    cr_assert_not_null(at, "%s", view);
    for (int row = first; row < count; row++) {
        snprintf(wanted, sizeof wanted, "(%d, '%s')", row, names[row]);
        at = strstr(at, wanted);
        cr_assert_not_null(at, "%s: %s", view, wanted);
    }
    cr_expect_eq(at[strlen(wanted)], ';', "%s has one more", view);
}

Test(names, views_call_what_is_judged_what_the_fold_calls_it)
{
    static const char *const lateness[] = {"", "second_supplement", "past_due", "past_lawful_due"};
    char *text = schema_file("011_judgement.sql");

    expect_names(text, "internal_flag", history_flag_names, 0, FLAG_COUNT);
    expect_names(text, "internal_difference", difference_names, 1, DIFFERENCE_COUNT);
    expect_names(text, "internal_lateness", lateness, 1, LATE_PAST_LAWFUL + 1);
    free(text);
}

Test(names, views_call_numbers_what_the_fold_calls_them)
{
    char *text = schema_file("002_report.sql");
    char wanted[160];

    for (int standing = STANDING_UNKNOWN; standing <= STANDING_WITHDRAWN; standing++) {
        snprintf(wanted, sizeof wanted, "(%d, '%s'", standing, standing_names[standing]);
        cr_expect_not_null(strstr(text, wanted), "%s", wanted);
    }
    snprintf(wanted, sizeof wanted, "ARRAY['%s', '%s', '%s'])[d.verdict]",
             verdict_names[VERDICT_EARLY], verdict_names[VERDICT_ON_TIME],
             verdict_names[VERDICT_LATE]);
    cr_expect_not_null(strstr(text, wanted), "%s", wanted);
    snprintf(wanted, sizeof wanted, "ARRAY['%s', '%s', '%s'])[d.channel]",
             channel_names[CHANNEL_DIRECT], channel_names[CHANNEL_ONLINE],
             channel_names[CHANNEL_POST]);
    cr_expect_not_null(strstr(text, wanted), "%s", wanted);
    free(text);
}

/* "ARRAY['one', 'two'])[column]", from the first name on that is not empty. */
static void expect_array(const char *text, const char *const *names, int count, const char *index)
{
    char wanted[200] = "ARRAY[";
    size_t used = strlen(wanted);

    for (int row = 0; row < count; row++)
        if (names[row][0])
            used += (size_t)snprintf(wanted + used, sizeof wanted - used, "%s'%s'",
                                     wanted[used - 1] == '[' ? "" : ", ", names[row]);
    snprintf(wanted + used, sizeof wanted - used, "])[%s]", index);
    cr_expect_not_null(strstr(text, wanted), "%s", wanted);
}

Test(names, the_view_of_feedback_calls_numbers_what_the_fold_calls_them)
{
    char *text = schema_file("009_feedback_figures.sql");

    expect_array(text, feedback_standing_names, FEEDBACK_ENDED + 1, "standing + 1");
    expect_array(text, feedback_outcome_names, OUTCOME_FORWARDED + 1, "outcome");
    expect_array(text, feedback_about_names, FEEDBACK_ABOUT_STAFF + 1, "about");
    expect_array(text, feedback_via_names, FEEDBACK_VIA_FORWARDED + 1, "via");
    expect_array(text, feedback_verdict_names, FEEDBACK_VERDICT_NONE + 1, "verdict");
    free(text);
}

Test(names, attributes_have_their_bits)
{
    static const char *const names[] = {
#define X(NAME, name) #name,
        ATTRIBUTES(X)
#undef X
    };
    char *text = schema_file("006_measures.sql");

    for (int attribute = 0; attribute < ATTRIBUTE_COUNT; attribute++) {
        char wanted[120];

        snprintf(wanted, sizeof wanted, "(d.attributes >> %d & 1) = 1 AS %s", attribute,
                 names[attribute]);
        cr_expect_not_null(strstr(text, wanted), "%s", wanted);
        cr_expect_not_null(words_of_attribute((enum attribute)attribute), "%s", names[attribute]);
    }
    free(text);
}

Test(names, locks_have_their_classes)
{
    char *text = schema_file("003_report_tables.sql");

    cr_expect_not_null(
        strstr(text, "ARRAY['intake', 'tracker', 'aggregator', 'scorer', 'reporter']"));
    cr_expect_eq(LOCK_INTAKE, 7661);
    cr_expect_eq(LOCK_REPORTER, 7665);
    free(text);
}

Test(names, every_ask_has_an_answer_and_room_for_its_arguments)
{
    for (const struct ask *ask = asks; ask->name; ask++) {
        cr_expect_not_null(ask->answer, "%s", ask->name);
        cr_expect_null(ask->arguments[ASK_ARGUMENTS - 1].name, "%s", ask->name);
        for (size_t row = 0; ask->arguments[row].name; row++)
            cr_expect_eq(ask->arguments[row].kind == ARGUMENT_CHOICE,
                         ask->arguments[row].choices != NULL, "%s: %s", ask->name,
                         ask->arguments[row].name);
    }
}
