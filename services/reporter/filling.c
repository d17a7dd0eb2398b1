#include "reporter/filling.h"

#include "reporter/hidden.h"
#include "reporter/store.h"

/* Printed by field unless the question says otherwise. */
static const char *const forms_by_field[] = {"II.06a"};

static const char *const sums_statements[] = {
    [TABLE_UNITS] = "sums_of_units",
    [TABLE_FIELDS] = "sums_of_fields",
};

static enum table_rows rows_asked(const struct asking *asking, const struct form *form)
{
    const char *rows = asking_text(asking, "rows");

    if (strcmp(rows, "units") == 0)
        return TABLE_UNITS;
    if (strcmp(rows, "fields") == 0)
        return TABLE_FIELDS;
    for (size_t row = 0; row < sizeof forms_by_field / sizeof forms_by_field[0]; row++)
        if (strcmp(forms_by_field[row], form->name) == 0)
            return TABLE_FIELDS;
    return TABLE_UNITS;
}

static enum outcome read_question(struct filling *filling, struct asking *asking,
                                  struct failure *why)
{
    TRY(form_shipped(asking_text(asking, "form"), asking->arena, &filling->form, why));
    filling->rows_by = rows_asked(asking, filling->form);
    if (filling->rows_by == TABLE_FIELDS && form_has_marks(filling->form))
        return fail_field(why, REJECT, "rows",
                          "rows: form %s has figures that are known by unit only, not by field",
                          filling->form->name);
    filling->from = asking_day(asking, "from");
    filling->to = asking_day(asking, "to");
    if (filling->from > filling->to)
        return fail_field(why, REJECT, "to", "to: the period ends before it begins");
    TRY(series_open(&filling->series, asking, filling->from, filling->to, why));
    filling->unit = asking_text(asking, "unit");
    return filling->unit ? DONE : store_only_root(asking, &filling->series, &filling->unit, why);
}

static enum outcome open_rows(struct filling *filling, struct asking *asking, size_t members,
                              struct failure *why)
{
    void *keys, *rows;

    TRY(asking_take(asking, (members + 2) * sizeof *filling->keys, &keys, why));
    TRY(asking_take(asking, (members + 2) * sizeof *filling->rows, &rows, why));
    filling->keys = keys;
    filling->rows = rows;
    return DONE;
}

static void add_row(struct filling *filling, enum sums_kind kind, const char *code,
                    const char *label, bool open)
{
    static const enum row_kind kinds[] = {
        [SUMS_MEMBER] = ROW_MEMBER,
        [SUMS_OWN] = ROW_MEMBER,
        [SUMS_UNMAPPED] = ROW_UNMAPPED,
        [SUMS_ALL] = ROW_TOTAL,
    };

    filling->keys[filling->row_count] = (struct sums_row){kind, code};
    filling->rows[filling->row_count++] =
        (struct row_source){.kind = kinds[kind], .code = code, .label = label, .open = open};
}

static enum outcome query_units(const struct filling *filling, struct asking *asking,
                                struct failure *why)
{
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(filling->unit));
    parameter_integer(&parameters, filling->series.tree_day);
    parameter_integer(&parameters, filling->series.open_from);
    parameter_integer(&parameters, filling->series.open_to);
    parameter_text(&parameters, bytes_of_text(filling->series.units));
    parameter_text(&parameters, bytes_of_text(filling->series.hung));
    parameter_text(&parameters, bytes_of_text(filling->series.parents));
    return database_query(asking->database, statement(reporter_sql, "rows_of_units"), &parameters,
                          why);
}

/* The units below, then the unit itself; by field only the unit is wanted. */
static enum outcome read_units(struct filling *filling, struct asking *asking, struct failure *why)
{
    struct database *database = asking->database;
    const char *code, *label = NULL;

    TRY(query_units(filling, asking, why));
    TRY(open_rows(filling, asking, (size_t)row_count(database), why));
    for (int row = 0; row < row_count(database); row++) {
        const enum sums_kind kind = (enum sums_kind)row_integer(database, row, 0);

        TRY(asking_copy(asking, row_bytes(database, row, 1), &code, why));
        TRY(asking_copy(asking, row_bytes(database, row, 2), &label, why));
        if (kind == SUMS_OWN)
            filling->unit_label = label;
        add_row(filling, kind, code, label, row_bool(database, row, 3));
    }
    if (!filling->unit_label)
        return fail_field(why, REJECT, "unit", "unit: %s has never been opened", filling->unit);
    return DONE;
}

