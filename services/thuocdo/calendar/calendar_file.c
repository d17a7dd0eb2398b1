#include "thuocdo/calendar/calendar_file.h"

#include <stdlib.h>

#include "proto/text.h"
#include "scorer/core/csv.h"

/* X(NAME, name): the columns of holidays.csv, in their order. */
#define COLUMNS(X)                \
    X(DATE, "date")               \
    X(WEEKDAY, "weekday")         \
    X(KIND, "kind")               \
    X(NAME_VI, "name_vi")         \
    X(NAME_EN, "name_en")         \
    X(IS_DAY_OFF, "is_day_off")   \
    X(ON_WEEKEND, "on_weekend")   \
    X(PAIRED_DATE, "paired_date") \
    X(SOURCE, "source")           \
    X(CONFIDENCE, "confidence")

enum column {
#define COLUMN_NAME(NAME, name) COLUMN_##NAME,
    COLUMNS(COLUMN_NAME)
#undef COLUMN_NAME
        COLUMN_COUNT
};

static const char *const column_names[] = {
#define COLUMN_TEXT(NAME, name) name,
    COLUMNS(COLUMN_TEXT)
#undef COLUMN_TEXT
};

const char *const special_kind_names[] = {
#define SPECIAL_KIND_TEXT(NAME, name, off, label) name,
    SPECIAL_KINDS(SPECIAL_KIND_TEXT)
#undef SPECIAL_KIND_TEXT
        NULL,
};

static const bool kind_is_off[] = {
#define SPECIAL_KIND_OFF(NAME, name, off, label) off,
    SPECIAL_KINDS(SPECIAL_KIND_OFF)
#undef SPECIAL_KIND_OFF
};

static const char *const weekday_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", NULL};
static const char *const confidence_names[] = {"high", "medium", "low", NULL};

struct reading {
    struct arena *arena;
    calendar_refused *refused;
    void *context;
    struct calendar_rows *rows;
    size_t wrong; /* What was refused so far. */
    size_t line;
};

static void refuse(struct reading *reading, enum column column, const char *rule)
{
    reading->wrong++;
    reading->refused(reading->context, reading->line, column_names[column], rule);
}

static void refuse_line(struct reading *reading, size_t line, const char *rule)
{
    reading->wrong++;
    reading->refused(reading->context, line, "", rule);
}

/* ---- one cell ---- */

static int choice_of(const char *const *names, struct bytes text)
{
    for (int row = 0; names[row]; row++)
        if (bytes_equal(text, bytes_of_text(names[row])))
            return row;
    return -1;
}

static void read_day(struct reading *reading, const struct csv_record *record, enum column column,
                     int32_t *day)
{
    const struct bytes text = record->fields[column];

    *day = DAY_NONE;
    if (!day_parse((const char *)text.at, text.length, day))
        refuse(reading, column, "not a date YYYY-MM-DD of the years 1900 to 2199");
}

static bool read_flag(struct reading *reading, const struct csv_record *record, enum column column)
{
    const struct bytes text = record->fields[column];

    if (text.length != 1 || (text.at[0] != '0' && text.at[0] != '1'))
        refuse(reading, column, "neither 0 nor 1");
    return text.length == 1 && text.at[0] == '1';
}

static struct bytes read_text(struct reading *reading, const struct csv_record *record,
                              enum column column, size_t least, size_t most)
{
    const struct bytes text = record->fields[column];
    struct failure why;

    if (text.length < least)
        refuse(reading, column, "missing");
    else if (text.length > most)
        refuse(reading, column, "too long");
    else if (text_check(text, &why) != DONE)
        refuse(reading, column, "not valid UTF-8");
    return text;
}

/* ---- one line ---- */

static void check_weekday(struct reading *reading, const struct csv_record *record, int32_t day)
{
    const int weekday = choice_of(weekday_names, record->fields[COLUMN_WEEKDAY]);
    const bool on_weekend = read_flag(reading, record, COLUMN_ON_WEEKEND);

    if (weekday < 0)
        refuse(reading, COLUMN_WEEKDAY, "none of Mon, Tue, Wed, Thu, Fri, Sat, Sun");
    if (day == DAY_NONE)
        return;
    if (weekday >= 0 && weekday != day_weekday(day))
        refuse(reading, COLUMN_WEEKDAY, "not the weekday of the date");
    if (on_weekend != (day_weekday(day) >= 5))
        refuse(reading, COLUMN_ON_WEEKEND, "does not fit the date");
}

static void read_kind(struct reading *reading, const struct csv_record *record,
                      struct calendar_row *row)
{
    const int kind = choice_of(special_kind_names, record->fields[COLUMN_KIND]);

    row->off = read_flag(reading, record, COLUMN_IS_DAY_OFF);
    if (kind < 0) {
        refuse(reading, COLUMN_KIND,
               "none of holiday, tet, observed, swap_off, makeup_working, ordinary");
        return;
    }
    row->kind = (enum special_kind)kind;
    if (row->off != kind_is_off[kind])
        refuse(reading, COLUMN_IS_DAY_OFF,
               kind_is_off[kind] ? "must be 1 for this kind" : "must be 0 for this kind");
}

static void read_pair(struct reading *reading, const struct csv_record *record,
                      struct calendar_row *row)
{
    row->paired_day = DAY_NONE;
    if (record->fields[COLUMN_PAIRED_DATE].length > 0)
        read_day(reading, record, COLUMN_PAIRED_DATE, &row->paired_day);
    else if (row->kind == SPECIAL_MAKEUP_WORKING)
        refuse(reading, COLUMN_PAIRED_DATE, "missing: whose hours a make-up day has");
    if (row->paired_day != DAY_NONE && row->paired_day == row->day)
        refuse(reading, COLUMN_PAIRED_DATE, "is the date itself");
}

