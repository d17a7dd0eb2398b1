#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>

#include "book.h"
#include "reporter/core/table.h"
#include "runtime/day.h"

enum { ROOM = 1 << 18, FROM = 19358, TO = 19716 };

static _Alignas(16) unsigned char room[ROOM];

static const struct row_source units[] = {
    {ROW_MEMBER,   "H08.01", "Sở Nội vụ",        true,  true },
    {ROW_MEMBER,   "H08.02", "Sở Tư pháp",         true,  false},
    {ROW_MEMBER,   "H08.03", "Sở đã giải thể", false, true },
    {ROW_MEMBER,   "H08",    "UBND tỉnh",            false, true },
    {ROW_UNMAPPED, NULL,     NULL,                     true,  false},
    {ROW_TOTAL,    NULL,     NULL,                     true,  true },
};

enum { UNITS = sizeof units / sizeof units[0], TOTAL = UNITS - 1, NOWHERE = 99 };

static const struct posting sound[] = {
    {0, MEASURE_RECEIVED,           FORMULA_DIRECT, FROM - 20, 10},
    {0, MEASURE_FINISHED_LATE,      FORMULA_DIRECT, FROM - 10, 4 },
    {0, MEASURE_RECEIVED,           FORMULA_ONLINE, FROM,      7 },
    {0, MEASURE_RECEIVED,           FORMULA_POST,   TO,        2 },
    {0, MEASURE_RECEIVED,           FORMULA_ONLINE, TO + 1,    50},
    {0, MEASURE_FINISHED_EARLY,     FORMULA_ONLINE, FROM,      3 },
    {0, MEASURE_WITHDRAWN,          FORMULA_ONLINE, TO,        1 },
    {0, MEASURE_FINISHED_LATE,      FORMULA_DIRECT, TO,        2 },
    {0, MEASURE_OVERDUE_IN,         FORMULA_DIRECT, FROM - 12, 5 },
    {0, MEASURE_OVERDUE_OUT,        FORMULA_DIRECT, TO,        2 },
    {0, MEASURE_RECEIVED_DIGITISED, FORMULA_ONLINE, FROM,      6 },
    {4, MEASURE_RECEIVED,           FORMULA_DIRECT, FROM + 1,  1 },
};

struct trial {
    struct arena arena;
    struct table table;
    struct failure why;
    struct posting postings[32];
    struct book book;
    struct table_request request;
};

static void open_trial(struct trial *trial, const char *form)
{
    memset(trial, 0, sizeof *trial);
    trial->arena = arena_over(room, sizeof room);
    memcpy(trial->postings, sound, sizeof sound);
    trial->book = (struct book){trial->postings, sizeof sound / sizeof sound[0], TOTAL};
    trial->request = (struct table_request){
        .rows_by = TABLE_UNITS,
        .unit = "H08",
        .unit_label = "Tỉnh Bình Định",
        .from = FROM,
        .to = TO,
        .as_of = {.at_us = day_start(TO + 1)},
        .rows = units,
        .row_count = UNITS,
        .sum = book_sum,
        .context = &trial->book,
    };
    cr_assert_eq(form_shipped(form, &trial->arena, &trial->request.form, &trial->why), DONE);
}

static void post(struct trial *trial, struct posting posting)
{
    trial->postings[trial->book.count++] = posting;
}

static enum outcome evaluate(struct trial *trial)
{
    return table_evaluate(&trial->request, &trial->arena, &trial->table, &trial->why);
}

static const struct cell *cell_of(const struct table *table, const char *code, const char *id)
{
    size_t column;

    cr_assert(form_column_by_id(table->form, id, &column), "%s", id);
    for (size_t row = 0; row < table->row_count; row++)
        if (strcmp(table->rows[row].code, code) == 0)
            return &table->rows[row].cells[column];
    cr_assert(false, "no row %s", code);
    return NULL;
}

