#include "reporter/core/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/text.h"
#include "reporter/core/form_rules.h"
#include "runtime/day.h"

#define ID_LETTERS              "abcdefghijklmnopqrstuvwxyz0123456789_"
#define AT(struct_name, member) offsetof(struct struct_name, member)

enum record { RECORD_FORM, RECORD_COLUMN, RECORD_IDENTITY, RECORD_FOOTNOTE, RECORD_NONE };

enum { OPTIONAL = false, REQUIRED = true };

static const struct field {
    enum record record;
    bool required;
    const char *name;
    form_rule *read;
    size_t offset;
} fields[] = {
    {RECORD_FORM,   OPTIONAL,    "official_code",    form_read_text,    AT(form,        official_code)},
    {RECORD_FORM,   REQUIRED,    "title_vi",         form_read_text,    AT(form,        title_vi)     },
    {RECORD_FORM,   REQUIRED,    "title_en",         form_read_text,    AT(form,        title_en)     },
    {RECORD_FORM,   REQUIRED,    "counted_in_vi",    form_read_text,    AT(form,        counted_in_vi)},
    {RECORD_FORM,   REQUIRED,    "counted_in_en",    form_read_text,    AT(form,        counted_in_en)},
    {RECORD_FORM,   REQUIRED,    "units_vi",         form_read_text,    AT(form,        units_vi)     },
    {RECORD_FORM,   REQUIRED,    "units_en",         form_read_text,    AT(form,        units_en)     },
    {RECORD_FORM,   REQUIRED,    "fields_vi",        form_read_text,    AT(form,        fields_vi)    },
    {RECORD_FORM,   REQUIRED,    "fields_en",        form_read_text,    AT(form,        fields_en)    },
    {RECORD_COLUMN, REQUIRED,    "number",           form_read_number,  AT(form_column, number)       },
    {RECORD_COLUMN, REQUIRED,    "heading_vi",       form_read_heading, 0             },
    {RECORD_COLUMN,     REQUIRED,  "label_en",     form_read_text,    AT(form_column,      label_en)              },
    {RECORD_COLUMN,     REQUIRED,      "kind",     form_read_kind,    AT(form_column,          kind)},
    {RECORD_COLUMN,     OPTIONAL,     "total",    form_read_total,    AT(form_column,         total)              },
    {RECORD_COLUMN,     REQUIRED,     "value",     form_read_text,    AT(form_column,         value)},
    {RECORD_COLUMN,     OPTIONAL,  "decimals", form_read_decimals,    AT(form_column,      decimals)              },
    {RECORD_COLUMN,     OPTIONAL, "zero_text",     form_read_text,    AT(form_column,     zero_text)},
    {RECORD_COLUMN,     OPTIONAL,      "from",      form_read_day,    AT(form_column,          from)              },
    {RECORD_FOOTNOTE,     REQUIRED,   "text_vi",     form_read_text,  AT(form_footnote,       text_vi)},
    {RECORD_FOOTNOTE,     REQUIRED,   "text_en",     form_read_text,  AT(form_footnote,       text_en)              },
    {RECORD_FOOTNOTE,     REQUIRED,     "value",     form_read_text,  AT(form_footnote,         value)},
};

enum { FIELD_COUNT = sizeof fields / sizeof fields[0], LINE_TEXT = FORM_VALUE + 128 };

struct reader {
    const char *name; /* The form asked for. */
    struct form *form;
    struct arena *arena;
    struct failure *why;
    size_t line;
    enum record record;       /* The one that is open. */
    void *place;              /* Where its fields go. */
    size_t opened;            /* Its line. */
    size_t seen[FIELD_COUNT]; /* The line of each of its fields, 0 for none. */
};

/* Puts form, line and field before the rest of the sentence. */
static enum outcome at_fault(struct reader *reader, size_t line, const char *field,
                             enum outcome outcome)
{
    if (outcome == DONE)
        return DONE;
    failure_prefix(reader->why, "form %s, line %zu, %s", reader->name, line, field);
    snprintf(reader->why->field, sizeof reader->why->field, "%s", field);
    return outcome;
}

#define wrong(reader, line, field, ...) \
    at_fault((reader), (line), (field), fail((reader)->why, REJECT, __VA_ARGS__))

static const size_t no_field = FIELD_COUNT;

static size_t find_field(enum record record, const char *name)
{
    for (size_t row = 0; row < FIELD_COUNT; row++)
        if (fields[row].record == record && strcmp(fields[row].name, name) == 0)
            return row;
    return no_field;
}

static bool is_given(const struct reader *reader, const char *name)
{
    return reader->seen[find_field(reader->record, name)] > 0;
}

/* Where to look: the field's own line, without one that of its record. */
static size_t line_of(const struct reader *reader, const char *name)
{
    return is_given(reader, name) ? reader->seen[find_field(reader->record, name)] : reader->opened;
}

