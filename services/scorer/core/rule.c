#include "scorer/core/rule.h"

#include <string.h>

#include "scorer/core/exact.h"

struct numbers {
    wide numerator;
    wide denominator;
};

/* max * numerator / denominator, no more than max. */
static wide share(wide max, wide numerator, wide denominator)
{
    return numerator >= denominator ? max : quotient_half_up(max * numerator, denominator);
}

static wide linear(const struct rule *rule, wide max, struct numbers count)
{
    (void)rule;
    return share(max, count.numerator, count.denominator);
}

static wide linear_to_target(const struct rule *rule, wide max, struct numbers count)
{
    return share(max, count.numerator * MILLION, count.denominator * rule->parameters[RULE_TARGET]);
}

static wide linear_with_floor(const struct rule *rule, wide max, struct numbers count)
{
    if (count.numerator * MILLION < count.denominator * rule->parameters[RULE_FLOOR])
        return 0;
    return share(max, count.numerator, count.denominator);
}

/* A reduction is a target too: low may lie above high. */
static wide linear_between(const struct rule *rule, wide max, struct numbers count)
{
    const wide low = rule->parameters[RULE_LOW];
    const wide high = rule->parameters[RULE_HIGH];
    const int direction = high > low ? 1 : -1;
    const wide above = direction * (count.numerator * MILLION - count.denominator * low);

    return above <= 0 ? 0 : share(max, above, count.denominator * direction * (high - low));
}

static wide first_band(const struct rule *rule, wide numerator, wide denominator)
{
    for (size_t row = 0; row < rule->band_count; row++)
        if (numerator * MILLION >= denominator * rule->bands[row].from)
            return rule->bands[row].points;
    return 0;
}

static wide step_bands(const struct rule *rule, wide max, struct numbers count)
{
    (void)max;
    return first_band(rule, count.numerator, count.denominator);
}

static wide count_threshold(const struct rule *rule, wide max, struct numbers count)
{
    (void)max;
    return first_band(rule, count.numerator, 1);
}

static wide yes_no(const struct rule *rule, wide max, struct numbers count)
{
    (void)rule;
    return count.numerator > 0 ? max : 0;
}

/* Full points for less than the due number, some for just as much, none for more. */
static wide compare_to_due(const struct rule *rule, wide max, struct numbers count)
{
    if (count.numerator < count.denominator)
        return max;
    return count.numerator == count.denominator ? rule->parameters[RULE_EQUAL] : 0;
}

static wide deduct_per_item(const struct rule *rule, wide max, struct numbers count)
{
    const wide left = max - count.numerator * rule->parameters[RULE_EACH];

    return left > rule->parameters[RULE_LOWEST] ? left : rule->parameters[RULE_LOWEST];
}

/* `each` points less for every percent, and part of one, that the rate is short of the target. */
static wide deduct_per_percent(const struct rule *rule, wide max, struct numbers count)
{
    const wide whole = count.denominator * MILLION;
    const wide lacking =
        count.denominator * rule->parameters[RULE_TARGET] - count.numerator * MILLION;
    const wide left = max * whole - lacking * 100 * rule->parameters[RULE_EACH];

    if (lacking <= 0)
        return max;
    return left <= 0 ? 0 : quotient_half_up(left, whole);
}

static wide survey(const struct rule *rule, wide max, struct numbers count)
{
    (void)rule;
    return share(max, count.numerator, count.denominator * 100);
}

static wide external_index(const struct rule *rule, wide max, struct numbers count)
{
    return share(max, count.numerator * MILLION, count.denominator * rule->parameters[RULE_SCALE]);
}

static wide constant(const struct rule *rule, wide max, struct numbers count)
{
    (void)max;
    (void)count;
    return rule->parameters[RULE_POINTS];
}

static wide monitor(const struct rule *rule, wide max, struct numbers count)
{
    (void)rule;
    (void)max;
    (void)count;
    return 0;
}

#define BIT(parameter) (1U << RULE_##parameter)

static const struct {
    wide (*points)(const struct rule *rule, wide max, struct numbers count);
    unsigned needs;
    bool bands;
    bool divides;
} kinds[] = {
    [RULE_LINEAR] = {linear,             0,                       false, true },
    [RULE_LINEAR_TO_TARGET] = {linear_to_target,   BIT(TARGET),             false, true },
    [RULE_LINEAR_WITH_FLOOR] = {linear_with_floor,  BIT(FLOOR),              false, true },
    [RULE_LINEAR_BETWEEN] = {linear_between,     BIT(LOW) | BIT(HIGH),    false, true },
    [RULE_STEP_BANDS] = {step_bands,         0,                       true,  true },
    [RULE_COUNT_THRESHOLD] = {count_threshold,    0,                       true,  false},
    [RULE_YES_NO] = {yes_no,             0,                       false, false},
    [RULE_COMPARE_TO_DUE] = {compare_to_due,     BIT(EQUAL),              false, false},
    [RULE_DEDUCT_PER_ITEM] = {deduct_per_item,    BIT(EACH) | BIT(LOWEST), false, false},
    [RULE_DEDUCT_PER_PERCENT] = {deduct_per_percent, BIT(TARGET) | BIT(EACH), false, true },
    [RULE_SURVEY] = {survey,             0,                       false, true },
    [RULE_EXTERNAL_INDEX] = {external_index,     BIT(SCALE),              false, true },
    [RULE_CONSTANT] = {constant,           BIT(POINTS),             false, false},
    [RULE_MONITOR] = {monitor,            0,                       false, true },
};

