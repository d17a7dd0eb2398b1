#include "reporter/core/table.h"

#include <string.h>

#include "reporter/core/number.h"
#include "runtime/day.h"

__extension__ typedef __int128 wide;

static const char *const row_codes[] = {
    [ROW_UNMAPPED] = "unmapped",
    [ROW_TOTAL] = "total",
};

static const char *const row_labels[][2] = {
    [ROW_UNMAPPED] =
        {[TABLE_UNITS] = "Chưa xác định cơ quan", [TABLE_FIELDS] = "Chưa xác định lĩnh vực"},
    [ROW_TOTAL] = {[TABLE_UNITS] = "Tổng số",                 [TABLE_FIELDS] = "Tổng số"                   },
};

const char *const table_series_names[] = {
    [SERIES_REPORTED] = "reported",
    [SERIES_SUCCESSOR] = "successor",
    [SERIES_PREDECESSOR] = "predecessor",
};

/* One row being filled in. */
struct filling {
    const struct table_request *request;
    size_t row;
    const char *code;
    int32_t from; /* The first day of the column at hand. */
    struct cell *cells;
    struct failure *why;
};

int32_t table_from(int32_t own, int32_t from, int32_t to)
{
    if (own == DAY_NONE || own <= from)
        return from;
    return own <= to ? own : to + 1;
}

static int32_t column_from(const struct form_column *column, int32_t from, int32_t to)
{
    return table_from(column->from, from, to);
}

static size_t add_day(int32_t days[TABLE_DAYS], size_t count, int32_t day)
{
    size_t place = 0;

    while (place < count && days[place] < day)
        place++;
    if (place < count && days[place] == day)
        return count;
    memmove(days + place + 1, days + place, (count - place) * sizeof *days);
    days[place] = day;
    return count + 1;
}

size_t table_days(const struct form *form, int32_t from, int32_t to, int32_t days[TABLE_DAYS])
{
    size_t count = add_day(days, 0, to);

    count = add_day(days, count, from - 1);
    for (size_t column = 0; column < form->column_count; column++)
        count = add_day(days, count, column_from(&form->columns[column], from, to) - 1);
    return count;
}

static int64_t narrow(wide value)
{
    if (value > INT64_MAX)
        return INT64_MAX;
    return value < INT64_MIN ? INT64_MIN : (int64_t)value;
}

static int64_t term_sum(const struct formula_term *term, void *context)
{
    const struct filling *filling = context;
    const struct table_request *request = filling->request;
    int64_t before = 0;
    int64_t end = 0;

    if (term->when != FORMULA_STOCK_BEFORE)
        end =
            request->sum(request->context, filling->row, term->measure, term->channel, request->to);
    if (term->when != FORMULA_STOCK_END)
        before = request->sum(request->context, filling->row, term->measure, term->channel,
                              filling->from - 1);
    return term->when == FORMULA_STOCK_BEFORE ? before : narrow((wide)end - before);
}

void table_parts(const struct table_request *request, size_t row, const struct form_column *column,
                 struct cell *cell)
{
    struct filling filling = {.request = request, .row = row};

    filling.from = column_from(column, request->from, request->to);
    cell->numerator = formula_value(&column->formula, term_sum, &filling);
    cell->denominator = 1;
    if (column->kind == COLUMN_PERCENT)
        cell->denominator = formula_value(&column->divisor, term_sum, &filling);
}

static enum outcome value_of(struct filling *filling, const struct formula *formula,
                             const char *what, int64_t *value)
{
    *value = formula_value(formula, term_sum, filling);
    if (*value < 0)
        return fail_field(filling->why, REJECT, what, "form %s, row %s: %s is %lld, below 0",
                          filling->request->form->name, filling->code, what, (long long)*value);
    if (*value == INT64_MAX)
        return fail_field(filling->why, REJECT, what, "form %s, row %s: %s is too large",
                          filling->request->form->name, filling->code, what);
    return DONE;
}

static enum outcome fill_cell(struct filling *filling, const struct form_column *column,
                              struct cell *cell)
{
    const struct table_request *request = filling->request;

