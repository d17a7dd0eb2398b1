/* Tables and lists of marks: postings go through the aggregator into a PostgreSQL of its own. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>

#include "aggregator/aggregator.h"
#include "reporter/answers.h"
#include "reporter/asks.h"
#include "runtime/day.h"
#include "tests/support/cluster.h"
#include "tracker/core/posting.h"

enum { ARENA_BYTES = 16 << 20, ENTRIES = 8, ARGUMENTS = 8, JULY_1 = 19539 /* 2023-07-01 */ };

static _Alignas(16) uint8_t memory[ARENA_BYTES];
static struct cluster cluster;

/* ---- what is posted ---- */

struct entry {
    int64_t day, measure, n;
};

struct posted {
    const char *code;
    const char *source;
    const char *unit; /* NULL: none was stated. */
    int64_t channel;
    bool received;
    struct entry entries[ENTRIES]; /* Up to the first whose n is 0. */
};

/* P is above A and B, A above C. N is nobody's, and D has nothing but what was never received. */
static const struct posted all[] = {
    {"c1",       "town", "C",  2, true,  {{JULY_1, MEASURE_RECEIVED, 1}, {JULY_1, MEASURE_FLAG_NO_DUE, 1}}},
    {"c2",
     "town",             "C",
     1,                           true,
     {{JULY_1 + 9, MEASURE_RECEIVED, 1}, {JULY_1 + 9, MEASURE_FLAG_NO_DUE, 1}}                            },
    {"c-before",
     "town",             "C",
     2,                           true,
     {{JULY_1 - 1, MEASURE_RECEIVED, 1}, {JULY_1 - 1, MEASURE_FLAG_NO_DUE, 1}}                            },
    {"a1",
     "town",             "A",
     3,                           true,
     {{JULY_1 + 2, MEASURE_RECEIVED, 1},
      {JULY_1 + 20, MEASURE_OPEN_ON_TIME_HERE_WAITING_IN, 1},
      {JULY_1 + 40, MEASURE_OPEN_ON_TIME_HERE_WAITING_OUT, 1}}                                            },
    {"b1",       "town", "B",  1, true,  {{JULY_1 + 3, MEASURE_RECEIVED, 1}}                              },
    {"d1",       "town", "D",  2, false, {{JULY_1 + 4, MEASURE_FLAG_NEVER_RECEIVED, 1}}                   },
    {"n1",
     "town",             "N",
     1,                           true,
     {{JULY_1 + 5, MEASURE_RECEIVED, 1}, {JULY_1 + 5, MEASURE_FLAG_NO_DUE, 1}}                            },
    {"none",     "town", NULL, 1, false, {{JULY_1 + 6, MEASURE_FLAG_NEVER_RECEIVED, 1}}                   },
    {"feedback",
     "town",             "B",
     1,                           true,
     {{JULY_1 + 8, MEASURE_FEEDBACK_RECEIVED_STAFF, 1},
      {JULY_1 + 30, MEASURE_FEEDBACK_OVERDUE_IN, 1}}                                                      },
    {"portal",
     "portal",           "C",
     2,                           true,
     {{JULY_1 + 7, MEASURE_RECEIVED, 1}, {JULY_1 + 7, MEASURE_FLAG_NO_DUE, 1}}                            },
};

static struct posting made_posting(const struct posted *posted)
{
    struct posting posting = {
        .present = UINT64_C(1) << POSTING_CHANNEL | UINT64_C(1) << POSTING_ENTRIES,
        .channel = posted->channel,
        .entries = {(void *)(uintptr_t)posted->entries, 0},
    };

    if (posted->unit) {
        posting.present |= UINT64_C(1) << POSTING_UNIT;
        posting.unit = bytes_of_text(posted->unit);
    }
    for (const struct entry *entry = posted->entries; entry->n; entry++)
        posting.entries.count += 3;
    return posting;
}

static void connect_as(const char *role, struct database *database)
{
    char url[CLUSTER_URL];
    struct failure why;

    cluster_url(&cluster, role, url);
    *database = (struct database){0};
    cr_assert_eq(database_open(database, url, "test", &why), DONE, "%s", why.text);
}

