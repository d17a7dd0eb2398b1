#include "proto/formula.h"

#include <string.h>

enum { FORMULA_NAME = 96 };

__extension__ typedef __int128 wide;

enum time_of { ANY_TIME, AT_A_DAY, OF_THE_PERIOD };

/*
 * The words of domain.md section 4, in the language itself. A name without a time takes that of
 * the word; a * stands for the attribute behind the word.
 */
static const struct word {
    const char *name;
    enum time_of time;
    const char *means;
} words[] = {
    {"closed",         ANY_TIME,      "finished_early+finished_on_time+finished_late+withdrawn"},
    {"finished",       ANY_TIME,      "finished_early+finished_on_time+finished_late"          },
    {"in_progress",    AT_A_DAY,      "received-closed"                                        },
    {"overdue",        AT_A_DAY,      "overdue_in-overdue_out"                                 },
    {"in_term",        AT_A_DAY,      "in_progress-overdue"                                    },
    {"waiting",        AT_A_DAY,      "waiting_in-waiting_out"                                 },
    {"carried_over",   OF_THE_PERIOD, "in_progress(F-1)"                                       },
    {"handled",        OF_THE_PERIOD, "carried_over+received[F,U]"                             },
    {"in_progress_*",  AT_A_DAY,      "received_*-closed_*"                                    },
    {"carried_over_*", OF_THE_PERIOD, "in_progress_*(F-1)"                                     },
    {"handled_*",      OF_THE_PERIOD, "carried_over_*+received_*[F,U]"                         },
};

static const struct {
    const char *text;
    enum formula_when when;
    const char *close;
} times[] = {
    {"[F,U", FORMULA_FLOW,         "]"},
    {"(F-1", FORMULA_STOCK_BEFORE, ")"},
    {"(U",   FORMULA_STOCK_END,    ")"},
};

static const struct {
    const char *name;
    enum formula_channel channel;
} channels[] = {
    {"direct", FORMULA_DIRECT},
    {"online", FORMULA_ONLINE},
    {"post",   FORMULA_POST  },
};

static const char *const attributes[] = {
#define X(NAME, name) #name,
    ATTRIBUTES(X)
#undef X
};

/* What a term has around it: the sign before it, its time and channel, or those of its word. */
struct around {
    int sign;
    bool timed;
    enum formula_when when;
    enum formula_channel channel;
    const char *attribute; /* What a * stands for, NULL when it stands for nothing. */
};

/* A name as written, a * replaced. */
struct name {
    char text[FORMULA_NAME];
    size_t length;
};

struct reader {
    const char *text;
    const char *at;
    struct formula *formula;
    struct failure *why;
};

#define wrong(reader, ...)                                                              \
    (fail_field((reader)->why, REJECT, "formula", __VA_ARGS__),                         \
     failure_prefix((reader)->why, "formula '%.160s' at character %zu", (reader)->text, \
                    (size_t)((reader)->at - (reader)->text) + 1),                       \
     REJECT)

static enum outcome read_sum(struct reader *reader, const struct around *word);

static void skip_blanks(struct reader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n')
        reader->at++;
}