    filling->from = column_from(column, request->from, request->to);
    TRY(value_of(filling, &column->formula, column->id, &cell->numerator));
    if (column->kind != COLUMN_PERCENT) {
        cell->value = cell->numerator;
        cell->denominator = 1;
        cell->has_value = true;
        return DONE;
    }
    TRY(value_of(filling, &column->divisor, column->id, &cell->denominator));
    cell->has_value =
        number_percent(cell->numerator, cell->denominator, column->decimals, &cell->value);
    if (!cell->has_value && cell->denominator)
        return fail_field(filling->why, REJECT, column->id, "form %s, row %s: %s is too large",
                          request->form->name, filling->code, column->id);
    return DONE;
}

static wide side_sum(const struct form_side *side, const struct cell *cells)
{
    wide sum = 0;

    for (size_t term = 0; term < side->count; term++)
        sum += (wide)side->terms[term].sign * cells[side->terms[term].column].value;
    return sum;
}

static enum outcome check_identities(const struct filling *filling)
{
    const struct form *form = filling->request->form;

    for (size_t row = 0; row < form->identity_count; row++) {
        const struct form_identity *identity = &form->identities[row];
        const wide left = side_sum(&identity->left, filling->cells);
        const wide right = side_sum(&identity->right, filling->cells);

        if (identity->at_most ? left > right : left != right)
            return fail_field(filling->why, REJECT, "identity",
                              "form %s, row %s: %s does not hold, the sides are %lld and %lld",
                              form->name, filling->code, identity->text, (long long)narrow(left),
                              (long long)narrow(right));
    }
    return DONE;
}

static bool is_empty(const struct form *form, const struct cell *cells)
{
    for (size_t column = 0; column < form->column_count; column++)
        if (cells[column].numerator ||
            (form->columns[column].kind == COLUMN_PERCENT && cells[column].denominator))
            return false;
    return true;
}

static bool is_open(const struct row_source *source)
{
    return source->open && source->kind != ROW_UNMAPPED;
}

static enum outcome fill_row(const struct table_request *request, size_t row, struct arena *arena,
                             struct table_row *filled, struct failure *why)
{
    const struct row_source *source = &request->rows[row];
    const struct form *form = request->form;
    struct cell *cells = arena_take(arena, form->column_count * sizeof *cells);
    struct filling filling = {request, row, filled->code, request->from, cells, why};

    if (!cells)
        return fail(why, REJECT, "form %s: %zu rows do not fit into memory", form->name,
                    request->row_count);
    for (size_t column = 0; column < form->column_count; column++)
        TRY(fill_cell(&filling, &form->columns[column], &cells[column]));
    TRY(check_identities(&filling));
    filled->cells = cells;
    filled->no_data = is_open(source) && !source->has_facts && is_empty(form, cells);
    for (size_t column = 0; filled->no_data && column < form->column_count; column++)
        cells[column].has_value = false;
    return DONE;
}

static int64_t value_part(const struct cell *cell)
{
    return cell->value;
}

static int64_t numerator_part(const struct cell *cell)
{
    return cell->numerator;
}

static int64_t denominator_part(const struct cell *cell)
{
    return cell->denominator;
}

/* What of a cell adds up over the rows. */
static const struct part {
    bool of_percent;
    const char *name;
    int64_t (*take)(const struct cell *cell);
} parts[] = {
    {false, "",                value_part      },
    {true,  "numerator of ",   numerator_part  },
    {true,  "denominator of ", denominator_part},
};

/* The total is known from sums of its own, so a row that was forgotten or taken twice shows. */
static enum outcome check_part(const struct table *table, size_t column, const struct part *part,
                               struct failure *why)
{
    const size_t total_row = table->row_count - 1;
    const int64_t total = part->take(&table->rows[total_row].cells[column]);
    wide sum = 0;

    for (size_t row = 0; row < total_row; row++)
        sum += part->take(&table->rows[row].cells[column]);
    if (sum == total)
        return DONE;
    return fail_field(why, REJECT, "identity",
                      "form %s, row total: %s%s = the sum of its rows does not hold, "
                      "the sides are %lld and %lld",
                      table->form->name, part->name, table->form->columns[column].id,
                      (long long)total, (long long)narrow(sum));
}