static enum outcome read_fields(struct filling *filling, struct asking *asking, struct failure *why)
{
    struct database *database = asking->database;
    struct parameters parameters = {0};

    parameter_integer(&parameters, filling->to);
    TRY(database_query(database, statement(reporter_sql, "rows_of_fields"), &parameters, why));
    filling->row_count = 0;
    TRY(open_rows(filling, asking, (size_t)row_count(database), why));
    for (int row = 0; row < row_count(database); row++) {
        const char *field;

        TRY(asking_copy(asking, row_bytes(database, row, 0), &field, why));
        add_row(filling, SUMS_MEMBER, field, field, false);
    }
    return DONE;
}

static enum outcome read_rows(struct filling *filling, struct asking *asking, struct failure *why)
{
    TRY(read_units(filling, asking, why));
    if (filling->rows_by == TABLE_FIELDS)
        TRY(read_fields(filling, asking, why));
    add_row(filling, SUMS_UNMAPPED, NULL, NULL, false);
    /* The total is always there: without any fact it is no data rather than nothing done. */
    add_row(filling, SUMS_ALL, NULL, NULL, true);
    return DONE;
}

/* Only a row that would show nothing but noughts is worth a look beyond the sums. */
static enum outcome look_for_facts(struct filling *filling, struct asking *asking, size_t row,
                                   struct failure *why)
{
    const struct sums_row *key = &filling->keys[row];
    struct row_source *source = &filling->rows[row];

    source->has_facts = sums_any(&filling->sums, row);
    /* The unit itself is a row as far as it has dossiers of its own. */
    if (key->kind == SUMS_OWN)
        source->open &= source->has_facts;
    if (!source->open || source->has_facts)
        return DONE;
    return hidden_facts(asking, &filling->series, key->kind == SUMS_ALL ? filling->unit : key->code,
                        filling->to, &source->has_facts, why);
}

static enum outcome read_sums(struct filling *filling, struct asking *asking, struct failure *why)
{
    struct sums *sums = &filling->sums;
    struct sums_question question = {
        .unit = filling->unit,
        .series = &filling->series,
        .by_field = filling->rows_by == TABLE_FIELDS,
    };

    TRY(sums_open(sums, asking, filling->form, filling->from, filling->to, filling->row_count,
                  why));
    TRY(sums_read(sums, asking, sums_statements[filling->rows_by], &question, filling->keys, why));
    question.by_field = false;
    TRY(sums_read(sums, asking, "sums_of_all", &question, filling->keys, why));
    TRY(sums_read_marks(sums, asking, "marks_of_units", &question, filling->keys, why));
    TRY(sums_read_marks(sums, asking, "marks_of_all", &question, filling->keys, why));
    for (size_t row = 0; row < filling->row_count; row++)
        TRY(look_for_facts(filling, asking, row, why));
    return DONE;
}

static int64_t sum_of_row(void *context, size_t row, enum measure measure,
                          enum formula_channel channel, int32_t day)
{
    return sums_value(context, row, measure, channel, day);
}

enum outcome filling_open(struct filling *filling, struct asking *asking, struct failure *why)
{
    struct table_request request;

    *filling = (struct filling){0};
    TRY(read_question(filling, asking, why));
    TRY(read_rows(filling, asking, why));
    TRY(read_sums(filling, asking, why));
    request = (struct table_request){
        .form = filling->form,
        .rows_by = filling->rows_by,
        .series = filling->series.kind,
        .unit = filling->unit,
        .unit_label = filling->unit_label,
        .from = filling->from,
        .to = filling->to,
        .rows = filling->rows,
        .row_count = filling->row_count,
        .sum = sum_of_row,
        .context = &filling->sums,
    };
    TRY(store_as_of(asking, &request.as_of, why));
    return table_evaluate(&request, asking->arena, &filling->table, why);
}
