#include "reporter/core/render_json.h"

#include "reporter/core/number.h"
#include "reporter/core/writer.h"
#include "runtime/day.h"

static void put_number(struct writer *writer, int64_t value, int decimals)
{
    char number[NUMBER_TEXT];

    number_print_plain(value, decimals, number);
    writer_text(writer, number);
}

static void put_head(const struct table *table, struct writer *writer)
{
    char from[DAY_TEXT];
    char to[DAY_TEXT];
    char at[INSTANT_TEXT];

    day_print(table->from, from);
    day_print(table->to, to);
    instant_print(table->as_of.at_us, at);
    writer_text(writer, "{");
    writer_json_member(writer, "form", table->form->name);
    writer_json_member(writer, "unit", table->unit);
    writer_json_member(writer, "from", from);
    writer_json_member(writer, "to", to);
    if (table->series != SERIES_REPORTED)
        writer_json_member(writer, "series", table_series_names[table->series]);
    writer_text(writer, "\"as_of\":{");
    writer_json_member(writer, "at", at);
    writer_text(writer, "\"log\":[");
    for (size_t partition = 0; partition < table->as_of.partitions; partition++) {
        writer_text(writer, partition ? "," : "");
        put_number(writer, table->as_of.log[partition], 0);
    }
    writer_text(writer, "]},\n\"columns\":[");
    for (size_t column = 0; column < table->form->column_count; column++) {
        writer_text(writer, column ? "," : "");
        writer_json_text(writer, table->form->columns[column].id);
    }
    writer_text(writer, "],\n\"rows\":[");
}

static void put_row(const struct table *table, const struct table_row *row, struct writer *writer)
{
    writer_text(writer, "\n{");
    writer_json_member(writer, "code", row->code);
    writer_json_member(writer, "label", row->label);
    writer_text(writer, "\"cells\":{");
    for (size_t column = 0; column < table->form->column_count; column++) {
        const struct cell *cell = &row->cells[column];

        writer_text(writer, column ? "," : "");
        writer_json_text(writer, table->form->columns[column].id);
        writer_text(writer, ":");
        if (cell->has_value)
            put_number(writer, cell->value, table->form->columns[column].decimals);
        else
            writer_text(writer, "null");
    }
    writer_text(writer, "}}");
}

bool render_json(const struct table *table, const struct sink *sink)
{
    struct writer writer = {sink, true};

    put_head(table, &writer);
    for (size_t row = 0; row < table->row_count; row++) {
        writer_text(&writer, row ? "," : "");
        put_row(table, &table->rows[row], &writer);
    }
    writer_text(&writer, "]}\n");
    return writer.ok;
}