/* Fields that a column has only when it is a percentage. */
static const char *const percent_fields[] = {"decimals", "zero_text"};

static enum outcome close_percent(struct reader *reader, struct form_column *column)
{
    for (size_t field = 0; field < 2; field++)
        if (!is_given(reader, percent_fields[field]))
            return wrong(reader, reader->opened, percent_fields[field], "a percentage needs one");
    if (is_given(reader, "total") && column->total == COLUMN_SUM)
        return wrong(reader, line_of(reader, "total"), "total", "a percentage is never summed");
    column->total = COLUMN_RECOMPUTED;
    return DONE;
}

static enum outcome close_column(struct reader *reader)
{
    struct form_column *column = reader->place;
    const int expected = FORM_FIRST_NUMBER + (int)(column - reader->form->columns);

    if (atoi(column->number) != expected)
        return wrong(reader, line_of(reader, "number"), "number", "%s is not the next one, %d",
                     column->number, expected);
    if (column->kind == COLUMN_PERCENT)
        TRY(close_percent(reader, column));
    for (size_t field = 0; field < 2 && column->kind != COLUMN_PERCENT; field++)
        if (is_given(reader, percent_fields[field]))
            return wrong(reader, line_of(reader, percent_fields[field]), percent_fields[field],
                         "only a percentage has one");
    return at_fault(reader, line_of(reader, "value"), "value",
                    form_read_value(column, reader->why));
}

static enum outcome close_footnote(struct reader *reader)
{
    struct form_footnote *footnote = reader->place;
    const char *const texts[] = {footnote->text_vi, footnote->text_en};
    const char *const names[] = {"text_vi", "text_en"};

    for (size_t text = 0; text < 2; text++)
        if (!strstr(texts[text], "{}"))
            return wrong(reader, line_of(reader, names[text]), names[text],
                         "no {} for the value in it");
    return at_fault(reader, line_of(reader, "value"), "value",
                    formula_parse(footnote->value, &footnote->formula, reader->why));
}

static enum outcome close_plain(struct reader *reader)
{
    (void)reader;
    return DONE;
}

static enum outcome open_form(struct reader *reader, const char *name)
{
    if (reader->opened)
        return wrong(reader, reader->line, "form", "a second one");
    if (strcmp(name, reader->name) != 0)
        return wrong(reader, reader->line, "form", "it calls itself '%.80s'", name);
    reader->place = reader->form;
    return at_fault(reader, reader->line, "form",
                    form_read_text(name, reader->arena, &reader->form->name, reader->why));
}

static enum outcome open_column(struct reader *reader, const char *id)
{
    struct form *form = reader->form;
    struct form_column *column = &form->columns[form->column_count];
    size_t other;

    if (!*id || id[strspn(id, ID_LETTERS)])
        return wrong(reader, reader->line, "column", "'%.80s' is not of a-z, 0-9 and _", id);
    if (form_column_by_id(form, id, &other))
        return wrong(reader, reader->line, "column", "a second %.80s", id);
    if (form->column_count == FORM_COLUMNS)
        return wrong(reader, reader->line, "column", "more than %d", FORM_COLUMNS);
    column->from = DAY_NONE;
    reader->place = column;
    form->column_count++;
    return at_fault(reader, reader->line, "column",
                    form_read_text(id, reader->arena, &column->id, reader->why));
}

static enum outcome open_identity(struct reader *reader, const char *text)
{
    struct form *form = reader->form;
    struct form_identity *identity = &form->identities[form->identity_count];

    if (form->identity_count == FORM_IDENTITIES)
        return wrong(reader, reader->line, "identity", "more than %d", FORM_IDENTITIES);
    form->identity_count++;
    TRY(at_fault(reader, reader->line, "identity",
                 form_read_text(text, reader->arena, &identity->text, reader->why)));
    return at_fault(reader, reader->line, "identity",
                    form_read_identity(form, text, identity, reader->why));
}

static enum outcome open_footnote(struct reader *reader, const char *id)
{
    struct form *form = reader->form;
    struct form_footnote *footnote = &form->footnotes[form->footnote_count];

    if (form->footnote_count == FORM_FOOTNOTES)
        return wrong(reader, reader->line, "footnote", "more than %d", FORM_FOOTNOTES);
    if (!form_column_by_id(form, id, &footnote->column))
        return wrong(reader, reader->line, "footnote", "'%.80s' is no column above", id);
    reader->place = footnote;
    form->footnote_count++;
    return DONE;
}

static const struct {
    const char *name;
    enum outcome (*open)(struct reader *reader, const char *argument);
    enum outcome (*close)(struct reader *reader);
} records[] = {
    [RECORD_FORM] = {"form",     open_form,     close_plain   },
    [RECORD_COLUMN] = {"column",   open_column,   close_column  },
    [RECORD_IDENTITY] = {"identity", open_identity, close_plain   },
    [RECORD_FOOTNOTE] = {"footnote", open_footnote, close_footnote},
};

