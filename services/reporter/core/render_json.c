#include "reporter/core/render_json.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "reporter/core/number.h"
#include "reporter/core/writer.h"
#include "runtime/day.h"

static const struct {
    char byte;
    const char *escape;
} escapes[] = {
    {'"',  "\\\""},
    {'\\', "\\\\"},
    {'\b', "\\b" },
    {'\f', "\\f" },
    {'\n', "\\n" },
    {'\r', "\\r" },
    {'\t', "\\t" },
};

static const char *escape_of(char byte)
{
    for (size_t row = 0; row < sizeof escapes / sizeof escapes[0]; row++)
        if (escapes[row].byte == byte)
            return escapes[row].escape;
    return NULL;
}

static void put_string(struct writer *writer, const char *text)
{
    size_t left = strlen(text);

    writer_text(writer, "\"");
    while (left) {
        const char *const escape = escape_of(*text);
        utf8proc_int32_t code;
        const utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &code);
        const size_t taken = length > 0 ? (size_t)length : 1;
        char numbered[8];

        if (escape) {
            writer_text(writer, escape);
        } else if (length <= 0) {
            writer_text(writer, "\\ufffd");
        } else if (code < ' ') {
            snprintf(numbered, sizeof numbered, "\\u%04x", (unsigned)code);
            writer_text(writer, numbered);
        } else {
            writer_put(writer, text, taken);
        }
        text += taken;
        left -= taken;
    }
    writer_text(writer, "\"");
}

static void put_member(struct writer *writer, const char *key, const char *text)
{
    put_string(writer, key);
    writer_text(writer, ":");
    put_string(writer, text);
    writer_text(writer, ",");
}

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
    put_member(writer, "form", table->form->name);
    put_member(writer, "unit", table->unit);
    put_member(writer, "from", from);
    put_member(writer, "to", to);
    if (table->series != SERIES_REPORTED)
        put_member(writer, "series", table_series_names[table->series]);
    writer_text(writer, "\"as_of\":{");
    put_member(writer, "at", at);
    writer_text(writer, "\"log\":[");
    for (size_t partition = 0; partition < table->as_of.partitions; partition++) {
        writer_text(writer, partition ? "," : "");
        put_number(writer, table->as_of.log[partition], 0);
    }
    writer_text(writer, "]},\n\"columns\":[");
    for (size_t column = 0; column < table->form->column_count; column++) {
        writer_text(writer, column ? "," : "");
        put_string(writer, table->form->columns[column].id);
    }
    writer_text(writer, "],\n\"rows\":[");
}

static void put_row(const struct table *table, const struct table_row *row, struct writer *writer)
{
    writer_text(writer, "\n{");
    put_member(writer, "code", row->code);
    put_member(writer, "label", row->label);
    writer_text(writer, "\"cells\":{");
    for (size_t column = 0; column < table->form->column_count; column++) {
        const struct cell *cell = &row->cells[column];

        writer_text(writer, column ? "," : "");
        put_string(writer, table->form->columns[column].id);
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
