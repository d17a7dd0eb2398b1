/*
 * The dossiers behind a cell of a table.
 *
 * Each candidate is judged by the posting stored with it, with the formula of the column: what it
 * adds to the cell is n. Unless all n together are the cell, there is no answer but an error.
 */
#include <jansson.h>

#include "proto/message.h"
#include "reporter/answers.h"
#include "reporter/filling.h"
#include "reporter/json_body.h"
#include "reporter/store.h"
#include "runtime/day.h"
#include "tracker/core/history.h"
#include "tracker/core/posting.h"

enum { NUMBERS_AN_ENTRY = 3, FETCHED = 1000 };

/* Columns of the statements. */
enum { CODE, SOURCE, UNIT, PROCEDURE, RECEIVED, DUE, ENDED, VERDICT, POSTED };

struct looking {
    struct asking *asking;
    struct filling filling;
    const struct form_column *column;
    size_t row;              /* Of the filling. */
    const struct cell *cell; /* Of the table. */
    bool is_json;
    int64_t found;
    struct cell sum;
    struct posting posting; /* Of the dossier at hand. */
};

/* ---- which cell ---- */

static bool row_is(const struct looking *looking, size_t row, const char *code, size_t length)
{
    static const char *const names[] = {[SUMS_UNMAPPED] = "unmapped", [SUMS_ALL] = "total"};
    const struct sums_row *key = &looking->filling.keys[row];
    const char *name =
        key->kind == SUMS_MEMBER || key->kind == SUMS_OWN ? key->code : names[key->kind];

    return strlen(name) == length && memcmp(name, code, length) == 0;
}

static const struct table_row *shown_row(const struct looking *looking, size_t row)
{
    const struct filling *filling = &looking->filling;

    for (size_t place = 0; place < filling->table.row_count; place++) {
        const struct table_row *shown = &filling->table.rows[place];

        if (shown->kind == filling->rows[row].kind &&
            (shown->kind != ROW_MEMBER || strcmp(shown->code, filling->keys[row].code) == 0))
            return shown;
    }
    return NULL;
}

/* A row's code may hold colons, a column's id never does. */
static enum outcome find_cell(struct looking *looking, struct failure *why)
{
    const char *text = asking_text(looking->asking, "cell");
    const char *colon = strrchr(text, ':');
    const struct form *form = looking->filling.form;
    const struct table_row *shown = NULL;
    size_t column;

    if (!colon || !form_column_by_id(form, colon + 1, &column))
        return fail_field(why, REJECT, "cell", "cell: '%s' is not ROW:COLUMN of form %s", text,
                          form->name);
    for (looking->row = 0; looking->row < looking->filling.row_count && !shown; looking->row++)
        if (row_is(looking, looking->row, text, (size_t)(colon - text)))
            shown = shown_row(looking, looking->row);
    if (!shown)
        return fail_field(why, REJECT, "cell", "cell: the table has no row '%.*s'",
                          (int)(colon - text), text);
    looking->row--;
    looking->column = &form->columns[column];
    looking->cell = &shown->cells[column];
    return DONE;
}

/* ---- what a dossier adds ---- */

static int64_t sum_of_posting(void *context, size_t row, enum measure measure,
                              enum formula_channel channel, int32_t day)
{
    const struct posting *posting = context;
    const int64_t *entry = posting->entries.at;
    int64_t sum = 0;

    (void)row;
    if (channel != FORMULA_ANY_CHANNEL && (int64_t)channel != posting->channel)
        return 0;
    for (uint32_t place = 0; place < posting->entries.count; place += NUMBERS_AN_ENTRY)
        if (entry[place] <= day && entry[place + 1] == (int64_t)measure)
            sum += entry[place + 2];
    return sum;
}

static struct cell parts_of(struct looking *looking)
{
    const struct table_request request = {
        .from = looking->filling.from,
        .to = looking->filling.to,
        .sum = sum_of_posting,
        .context = &looking->posting,
    };
    struct cell cell = {0};

    table_parts(&request, 0, looking->column, &cell);
    return cell;
}

/* ---- how it is shown ---- */

static json_t *text_json(struct bytes text)
{
    return text.length ? json_stringn((const char *)text.at, text.length) : json_null();
}

static json_t *instant_json(const struct database *database, int row, int column)
{
    char text[INSTANT_TEXT];

    if (row_is_null(database, row, column))
        return json_null();
    instant_print(row_integer(database, row, column), text);
    return json_string(text);
}

static json_t *day_json(const struct database *database, int row, int column)
{
    char text[DAY_TEXT];

    if (row_is_null(database, row, column))
        return json_null();
    day_print((int32_t)row_integer(database, row, column), text);
    return json_string(text);
}

static json_t *dossier_json(const struct looking *looking, int row, const struct cell *parts)
{
    const struct database *database = looking->asking->database;
    const char *verdict = verdict_names[row_integer(database, row, VERDICT)];
    json_t *object =
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I}", "code",
                  text_json(row_bytes(database, row, CODE)), "source",
                  text_json(row_bytes(database, row, SOURCE)), "unit",
                  text_json(row_bytes(database, row, UNIT)), "procedure",
                  text_json(row_bytes(database, row, PROCEDURE)), "received",
                  instant_json(database, row, RECEIVED), "due", day_json(database, row, DUE),
                  "ended", instant_json(database, row, ENDED), "verdict",
                  *verdict ? json_string(verdict) : json_null(), "n", (json_int_t)parts->numerator);

    if (looking->column->kind == COLUMN_PERCENT)
        json_object_set_new(object, "of", json_integer(parts->denominator));
    return object;
}