static enum outcome close_record(struct reader *reader)
{
    if (reader->record == RECORD_NONE)
        return DONE;
    for (size_t row = 0; row < FIELD_COUNT; row++)
        if (fields[row].record == reader->record && fields[row].required && !reader->seen[row])
            return wrong(reader, reader->opened, fields[row].name, "missing in this %s",
                         records[reader->record].name);
    return records[reader->record].close(reader);
}

static enum outcome open_record(struct reader *reader, const char *line)
{
    const size_t length = strcspn(line, " ");
    const char *const argument = line + length + strspn(line + length, " ");
    enum record record = RECORD_FORM;

    TRY(close_record(reader));
    while (record < RECORD_NONE && (strlen(records[record].name) != length ||
                                    memcmp(records[record].name, line, length) != 0))
        record++;
    if (record == RECORD_NONE)
        return wrong(reader, reader->line, "record", "'%.*s' is no record", (int)length, line);
    if (record != RECORD_FORM && !reader->opened)
        return wrong(reader, reader->line, "form", "it comes before every %s",
                     records[record].name);
    TRY(records[record].open(reader, argument));
    reader->record = record;
    reader->opened = reader->line;
    memset(reader->seen, 0, sizeof reader->seen);
    return DONE;
}

/* `line` is "name = value" without blanks around. */
static enum outcome read_field(struct reader *reader, char *line)
{
    char *const equals = strchr(line, '=');
    const char *value;
    size_t field;

    if (!equals)
        return wrong(reader, reader->line, "field", "'%.80s' is not name = value", line);
    value = equals + 1 + strspn(equals + 1, " ");
    *equals = '\0';
    line[strcspn(line, " ")] = '\0';
    field = find_field(reader->record, line);
    if (field == no_field)
        return wrong(reader, reader->line, line, "no such field here");
    if (reader->seen[field])
        return wrong(reader, reader->line, line, "already given on line %zu", reader->seen[field]);
    if (!*value)
        return wrong(reader, reader->line, line, "empty");
    reader->seen[field] = reader->line;
    return at_fault(reader, reader->line, line,
                    fields[field].read(value, reader->arena,
                                       (char *)reader->place + fields[field].offset, reader->why));
}

static enum outcome read_line(struct reader *reader, const char *text, size_t length)
{
    char line[LINE_TEXT];
    const char *start;

    while (length && (text[length - 1] == ' ' || text[length - 1] == '\r'))
        length--;
    for (size_t at = 0; at < length; at++)
        if ((unsigned char)text[at] < ' ')
            return wrong(reader, reader->line, "line", "a control character at byte %zu", at + 1);
    if (length >= FORM_VALUE)
        return wrong(reader, reader->line, "line", "longer than %d bytes", FORM_VALUE - 1);
    memcpy(line, text, length);
    line[length] = '\0';
    start = line + strspn(line, " ");
    if (!*start || *start == '#')
        return DONE;
    return start == line ? open_record(reader, line) : read_field(reader, line + (start - line));
}

enum outcome form_parse(const char *name, const char *text, size_t size, struct arena *arena,
                        const struct form **form, struct failure *why)
{
    struct reader reader = {.name = name, .arena = arena, .why = why, .record = RECORD_NONE};
    const struct bytes bytes = {(const uint8_t *)text, size};

    reader.form = arena_take(arena, sizeof *reader.form);
    if (!reader.form)
        return fail(why, REJECT, "form %s: does not fit into memory", name);
    TRY(at_fault(&reader, 1, "text", text_check(bytes, why)));
    for (size_t at = 0, length; at < size; at += length + 1) {
        const char *const end = memchr(text + at, '\n', size - at);

        length = (end ? (size_t)(end - text) : size) - at;
        reader.line++;
        TRY(read_line(&reader, text + at, length));
    }
    TRY(close_record(&reader));
    if (!reader.form->column_count)
        return wrong(&reader, reader.line, "column", "a form without one");
    *form = reader.form;
    return DONE;
}

enum outcome form_shipped(const char *name, struct arena *arena, const struct form **form,
                          struct failure *why)
{
    char file[FAILURE_FIELD];
    const struct embedded *shipped;

    snprintf(file, sizeof file, "%s.form", name);
    shipped = embedded_find(reporter_forms, file);
    if (!shipped)
        return fail_field(why, REJECT, "form", "form '%.80s': there is no such form", name);
    return form_parse(name, shipped->text, shipped->size, arena, form, why);
}

bool form_column_has_marks(const struct form_column *column)
{
    return formula_has_marks(&column->formula) || formula_has_marks(&column->divisor);
}

bool form_has_marks(const struct form *form)
{
    for (size_t row = 0; row < form->column_count; row++)
        if (form_column_has_marks(&form->columns[row]))
            return true;
    for (size_t row = 0; row < form->footnote_count; row++)
        if (formula_has_marks(&form->footnotes[row].formula))
            return true;
    return false;
}