static void read_row(struct reading *reading, const struct csv_record *record,
                     struct calendar_row *row)
{
    *row = (struct calendar_row){.line = record->line};
    read_day(reading, record, COLUMN_DATE, &row->day);
    check_weekday(reading, record, row->day);
    read_kind(reading, record, row);
    row->name_vi = read_text(reading, record, COLUMN_NAME_VI, 1, CALENDAR_NAME_LIMIT);
    row->name_en = read_text(reading, record, COLUMN_NAME_EN, 0, CALENDAR_NAME_LIMIT);
    read_pair(reading, record, row);
    row->source = read_text(reading, record, COLUMN_SOURCE, 1, CALENDAR_SOURCE_LIMIT);
    row->confidence = record->fields[COLUMN_CONFIDENCE];
    if (choice_of(confidence_names, row->confidence) < 0)
        refuse(reading, COLUMN_CONFIDENCE, "none of high, medium, low");
}

/* ---- the whole file ---- */

static bool is_header(const struct csv_record *record)
{
    for (size_t column = 0; column < COLUMN_COUNT; column++)
        if (column >= record->count ||
            !bytes_equal(record->fields[column], bytes_of_text(column_names[column])))
            return false;
    return record->count == COLUMN_COUNT;
}

/* Reads on until nothing follows; false when the text is no CSV from here on. */
static bool read_record(struct reading *reading, struct csv *csv, struct csv_record *record)
{
    struct failure why;

    if (csv_next(csv, reading->arena, record, &why) == DONE) {
        reading->line = record->line;
        return record->count > 0;
    }
    refuse_line(reading, csv->line, why.text);
    return false;
}

/* Every line is a row at most. */
static size_t line_count(struct bytes text)
{
    size_t lines = 1;

    for (size_t at = 0; at < text.length; at++)
        lines += text.at[at] == '\n';
    return lines;
}

static int order_of_days(const void *left, const void *right)
{
    const struct calendar_row *one = left, *other = right;
    const int order = (one->day > other->day) - (one->day < other->day);

    return order ? order : (one->line > other->line) - (one->line < other->line);
}

static const struct calendar_row *row_of(const struct calendar_rows *rows, int32_t day)
{
    const struct calendar_row key = {.day = day};
    size_t low = 0, high = rows->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (order_of_days(&rows->at[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->count && rows->at[low].day == day ? &rows->at[low] : NULL;
}

/* What lines say of each other: a day once, a swap from both its ends. */
static void check_rows(struct reading *reading)
{
    const struct calendar_rows *rows = reading->rows;

    for (size_t place = 0; place < rows->count; place++) {
        const struct calendar_row *row = &rows->at[place];
        const struct calendar_row *pair = NULL;

        reading->line = row->line;
        if (row->day == DAY_NONE)
            continue;
        if (place > 0 && row->day == rows->at[place - 1].day)
            refuse(reading, COLUMN_DATE, "stands in the file already");
        if (row->paired_day != DAY_NONE && row->paired_day != row->day &&
            (row->kind == SPECIAL_MAKEUP_WORKING || row->kind == SPECIAL_SWAP_OFF))
            pair = row_of(rows, row->paired_day);
        if (pair && pair->off == row->off)
            refuse(reading, COLUMN_PAIRED_DATE,
                   row->off ? "names a day that is no make-up day in this file"
                            : "names a day that is not off in this file");
        else if (pair && pair->paired_day != DAY_NONE && pair->paired_day != row->day)
            refuse(reading, COLUMN_PAIRED_DATE, "names a day that has another paired date");
    }
}

static void read_rows(struct reading *reading, struct csv *csv)
{
    struct csv_record record;

    while (read_record(reading, csv, &record)) {
        if (record.count == COLUMN_COUNT)
            read_row(reading, &record, &reading->rows->at[reading->rows->count++]);
        else
            refuse_line(reading, record.line, "does not have the ten columns of the header");
    }
}

enum outcome calendar_file_read(struct bytes text, struct arena *arena, calendar_refused *refused,
                                void *context, struct calendar_rows *rows, struct failure *why)
{
    struct reading reading = {.arena = arena, .refused = refused, .context = context, .rows = rows};
    struct csv csv = csv_over((const char *)text.at, text.length);
    struct csv_record header;

    *rows = (struct calendar_rows){.at = arena_take(arena, line_count(text) * sizeof *rows->at)};
    if (!rows->at)
        return fail(why, REJECT, "the file is too large");
    if (!read_record(&reading, &csv, &header) || !is_header(&header))
        refuse_line(&reading, 1,
                    "the header must be date,weekday,kind,name_vi,name_en,is_day_off,"
                    "on_weekend,paired_date,source,confidence");
    else
        read_rows(&reading, &csv);
    qsort(rows->at, rows->count, sizeof *rows->at, order_of_days);
    check_rows(&reading);
    if (reading.wrong == 0 && rows->count == 0)
        refuse_line(&reading, csv.line, "the file names no day");
    if (reading.wrong > 0)
        return fail(why, REJECT, "%zu thing%s wrong in the file", reading.wrong,
                    reading.wrong == 1 ? " is" : "s are");
    return DONE;
}