static void put_text_value(struct buffer *body, const json_t *value)
{
    char number[24];
    const char *text = "–";

    if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        text = number;
    } else if (json_is_string(value)) {
        text = json_string_value(value);
    }
    buffer_add(body, text, strlen(text));
}

/* Text has the same values as JSON, with tabs between them. */
static void put_text_line(struct buffer *body, json_t *object, bool is_head)
{
    const char *key, *gap = "";
    json_t *value;

    json_object_foreach(object, key, value)
    {
        buffer_add(body, gap, strlen(gap));
        if (is_head)
            buffer_add(body, key, strlen(key));
        else
            put_text_value(body, value);
        gap = "\t";
    }
    buffer_add(body, "\n", 1);
}

static void put_dossier(struct looking *looking, int row, const struct cell *parts)
{
    struct buffer *body = looking->asking->body;
    json_t *object = dossier_json(looking, row, parts);

    if (looking->is_json) {
        buffer_add(body, looking->found ? ",\n" : "\n", looking->found ? 2 : 1);
        json_line_put(body, object);
    } else {
        if (!looking->found)
            put_text_line(body, object, true);
        put_text_line(body, object, false);
    }
    json_decref(object);
    looking->found++;
}

static void put_head(struct looking *looking)
{
    const struct filling *filling = &looking->filling;
    char from[DAY_TEXT], to[DAY_TEXT];
    json_t *head;

    if (!looking->is_json)
        return;
    day_print(filling->from, from);
    day_print(filling->to, to);
    head =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "form", filling->form->name, "unit", filling->unit,
                  "from", from, "to", to, "cell", asking_text(looking->asking, "cell"));
    if (filling->series.kind != SERIES_REPORTED)
        json_object_set_new(head, "series", json_string(table_series_names[filling->series.kind]));
    json_line_put(looking->asking->body, head);
    looking->asking->body->length--; /* The object goes on. */
    asking_print(looking->asking, ",\"n\":%lld,", (long long)looking->cell->numerator);
    if (looking->column->kind == COLUMN_PERCENT)
        asking_print(looking->asking, "\"of\":%lld,", (long long)looking->cell->denominator);
    asking_print(looking->asking, "\"dossiers\":[");
    json_decref(head);
}

/* ---- the question ---- */

static enum outcome open_cursor(struct looking *looking, struct failure *why)
{
    static const char *const statements[] = {
        [TABLE_UNITS] = "dossiers_of_units",
        [TABLE_FIELDS] = "dossiers_of_fields",
    };
    const struct filling *filling = &looking->filling;
    const struct sums_row *key = &filling->keys[looking->row];
    const char *name =
        form_column_has_marks(looking->column) ? "dossiers_of_marks" : statements[filling->rows_by];
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(filling->unit));
    parameter_integer(&parameters, filling->series.tree_day);
    parameter_integer(&parameters, key->kind);
    series_parameters(&filling->series, &parameters);
    if (filling->rows_by == TABLE_FIELDS)
        parameter_integer(&parameters, filling->to);
    parameter_text(&parameters, bytes_of_text(key->code ? key->code : ""));
    return database_query(looking->asking->database, statement(reporter_sql, name), &parameters,
                          why);
}

static enum outcome look_at(struct looking *looking, int row, struct failure *why)
{
    struct arena *arena = looking->asking->arena;
    const size_t used = arena->used;
    const struct database *database = looking->asking->database;
    struct cell parts;

    TRY(posting_decode(row_bytes(database, row, POSTED), arena, &looking->posting, why));
    parts = parts_of(looking);
    arena->used = used;
    looking->sum.numerator += parts.numerator;
    if (looking->column->kind == COLUMN_PERCENT)
        looking->sum.denominator += parts.denominator;
    else
        parts.denominator = 0;
    if (parts.numerator || parts.denominator)
        put_dossier(looking, row, &parts);
    return DONE;
}

static enum outcome look(struct looking *looking, struct failure *why)
{
    struct database *database = looking->asking->database;

    TRY(open_cursor(looking, why));
    do {
        TRY(database_query(database, statement(reporter_sql, "fetch_dossiers"), NULL, why));
        for (int row = 0; row < row_count(database); row++)
            TRY(look_at(looking, row, why));
    } while (row_count(database) == FETCHED);
    return database_execute(database, "CLOSE dossiers", why);
}

static enum outcome check_sum(const struct looking *looking, struct failure *why)
{
    const struct cell *cell = looking->cell, *sum = &looking->sum;
    const bool is_percent = looking->column->kind == COLUMN_PERCENT;

    if (cell->numerator == sum->numerator && (!is_percent || cell->denominator == sum->denominator))
        return DONE;
    return fail(
        why, FATAL, "cell %s: the dossiers come to %lld of %lld, the table says %lld of %lld",
        asking_text(looking->asking, "cell"), (long long)sum->numerator,
        (long long)sum->denominator, (long long)cell->numerator, (long long)cell->denominator);
}

enum outcome answer_dossiers(struct asking *asking, struct failure *why)
{
    struct looking looking = {.asking = asking, .is_json = asking_chose(asking, "format", "json")};

    TRY(filling_open(&looking.filling, asking, why));
    TRY(find_cell(&looking, why));
    put_head(&looking);
    TRY(look(&looking, why));
    TRY(check_sum(&looking, why));
    if (looking.is_json)
        asking_print(asking, "]}\n");
    return DONE;
}