static size_t word_length(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

static bool same(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
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

static enum outcome read_channel(struct reader *reader, struct around *around)
{
    size_t length;

    if (!take(reader, "|"))
        return DONE;
    skip_blanks(reader);
    length = word_length(reader->at);
    for (size_t row = 0; row < sizeof channels / sizeof channels[0]; row++)
        if (same(channels[row].name, reader->at, length)) {
            around->channel = channels[row].channel;
            reader->at += length;
            return DONE;
        }
    return wrong(reader, "'%.*s' is no channel; direct, online and post are", (int)length,
                 reader->at);
}

static enum outcome read_time(struct reader *reader, struct around *around)
{
    skip_blanks(reader);
    if (*reader->at != '[' && *reader->at != '(')
        return DONE;
    for (size_t row = 0; row < sizeof times / sizeof times[0]; row++) {
        if (!take(reader, times[row].text))
            continue;
        around->timed = true;
        around->when = times[row].when;
        TRY(read_channel(reader, around));
        if (take(reader, times[row].close))
            return DONE;
        skip_blanks(reader);
        return wrong(reader, "'%s' is missing", times[row].close);
    }
    return wrong(reader, "a time is [F,U], (F-1) or (U)");
}

static enum outcome read_name(struct reader *reader, const char *attribute, struct name *name)
{
    const size_t length = word_length(reader->at);

    if (!length || length >= sizeof name->text)
        return wrong(reader, length ? "the name is too long" : "a measure is missing");
    memset(name, 0, sizeof *name);
    memcpy(name->text, reader->at, length);
    reader->at += length;
    if (attribute && take(reader, "*"))
        strncat(name->text, attribute, sizeof name->text - length - 1);
    name->length = strlen(name->text);
    return DONE;
}

/* Does the name say this word, and if the word takes one, with which attribute? */
static bool word_matches(const struct word *word, const struct name *name, const char **attribute)
{
    const char *const star = strchr(word->name, '*');
    const size_t start = star ? (size_t)(star - word->name) : 0;

    *attribute = NULL;
    if (!star)
        return strcmp(word->name, name->text) == 0;
    if (strncmp(word->name, name->text, start) != 0)
        return false;
    for (int row = 0; row < ATTRIBUTE_COUNT; row++)
        if (strcmp(attributes[row], name->text + start) == 0)
            *attribute = attributes[row];
    return *attribute;
}

static enum outcome check_time(struct reader *reader, const struct name *name,
                               const struct around *around, enum time_of time)
{
    if (time == OF_THE_PERIOD && around->timed && around->when != FORMULA_FLOW)
        return wrong(reader, "%s is of the period, [F,U]", name->text);
    if (time != OF_THE_PERIOD && !around->timed)
        return wrong(reader, "%s needs a time", name->text);
    if (time == AT_A_DAY && around->when == FORMULA_FLOW)
        return wrong(reader, "%s is at a day, (F-1) or (U)", name->text);
    return DONE;
}

static void add_term(struct formula *formula, const struct around *around, enum measure measure)
{
    if (formula->count < FORMULA_TERMS)
        formula->terms[formula->count] =
            (struct formula_term){around->sign, measure, around->channel, around->when};
    formula->count++;
}

static enum outcome read_term(struct reader *reader, struct around around)
{
    const char *start;
    struct name name;
    enum measure measure;

    skip_blanks(reader);
    start = reader->at;
    TRY(read_name(reader, around.attribute, &name));
    TRY(read_time(reader, &around));
    if (measure_by_name(name.text, name.length, &measure)) {
        TRY(check_time(reader, &name, &around, ANY_TIME));
        add_term(reader->formula, &around, measure);
        return DONE;
    }
    for (size_t row = 0; row < sizeof words / sizeof words[0]; row++) {
        struct reader meaning = {words[row].means, words[row].means, reader->formula, reader->why};

        if (!word_matches(&words[row], &name, &around.attribute))
            continue;
        TRY(check_time(reader, &name, &around, words[row].time));
        return read_sum(&meaning, &around);
    }
    reader->at = start;
    return wrong(reader, "'%s' is no measure", name.text);
}

static enum outcome read_sum(struct reader *reader, const struct around *word)
{
    struct around around = *word;

    if (take(reader, "-"))
        around.sign = -word->sign;
    else
        take(reader, "+");
    for (;;) {
        TRY(read_term(reader, around));
        skip_blanks(reader);
        if (!*reader->at)
            return DONE;
        if (*reader->at != '+' && *reader->at != '-')
            return wrong(reader, "+ or - is missing");
        around.sign = *reader->at == '-' ? -word->sign : word->sign;
        reader->at++;
    }
}

enum outcome formula_parse(const char *text, struct formula *formula, struct failure *why)
{
    struct reader reader = {text, text, formula, why};

    memset(formula, 0, sizeof *formula);
    if (strlen(text) >= FORMULA_TEXT)
        return wrong(&reader, "longer than %d bytes", FORMULA_TEXT - 1);
    TRY(read_sum(&reader, &(struct around){.sign = 1}));
    if (formula->count > FORMULA_TERMS)
        return wrong(&reader, "more than %d measures", FORMULA_TERMS);
    return DONE;
}

bool formula_has_marks(const struct formula *formula)
{
    for (size_t at = 0; at < formula->count; at++)
        if (measure_is_mark(formula->terms[at].measure))
            return true;
    return false;
}

int64_t formula_value(const struct formula *formula,
                      int64_t (*sum)(const struct formula_term *term, void *context), void *context)
{
    wide value = 0;

    for (size_t at = 0; at < formula->count; at++)
        value += (wide)formula->terms[at].sign * sum(&formula->terms[at], context);
    if (value > INT64_MAX)
        return INT64_MAX;
    return value < INT64_MIN ? INT64_MIN : (int64_t)value;
}
