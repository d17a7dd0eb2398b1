#include "reporter/core/sheet.h"

#include <stdio.h>
#include <string.h>

#include "reporter/core/display.h"
#include "reporter/core/render_text.h"
#include "reporter/core/writer.h"
#include "runtime/day.h"

#define NEW_LINE "\r\n"

enum { NAME_WIDTH = 76, VALUE_WIDTH = 22, LINE_TEXT = 256 };

static void put_plain(struct writer *writer, number_millionths number, int decimals)
{
    char text[NUMBER_TEXT];

    number_print_decimal_plain(number, decimals, text);
    writer_text(writer, text);
}

/* ---- text ---- */

static const char *const kind_headings[] = {
    [INDICATOR_DOSSIERS] = "TỪ HỒ SƠ",
    [INDICATOR_CATALOGUE] = "TỪ DANH MỤC THỦ TỤC HÀNH CHÍNH",
    [INDICATOR_REPORTED] = "DO ĐƠN VỊ BÁO CÁO",
};

static void put_value(const struct sheet_row *row, struct writer *writer)
{
    const struct indicator_value *value = &row->value;
    char number[NUMBER_TEXT], numerator[NUMBER_TEXT], denominator[NUMBER_TEXT];
    char line[LINE_TEXT];

    number_print_decimal_vi(value->value, value->decimals, number);
    display_put(writer, slice_of(value->has_value ? number : "–"), VALUE_WIDTH, ALIGN_RIGHT);
    snprintf(line, sizeof line, " %s", row->indicator->unit_vi);
    writer_text(writer, line);
    if (!value->has_parts)
        return;
    number_print_decimal_vi(value->numerator, 0, numerator);
    number_print_decimal_vi(value->denominator, 0, denominator);
    snprintf(line, sizeof line, "  (%s / %s)", numerator, denominator);
    writer_text(writer, line);
}

static void put_row(const struct sheet_row *row, struct writer *writer)
{
    struct slice rest = slice_of(row->indicator->name_vi);

    display_put(writer, display_wrap(&rest, NAME_WIDTH), NAME_WIDTH, ALIGN_LEFT);
    put_value(row, writer);
    writer_text(writer, "\n");
    while (rest.length) {
        const struct slice line = display_wrap(&rest, NAME_WIDTH);

        display_put(writer, line, display_width(line), ALIGN_LEFT);
        writer_text(writer, "\n");
    }
}

static void put_head(const struct sheet *sheet, struct writer *writer)
{
    char from[DATE_TEXT], to[DATE_TEXT], line[LINE_TEXT];

    render_date(sheet->from, from);
    render_date(sheet->to, to);
    writer_text(writer, "CHỈ TIÊU THỐNG KÊ\n");
    writer_text(writer, sheet->unit_label);
    snprintf(line, sizeof line, "\n(từ ngày %s đến ngày %s)\n", from, to);
    writer_text(writer, line);
    for (const struct sheet_choice *choice = sheet->choices; choice->name; choice++) {
        snprintf(line, sizeof line, "%s: %.200s\n", choice->name, choice->value);
        writer_text(writer, line);
    }
}

bool sheet_text(const struct sheet *sheet, const struct sink *sink)
{
    struct writer writer = {sink, true};

    put_head(sheet, &writer);
    for (size_t row = 0; row < sheet->row_count; row++) {
        const enum indicator_kind kind = sheet->rows[row].indicator->kind;

        if (row == 0 || sheet->rows[row - 1].indicator->kind != kind) {
            writer_text(&writer, "\n");
            writer_text(&writer, kind_headings[kind]);
            writer_text(&writer, "\n");
        }
        put_row(&sheet->rows[row], &writer);
    }
    writer_text(&writer, "\n");
    render_as_of(sheet->as_of.at_us, sheet->to, &writer);
    return writer.ok;
}

/* ---- CSV ---- */

bool sheet_csv(const struct sheet *sheet, const struct sink *sink)
{
    struct writer writer = {sink, true};

    writer_text(&writer, "id,kind,name_vi,unit_vi,value,numerator,denominator" NEW_LINE);
    for (size_t row = 0; row < sheet->row_count; row++) {
        const struct indicator *indicator = sheet->rows[row].indicator;
        const struct indicator_value *value = &sheet->rows[row].value;

        writer_csv_text(&writer, indicator->id);
        writer_text(&writer, ",");
        writer_text(&writer, indicator_kind_names[indicator->kind]);
        writer_text(&writer, ",");
        writer_csv_text(&writer, indicator->name_vi);
        writer_text(&writer, ",");
        writer_csv_text(&writer, indicator->unit_vi);
        writer_text(&writer, ",");
        if (value->has_value)
            put_plain(&writer, value->value, value->decimals);
        writer_text(&writer, ",");
        if (value->has_parts)
            put_plain(&writer, value->numerator, 0);
        writer_text(&writer, ",");
        if (value->has_parts)
            put_plain(&writer, value->denominator, 0);
        writer_text(&writer, NEW_LINE);
    }
    return writer.ok;
}

/* ---- JSON ---- */

static void put_json_head(const struct sheet *sheet, struct writer *writer)
{
    char from[DAY_TEXT], to[DAY_TEXT], at[INSTANT_TEXT];

    day_print(sheet->from, from);
    day_print(sheet->to, to);
    instant_print(sheet->as_of.at_us, at);
    writer_text(writer, "{");
    writer_json_member(writer, "unit", sheet->unit);
    writer_json_member(writer, "from", from);
    writer_json_member(writer, "to", to);
    for (const struct sheet_choice *choice = sheet->choices; choice->name; choice++)
        writer_json_member(writer, choice->name, choice->value);
    writer_text(writer, "\"as_of\":{");
    writer_json_member(writer, "at", at);
    writer_text(writer, "\"log\":[");
    for (size_t partition = 0; partition < sheet->as_of.partitions; partition++) {
        writer_text(writer, partition ? "," : "");
        put_plain(writer, (number_millionths)sheet->as_of.log[partition] * MILLION, 0);
    }
    writer_text(writer, "]},\n\"indicators\":[");
}

static void put_number(struct writer *writer, const char *key, bool known, number_millionths number,
                       int decimals)
{
    writer_text(writer, ",");
    writer_json_text(writer, key);
    writer_text(writer, ":");
    if (known)
        put_plain(writer, number, decimals);
    else
        writer_text(writer, "null");
}

static void put_json_row(const struct sheet_row *row, struct writer *writer)
{
    const struct indicator *indicator = row->indicator;
    const struct indicator_value *value = &row->value;

    writer_text(writer, "\n{");
    writer_json_member(writer, "id", indicator->id);
    writer_json_member(writer, "kind", indicator_kind_names[indicator->kind]);
    writer_json_member(writer, "name_vi", indicator->name_vi);
    writer_json_member(writer, "name_en", indicator->name_en);
    writer_text(writer, "\"unit_vi\":");
    writer_json_text(writer, indicator->unit_vi);
    put_number(writer, "value", value->has_value, value->value, value->decimals);
    put_number(writer, "numerator", value->has_parts, value->numerator, 0);
    put_number(writer, "denominator", value->has_parts, value->denominator, 0);
    writer_text(writer, "}");
}

bool sheet_json(const struct sheet *sheet, const struct sink *sink)
{
    struct writer writer = {sink, true};

    put_json_head(sheet, &writer);
    for (size_t row = 0; row < sheet->row_count; row++) {
        writer_text(&writer, row ? "," : "");
        put_json_row(&sheet->rows[row], &writer);
    }
    writer_text(&writer, "]}\n");
    return writer.ok;
}
