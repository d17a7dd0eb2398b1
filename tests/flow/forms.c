#include "tests/flow/forms.h"

#include <stdio.h>
#include <stdlib.h>

#include "reporter/core/table.h"
#include "runtime/day.h"

enum { ROWS = TALK_UNITS + 4, ARENA_BYTES = 4 << 20, PERIODS = 3, PARTS = 3 };

/* Rows of one table, and where their sums come from. */
struct filling {
    const struct stocks *stocks;
    struct stock_row of[ROWS];
    struct row_source rows[ROWS];
    size_t count;
};

static const char *const codes[] = {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9", "10",
                                    "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"};

static int64_t sum_of_row(void *context, size_t row, enum measure measure,
                          enum formula_channel channel, int32_t day)
{
    const struct filling *filling = context;

    return stocks_sum(filling->stocks, &filling->of[row], measure, channel, day);
}

static void add_row(struct filling *filling, enum row_kind kind, size_t code, struct stock_row of)
{
    filling->of[filling->count] = of;
    filling->rows[filling->count++] = (struct row_source){
        .kind = kind,
        .code = codes[code],
        .label = codes[code],
        .open = true,
        .has_facts = true,
    };
}

/* ---- the tree ---- */

/* The unit above on that day, itself where there is none; the first edge holds before it too. */
static size_t above(const struct cabinet *cabinet, size_t unit, int32_t day)
{
    const struct unit_facts *facts = &cabinet->shelf.facts;
    size_t found = TALK_UNITS;

    for (uint32_t row = 0; row < facts->standing_count; row++)
        if (bytes_equal(facts->standings[row].code, talk_unit(unit)) &&
            (found == TALK_UNITS || facts->standings[row].from_day <= day))
            found = talk_unit_of(facts->standings[row].parent);
    return found == TALK_UNITS ? unit : found;
}

/* Whether a walk up from the unit comes by. */
static bool is_below(const struct cabinet *cabinet, size_t unit, size_t top, int32_t day)
{
    while (unit != top) {
        const size_t next = above(cabinet, unit, day);

        if (next == unit)
            return false;
        unit = next;
    }
    return true;
}

/* The unit and all below it, from edge to edge downward. */
static uint32_t subtree(const struct cabinet *cabinet, size_t top, int32_t day)
{
    uint32_t units = UINT32_C(1) << top;

    for (size_t unit = top + 1; unit < TALK_UNITS; unit++) {
        const size_t parent = above(cabinet, unit, day);

        if (parent != unit && units >> parent & 1U)
            units |= UINT32_C(1) << unit;
    }
    return units;
}

static struct stock_row units_row(uint32_t units)
{
    return (struct stock_row){STOCKS_OF_UNITS, units, 0};
}

/* Children, itself; of the root what hangs nowhere as unmapped, and a total of everything. */
static void list_units(struct filling *filling, const struct cabinet *cabinet, size_t top,
                       int32_t day)
{
    uint32_t hangs = subtree(cabinet, top, day), total = 0;

    for (size_t unit = 0; unit < TALK_UNITS; unit++)
        if (unit != top && above(cabinet, unit, day) == top)
            add_row(filling, ROW_MEMBER, unit, units_row(subtree(cabinet, unit, day)));
    add_row(filling, ROW_MEMBER, top, units_row(UINT32_C(1) << top));
    if (top == 0) {
        add_row(filling, ROW_UNMAPPED, 0,
                units_row(~hangs & ((UINT32_C(1) << (TALK_UNITS + 1)) - 1)));
        add_row(filling, ROW_TOTAL, 0, (struct stock_row){STOCKS_OF_ALL, 0, 0});
        return;
    }
    for (size_t unit = 0; unit < TALK_UNITS; unit++)
        if (is_below(cabinet, unit, top, day))
            total |= UINT32_C(1) << unit;
    add_row(filling, ROW_TOTAL, top, units_row(total));
}

/* A field has one procedure here; the unknown ones are unmapped. */
static void list_procedures(struct filling *filling)
{
    for (size_t procedure = 0; procedure < TALK_PROCEDURES; procedure++)
        add_row(filling, ROW_MEMBER, procedure,
                (struct stock_row){STOCKS_OF_PROCEDURE, 0, procedure});
    add_row(filling, ROW_UNMAPPED, 0, (struct stock_row){STOCKS_OF_PROCEDURE, 0, TALK_PROCEDURES});
    add_row(filling, ROW_TOTAL, 0, (struct stock_row){STOCKS_OF_ALL, 0, 0});
}

