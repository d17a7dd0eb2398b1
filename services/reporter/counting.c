#include "reporter/counting.h"

#include <stdlib.h>
#include <string.h>

#include "reporter/store.h"

static void put_text(struct parameters *parameters, const char *text)
{
    if (text)
        parameter_text(parameters, bytes_of_text(text));
    else
        parameter_null(parameters);
}

static enum outcome query(struct asking *asking, const char *name,
                          const struct parameters *parameters, struct failure *why)
{
    return database_query(asking->database, statement(reporter_sql, name), parameters, why);
}

/* ---- sums ---- */

static int64_t sum(void *context, enum measure measure, enum formula_channel channel, int32_t day)
{
    return sums_value(context, 0, measure, channel, day);
}

/* Up to which days sums are needed, rising, each once; how many they are. */
static size_t days_of(const struct counting_scope *scope, int32_t days[3])
{
    const int32_t duty = table_from(scope->duty, scope->from, scope->to) - 1;
    size_t count = 0;

    days[count++] = scope->from - 1;
    if (duty != scope->from - 1 && duty != scope->to)
        days[count++] = duty;
    days[count++] = scope->to;
    return count;
}

static enum outcome read_choice(struct counting *counting, struct asking *asking,
                                const struct sums_row *row, struct failure *why)
{
    const struct counting_scope *scope = &counting->scope;

    for (size_t day = 0; day < counting->sums.day_count; day++) {
        struct parameters parameters = {0};

        parameter_text(&parameters, bytes_of_text(scope->unit));
        parameter_integer(&parameters, scope->to);
        parameter_integer(&parameters, counting->sums.days[day]);
        put_text(&parameters, scope->systems);
        put_text(&parameters, scope->field);
        TRY(query(asking, "sums_of_choice", &parameters, why));
        TRY(sums_take(&counting->sums, asking, day, row, why));
    }
    return DONE;
}

static enum outcome read_sums(struct counting *counting, struct asking *asking, struct failure *why)
{
    static const struct sums_row all = {SUMS_ALL, NULL};
    const struct counting_scope *scope = &counting->scope;
    const struct series reported = series_reported(scope->from, scope->to);
    const struct sums_question question = {.unit = scope->unit, .series = &reported};
    int32_t days[3];
    const size_t count = days_of(scope, days);

    TRY(sums_open_days(&counting->sums, asking, days, count, 1, why));
    counting->facts.sum = sum;
    counting->facts.context = &counting->sums;
    if (scope->systems || scope->field)
        return read_choice(counting, asking, &all, why);
    return sums_read(&counting->sums, asking, "sums_of_all", &question, &all, why);
}

/* ---- flows by procedure ---- */

static enum outcome query_flows(const struct counting_scope *scope, struct asking *asking,
                                struct failure *why)
{
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(scope->unit));
    parameter_integer(&parameters, scope->to);
    parameter_integer(&parameters, scope->from);
    parameter_integer(&parameters, scope->to);
    put_text(&parameters, scope->systems);
    put_text(&parameters, scope->field);
    return query(asking, "flows_of_procedures", &parameters, why);
}

static void add_flow(struct procedure_flow *flow, const struct database *database, int row)
{
    const int64_t channel = row_integer(database, row, 1);

    for (int place = 0; place < FLOW_MEASURE_COUNT; place++) {
        const int64_t n = row_integer(database, row, 2 + place);

        flow->at[FORMULA_ANY_CHANNEL][place] += n;
        if (channel > 0 && channel < FLOW_CHANNELS)
            flow->at[channel][place] += n;
    }
}

static enum outcome read_flows(struct counting *counting, struct asking *asking,
                               struct failure *why)
{
    struct database *database = asking->database;
    struct procedure_flow *flows;
    size_t count = 0;
    void *taken;

    TRY(query_flows(&counting->scope, asking, why));
    TRY(asking_take(asking, ((size_t)row_count(database) + 1) * sizeof *flows, &taken, why));
    flows = taken;
    for (int row = 0; row < row_count(database); row++) {
        count +=
            row == 0 || !bytes_equal(row_bytes(database, row, 0), row_bytes(database, row - 1, 0));
        add_flow(&flows[count - 1], database, row);
    }
    counting->facts.flows = flows;
    counting->facts.flow_count = count;
    return DONE;
}

/* ---- the catalogue ---- */

enum { CHANGE_DAY, CHANGE_N, CHANGE_CHANGE, CHANGE_FIRST, CHANGE_DECISION = 14 };

/* A column states something of a word: that it is so when it is true, or has that value. */
static const struct {
    int column;
    enum catalogue_word word;
    const char *value;
} properties[] = {
    {3,  CATALOGUE_FULL,                 "full"       },
    {3,  CATALOGUE_PART,                 "part"       },
    {3,  CATALOGUE_INFO,                 "info"       },
    {4,  CATALOGUE_FEE,                  NULL         },
    {5,  CATALOGUE_ONLINE_PAYMENT,       NULL         },
    {6,  CATALOGUE_ONE_STOP,             NULL         },
    {7,  CATALOGUE_NOT_INTERLINKED,      "none"       },
    {7,  CATALOGUE_SAME_LEVEL,           "same_level" },
    {7,  CATALOGUE_CROSS_LEVEL,          "cross_level"},
    {8,  CATALOGUE_LOCATION_INDEPENDENT, NULL         },
    {9,  CATALOGUE_ON_PORTAL,            NULL         },
    {10, CATALOGUE_BCCI,                 NULL         },
    {11, CATALOGUE_ELIGIBLE_FULL_ONLINE, NULL         },
    {12, CATALOGUE_APPROVED,             "approved"   },
    {12, CATALOGUE_APPROVED,             "electronic" },
    {12, CATALOGUE_ELECTRONIC,           "electronic" },
    {13, CATALOGUE_PUBLISHED,            NULL         },
};