static const char *const kind_names[] = {
#define X(NAME, name) #name,
    RULE_KINDS(X)
#undef X
};

static const struct {
    const char *name;
    int digits;
    int64_t least;
    bool capped;
} parameters[] = {
#define X(NAME, name, digits, least, capped) {#name, digits, least, capped},
    RULE_PARAMETERS(X)
#undef X
};

const char *rule_name(enum rule_kind kind)
{
    return kind_names[kind];
}

bool rule_by_name(const char *name, enum rule_kind *kind)
{
    for (int row = 0; row < RULE_KIND_COUNT; row++)
        if (strcmp(kind_names[row], name) == 0) {
            *kind = (enum rule_kind)row;
            return true;
        }
    return false;
}

const char *rule_parameter_name(enum rule_parameter parameter)
{
    return parameters[parameter].name;
}

int rule_parameter_digits(enum rule_parameter parameter)
{
    return parameters[parameter].digits;
}

bool rule_needs(enum rule_kind kind, enum rule_parameter parameter)
{
    return kinds[kind].needs >> parameter & 1U;
}

bool rule_needs_bands(enum rule_kind kind)
{
    return kinds[kind].bands;
}

bool rule_divides(enum rule_kind kind)
{
    return kinds[kind].divides;
}

static enum outcome check_parameter(const struct rule *rule, enum rule_parameter parameter,
                                    int64_t max, struct failure *why)
{
    const char *const name = parameters[parameter].name;
    const int64_t value = rule->parameters[parameter];

    if (!rule_needs(rule->kind, parameter))
        return DONE;
    if (value < parameters[parameter].least)
        return fail_field(why, REJECT, name, "%s is too small", name);
    if (value > PARAMETER_MOST)
        return fail_field(why, REJECT, name, "%s is too large", name);
    if (parameters[parameter].capped && value > max)
        return fail_field(why, REJECT, name, "%s is above the indicator's max", name);
    return DONE;
}

static enum outcome check_bands(const struct rule *rule, int64_t max, struct failure *why)
{
    if (!rule->band_count)
        return fail_field(why, REJECT, "bands", "bands is empty");
    for (size_t row = 0; row < rule->band_count; row++) {
        const struct band *const band = &rule->bands[row];

        if (band->from < 0 || band->from > PARAMETER_MOST)
            return fail_field(why, REJECT, "bands", "band %zu: from is out of range", row + 1);
        if (band->points < 0 || band->points > max)
            return fail_field(why, REJECT, "bands",
                              "band %zu: points is not within 0 and the indicator's max", row + 1);
        if (row && band->from >= band[-1].from)
            return fail_field(why, REJECT, "bands", "band %zu: from is not below the one before",
                              row + 1);
    }
    return DONE;
}

enum outcome rule_check(const struct rule *rule, int64_t max, struct failure *why)
{
    for (int row = 0; row < RULE_PARAMETER_COUNT; row++)
        TRY(check_parameter(rule, (enum rule_parameter)row, max, why));
    if (kinds[rule->kind].bands)
        TRY(check_bands(rule, max, why));
    if (rule->kind == RULE_LINEAR_BETWEEN &&
        rule->parameters[RULE_LOW] == rule->parameters[RULE_HIGH])
        return fail_field(why, REJECT, "high", "low and high are the same");
    return DONE;
}

/* Hundredths nearest to the value as it is stored, half up; it lies within 0..POINTS_MOST. */
static wide hundredths_of(double value)
{
    uint64_t bits;
    int shift;
    wide mantissa;

    memcpy(&bits, &value, sizeof bits);
    shift = 1075 - (int)(bits >> 52);
    mantissa = (wide)((bits & (UINT64_MAX >> 12)) | UINT64_C(1) << 52) * 100;
    return shift > 100 ? 0 : quotient_half_up(mantissa, (wide)1 << shift);
}

static wide rate_first_points(const struct rule *rule, wide max, struct numbers count)
{
    const int64_t full_millionths =
        rule->kind == RULE_LINEAR_TO_TARGET ? rule->parameters[RULE_TARGET] : MILLION;
    const wide rate = quotient_half_up(count.numerator * 10000, count.denominator);
    const double full = (double)full_millionths / 1e4;
    const double points = (double)max / 1e2 * ((double)rate / 1e2) / full;

    return points >= (double)POINTS_MOST ? max : hundredths_of(points);
}

int64_t rule_points(const struct rule *rule, int64_t max, int64_t numerator, int64_t denominator,
                    enum rounding rounding)
{
    const struct numbers count = {numerator, denominator};
    const bool scales = rule->kind == RULE_LINEAR || rule->kind == RULE_LINEAR_TO_TARGET;
    const wide points = rounding == ROUNDING_RATE_FIRST && scales
                            ? rate_first_points(rule, max, count)
                            : kinds[rule->kind].points(rule, max, count);

    if (points < 0)
        return 0;
    return points > max ? max : (int64_t)points;
}