/* ---- adjacent periods ---- */

static bool only_flows(const struct form_column *column)
{
    bool flows = column->kind != COLUMN_PERCENT && column->from == DAY_NONE;

    for (size_t term = 0; term < column->formula.count; term++)
        flows = flows && column->formula.terms[term].when == FORMULA_FLOW;
    return flows;
}

/* The row of that code and kind; what a table leaves out has nothing to show. */
static int64_t value_of(const struct table *table, const struct table_row *row, size_t column)
{
    for (size_t place = 0; place < table->row_count; place++) {
        const struct table_row *other = &table->rows[place];

        if (other->kind == row->kind && strcmp(other->code, row->code) == 0)
            return other->cells[column].value;
    }
    return 0;
}

static enum outcome expect_adjacent(const struct table tables[PARTS], struct failure *why)
{
    const struct form *form = tables[2].form;

    for (size_t place = 0; place < tables[2].row_count; place++)
        for (size_t column = 0; column < form->column_count; column++) {
            const struct table_row *row = &tables[2].rows[place];
            const int64_t whole = row->cells[column].value;
            const int64_t first = value_of(&tables[0], row, column);
            const int64_t second = value_of(&tables[1], row, column);

            if (only_flows(&form->columns[column]) && first + second != whole)
                return fail(why, REJECT, "form %s, row %s, %s: %lld and %lld do not give %lld",
                            form->name, row->code, form->columns[column].id, (long long)first,
                            (long long)second, (long long)whole);
        }
    return DONE;
}

/* Rows stay those of the last day: a unit may stand elsewhere at the end of the first part. */
static enum outcome fill_parts(struct table_request *request, const struct span *span,
                               struct arena *arena, struct failure *why)
{
    const int32_t froms[PARTS] = {span->from, span->middle + 1, span->from};
    const int32_t tos[PARTS] = {span->middle, span->to, span->to};
    struct table tables[PARTS];

    for (int part = 0; part < PARTS; part++) {
        request->from = froms[part];
        request->to = tos[part];
        TRY(table_evaluate(request, arena, &tables[part], why));
    }
    return expect_adjacent(tables, why);
}

/* ---- all forms ---- */

static enum outcome fill_form(const struct filling *filling, const char *name, enum table_rows by,
                              const struct span *span, struct arena *arena, struct failure *why)
{
    struct filling rows = *filling;
    struct table_request request = {
        .rows_by = by,
        .unit = "H08",
        .unit_label = "Tỉnh",
        .as_of = {.at_us = day_start(span->to + 1)},
        .rows = rows.rows,
        .row_count = rows.count,
        .sum = sum_of_row,
        .context = &rows,
    };

    TRY(form_shipped(name, arena, &request.form, why));
    if (by == TABLE_FIELDS && form_has_marks(request.form))
        return DONE;
    return fill_parts(&request, span, arena, why);
}

static enum outcome fill_all(const struct filling *filling, enum table_rows by,
                             const struct span *span, struct arena *arena, struct failure *why)
{
    for (const struct embedded *form = reporter_forms; form->name; form++) {
        char name[64];

        snprintf(name, sizeof name, "%.*s", (int)(strlen(form->name) - strlen(".form")),
                 form->name);
        arena_reset(arena);
        TRY(fill_form(filling, name, by, span, arena, why));
    }
    return DONE;
}

enum outcome forms_fill(const struct stocks *stocks, const struct cabinet *cabinet,
                        struct chance *chance, struct failure *why)
{
    void *memory = heap_take(ARENA_BYTES, 1);
    struct arena arena = arena_over(memory, ARENA_BYTES);
    enum outcome outcome = DONE;

    for (int period = 0; period < PERIODS && outcome == DONE; period++) {
        const struct span span = span_of(chance);
        const size_t tops[] = {0, chance_below(chance, TALK_UNKNOWN_UNIT)};
        struct filling filling = {.stocks = stocks};

        for (size_t top = 0; top < 2 && outcome == DONE; top++) {
            filling.count = 0;
            list_units(&filling, cabinet, tops[top], span.to);
            outcome = fill_all(&filling, TABLE_UNITS, &span, &arena, why);
        }
        filling.count = 0;
        list_procedures(&filling);
        if (outcome == DONE)
            outcome = fill_all(&filling, TABLE_FIELDS, &span, &arena, why);
    }
    free(memory);
    return outcome;
}