static bool is_text(const struct database *database, int row, int column, const char *text)
{
    return bytes_equal(row_bytes(database, row, column), bytes_of_text(text));
}

static void take_properties(const struct database *database, int row,
                            struct catalogue_change *change)
{
    for (size_t place = 0; place < sizeof properties / sizeof properties[0]; place++) {
        const int column = properties[place].column;
        const char *value = properties[place].value;

        if (row_is_null(database, row, column))
            continue;
        change->stated |= catalogue_bit(properties[place].word);
        if (value ? is_text(database, row, column, value) : row_bool(database, row, column))
            change->has |= catalogue_bit(properties[place].word);
    }
}

static void take_change(const struct database *database, int row, struct catalogue_change *change)
{
    change->day = (int32_t)row_integer(database, row, CHANGE_DAY);
    change->n = (int32_t)row_integer(database, row, CHANGE_N);
    change->decision = row_integer(database, row, CHANGE_DECISION);
    change->announces = change->n > 0 && !is_text(database, row, CHANGE_CHANGE, "repeated");
    for (int word = CATALOGUE_FIRST_EVENT; word < CATALOGUE_WORDS; word++)
        if (is_text(database, row, CHANGE_CHANGE, catalogue_words[word]))
            change->has |= catalogue_bit((enum catalogue_word)word);
    take_properties(database, row, change);
}

static enum outcome read_catalogue(struct counting *counting, struct asking *asking,
                                   struct failure *why)
{
    const struct counting_scope *scope = &counting->scope;
    struct parameters parameters = {0};
    struct catalogue_change *changes;
    size_t count;
    void *taken;

    parameter_text(&parameters, bytes_of_text(scope->unit));
    parameter_integer(&parameters, scope->to);
    put_text(&parameters, scope->levels);
    put_text(&parameters, scope->systems);
    put_text(&parameters, scope->field);
    TRY(query(asking, "catalogue_changes", &parameters, why));
    count = (size_t)row_count(asking->database);
    TRY(asking_take(asking, (count + 1) * sizeof *changes, &taken, why));
    changes = taken;
    for (size_t row = 0; row < count; row++)
        take_change(asking->database, (int)row, &changes[row]);
    counting->facts.changes = (struct catalogue_changes){changes, count};
    return DONE;
}

/* ---- reported figures ---- */

static enum outcome take_figure(struct asking *asking, int row, struct reported_figure *figure,
                                struct failure *why)
{
    const struct database *database = asking->database;
    const char *value;

    TRY(asking_copy(asking, row_bytes(database, row, 0), &figure->indicator, why));
    TRY(asking_copy(asking, row_bytes(database, row, 1), &value, why));
    figure->answered = !row_is_null(database, row, 1);
    if (figure->answered && !number_read(value, &figure->value))
        return fail(why, FATAL, "figure %s: '%s' is no number", figure->indicator, value);
    return DONE;
}

static enum outcome read_figures(struct counting *counting, struct asking *asking,
                                 struct failure *why)
{
    struct parameters parameters = {0};
    struct reported_figure *figures;
    size_t count;
    void *taken;

    parameter_text(&parameters, bytes_of_text(counting->scope.unit));
    parameter_integer(&parameters, counting->scope.from);
    parameter_integer(&parameters, counting->scope.to);
    TRY(query(asking, "reported_figures", &parameters, why));
    count = (size_t)row_count(asking->database);
    TRY(asking_take(asking, (count + 1) * sizeof *figures, &taken, why));
    figures = taken;
    for (size_t row = 0; row < count; row++)
        TRY(take_figure(asking, (int)row, &figures[row], why));
    counting->facts.figures = figures;
    counting->facts.figure_count = count;
    return DONE;
}

/* ---- what is needed ---- */

/* Each kind of item, and what it is read by. */
static const struct {
    enum item_kind kind;
    enum outcome (*read)(struct counting *counting, struct asking *asking, struct failure *why);
} readers[] = {
    {ITEM_SUM,        read_sums     },
    {ITEM_DISTINCT,   read_flows    },
    {ITEM_PROCEDURES, read_catalogue},
    {ITEM_REPORTED,   read_figures  },
};

/* Decisions come with the catalogue. */
static bool needs(const struct expression *expression, enum item_kind kind)
{
    return expression_has(expression, kind) ||
           (kind == ITEM_PROCEDURES && expression_has(expression, ITEM_DECISIONS));
}

enum outcome counting_open(struct counting *counting, struct asking *asking,
                           const struct counting_scope *scope, const struct indicators *indicators,
                           const bool *wanted, struct failure *why)
{
    *counting = (struct counting){.scope = *scope};
    counting->facts.from = scope->from;
    counting->facts.to = scope->to;
    for (size_t reader = 0; reader < sizeof readers / sizeof readers[0]; reader++) {
        bool needed = false;

        for (size_t row = 0; row < indicators->count && !needed; row++)
            needed = wanted[row] && (needs(&indicators->at[row].value, readers[reader].kind) ||
                                     needs(&indicators->at[row].divisor, readers[reader].kind));
        if (needed)
            TRY(readers[reader].read(counting, asking, why));
    }
    return DONE;
}
