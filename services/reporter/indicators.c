/* Question `indicators`: the figures that public reports print, each from its own formula. */
#include <string.h>

#include "proto/fact.h"
#include "reporter/answers.h"
#include "reporter/core/sheet.h"
#include "reporter/counting.h"
#include "reporter/store.h"
#include "runtime/day.h"

enum { CHOICES = 5 };

struct indicators_asked {
    struct asking *asking;
    struct counting_scope scope;
    struct indicators indicators;
    bool *wanted; /* By row of the indicators. */
    struct counting counting;
};

static enum outcome want(struct indicators_asked *asked, const char *names, struct failure *why)
{
    while (names) {
        const size_t length = strcspn(names, ",");
        const struct indicator *indicator = indicator_by_id(&asked->indicators, names, length);

        if (!indicator)
            return fail_field(why, REJECT, "indicator", "indicator: there is no '%.*s'",
                              (int)length, names);
        asked->wanted[indicator - asked->indicators.at] = true;
        names = names[length] ? names + length + 1 : NULL;
    }
    return DONE;
}

static enum outcome read_indicators(struct indicators_asked *asked, struct failure *why)
{
    const char *names = asking_text(asked->asking, "indicator");
    void *taken;

    TRY(indicators_shipped(asked->asking->arena, &asked->indicators, why));
    TRY(asking_take(asked->asking, asked->indicators.count * sizeof *asked->wanted, &taken, why));
    asked->wanted = taken;
    for (size_t row = 0; row < asked->indicators.count; row++)
        asked->wanted[row] = !names;
    return want(asked, names, why);
}

static enum outcome check_systems(struct asking *asking, const char *systems, struct failure *why)
{
    struct parameters parameters = {0};

    if (!systems)
        return DONE;
    parameter_text(&parameters, bytes_of_text(systems));
    TRY(database_query(asking->database, statement(reporter_sql, "unknown_systems"), &parameters,
                       why));
    if (row_count(asking->database) > 0)
        return fail_field(why, REJECT, "systems",
                          "systems: '%.*s' is neither a source nor a kind of them",
                          (int)row_bytes(asking->database, 0, 0).length,
                          (const char *)row_bytes(asking->database, 0, 0).at);
    return DONE;
}

static enum outcome check_levels(const char *levels, struct failure *why)
{
    while (levels) {
        const size_t length = strcspn(levels, ",");

        if (choice_by_name(unit_level_names, levels, length) < 1)
            return fail_field(why, REJECT, "levels", "levels: '%.*s' is no level of units",
                              (int)length, levels);
        levels = levels[length] ? levels + length + 1 : NULL;
    }
    return DONE;
}

static enum outcome read_scope(struct indicators_asked *asked, struct failure *why)
{
    struct asking *asking = asked->asking;
    struct counting_scope *scope = &asked->scope;
    struct series reported;

    scope->from = asking_day(asking, "from");
    scope->to = asking_day(asking, "to");
    scope->duty = asking_day(asking, "duty-from");
    scope->systems = asking_text(asking, "systems");
    scope->field = asking_text(asking, "field");
    scope->levels = asking_text(asking, "levels");
    scope->unit = asking_text(asking, "unit");
    if (scope->from > scope->to)
        return fail_field(why, REJECT, "to", "to: the period ends before it begins");
    TRY(check_systems(asking, scope->systems, why));
    TRY(check_levels(scope->levels, why));
    reported = series_reported(scope->from, scope->to);
    return scope->unit ? DONE : store_only_root(asking, &reported, &scope->unit, why);
}

static enum outcome read_label(struct indicators_asked *asked, const char **label,
                               struct failure *why)
{
    struct asking *asking = asked->asking;
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(asked->scope.unit));
    parameter_integer(&parameters, asked->scope.to);
    TRY(database_query(asking->database, statement(reporter_sql, "unit_name"), &parameters, why));
    if (row_count(asking->database) == 0)
        return fail_field(why, REJECT, "unit", "unit: %s has never been opened", asked->scope.unit);
    return asking_copy(asking, row_bytes(asking->database, 0, 0), label, why);
}

static enum outcome evaluate(struct indicators_asked *asked, struct sheet *sheet,
                             struct failure *why)
{
    struct sheet_row *rows;
    void *taken;

    TRY(asking_take(asked->asking, asked->indicators.count * sizeof *rows, &taken, why));
    sheet->rows = rows = taken;
    for (size_t row = 0; row < asked->indicators.count; row++) {
        struct sheet_row *filled = &rows[sheet->row_count];

        if (!asked->wanted[row])
            continue;
        filled->indicator = &asked->indicators.at[row];
        indicator_evaluate(filled->indicator, &asked->counting.facts, asked->scope.duty,
                           &filled->value);
        sheet->row_count++;
    }
    return DONE;
}

/* What the question chose beside unit and period. */
static void list_choices(const struct asking *asking, struct sheet_choice choices[CHOICES])
{
    static const char *const names[] = {"systems", "field", "levels", "duty-from"};
    size_t count = 0;

    for (size_t row = 0; row < sizeof names / sizeof names[0]; row++)
        if (asking_text(asking, names[row]))
            choices[count++] = (struct sheet_choice){names[row], asking_text(asking, names[row])};
}

static const struct {
    const char *format;
    bool (*put)(const struct sheet *sheet, const struct sink *sink);
} renderers[] = {
    {"text", sheet_text},
    {"csv",  sheet_csv },
    {"json", sheet_json},
};

enum outcome answer_indicators(struct asking *asking, struct failure *why)
{
    struct indicators_asked asked = {.asking = asking};
    const struct sink sink = buffer_sink(asking->body);
    struct sheet_choice choices[CHOICES] = {0};
    struct sheet sheet = {.choices = choices};

    TRY(read_indicators(&asked, why));
    TRY(read_scope(&asked, why));
    TRY(read_label(&asked, &sheet.unit_label, why));
    TRY(counting_open(&asked.counting, asking, &asked.scope, &asked.indicators, asked.wanted, why));
    TRY(store_as_of(asking, &sheet.as_of, why));
    sheet.unit = asked.scope.unit;
    sheet.from = asked.scope.from;
    sheet.to = asked.scope.to;
    TRY(evaluate(&asked, &sheet, why));
    list_choices(asking, choices);
    for (size_t row = 0; row < sizeof renderers / sizeof renderers[0]; row++)
        if (asking_chose(asking, "format", renderers[row].format))
            renderers[row].put(&sheet, &sink);
    return DONE;
}
