#include "reporter/core/form_rules.h"

#include <string.h>

#include "reporter/core/number.h"
#include "runtime/day.h"

/* A word that a form may use, and what it stands for. */
struct choice {
    const char *word;
    int means;
};

static const struct choice kinds[] = {
    {"count",   COLUMN_COUNT  },
    {"percent", COLUMN_PERCENT},
    {"money",   COLUMN_MONEY  }
};

static const struct choice totals[] = {
    {"sum",        COLUMN_SUM       },
    {"recomputed", COLUMN_RECOMPUTED}
};

static bool choose(const struct choice *choices, size_t count, const char *value, int *means)
{
    for (size_t row = 0; row < count; row++)
        if (strcmp(choices[row].word, value) == 0) {
            *means = choices[row].means;
            return true;
        }
    return false;
}

static enum outcome copy(const char *text, size_t length, struct arena *arena, const char **place,
                         struct failure *why)
{
    *place = arena_text(arena, text, length);
    return *place ? DONE : fail(why, REJECT, "does not fit into memory");
}

/* Takes the text up to the mark, without blanks around; false when nothing is left of the text. */
static bool take_part(const char **rest, const char *mark, const char **part, size_t *length)
{
    const char *const end = *rest ? strstr(*rest, mark) : NULL;

    if (!*rest)
        return false;
    *part = *rest + strspn(*rest, " ");
    *length = end > *part ? (size_t)(end - *part) : end ? 0 : strlen(*part);
    while (*length && (*part)[*length - 1] == ' ')
        --*length;
    *rest = end ? end + strlen(mark) : NULL;
    return true;
}

enum outcome form_read_text(const char *value, struct arena *arena, void *place,
                            struct failure *why)
{
    return copy(value, strlen(value), arena, place, why);
}

enum outcome form_read_heading(const char *value, struct arena *arena, void *place,
                               struct failure *why)
{
    struct form_column *column = place;
    const char *part;
    size_t length;

    for (const char *rest = value; take_part(&rest, ">", &part, &length);) {
        if (column->levels == FORM_LEVELS)
            return fail(why, REJECT, "more than %d levels", FORM_LEVELS);
        if (!length)
            return fail(why, REJECT, "an empty level in '%.100s'", value);
        TRY(copy(part, length, arena, &column->heading_vi[column->levels], why));
        column->levels++;
    }
    return DONE;
}

enum outcome form_read_number(const char *value, struct arena *arena, void *place,
                              struct failure *why)
{
    const size_t digits = strspn(value, "0123456789");

    if (!digits || digits > 3 || (value[digits] && value[digits] != '='))
        return fail(why, REJECT, "'%.40s' is not a column number like 4 or 3=4+6", value);
    return copy(value, strlen(value), arena, place, why);
}

enum outcome form_read_kind(const char *value, struct arena *arena, void *place,
                            struct failure *why)
{
    int means;

    (void)arena;
    if (!choose(kinds, sizeof kinds / sizeof kinds[0], value, &means))
        return fail(why, REJECT, "'%.40s' is none of count, percent, money", value);
    *(enum column_kind *)place = (enum column_kind)means;
    return DONE;
}

enum outcome form_read_total(const char *value, struct arena *arena, void *place,
                             struct failure *why)
{
    int means;

    (void)arena;
    if (!choose(totals, sizeof totals / sizeof totals[0], value, &means))
        return fail(why, REJECT, "'%.40s' is none of sum, recomputed", value);
    *(enum column_total *)place = (enum column_total)means;
    return DONE;
}

enum outcome form_read_decimals(const char *value, struct arena *arena, void *place,
                                struct failure *why)
{
    (void)arena;
    if (value[0] < '0' || value[0] > '0' + NUMBER_DECIMALS || value[1])
        return fail(why, REJECT, "'%.40s' is not a number from 0 to %d", value, NUMBER_DECIMALS);
    *(int *)place = value[0] - '0';
    return DONE;
}

enum outcome form_read_day(const char *value, struct arena *arena, void *place, struct failure *why)
{
    (void)arena;
    if (!day_parse(value, strlen(value), place))
        return fail(why, REJECT, "'%.40s' is not a day like 2023-02-20", value);
    return DONE;
}

enum outcome form_read_value(struct form_column *column, struct failure *why)
{
    const char *const slash = strchr(column->value, '/');
    char numerator[FORM_VALUE];

    if (column->kind != COLUMN_PERCENT)
        return slash ? fail(why, REJECT, "only a percentage has a denominator")
                     : formula_parse(column->value, &column->formula, why);
    if (!slash)
        return fail(why, REJECT, "a percentage is a / b");
    memcpy(numerator, column->value, (size_t)(slash - column->value));
    numerator[slash - column->value] = '\0';
    TRY(formula_parse(numerator, &column->formula, why));
    return formula_parse(slash + 1, &column->divisor, why);
}

static bool is_column(const struct form *form, const char *id, size_t length, size_t *column)
{
    for (*column = 0; *column < form->column_count; ++*column)
        if (strlen(form->columns[*column].id) == length &&
            memcmp(form->columns[*column].id, id, length) == 0)
            return true;
    return false;
}

bool form_column_by_id(const struct form *form, const char *id, size_t *column)
{
    return is_column(form, id, strlen(id), column);
}

static enum outcome read_side(const struct form *form, const char *text, size_t length,
                              struct form_side *side, struct failure *why)
{
    int sign = 1;

    for (size_t at = 0;; at++) {
        const size_t start = at + strspn(text + at, " ");
        const size_t end = start + strcspn(text + start, " +-<=");
        size_t column;

        if (!is_column(form, text + start, end - start, &column))
            return fail(why, REJECT, "'%.*s' is no column above", (int)(end - start), text + start);
        if (form->columns[column].kind == COLUMN_PERCENT)
            return fail(why, REJECT, "column %s is a percentage", form->columns[column].id);
        if (side->count == FORM_TERMS)
            return fail(why, REJECT, "more than %d columns on a side", FORM_TERMS);
        side->terms[side->count].sign = sign;
        side->terms[side->count].column = column;
        side->count++;
        at = end + strspn(text + end, " ");
        if (at >= length)
            return DONE;
        if (text[at] != '+' && text[at] != '-')
            return fail(why, REJECT, "+ or - is missing after %s", form->columns[column].id);
        sign = text[at] == '-' ? -1 : 1;
    }
}

enum outcome form_read_identity(const struct form *form, const char *text,
                                struct form_identity *identity, struct failure *why)
{
    const char *const equals = strchr(text, '=');
    size_t left;

    if (!equals)
        return fail(why, REJECT, "neither = nor <= in it");
    identity->at_most = equals > text && equals[-1] == '<';
    left = (size_t)(equals - text) - identity->at_most;
    TRY(read_side(form, text, left, &identity->left, why));
    return read_side(form, equals + 1, strlen(equals + 1), &identity->right, why);
}
