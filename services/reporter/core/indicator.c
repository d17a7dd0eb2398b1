#include "reporter/core/indicator.h"

#include <stdio.h>
#include <string.h>

#include "reporter/core/table.h"
#include "runtime/day.h"
#include "scorer/core/csv.h"

enum { KINDS = 3, VALUE_TEXT = 512 };

const char *const indicator_kind_names[] = {
    [INDICATOR_DOSSIERS] = "E",
    [INDICATOR_CATALOGUE] = "C",
    [INDICATOR_REPORTED] = "M",
};

static const char duty_word[] = "duty";

enum column { ID, KIND, UNIT, DECIMALS, FROM, NAME_VI, NAME_EN, FORMULA, NOTE, COLUMNS };

static const char *const column_names[] = {
    [ID] = "id",     [KIND] = "kind",       [UNIT] = "unit_vi",    [DECIMALS] = "decimals",
    [FROM] = "from", [NAME_VI] = "name_vi", [NAME_EN] = "name_en", [FORMULA] = "formula",
    [NOTE] = "note",
};

struct reader {
    const char *file;
    struct arena *arena;
    struct failure *why;
    size_t line;
};

static enum outcome at_fault(struct reader *reader, enum column column, enum outcome outcome)
{
    if (outcome == DONE)
        return DONE;
    failure_prefix(reader->why, "%s, line %zu, %s", reader->file, reader->line,
                   column_names[column]);
    snprintf(reader->why->field, sizeof reader->why->field, "%s", column_names[column]);
    return outcome;
}

#define wrong(reader, column, ...) \
    at_fault((reader), (column), fail((reader)->why, REJECT, __VA_ARGS__))

static enum outcome read_text(struct reader *reader, const struct csv_record *record,
                              enum column column, const char **text)
{
    const struct bytes field = record->fields[column];

    if (!field.length && column != NOTE && column != FROM)
        return wrong(reader, column, "empty");
    *text = arena_text(reader->arena, (const char *)field.at, field.length);
    return *text ? DONE : wrong(reader, column, "does not fit into memory");
}

static enum outcome read_kind(struct reader *reader, const char *text, enum indicator_kind *kind)
{
    for (int row = 0; row < KINDS; row++)
        if (strcmp(indicator_kind_names[row], text) == 0) {
            *kind = (enum indicator_kind)row;
            return DONE;
        }
    return wrong(reader, KIND, "'%.20s' is none of E, C, M", text);
}

static enum outcome read_decimals(struct reader *reader, const char *text, int *decimals)
{
    if (text[0] < '0' || text[0] > '0' + NUMBER_DECIMALS || text[1])
        return wrong(reader, DECIMALS, "'%.20s' is not a number from 0 to %d", text,
                     NUMBER_DECIMALS);
    *decimals = text[0] - '0';
    return DONE;
}

static enum outcome read_formula(struct reader *reader, struct indicator *indicator)
{
    const char *const slash = strchr(indicator->formula, '/');
    const size_t length = slash ? (size_t)(slash - indicator->formula) : 0;
    char numerator[VALUE_TEXT];

    if ((slash != NULL) != (strcmp(indicator->unit_vi, "%") == 0) &&
        (slash || indicator->kind != INDICATOR_REPORTED))
        return wrong(reader, FORMULA, "a percentage is a / b, and nothing else is");
    if (!slash)
        return at_fault(reader, FORMULA,
                        expression_parse(indicator->formula, &indicator->value, reader->why));
    if (length >= sizeof numerator)
        return wrong(reader, FORMULA, "longer than %d bytes", VALUE_TEXT - 1);
    memcpy(numerator, indicator->formula, length);
    numerator[length] = '\0';
    TRY(at_fault(reader, FORMULA, expression_parse(numerator, &indicator->value, reader->why)));
    return at_fault(reader, FORMULA, expression_parse(slash + 1, &indicator->divisor, reader->why));
}

/* What may stand in the formulas of a kind. */
static enum outcome check_kind(struct reader *reader, const struct indicator *indicator)
{
    const bool dossiers = expression_has(&indicator->value, ITEM_SUM) ||
                          expression_has(&indicator->value, ITEM_DISTINCT);
    const bool catalogue = expression_has(&indicator->value, ITEM_PROCEDURES) ||
                           expression_has(&indicator->value, ITEM_DECISIONS);
    const bool reported = expression_has(&indicator->value, ITEM_REPORTED) ||
                          expression_has(&indicator->divisor, ITEM_REPORTED);

    if (indicator->kind == INDICATOR_DOSSIERS && (!dossiers || reported))
        return wrong(reader, FORMULA, "of kind E are sums and distinct procedures");
    if (indicator->kind == INDICATOR_CATALOGUE && (!catalogue || dossiers || reported))
        return wrong(reader, FORMULA, "of kind C are procedures and decisions");
    if (indicator->kind == INDICATOR_REPORTED && (!reported || dossiers || catalogue))
        return wrong(reader, FORMULA, "of kind M are reported figures");
    return DONE;
}

static enum outcome read_from(struct reader *reader, const char *text, struct indicator *indicator)
{
    indicator->from_duty = strcmp(text, duty_word) == 0;
    if (*text && !indicator->from_duty)
        return wrong(reader, FROM, "'%.20s' is not the word %s", text, duty_word);
    if (indicator->from_duty && indicator->kind != INDICATOR_DOSSIERS)
        return wrong(reader, FROM, "only what follows from dossiers has a duty");
    return DONE;
}

