#include "scorer/core/counts.h"

#include <string.h>

#include "proto/text.h"
#include "scorer/core/csv.h"

enum column { UNIT, INDICATOR, NUMERATOR, DENOMINATOR, COLUMN_COUNT };

static const char *const column_names[] = {"unit", "indicator", "numerator", "denominator"};

/* Rows, units and the places of units are never more than lines. */
struct reading {
    const struct rubric *rubric;
    struct arena *arena;
    struct counts *counts;
    size_t at[COLUMN_COUNT]; /* Where each column stands. */
    size_t *places;          /* Open addressing: number of a unit + 1, 0 for nobody. */
    size_t place_mask;
    struct failure *why;
};

#define COLUMN_FAIL(reading, column, ...) \
    fail_field((reading)->why, REJECT, column_names[column], __VA_ARGS__)

static size_t line_count(struct bytes text)
{
    size_t lines = 1;

    for (size_t at = 0; at < text.length; at++)
        lines += text.at[at] == '\n';
    return lines;
}

static size_t place_count(size_t lines)
{
    size_t places = 16;

    while (places < 2 * lines)
        places *= 2;
    return places;
}

size_t counts_arena(struct bytes text)
{
    const size_t padding = 64;
    const size_t lines = line_count(text);

    /* Bringing a name into normal form C takes four bytes for each code point on the way. */
    return 8 * text.length +
           lines * (sizeof(struct counted_row) + sizeof(struct counted_unit) + padding) +
           (place_count(lines) + 64) * sizeof(size_t);
}

static size_t hash(struct bytes name)
{
    uint64_t value = UINT64_C(14695981039346656037);

    for (size_t at = 0; at < name.length; at++)
        value = (value ^ name.at[at]) * UINT64_C(1099511628211);
    return (size_t)(value ^ value >> 32);
}

static struct counted_unit *unit_of(struct reading *reading, struct bytes name)
{
    struct counts *const counts = reading->counts;
    size_t place = hash(name) & reading->place_mask;

    for (; reading->places[place]; place = (place + 1) & reading->place_mask)
        if (bytes_equal(counts->units[reading->places[place] - 1].name, name))
            return &counts->units[reading->places[place] - 1];
    counts->units[counts->unit_count].name = name;
    reading->places[place] = counts->unit_count + 1;
    return &counts->units[counts->unit_count++];
}

static enum outcome read_header(struct reading *reading, const struct csv_record *record)
{
    bool seen[COLUMN_COUNT] = {false};

    for (size_t at = 0; at < record->count; at++) {
        int column = 0;

        while (column < COLUMN_COUNT &&
               !bytes_equal(record->fields[at], bytes_of_text(column_names[column])))
            column++;
        if (column == COLUMN_COUNT)
            return fail(reading->why, REJECT, "column %zu: '%.*s' is no column of counts", at + 1,
                        (int)(record->fields[at].length < 40 ? record->fields[at].length : 40),
                        (const char *)record->fields[at].at);
        if (seen[column])
            return COLUMN_FAIL(reading, column, "column %s is there twice", column_names[column]);
        seen[column] = true;
        reading->at[column] = at;
    }
    for (int column = 0; column < COLUMN_COUNT; column++)
        if (!seen[column])
            return COLUMN_FAIL(reading, column, "column %s is missing", column_names[column]);
    return DONE;
}

static enum outcome read_number(struct reading *reading, enum column column, struct bytes text,
                                int64_t *number)
{
    int64_t value = 0;

    if (!text.length)
        return COLUMN_FAIL(reading, column, "a number is missing");
    for (size_t at = 0; at < text.length; at++) {
        const int digit = text.at[at] - '0';

        if (digit < 0 || digit > 9)
            return COLUMN_FAIL(reading, column, "not a whole number of at least 0");
        if (value > (INT64_MAX - digit) / 10)
            return COLUMN_FAIL(reading, column, "the number is too large");
        value = value * 10 + digit;
    }
    *number = value;
    return DONE;
}

static enum outcome read_unit(struct reading *reading, struct bytes text,
                              struct counted_unit **unit)
{
    struct bytes name;

