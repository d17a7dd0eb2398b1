#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reporter/answers.h"
#include "reporter/asks.h"
#include "reporter/filling.h"
#include "runtime/day.h"
#include "tests/reporter/series_trial.h"

enum { ARGUMENTS = 8 };

struct argument_text {
    const char *name;
    const char *value;
};

static void prepare(struct trial *trial, struct asking *asking,
                    const struct plain_question *question, const char *ask, int unit,
                    const char *rows, const char *cell)
{
    char from[DAY_TEXT], to[DAY_TEXT], code[CODE_TEXT];
    const struct argument_text texts[ARGUMENTS] = {
        {"form",   "agency-table"                      },
        {"from",   from                                },
        {"to",     to                                  },
        {"series", table_series_names[question->series]},
        {"rows",   rows                                },
        {"format", "text"                              },
        {"unit",   code                                },
        {"cell",   cell                                },
    };
    const uint32_t count = ARGUMENTS - !cell;
    struct argument arguments[ARGUMENTS];
    struct query query = {
        .ask = bytes_of_text(ask), .arguments = {arguments, count}
    };
    struct failure why;

    day_print(question->from, from);
    day_print(question->to, to);
    reorganised_code(unit, code);
    for (uint32_t row = 0; row < count; row++)
        arguments[row] =
            (struct argument){3, bytes_of_text(texts[row].name), bytes_of_text(texts[row].value)};
    arena_reset(&trial->arena);
    buffer_clear(&trial->body);
    *asking =
        (struct asking){.database = &trial->database, .arena = &trial->arena, .body = &trial->body};
    if (asks_read(&query, asking, &why) != DONE)
        trial_stop(trial, ask, &why);
}

static const struct plain_row *expected_row(const struct trial *trial,
                                            const struct plain_table *plain,
                                            const struct table_row *row)
{
    if (row->kind == ROW_TOTAL)
        return &plain->total;
    if (row->kind == ROW_UNMAPPED)
        return &plain->rows[PLAIN_UNMAPPED];
    for (int unit = 0; unit < trial->made.units; unit++) {
        char code[CODE_TEXT];

        reorganised_code(unit, code);
        if (strcmp(code, row->code) == 0)
            return &plain->rows[unit];
    }
    return NULL;
}

static void compare(struct trial *trial, const struct plain_question *question, int unit,
                    const struct table *table, const struct plain_table *plain)
{
    size_t wanted = 1;

    for (int row = 0; row <= UNITS; row++)
        wanted += plain->rows[row].shown;
    for (size_t row = 0; row < table->row_count; row++) {
        const struct table_row *found = &table->rows[row];
        const struct plain_row *expected = expected_row(trial, plain, found);

        if (!expected || !expected->shown)
            trial_differs(trial, question, unit, found->code, "shown", 1, 0);
        for (int column = 0; column < PLAIN_COLUMN_COUNT; column++) {
            const char *name = plain_column_names[column];
            size_t place;

            if (!form_column_by_id(table->form, name, &place))
                abort();
            if (found->cells[place].numerator != expected->cells[column])
                trial_differs(trial, question, unit, found->code, name,
                              found->cells[place].numerator, expected->cells[column]);
            trial->cells++;
        }
    }
    if (table->row_count != wanted)
        trial_differs(trial, question, unit, "*", "number of rows", (int64_t)table->row_count,
                      (int64_t)wanted);
    trial->tables++;
}

static void check_table(struct trial *trial, const struct plain_question *question, int unit)
{
    struct plain_table plain;
    struct filling filling;
    struct asking asking;
    struct failure why;

    plain_table_of(question, unit, &plain);
    prepare(trial, &asking, question, "report", unit, "units", NULL);
    if (filling_open(&filling, &asking, &why) != DONE)
        trial_stop(trial, table_series_names[question->series], &why);
    compare(trial, question, unit, &filling.table, &plain);
}

/* By field all dossiers are in one row, because nobody published the procedure. */
static void check_fields(struct trial *trial, const struct plain_question *question, int unit)
{
    struct plain_table plain;
    struct filling filling;
    struct asking asking;
    struct failure why;
    const struct table_row *last;

    plain_table_of(question, unit, &plain);
    prepare(trial, &asking, question, "report", unit, "fields", NULL);
    if (filling_open(&filling, &asking, &why) != DONE)
        trial_stop(trial, "by field", &why);
    last = &filling.table.rows[filling.table.row_count - 1];
    if (last->cells[0].numerator != plain.total.cells[PLAIN_received_total])
        trial_differs(trial, question, unit, "total by field", "received_total",
                      last->cells[0].numerator, plain.total.cells[PLAIN_received_total]);
    trial->tables++;
}

/* The answer is refused unless the dossiers come to the cell. */
static void check_dossiers(struct trial *trial, const struct plain_question *question, int unit)
{
    struct chance *chance = &trial->made.chance;
    struct plain_table plain;
    const char *rows[UNITS + 2];
    char codes[UNITS][CODE_TEXT], cell[64];
    struct asking asking;
    uint64_t count = 0;
    struct failure why;

    plain_table_of(question, unit, &plain);
    rows[count++] = "total";
    if (plain.rows[PLAIN_UNMAPPED].shown)
        rows[count++] = "unmapped";
    for (int row = 0; row < trial->made.units; row++)
        if (plain.rows[row].shown) {
            reorganised_code(row, codes[row]);
            rows[count++] = codes[row];
        }
    snprintf(cell, sizeof cell, "%s:%s", rows[chance_below(chance, count)],
             plain_column_names[chance_below(chance, PLAIN_COLUMN_COUNT)]);
    prepare(trial, &asking, question, "dossiers", unit, "units", cell);
    if (answer_dossiers(&asking, &why) != DONE)
        trial_stop(trial, cell, &why);
    trial->lists++;
}

void answers_check(struct trial *trial, struct plain_question *question)
{
    struct chance *chance = &trial->made.chance;
    const int some = (int)chance_below(chance, (uint64_t)trial->made.units);
    int roots[UNITS], count;

    for (int series = 0; series < SERIES; series++) {
        question->series = (enum table_series)series;
        count = plain_roots(question, roots);
        for (int root = 0; root < count; root++)
            check_table(trial, question, roots[root]);
        check_dossiers(trial, question, roots[chance_below(chance, (uint64_t)count)]);
    }
    for (int series = 0; series < SERIES; series++) {
        question->series = (enum table_series)series;
        check_table(trial, question, some);
        check_fields(trial, question, some);
    }
}