static enum outcome read_indicator(struct reader *reader, const struct csv_record *record,
                                   struct indicator *indicator)
{
    const char *kind, *decimals, *from;

    TRY(read_text(reader, record, ID, &indicator->id));
    TRY(read_text(reader, record, KIND, &kind));
    TRY(read_text(reader, record, UNIT, &indicator->unit_vi));
    TRY(read_text(reader, record, DECIMALS, &decimals));
    TRY(read_text(reader, record, FROM, &from));
    TRY(read_text(reader, record, NAME_VI, &indicator->name_vi));
    TRY(read_text(reader, record, NAME_EN, &indicator->name_en));
    TRY(read_text(reader, record, FORMULA, &indicator->formula));
    TRY(read_text(reader, record, NOTE, &indicator->note));
    TRY(read_kind(reader, kind, &indicator->kind));
    TRY(read_decimals(reader, decimals, &indicator->decimals));
    TRY(read_from(reader, from, indicator));
    TRY(read_formula(reader, indicator));
    return check_kind(reader, indicator);
}

static enum outcome next_record(struct reader *reader, struct csv *csv, struct csv_record *record)
{
    if (csv_next(csv, reader->arena, record, reader->why) != DONE) {
        failure_prefix(reader->why, "%s", reader->file);
        return REJECT;
    }
    reader->line = record->line;
    if (record->count && record->count != COLUMNS)
        return wrong(reader, ID, "%zu columns instead of %d", record->count, COLUMNS);
    return DONE;
}

static enum outcome check_heading(struct reader *reader, const struct csv_record *record)
{
    for (int column = 0; column < COLUMNS; column++)
        if (!record->count ||
            !bytes_equal(record->fields[column], bytes_of_text(column_names[column])))
            return wrong(reader, (enum column)column, "is not the heading of this column");
    return DONE;
}

static size_t lines_of(const char *text, size_t size)
{
    size_t lines = 1;

    for (size_t at = 0; at < size; at++)
        lines += text[at] == '\n';
    return lines;
}

enum outcome indicators_parse(const char *file, const char *text, size_t size, struct arena *arena,
                              struct indicators *indicators, struct failure *why)
{
    struct reader reader = {file, arena, why, 1};
    struct csv csv = csv_over(text, size);
    struct indicator *rows = arena_take(arena, lines_of(text, size) * sizeof *rows);
    struct csv_record record;
    size_t count = 0;

    if (!rows)
        return wrong(&reader, ID, "does not fit into memory");
    TRY(next_record(&reader, &csv, &record));
    TRY(check_heading(&reader, &record));
    for (;;) {
        TRY(next_record(&reader, &csv, &record));
        if (!record.count)
            break;
        TRY(read_indicator(&reader, &record, &rows[count]));
        *indicators = (struct indicators){rows, count};
        if (indicator_by_id(indicators, rows[count].id, strlen(rows[count].id)))
            return wrong(&reader, ID, "a second %.60s", rows[count].id);
        count++;
    }
    *indicators = (struct indicators){rows, count};
    return DONE;
}

enum outcome indicators_shipped(struct arena *arena, struct indicators *indicators,
                                struct failure *why)
{
    const struct embedded *file = &reporter_indicators[0];

    return indicators_parse(file->name, file->text, file->size, arena, indicators, why);
}

const struct indicator *indicator_by_id(const struct indicators *indicators, const char *id,
                                        size_t length)
{
    for (size_t row = 0; row < indicators->count; row++)
        if (strlen(indicators->at[row].id) == length &&
            memcmp(indicators->at[row].id, id, length) == 0)
            return &indicators->at[row];
    return NULL;
}

/* ---- values ---- */

static bool is_percentage(const struct indicator *indicator)
{
    return indicator->divisor.count > 0;
}

/* What was reported for itself holds where its parts were not. */
static void fall_back(const struct indicator *indicator, const struct expression_facts *facts,
                      struct indicator_value *value)
{
    struct expression own = {.count = 1};

    if (indicator->kind != INDICATOR_REPORTED || value->has_parts)
        return;
    own.items[0] = (struct expression_item){.kind = ITEM_REPORTED, .sign = 1};
    snprintf(own.items[0].figure, sizeof own.items[0].figure, "%s", indicator->id);
    value->has_value = expression_value(&own, facts, &value->value);
    value->decimals = 0;
}

void indicator_evaluate(const struct indicator *indicator, const struct expression_facts *facts,
                        int32_t duty, struct indicator_value *value)
{
    struct expression_facts counted = *facts;

    *value = (struct indicator_value){0};
    if (indicator->from_duty)
        counted.from = table_from(duty, facts->from, facts->to);
    if (!is_percentage(indicator)) {
        value->has_value = expression_value(&indicator->value, &counted, &value->value);
        return;
    }
    value->decimals = indicator->decimals;
    value->has_parts = expression_value(&indicator->value, &counted, &value->numerator);
    value->has_parts &= expression_value(&indicator->divisor, &counted, &value->denominator);
    value->has_value = value->has_parts && number_rate(value->numerator, value->denominator,
                                                       indicator->decimals, &value->value);
    fall_back(indicator, facts, value);
}