static const char dossier_row[] =
    "INSERT INTO tracker.dossier (partition, dossier, source, code, standing, status, unit, "
    "channel, received_day, received_at, verdict, supplement_rounds, attributes, flags, "
    "fact_count, facts, posted) VALUES (1, $1::bigint, $2::text, $3::text, 3, 2, $4::text, "
    "$5::smallint, date '1970-01-01' + $6::integer, "
    "(date '1970-01-01' + $6::integer)::timestamptz, 0, 0, 0, 0, 1, '', $7::bytea)";
static const char feedback_row[] =
    "INSERT INTO tracker.feedback (partition, feedback, source, code, standing, unit, about, via, "
    "received_day, received_at, outcome, verdict, fact_count, facts, posted) VALUES "
    "(1, $1::bigint, $2::text, $3::text, 1, $4::text, $5::smallint, 1, "
    "date '1970-01-01' + $6::integer, (date '1970-01-01' + $6::integer)::timestamptz, 0, 0, 1, '', "
    "$7::bytea)";

static void put_row(struct database *tracker, int64_t number, const struct posted *posted)
{
    struct arena arena = arena_over(memory, sizeof memory);
    const struct posting posting = made_posting(posted);
    struct parameters parameters = {0};
    struct bytes encoded;
    struct failure why;

    cr_assert_eq(posting_encode(&posting, &arena, &encoded, &why), DONE, "%s", why.text);
    parameter_integer(&parameters, number);
    parameter_text(&parameters, bytes_of_text(posted->source));
    parameter_text(&parameters, bytes_of_text(posted->code));
    if (posted->unit)
        parameter_text(&parameters, bytes_of_text(posted->unit));
    else
        parameter_null(&parameters);
    parameter_integer(&parameters, posted->channel);
    if (posted->received)
        parameter_integer(&parameters, posted->entries[0].day);
    else
        parameter_null(&parameters);
    parameter_bytes(&parameters, encoded);
    cr_assert_eq(database_change(tracker,
                                 posted->entries[0].measure == MEASURE_FEEDBACK_RECEIVED_STAFF
                                     ? feedback_row
                                     : dossier_row,
                                 &parameters, 1, &why),
                 DONE, "%s", why.text);
}

static void sum_up(void)
{
    struct summed summed = {.partition = 1, .read_at = 1};
    struct aggregator aggregator = {.summed = &summed, .count = 1};
    struct failure why;

    connect_as("aggregator", &aggregator.database);
    cr_assert_eq(
        database_execute(&aggregator.database, statement(aggregator_sql, "open_gathered"), &why),
        DONE, "%s", why.text);
    for (size_t row = 0; row < sizeof all / sizeof all[0]; row++) {
        struct posting posting = made_posting(&all[row]);
        const struct delta delta = {
            .system = bytes_of_text(all[row].source), .postings = {&posting, 1}
        };

        cr_assert_eq(aggregator_add(&aggregator, &summed, &delta, &why), DONE, "%s", why.text);
    }
    cr_assert_eq(aggregator_checkpoint(&aggregator, &why), DONE, "%s", why.text);
    database_close(&aggregator.database);
}

static void begin(void)
{
    struct database tracker;

    cluster_open(&cluster);
    cluster_run(&cluster,
                "INSERT INTO intake.source (source, kind, units, prefixes, may, key) VALUES "
                "('town', 'provincial', '{A}', '{}', '{dossiers}', ''), "
                "('portal', 'national', '{P}', '{}', '{dossiers}', '');"
                "INSERT INTO tracker.unit (code, from_day, to_day, open, name_vi, parent, level, "
                "changed_at) SELECT code, '2020-01-01', '2199-12-31', true, code, parent, "
                "'department', 1 FROM (VALUES ('P', NULL), ('A', 'P'), ('B', 'P'), ('C', 'A'), "
                "('D', 'P')) AS unit (code, parent)");
    connect_as("tracker", &tracker);
    for (size_t row = 0; row < sizeof all / sizeof all[0]; row++)
        put_row(&tracker, (int64_t)row + 1, &all[row]);
    database_close(&tracker);
    sum_up();
}

