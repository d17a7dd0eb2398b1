#include "reporter/core/expression.h"

#include <string.h>

enum { ITEM_TEXT = FORMULA_TEXT };

static const struct {
    enum measure measure;
    enum flow_measure flow;
} flow_places[] = {
#define X(NAME, name) {MEASURE_##NAME, FLOW_##NAME},
    FLOW_MEASURES(X)
#undef X
};

struct reader {
    const char *text;
    const char *at;
    struct failure *why;
};

#define wrong(reader, ...)                                                                 \
    (fail_field((reader)->why, REJECT, "formula", __VA_ARGS__),                            \
     failure_prefix((reader)->why, "expression '%.160s' at character %zu", (reader)->text, \
                    (size_t)((reader)->at - (reader)->text) + 1),                          \
     REJECT)

/* ---- reading ---- */

static void skip_blanks(struct reader *reader)
{
    reader->at += strspn(reader->at, " ");
}

/* Takes the text letter by letter, blanks between them allowed; else nothing is taken. */
static bool take(struct reader *reader, const char *text)
{
    const char *const start = reader->at;

    for (; *text; text++) {
        skip_blanks(reader);
        if (*reader->at != *text) {
            reader->at = start;
            return false;
        }
        reader->at++;
    }
    return true;
}

static size_t word_length(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

/* How far the text goes on until an end that stands in no bracket. */
static size_t length_until(const char *text, const char *ends)
{
    size_t length = 0;
    int depth = 0;

    for (; text[length] && (depth > 0 || !strchr(ends, text[length])); length++) {
        depth += text[length] == '(' || text[length] == '[';
        depth -= text[length] == ')' || text[length] == ']';
    }
    return length;
}

static enum outcome read_formula(struct reader *reader, const char *ends, struct formula *formula)
{
    const size_t length = length_until(reader->at, ends);
    char text[ITEM_TEXT];

    if (length >= sizeof text)
        return wrong(reader, "longer than %d bytes", ITEM_TEXT - 1);
    memcpy(text, reader->at, length);
    text[length] = '\0';
    if (formula_parse(text, formula, reader->why) != DONE)
        return REJECT;
    reader->at += length;
    return DONE;
}

static enum outcome read_sum(struct reader *reader, struct expression_item *item)
{
    return read_formula(reader, "+-", &item->formula);
}

static bool flow_of(enum measure measure, enum flow_measure *flow)
{
    for (size_t row = 0; row < sizeof flow_places / sizeof flow_places[0]; row++)
        if (flow_places[row].measure == measure) {
            *flow = flow_places[row].flow;
            return true;
        }
    return false;
}

static enum outcome read_distinct(struct reader *reader, struct expression_item *item)
{
    enum flow_measure flow;

    TRY(read_formula(reader, ")", &item->formula));
    if (!take(reader, ")"))
        return wrong(reader, "')' is missing");
    for (size_t term = 0; term < item->formula.count; term++) {
        if (item->formula.terms[term].when != FORMULA_FLOW)
            return wrong(reader, "procedures are told apart by flows, [F,U]");
        if (!flow_of(item->formula.terms[term].measure, &flow))
            return wrong(reader, "procedures cannot be told apart by %s",
                         measure_name(item->formula.terms[term].measure));
    }
    return DONE;
}

static bool word_by_name(const char *name, size_t length, enum catalogue_word *word)
{
    for (int row = 0; row < CATALOGUE_WORDS; row++)
        if (strlen(catalogue_words[row]) == length &&
            memcmp(catalogue_words[row], name, length) == 0) {
            *word = (enum catalogue_word)row;
            return true;
        }
    return false;
}

static enum outcome read_words(struct reader *reader, struct expression_item *item)
{
    do {
        enum catalogue_word word;
        size_t length;

        skip_blanks(reader);
        length = word_length(reader->at);
        if (!word_by_name(reader->at, length, &word))
            return wrong(reader, "'%.*s' says nothing of a procedure", (int)length, reader->at);
        item->words |= catalogue_bit(word);
        reader->at += length;
    } while (take(reader, ","));
    return DONE;
}

/* One event of a period, or none at a day. */
static enum outcome check_words(struct reader *reader, const struct expression_item *item)
{
    const uint32_t events = item->words & catalogue_events();

    if (item->when != FORMULA_FLOW && events)
        return wrong(reader, "what is announced is of a period, [F,U]");
    if (item->when == FORMULA_FLOW && (!events || events & (events - 1)))
        return wrong(reader, "one of new, amended, replaced, abolished is needed");
    return DONE;
}

static enum outcome read_procedures(struct reader *reader, struct expression_item *item)
{
    static const struct {
        const char *open;
        enum formula_when when;
        const char *close;
    } times[] = {
        {"[F,U", FORMULA_FLOW,         "]"},
        {"(F-1", FORMULA_STOCK_BEFORE, ")"},
        {"(U",   FORMULA_STOCK_END,    ")"},
    };

    for (size_t row = 0; row < sizeof times / sizeof times[0]; row++) {
        if (!take(reader, times[row].open))
            continue;
        item->when = times[row].when;
        if (take(reader, "|"))
            TRY(read_words(reader, item));
        if (!take(reader, times[row].close))
            return wrong(reader, "'%s' is missing", times[row].close);
        return check_words(reader, item);
    }
    return wrong(reader, "a time is [F,U], (F-1) or (U)");
}

static enum outcome read_decisions(struct reader *reader, struct expression_item *item)
{
    (void)item;
    return take(reader, "[F,U]") ? DONE : wrong(reader, "decisions are of a period, [F,U]");
}

static enum outcome read_reported(struct reader *reader, struct expression_item *item)
{
    size_t length;

    skip_blanks(reader);
    length = word_length(reader->at);
    if (!length || length >= sizeof item->figure)
        return wrong(reader, "the name of a figure is missing");
    memcpy(item->figure, reader->at, length);
    reader->at += length;
    return take(reader, ")") ? DONE : wrong(reader, "')' is missing");
}

/* A sum is what begins like nothing else. */
static const struct {
    const char *begins;
    enum item_kind kind;
    enum outcome (*read)(struct reader *reader, struct expression_item *item);
} kinds[] = {
    {"distinct(",  ITEM_DISTINCT,   read_distinct  },
    {"procedures", ITEM_PROCEDURES, read_procedures},
    {"decisions",  ITEM_DECISIONS,  read_decisions },
    {"reported(",  ITEM_REPORTED,   read_reported  },
    {"",           ITEM_SUM,        read_sum       },
};

static enum outcome read_item(struct reader *reader, struct expression_item *item)
{
    size_t row = 0;

    while (!take(reader, kinds[row].begins))
        row++;
    item->kind = kinds[row].kind;
    return kinds[row].read(reader, item);
}

enum outcome expression_parse(const char *text, struct expression *expression, struct failure *why)
{
    struct reader reader = {text, text, why};
    int sign = take(&reader, "-") ? -1 : 1;

    memset(expression, 0, sizeof *expression);
    for (;;) {
        struct expression_item *item = &expression->items[expression->count];

        if (expression->count == EXPRESSION_ITEMS)
            return wrong(&reader, "more than %d items", EXPRESSION_ITEMS);
        TRY(read_item(&reader, item));
        item->sign = sign;
        expression->count++;
        skip_blanks(&reader);
        if (!*reader.at)
            return DONE;
        if (*reader.at != '+' && *reader.at != '-')
            return wrong(&reader, "+ or - is missing");
        sign = *reader.at++ == '-' ? -1 : 1;
    }
}

bool expression_has(const struct expression *expression, enum item_kind kind)
{
    for (size_t item = 0; item < expression->count; item++)
        if (expression->items[item].kind == kind)
            return true;
    return false;
}

/* ---- values ---- */

static int64_t flow_of_term(const struct formula_term *term, void *context)
{
    const struct procedure_flow *flow = context;
    enum flow_measure place;

    return flow_of(term->measure, &place) ? flow->at[term->channel][place] : 0;
}

static int64_t distinct(const struct formula *formula, const struct expression_facts *facts)
{
    int64_t count = 0;

    for (size_t row = 0; row < facts->flow_count; row++) {
        struct procedure_flow flow = facts->flows[row];

        count += formula_value(formula, flow_of_term, &flow) > 0;
    }
    return count;
}

static int64_t sum_of_term(const struct formula_term *term, void *context)
{
    const struct expression_facts *facts = context;
    const int64_t before =
        term->when == FORMULA_STOCK_END
            ? 0
            : facts->sum(facts->context, term->measure, term->channel, facts->from - 1);

    if (term->when == FORMULA_STOCK_BEFORE)
        return before;
    return facts->sum(facts->context, term->measure, term->channel, facts->to) - before;
}

static bool procedures(const struct expression_item *item, const struct expression_facts *facts,
                       int64_t *count)
{
    if (item->when == FORMULA_FLOW)
        return catalogue_announced(&facts->changes, item->words, facts->from, facts->to, count);
    return catalogue_in_force(&facts->changes, item->words,
                              item->when == FORMULA_STOCK_END ? facts->to : facts->from - 1, count);
}

static bool reported(const char *indicator, const struct expression_facts *facts,
                     number_millionths *value)
{
    for (size_t row = 0; row < facts->figure_count; row++)
        if (strcmp(facts->figures[row].indicator, indicator) == 0) {
            *value = facts->figures[row].value;
            return facts->figures[row].answered;
        }
    return false;
}

static bool item_value(const struct expression_item *item, const struct expression_facts *facts,
                       number_millionths *value)
{
    struct expression_facts counted = *facts;
    int64_t count = 0;
    bool known = true;

    switch (item->kind) {
    case ITEM_SUM: count = formula_value(&item->formula, sum_of_term, &counted); break;
    case ITEM_DISTINCT: count = distinct(&item->formula, facts); break;
    case ITEM_PROCEDURES: known = procedures(item, facts, &count); break;
    case ITEM_DECISIONS:
        known = catalogue_decisions(&facts->changes, facts->from, facts->to, &count);
        break;
    case ITEM_REPORTED: return reported(item->figure, facts, value);
    }
    *value = (number_millionths)count * MILLION;
    return known;
}

bool expression_value(const struct expression *expression, const struct expression_facts *facts,
                      number_millionths *value)
{
    *value = 0;
    for (size_t item = 0; item < expression->count; item++) {
        number_millionths one;

        if (!item_value(&expression->items[item], facts, &one))
            return false;
        *value += expression->items[item].sign * one;
    }
    return true;
}