    if (!text.length)
        return COLUMN_FAIL(reading, UNIT, "the unit is missing");
    if (text_check(text, reading->why) != DONE ||
        text_normalise(text, reading->arena, &name, reading->why) != DONE)
        return COLUMN_FAIL(reading, UNIT, "%s", reading->why->text);
    *unit = unit_of(reading, name);
    return DONE;
}

static enum outcome read_indicator(struct reading *reading, struct bytes text,
                                   const struct counted_unit *unit, size_t *indicator)
{
    const int shown = (int)(text.length < RUBRIC_ID ? text.length : RUBRIC_ID);

    if (!rubric_find(reading->rubric, (const char *)text.at, text.length, indicator))
        return COLUMN_FAIL(reading, INDICATOR, "'%.*s' is no indicator of rubric %s", shown,
                           (const char *)text.at, reading->rubric->id);
    for (const struct counted_row *row = unit->rows; row; row = row->next)
        if (row->indicator == *indicator)
            return COLUMN_FAIL(reading, INDICATOR, "the unit has %.*s already", shown,
                               (const char *)text.at);
    return DONE;
}

static enum outcome read_fields(struct reading *reading, const struct csv_record *record)
{
    const struct bytes *const fields = record->fields;
    struct counted_unit *unit = NULL;
    struct counted_row *const row = arena_take(reading->arena, sizeof *row);

    if (!row)
        return fail(reading->why, REJECT, "the file is too large");
    TRY(read_unit(reading, fields[reading->at[UNIT]], &unit));
    TRY(read_indicator(reading, fields[reading->at[INDICATOR]], unit, &row->indicator));
    TRY(read_number(reading, NUMERATOR, fields[reading->at[NUMERATOR]], &row->count.numerator));
    TRY(read_number(reading, DENOMINATOR, fields[reading->at[DENOMINATOR]],
                    &row->count.denominator));
    row->count.known = true;
    row->next = unit->rows;
    unit->rows = row;
    return DONE;
}

static enum outcome read_row(struct reading *reading, const struct csv_record *record)
{
    if (record->count != COLUMN_COUNT)
        return fail(reading->why, REJECT, "line %zu: %zu columns instead of %d", record->line,
                    record->count, COLUMN_COUNT);
    if (read_fields(reading, record) != DONE) {
        if (reading->why->field[0])
            failure_prefix(reading->why, "line %zu, column %s", record->line, reading->why->field);
        return REJECT;
    }
    return DONE;
}

static enum outcome prepare(struct reading *reading, size_t lines)
{
    const size_t places = place_count(lines);

    reading->place_mask = places - 1;
    reading->places = arena_take(reading->arena, places * sizeof *reading->places);
    reading->counts->units = arena_take(reading->arena, lines * sizeof *reading->counts->units);
    reading->counts->unit_count = 0;
    if (!reading->places || !reading->counts->units)
        return fail(reading->why, REJECT, "the file is too large");
    return DONE;
}

enum outcome counts_read(struct bytes text, const struct rubric *rubric, struct arena *arena,
                         struct counts *counts, struct failure *why)
{
    struct reading reading = {.rubric = rubric, .arena = arena, .counts = counts, .why = why};
    struct csv csv = csv_over((const char *)text.at, text.length);
    struct csv_record record;

    TRY(prepare(&reading, line_count(text)));
    TRY(csv_next(&csv, arena, &record, why));
    if (read_header(&reading, &record) != DONE) {
        failure_prefix(why, "line %zu", record.line);
        return REJECT;
    }
    for (;;) {
        TRY(csv_next(&csv, arena, &record, why));
        if (!record.count)
            return DONE;
        TRY(read_row(&reading, &record));
    }
}

void counts_of_unit(const struct counted_unit *unit, struct count counts[RUBRIC_INDICATORS])
{
    memset(counts, 0, RUBRIC_INDICATORS * sizeof *counts);
    for (const struct counted_row *row = unit->rows; row; row = row->next)
        counts[row->indicator] = row->count;
}