static void end(void)
{
    cluster_close(&cluster);
}

TestSuite(marks, .init = begin, .fini = end, .timeout = 300);

/* ---- what is asked ---- */

struct told {
    enum outcome outcome;
    struct failure why;
    char *body; /* The caller's to free. */
};

static struct told answer(struct asking *asking, const struct query *query)
{
    struct told told = {.outcome = asks_read(query, asking, &told.why)};

    if (told.outcome == DONE)
        told.outcome = database_execute(
            asking->database, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", &told.why);
    if (told.outcome == DONE)
        told.outcome = asking->ask->answer(asking, &told.why);
    buffer_add(asking->body, "", 1);
    told.body = strdup((const char *)asking->body->at);
    return told;
}

/* The arguments are "name=value name=value", besides the form and a period of July. */
static struct told ask_of(const char *form, const char *name, const char *text)
{
    static char copy[256];
    struct argument arguments[ARGUMENTS] = {
        {.name = bytes_of_text("form"), .value = bytes_of_text(form)        },
        {.name = bytes_of_text("from"), .value = bytes_of_text("2023-07-01")},
        {.name = bytes_of_text("to"),   .value = bytes_of_text("2023-07-31")},
    };
    struct query query = {
        .ask = bytes_of_text(name), .arguments = {arguments, 3}
    };
    struct arena arena = arena_over(memory, sizeof memory);
    struct database database;
    struct buffer body = {0};
    struct asking asking = {.database = &database, .arena = &arena, .body = &body};
    struct told told;
    char *rest = copy;