static enum outcome check_totals(const struct table *table, struct failure *why)
{
    for (size_t column = 0; column < table->form->column_count; column++) {
        const struct form_column *own = &table->form->columns[column];
        const bool is_percent = own->kind == COLUMN_PERCENT;

        if (!is_percent && own->total != COLUMN_SUM)
            continue;
        for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++)
            if (parts[part].of_percent == is_percent)
                TRY(check_part(table, column, &parts[part], why));
    }
    return DONE;
}

static enum outcome check_request(const struct table_request *request, struct failure *why)
{
    const char *const name = request->form->name;

    if (request->from > request->to)
        return fail_field(why, REJECT, "from", "form %s: the period ends before it begins", name);
    if (!request->row_count || request->rows[request->row_count - 1].kind != ROW_TOTAL)
        return fail_field(why, REJECT, "rows", "form %s: the last row is not the total", name);
    for (size_t row = 1; row < request->row_count; row++)
        if (request->rows[row - 1].kind >= request->rows[row].kind &&
            request->rows[row - 1].kind != ROW_MEMBER)
            return fail_field(why, REJECT, "rows",
                              "form %s: row %zu is out of order: members, unmapped, total", name,
                              row);
    return DONE;
}

static enum outcome fill_footnotes(const struct table_request *request, struct table *table,
                                   struct failure *why)
{
    struct filling filling = {
        request, request->row_count - 1, row_codes[ROW_TOTAL], request->from, NULL, why};
    const struct form *form = request->form;

    for (size_t place = 0; place < form->footnote_count; place++) {
        const struct form_footnote *footnote = &form->footnotes[place];
        const struct form_column *column = &form->columns[footnote->column];

        filling.from = column_from(column, request->from, request->to);
        TRY(value_of(&filling, &footnote->formula, column->id, &table->footnotes[place]));
    }
    return DONE;
}

static bool is_shown(const struct form *form, const struct row_source *source,
                     const struct table_row *row)
{
    return source->kind == ROW_TOTAL || is_open(source) || !is_empty(form, row->cells);
}

static void drop_hidden(const struct table_request *request, struct table_row *rows,
                        struct table *table)
{
    size_t shown = 0;

    for (size_t row = 0; row < request->row_count; row++)
        if (is_shown(request->form, &request->rows[row], &rows[row]))
            rows[shown++] = rows[row];
    table->row_count = shown;
}

static enum outcome fill_rows(const struct table_request *request, struct arena *arena,
                              struct table_row *rows, struct failure *why)
{
    if (!rows)
        return fail(why, REJECT, "form %s: %zu rows do not fit into memory", request->form->name,
                    request->row_count);
    for (size_t row = 0; row < request->row_count; row++) {
        const enum row_kind kind = request->rows[row].kind;
        const bool is_member = kind == ROW_MEMBER;

        rows[row].kind = kind;
        rows[row].code = is_member ? request->rows[row].code : row_codes[kind];
        rows[row].label = is_member ? request->rows[row].label : row_labels[kind][request->rows_by];
        TRY(fill_row(request, row, arena, &rows[row], why));
    }
    return DONE;
}

enum outcome table_evaluate(const struct table_request *request, struct arena *arena,
                            struct table *table, struct failure *why)
{
    struct table_row *rows;
    struct table filled;

    TRY(check_request(request, why));
    rows = arena_take(arena, request->row_count * sizeof *rows);
    TRY(fill_rows(request, arena, rows, why));
    filled = (struct table){
        .form = request->form,
        .rows_by = request->rows_by,
        .series = request->series,
        .unit = request->unit,
        .unit_label = request->unit_label,
        .from = request->from,
        .to = request->to,
        .as_of = request->as_of,
        .is_projection = request->as_of.at_us < day_start(request->to + 1),
        .rows = rows,
        .row_count = request->row_count,
    };
    TRY(check_totals(&filled, why));
    TRY(fill_footnotes(request, &filled, why));
    drop_hidden(request, rows, &filled);
    *table = filled;
    return DONE;
}
