#include "reporter/core/render_csv.h"

#include "reporter/core/number.h"
#include "reporter/core/writer.h"

#define NEW_LINE "\r\n"

static void put_row(const struct table *table, const struct table_row *row, struct writer *writer)
{
    writer_csv_text(writer, row->code);
    writer_text(writer, ",");
    writer_csv_text(writer, row->label);
    for (size_t column = 0; column < table->form->column_count; column++) {
        char number[NUMBER_TEXT];

        writer_text(writer, ",");
        if (!row->cells[column].has_value)
            continue;
        number_print_plain(row->cells[column].value, table->form->columns[column].decimals, number);
        writer_text(writer, number);
    }
    writer_text(writer, NEW_LINE);
}

bool render_csv(const struct table *table, const struct sink *sink)
{
    struct writer writer = {sink, true};

    writer_text(&writer, "code,label");
    for (size_t column = 0; column < table->form->column_count; column++) {
        writer_text(&writer, ",");
        writer_text(&writer, table->form->columns[column].id);
    }
    writer_text(&writer, NEW_LINE);
    for (size_t row = 0; row < table->row_count; row++)
        put_row(table, &table->rows[row], &writer);
    return writer.ok;
}