static const struct {
    const char *code;
    const char *column;
    int64_t value;
} expected[] = {
    {"H08.01",   "carried_in",                6  },
    {"H08.01",   "received_new",              9  },
    {"H08.01",   "received_online",           7  },
    {"H08.01",   "received_total",            15 },
    {"H08.01",   "resolved_total",            6  },
    {"H08.01",   "resolved_on_or_before_due", 4  },
    {"H08.01",   "resolved_late",             2  },
    {"H08.01",   "in_progress_total",         9  },
    {"H08.01",   "in_progress_overdue",       3  },
    {"H08.01",   "in_progress_not_due",       6  },
    {"H08.01",   "pct_received_online",       778},
    {"H08.01",   "pct_digitised",             667},
    {"unmapped", "received_total",            1  },
    {"total",    "received_total",            16 },
    {"total",    "pct_received_online",       700},
    {"total",    "pct_digitised",             600},
};

ParameterizedTestParameters(table, counts_as_the_domain_says)
{
    static size_t rows[sizeof expected / sizeof expected[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, table, counts_as_the_domain_says)
{
    struct trial trial;
    const struct cell *cell;

    open_trial(&trial, "agency-table");
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cell = cell_of(&trial.table, expected[*row].code, expected[*row].column);
    cr_expect(cell->has_value);
    cr_expect_eq(cell->value, expected[*row].value, "%s %s: %lld", expected[*row].code,
                 expected[*row].column, (long long)cell->value);
    cr_expect_eq(trial.table.footnotes[0], 1);
}

Test(table, shows_rows_that_have_something_to_say)
{
    static const struct {
        const char *code;
        const char *label;
        bool no_data;
    } shown[] = {
        {"H08.01",   "Sở Nội vụ",             false},
        {"H08.02",   "Sở Tư pháp",              true },
        {"unmapped", "Chưa xác định cơ quan", false},
        {"total",    "Tổng số",                 false},
    };
    struct trial trial;

    open_trial(&trial, "agency-table");
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cr_assert_eq(trial.table.row_count, 4);
    for (size_t row = 0; row < 4; row++) {
        cr_expect_str_eq(trial.table.rows[row].code, shown[row].code);
        cr_expect_str_eq(trial.table.rows[row].label, shown[row].label);
        cr_expect_eq(trial.table.rows[row].no_data, shown[row].no_data);
        cr_expect_eq(trial.table.rows[row].cells[0].has_value, !shown[row].no_data);
    }
}

Test(table, shows_a_closed_unit_and_the_unit_itself_while_a_cell_is_not_zero)
{
    struct trial trial;

    open_trial(&trial, "agency-table");
    post(&trial, (struct posting){2, MEASURE_RECEIVED, FORMULA_DIRECT, FROM - 1, 1});
    post(&trial, (struct posting){3, MEASURE_RECEIVED, FORMULA_DIRECT, TO, 1});
    trial.book.postings = trial.postings;
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cr_expect_eq(trial.table.row_count, 6);
    cr_expect_eq(cell_of(&trial.table, "H08.03", "carried_in")->value, 1);
    cr_expect_eq(cell_of(&trial.table, "H08", "received_new")->value, 1);
    cr_expect_eq(cell_of(&trial.table, "total", "received_total")->value, 18);
}

Test(table, distinguishes_zero_from_no_data)
{
    struct row_source rows[] = {units[0], units[1], units[TOTAL]};
    struct trial trial;

    open_trial(&trial, "payments");
    rows[0].has_facts = true;
    rows[2].has_facts = false;
    trial.request.rows = rows;
    trial.request.row_count = 3;
    trial.book.total_row = 2;
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cr_assert_eq(trial.table.row_count, 3);
    cr_expect_not(trial.table.rows[0].no_data);
    cr_expect(trial.table.rows[0].cells[0].has_value);
    cr_expect(trial.table.rows[1].no_data);
    cr_expect(trial.table.rows[2].no_data);
    cr_expect_not(trial.table.rows[2].cells[3].has_value);
}

Test(table, labels_the_unmapped_row_of_fields_in_their_words)
{
    const struct row_source rows[] = {
        {ROW_MEMBER,   "Hộ tịch", "Hộ tịch", false, true},
        {ROW_UNMAPPED, NULL,          NULL,          false, true},
        {ROW_TOTAL,    NULL,          NULL,          true,  true}
    };
    struct trial trial;

    open_trial(&trial, "II.06a");
    post(&trial, (struct posting){1, MEASURE_RECEIVED, FORMULA_POST, FROM, 1});
    trial.request.rows_by = TABLE_FIELDS;
    trial.request.rows = rows;
    trial.request.row_count = 3;
    trial.book = (struct book){trial.postings + trial.book.count - 1, 1, 2};
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cr_assert_eq(trial.table.row_count, 2);
    cr_expect_str_eq(trial.table.rows[0].label, "Chưa xác định lĩnh vực");
}

Test(table, marks_a_period_that_has_not_ended_as_a_projection)
{
    struct trial trial;

    open_trial(&trial, "payments");
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cr_expect_not(trial.table.is_projection);
    trial.request.as_of.at_us--;
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cr_expect(trial.table.is_projection);
}

/* What is wrong with a table, and the sentence that says so. */
static const struct {
    const char *form;
    struct posting posting;
    const char *field;
    const char *says;
} contradictions[] = {
    {"II.06a",
     {0, MEASURE_RECEIVED, FORMULA_ANY_CHANNEL, FROM, 3},
     "identity",             "form II.06a, row H08.01: total = online + direct_post + carried_over does not hold, "
     "the sides are 18 and 15"                                                  },
    {"agency-table",
     {4, MEASURE_FINISHED_LATE, FORMULA_DIRECT, TO, 2},
     "in_progress_total",    "form agency-table, row unmapped: in_progress_total is -1, below 0"},
    {"agency-table",
     {0, MEASURE_OVERDUE_IN, FORMULA_DIRECT, TO, 7},
     "in_progress_not_due",  "form agency-table, row H08.01: in_progress_not_due is -1, below 0"},
    {"agency-table",
     {NOWHERE, MEASURE_RECEIVED, FORMULA_ONLINE, TO, 1},
     "identity",             "form agency-table, row total: received_total = the sum of its rows does not hold, "
     "the sides are 17 and 16"                                                  },
    {"agency-table",
     {NOWHERE, MEASURE_RECEIVED_FEE_DUE, FORMULA_ONLINE, TO, 5},
     "identity",             "form agency-table, row total: denominator of pct_online_payment = the sum of its rows "
     "does not hold, the sides are 5 and 0"                                     },
    {"agency-table",
     {NOWHERE, MEASURE_CLOSED_E_RESULT, FORMULA_ONLINE, TO, 5},
     "identity",             "form agency-table, row total: numerator of pct_e_result = the sum of its rows does not "
     "hold, the sides are 5 and 0"                                              },
    {"agency-table",
     {0, MEASURE_RECEIVED_DIGITISED, FORMULA_ONLINE, TO, INT64_MAX - 6},
     "pct_digitised",        "form agency-table, row H08.01: pct_digitised is too large"        },
    {"payments",
     {0, MEASURE_AMOUNT_ONLINE, FORMULA_ONLINE, TO, INT64_MAX},
     "online_tx_amount_vnd", "form payments, row H08.01: online_tx_amount_vnd is too large"     },
};

ParameterizedTestParameters(table, is_refused_when_it_contradicts_itself)
{
    static size_t rows[sizeof contradictions / sizeof contradictions[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, table, is_refused_when_it_contradicts_itself)
{
    struct trial trial;

    open_trial(&trial, contradictions[*row].form);
    post(&trial, contradictions[*row].posting);
    cr_expect_eq(evaluate(&trial), REJECT, "row %zu", *row);
    cr_expect_str_eq(trial.why.text, contradictions[*row].says);
    cr_expect_str_eq(trial.why.field, contradictions[*row].field);
    cr_expect_null(trial.table.form, "nothing is given out");
}

Test(table, takes_a_rate_apart)
{
    struct cell cell = {0};
    struct trial trial;
    size_t column;

    open_trial(&trial, "agency-table");
    post(&trial, (struct posting){0, MEASURE_RECEIVED_FEE_DUE, FORMULA_ONLINE, TO, 5});
    post(&trial, (struct posting){0, MEASURE_RECEIVED_PAID_ONLINE, FORMULA_ONLINE, TO, 2});
    cr_assert(form_column_by_id(trial.request.form, "pct_online_payment", &column));
    table_parts(&trial.request, 0, &trial.request.form->columns[column], &cell);
    cr_expect_eq(cell.numerator, 2);
    cr_expect_eq(cell.denominator, 5);
}

Test(table, may_be_of_a_single_day)
{
    struct trial trial;

    open_trial(&trial, "agency-table");
    trial.request.from = trial.request.to = TO;
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cr_expect_eq(trial.table.from, trial.table.to);
}

Test(table, says_below_0_of_what_is_below_every_number)
{
    const int64_t huge = INT64_MAX - 100;
    struct trial trial;

    open_trial(&trial, "payments");
    post(&trial, (struct posting){0, MEASURE_AMOUNT_ONLINE, FORMULA_ONLINE, FROM - 1, huge});
    post(&trial, (struct posting){0, MEASURE_AMOUNT_ONLINE, FORMULA_ONLINE, TO, -huge});
    post(&trial, (struct posting){0, MEASURE_AMOUNT_ONLINE, FORMULA_ONLINE, TO, -huge});
    cr_expect_eq(evaluate(&trial), REJECT);
    cr_expect_str_eq(trial.why.text, "form payments, row H08.01: online_tx_amount_vnd is "
                                     "-9223372036854775808, below 0");
}

Test(table, refuses_a_request_that_makes_no_sense)
{
    const struct row_source mixed[] = {units[4], units[0], units[TOTAL]};
    struct trial trial;

    open_trial(&trial, "payments");
    trial.request.row_count = UNITS - 1;
    cr_expect_eq(evaluate(&trial), REJECT);
    cr_expect_str_eq(trial.why.text, "form payments: the last row is not the total");
    trial.request.rows = mixed;
    trial.request.row_count = 3;
    cr_expect_eq(evaluate(&trial), REJECT);
    cr_expect_str_eq(trial.why.field, "rows");
    trial.request.from = TO + 1;
    cr_expect_eq(evaluate(&trial), REJECT);
    cr_expect_str_eq(trial.why.field, "from");
}

Test(table, refuses_what_does_not_fit_into_the_arena)
{
    struct trial trial;

    open_trial(&trial, "payments");
    trial.arena.size = trial.arena.used + 512;
    cr_expect_eq(evaluate(&trial), REJECT);
    cr_expect_str_eq(trial.why.text, "form payments: 6 rows do not fit into memory");
}

/* The agency table with an obligation that begins on `from`. */
static void open_obligation_trial(struct trial *trial, const char *from)
{
    const struct embedded *shipped = embedded_find(reporter_forms, "agency-table.form");
    const char *const place = strstr(shipped->text, "    label_en = Looked up");
    char text[16384];
    const int length = snprintf(text, sizeof text, "%.*s    from = %s\n%s",
                                (int)(place - shipped->text), shipped->text, from, place);

    open_trial(trial, "agency-table");
    cr_assert_eq(form_parse("agency-table", text, (size_t)length, &trial->arena,
                            &trial->request.form, &trial->why),
                 DONE, "%s", trial->why.text);
}

static const struct {
    const char *from;
    bool has_value;
    int64_t denominator;
    size_t days;
} obligations[] = {
    {"2022-06-01", true,  10, 2},
    {"2023-01-01", true,  10, 2},
    {"2023-01-02", true,  3,  3},
    {"2023-01-03", true,  2,  3},
    {"2023-12-25", true,  2,  3},
    {"2023-12-26", false, 0,  2},
    {"2025-01-01", false, 0,  2},
};

ParameterizedTestParameters(table, counts_an_obligation_from_its_first_day)
{
    static size_t rows[sizeof obligations / sizeof obligations[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, table, counts_an_obligation_from_its_first_day)
{
    struct trial trial;
    const struct cell *cell;
    int32_t days[TABLE_DAYS];

    open_obligation_trial(&trial, obligations[*row].from);
    cr_assert_eq(evaluate(&trial), DONE, "%s", trial.why.text);
    cell = cell_of(&trial.table, "total", "pct_popdb_lookup");
    cr_expect_eq(cell->has_value, obligations[*row].has_value);
    cr_expect_eq(cell->denominator, obligations[*row].denominator, "%s: %lld",
                 obligations[*row].from, (long long)cell->denominator);
    cr_expect_eq(cell_of(&trial.table, "total", "received_new")->value, 10);
    cr_expect_eq(table_days(trial.request.form, FROM, TO, days), obligations[*row].days);
    cr_expect_eq(days[0], FROM - 1);
    cr_expect_eq(days[obligations[*row].days - 1], TO);
}
