#include "scorer/core/score.h"

#include <string.h>

#include "scorer/core/exact.h"

static int64_t not_negative(int64_t value)
{
    return value > 0 ? value : 0;
}

static int64_t millionths(int64_t numerator, int64_t denominator)
{
    const wide ratio = quotient_half_up((wide)numerator * MILLION, denominator);

    return ratio > INT64_MAX ? INT64_MAX : (int64_t)ratio;
}

static enum rounding rounding_of(const struct rubric *rubric, const struct indicator *indicator)
{
    return rubric->rounding == ROUNDING_STYLE_PORTAL &&
                   rubric->groups[indicator->group].portal_rate_first
               ? ROUNDING_RATE_FIRST
               : ROUNDING_EXACT;
}

static struct indicator_score counted(const struct rubric *rubric,
                                      const struct indicator *indicator, struct count count)
{
    const int64_t numerator = not_negative(count.numerator);
    const int64_t denominator = not_negative(count.denominator);
    struct indicator_score score = {.source = SCORE_COUNTED, .has_points = true};

    if (denominator) {
        score.has_ratio = true;
        score.ratio_millionths = millionths(numerator, denominator);
    } else if (rule_divides(indicator->rule.kind)) {
        score.has_points = indicator->zero_den != ZERO_DEN_NONE;
        score.points = indicator->zero_den == ZERO_DEN_FULL ? indicator->max : 0;
        return score;
    }
    score.points = rule_points(&indicator->rule, indicator->max, numerator, denominator,
                               rounding_of(rubric, indicator));
    return score;
}

static bool has_data(enum score_source source)
{
    return source == SCORE_COUNTED || source == SCORE_INHERITED;
}

static struct indicator_score out_of_scope(const struct indicator *indicator,
                                           const struct indicator_score *parent)
{
    struct indicator_score score;

    if (!indicator->inherit)
        return (struct indicator_score){.source = SCORE_OUT_OF_SCOPE};
    if (!parent || !has_data(parent->source))
        return (struct indicator_score){.source = SCORE_ABSENT};
    score = *parent;
    score.source = SCORE_INHERITED;
    return score;
}

static struct indicator_score one(const struct rubric *rubric, const struct indicator *indicator,
                                  enum rubric_level level, struct count count,
                                  const struct indicator_score *parent)
{
    const bool in_scope =
        level == RUBRIC_LEVEL_ANY || !indicator->scope || indicator->scope >> level & 1U;

    if (!in_scope)
        return out_of_scope(indicator, parent);
    if (count.known)
        return counted(rubric, indicator, count);
    if (indicator->rule.kind == RULE_CONSTANT)
        return counted(rubric, indicator, (struct count){0});
    return (struct indicator_score){.source = SCORE_ABSENT};
}

void score_unit(const struct rubric *rubric, enum rubric_level level, const struct count *counts,
                const struct score *parent, struct score *score)
{
    memset(score, 0, sizeof *score);
    for (size_t row = 0; row < rubric->indicator_count; row++) {
        const struct indicator *const indicator = &rubric->indicators[row];
        struct indicator_score *const made = &score->indicators[row];

        *made =
            one(rubric, indicator, level, counts[row], parent ? &parent->indicators[row] : NULL);
        score->groups[indicator->group] += made->points;
        score->total += made->points;
        if (made->source == SCORE_OUT_OF_SCOPE)
            continue;
        score->asked += indicator->max;
        score->covered += has_data(made->source) ? indicator->max : 0;
    }
}
