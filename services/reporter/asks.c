#include "reporter/asks.h"

#include <string.h>

#include "reporter/answers.h"
#include "runtime/day.h"

/* clang-format off */
#define REQUIRED(name)  {name, ARGUMENT_TEXT, true, NULL}
#define OPTIONAL(name)  {name, ARGUMENT_TEXT, false, NULL}
#define FORMAT(choices) {"format", ARGUMENT_CHOICE, false, choices}
/* What makes a table: the same for its figures and for the dossiers behind them. */
#define TABLE_ARGUMENTS                                      \
    REQUIRED("form"), OPTIONAL("unit"),                      \
    {"from", ARGUMENT_DAY, true, NULL},                      \
    {"to", ARGUMENT_DAY, true, NULL},                        \
    {"rows", ARGUMENT_CHOICE, false, "standard units fields"}, \
    {"series", ARGUMENT_CHOICE, false, "reported successor predecessor"}

const struct ask asks[] = {
    {"report",   answer_report,   {TABLE_ARGUMENTS, FORMAT("text csv json")}},
    {"indicators", answer_indicators, {OPTIONAL("unit"), {"from", ARGUMENT_DAY, true, NULL},
                                   {"to", ARGUMENT_DAY, true, NULL}, OPTIONAL("indicator"),
                                   OPTIONAL("systems"), OPTIONAL("field"), OPTIONAL("levels"),
                                   {"duty-from", ARGUMENT_DAY, false, NULL},
                                   FORMAT("text csv json")}},
    {"dossiers", answer_dossiers, {TABLE_ARGUMENTS, REQUIRED("cell"), FORMAT("text json")}},
    {"dossier",  answer_dossier,  {REQUIRED("code"), OPTIONAL("source"), FORMAT("text json")}},
    {"score",    answer_score,    {REQUIRED("rubric"), OPTIONAL("unit"), REQUIRED("period"),
                                   FORMAT("text json")}},
    {"sources",  answer_sources,  {FORMAT("text json")}},
    {"status",   answer_status,   {FORMAT("text json")}},
    {"rejects",  answer_rejects,  {OPTIONAL("source"), FORMAT("text json")}},
    {"feedback", answer_feedback, {REQUIRED("number"), OPTIONAL("source"), FORMAT("text json")}},
    {"figures",  answer_figures,  {OPTIONAL("unit"), OPTIONAL("form"), OPTIONAL("indicator"),
                                   {"from", ARGUMENT_DAY, false, NULL},
                                   {"to", ARGUMENT_DAY, false, NULL},
                                   {"history", ARGUMENT_CHOICE, false, "no yes"},
                                   FORMAT("text json")}},
    {"quality",  answer_quality,  {OPTIONAL("unit"), {"from", ARGUMENT_DAY, true, NULL},
                                   {"to", ARGUMENT_DAY, true, NULL}, OPTIONAL("flag"),
                                   FORMAT("text json")}},
    {"wait",     answer_wait,     {OPTIONAL("after")}},
    {"ping",     answer_ping,     {{0}}},
    {0},
};
/* clang-format on */

static bool is_named(const char *name, struct bytes text)
{
    return bytes_equal(bytes_of_text(name), text);
}

static enum outcome find_ask(struct bytes name, const struct ask **found, struct failure *why)
{
    for (const struct ask *ask = asks; ask->name; ask++)
        if (is_named(ask->name, name)) {
            *found = ask;
            return DONE;
        }
    return fail_field(why, REJECT, "ask", "nothing of the name '%.*s' can be asked",
                      (int)name.length, (const char *)name.at);
}

static enum outcome find_argument(const struct ask *ask, struct bytes name, size_t *row,
                                  struct failure *why)
{
    for (*row = 0; ask->arguments[*row].name; ++*row)
        if (is_named(ask->arguments[*row].name, name))
            return DONE;
    return fail(why, REJECT, "%s has no argument '%.*s'", ask->name, (int)name.length,
                (const char *)name.at);
}

/* The first of the words, or the one that equals the value. */
static enum outcome choose(const struct ask_argument *argument, struct asking *asking,
                           const char **value, struct failure *why)
{
    const char *word = argument->choices;

    while (*word) {
        const size_t length = strcspn(word, " ");

        if (!*value)
            return asking_copy(asking, (struct bytes){(const uint8_t *)word, length}, value, why);
        if (strlen(*value) == length && memcmp(*value, word, length) == 0)
            return DONE;
        word += length + strspn(word + length, " ");
    }
    return fail_field(why, REJECT, argument->name, "%s: '%s' is none of: %s", argument->name,
                      *value, argument->choices);
}

static enum outcome check(const struct ask_argument *argument, struct asking *asking,
                          const char **value, struct failure *why)
{
    int32_t day;

    if (argument->kind == ARGUMENT_CHOICE)
        return choose(argument, asking, value, why);
    if (!*value && argument->required)
        return fail_field(why, REJECT, argument->name, "%s is missing", argument->name);
    if (*value && argument->kind == ARGUMENT_DAY && !day_parse(*value, strlen(*value), &day))
        return fail_field(why, REJECT, argument->name, "%s: '%s' is not a day like 2023-12-31",
                          argument->name, *value);
    return DONE;
}

enum outcome asks_read(const struct query *query, struct asking *asking, struct failure *why)
{
    const struct argument *given = query->arguments.at;

    TRY(find_ask(query->ask, &asking->ask, why));
    for (uint32_t place = 0; place < query->arguments.count; place++) {
        size_t row;

        TRY(find_argument(asking->ask, given[place].name, &row, why));
        if (asking->values[row])
            return fail(why, REJECT, "%s is given twice", asking->ask->arguments[row].name);
        TRY(asking_copy(asking, given[place].value, &asking->values[row], why));
    }
    for (size_t row = 0; asking->ask->arguments[row].name; row++)
        TRY(check(&asking->ask->arguments[row], asking, &asking->values[row], why));
    return DONE;
}