    snprintf(copy, sizeof copy, "%s", text);
    for (char *word; (word = strtok_r(rest, " ", &rest));) {
        char *equals = strchr(word, '=');

        *equals = '\0';
        arguments[query.arguments.count++] =
            (struct argument){.name = bytes_of_text(word), .value = bytes_of_text(equals + 1)};
    }
    connect_as("reporter", &database);
    told = answer(&asking, &query);
    database_close(&database);
    buffer_free(&body);
    return told;
}

static struct told ask(const char *name, const char *text)
{
    return ask_of("marks", name, text);
}

/* "code column=value …" of every row, without columns that are 0. */
static void expect_table(const char *arguments, const char *wanted)
{
    struct told told = ask("report", arguments);
    char found[1024] = "";
    json_t *table, *row, *value;
    size_t number;
    const char *column;

    cr_assert_eq(told.outcome, DONE, "%s: %s", arguments, told.why.text);
    table = json_loads(told.body, 0, NULL);
    cr_assert_not_null(table, "%s", told.body);
    json_array_foreach(json_object_get(table, "rows"), number, row)
    {
        strcat(found, number ? "; " : "");
        strcat(found, json_string_value(json_object_get(row, "code")));
        json_object_foreach(json_object_get(row, "cells"), column, value)
        {
            char cell[64];

            if (json_is_null(value) || json_number_value(value) == 0)
                continue;
            snprintf(cell, sizeof cell, " %s=%g", column, json_number_value(value));
            strcat(found, cell);
        }
    }
    cr_expect_str_eq(found, wanted, "%s: %s\ninstead of %s", arguments, found, wanted);
    json_decref(table);
    free(told.body);
}

Test(marks, have_rows_of_units_and_a_total_of_their_own)
{
    expect_table("unit=P format=json",
                 "A received=4 no_due=3 no_due_online=1 never_received=1 differ=1 pct_no_due=75; "
                 "B received=1 feedback=1; D never_received=1; "
                 "total received=5 no_due=3 no_due_online=1 never_received=2 differ=1 feedback=1 "
                 "pct_no_due=60");
    expect_table("unit=A format=json",
                 "C received=2 no_due=2 no_due_online=1 pct_no_due=100; A received=1 differ=1; "
                 "unmapped received=1 no_due=1 never_received=1 pct_no_due=100; "
                 "total received=4 no_due=3 no_due_online=1 never_received=1 differ=1 "
                 "pct_no_due=75");
    /* Nothing but what was never received, which no sum of measures knows of. */
    expect_table("unit=D format=json", "D never_received=1; total never_received=1");
}

/* Days, months and years: the stock is that of the last day, wherever the period begins. */
Test(marks, of_other_periods_come_from_other_steps)
{
    struct told told = ask("report", "unit=A format=text");

    cr_assert_eq(told.outcome, DONE, "%s", told.why.text);
    cr_expect_not_null(strstr(told.body, "Trước kỳ còn 1 hồ sơ."), "%s", told.body);
    free(told.body);
    cluster_run(&cluster, "UPDATE aggregator.sum_mark SET n = 0 WHERE step = 1");
    told = ask("report", "unit=A format=text");
    cr_expect_eq(told.outcome, DONE, "%s", told.why.text);
    cr_expect_not_null(strstr(told.body, "Trước kỳ còn 0 hồ sơ."), "%s", told.body);
    free(told.body);
}

Test(marks, are_not_known_by_field)
{
    struct told told = ask("report", "unit=P rows=fields");

    cr_expect_eq(told.outcome, REJECT);
    cr_expect_str_eq(told.why.field, "rows");
    cr_expect_not_null(strstr(told.why.text, "by unit only"), "%s", told.why.text);
    free(told.body);
}

/* ---- the dossiers behind a cell ---- */

static const struct {
    const char *unit, *cell;
    const char *dossiers;
    int n;
} cells[] = {
    {"P", "A:no_due",                "c1 n1 c2",       3},
    {"P", "A:no_due_online",         "c1",             1},
    {"P", "total:no_due",            "c1 n1 c2",       3},
    {"P", "D:never_received",        "d1",             1},
    {"P", "total:never_received",    "d1 none",        2},
    {"P", "total:differ",            "a1",             1},
    {"P", "total:pct_no_due",        "c1 a1 b1 n1 c2", 3},
    {"A", "unmapped:never_received", "none",           1},
    {"A", "unmapped:no_due",         "n1",             1},
    {"A", "A:differ",                "a1",             1},
    {"D", "D:never_received",        "d1",             1},
    {"P", "B:feedback",              "feedback",       1},
    {"P", "total:feedback",          "feedback",       1},
    {"A", "total:received",          "c1 a1 n1 c2",    4},
};

Test(marks, lead_to_the_dossiers_that_have_them)
{
    for (size_t row = 0; row < sizeof cells / sizeof cells[0]; row++) {
        char arguments[128], found[256] = "";
        struct told told;
        json_t *list, *one;
        size_t number;

        snprintf(arguments, sizeof arguments, "unit=%s cell=%s format=json", cells[row].unit,
                 cells[row].cell);
        told = ask("dossiers", arguments);
        cr_assert_eq(told.outcome, DONE, "%s: %s", arguments, told.why.text);
        list = json_loads(told.body, 0, NULL);
        cr_assert_not_null(list, "%s", told.body);
        cr_expect_eq(json_integer_value(json_object_get(list, "n")), cells[row].n);
        json_array_foreach(json_object_get(list, "dossiers"), number, one)
        {
            strcat(found, number ? " " : "");
            strcat(found, json_string_value(json_object_get(one, "code")));
        }
        cr_expect_str_eq(found, cells[row].dossiers, "%s: %s", arguments, found);
        json_decref(list);
        free(told.body);
    }
}

/* A cell that its dossiers do not come to has no list. */
Test(marks, that_no_dossier_has_are_no_answer)
{
    struct told told;

    cluster_run(&cluster, "UPDATE aggregator.sum_mark SET n = n + 1 WHERE unit = 'D'");
    told = ask("dossiers", "unit=P cell=D:never_received");
    cr_expect_eq(told.outcome, FATAL);
    free(told.body);
}

Test(marks, are_not_asked_for_by_a_form_without_any)
{
    struct told told;

    cluster_run(&cluster, "DROP VIEW report.internal_mark_key, report.internal_sum_mark");
    told = ask_of("payments", "report", "unit=P");
    cr_expect_eq(told.outcome, DONE, "%s", told.why.text);
    free(told.body);
    told = ask("report", "unit=P");
    cr_expect_eq(told.outcome, FATAL, "%s", told.body);
    free(told.body);
}
