#include "scorer/core/rows.h"

enum outcome rows_activity(struct formula *activity, struct failure *why)
{
    return formula_parse("handled", activity, why) == DONE ? DONE : FATAL;
}

void rows_slots(const struct rubric *rubric, struct slots *slots)
{
    for (size_t row = 0; row < rubric->indicator_count; row++) {
        slots_add(slots, &rubric->indicators[row].numerator);
        slots_add(slots, &rubric->indicators[row].denominator);
    }
}

bool rows_inherit(const struct rubric *rubric)
{
    for (size_t row = 0; row < rubric->indicator_count; row++)
        if (rubric->indicators[row].inherit && rubric->indicators[row].computable)
            return true;
    return false;
}

/* A unit of which no dossier has ever come has no numbers, which is not the same as zeros. */
static void count(const struct rubric *rubric, const struct period_sums *sums, uint32_t unit,
                  struct count counts[RUBRIC_INDICATORS])
{
    const bool known = sums_at_end(sums, unit, MEASURE_RECEIVED) != 0;

    for (size_t row = 0; row < rubric->indicator_count; row++) {
        const struct indicator *const indicator = &rubric->indicators[row];

        counts[row] = (struct count){0};
        if (known && indicator->computable)
            counts[row] = (struct count){true, sums_value(sums, unit, &indicator->numerator),
                                         sums_value(sums, unit, &indicator->denominator)};
    }
}

struct scored {
    struct count counts[RUBRIC_INDICATORS];
    struct score score;
};

/* From the root down, since a unit may have its parent's score, which may be inherited itself. */
static void score(const struct rubric *rubric, const struct units *units, uint32_t unit,
                  const struct period *period, const struct period_sums *sums,
                  struct scored *scored)
{
    uint32_t path[UNIT_DEPTH];
    size_t above = units_path(units, unit, period->to_day, path);
    struct scored parent = {0};
    bool has_parent = false;

    if (!rows_inherit(rubric))
        above = 1;
    while (above-- > 0) {
        const struct unit_version *const version =
            units_version(units, path[above], period->to_day);

        count(rubric, sums, path[above], scored->counts);
        score_unit(rubric, version->level, scored->counts, has_parent ? &parent.score : NULL,
                   &scored->score);
        for (size_t row = 0; row < rubric->indicator_count; row++)
            if (scored->score.indicators[row].source == SCORE_INHERITED)
                scored->counts[row] = parent.counts[row];
        if (above > 0)
            parent = *scored;
        has_parent = true;
    }
}

static bool has_data(enum score_source source)
{
    return source == SCORE_COUNTED || source == SCORE_INHERITED;
}

static struct score_row row_of_indicator(const struct indicator *indicator, struct count count,
                                         const struct indicator_score *made)
{
    const bool asked = made->source != SCORE_OUT_OF_SCOPE;

    return (struct score_row){
        .indicator = indicator->id,
        .counted = asked && count.known,
        .numerator = count.numerator,
        .denominator = count.denominator,
        .has_points = made->has_points,
        .points_hundredths = made->points,
        .max_hundredths = asked ? indicator->max : 0,
        .coverage_basis_points = has_data(made->source) ? WHOLE_BASIS_POINTS : 0,
    };
}

/* The rows of some indicators as one: where nothing is asked, nothing is covered. */
static void add_row(struct score_row *into, int64_t *covered, const struct score_row *row)
{
    into->has_points |= row->has_points;
    into->points_hundredths += row->points_hundredths;
    into->max_hundredths += row->max_hundredths;
    *covered += row->coverage_basis_points ? row->max_hundredths : 0;
    into->coverage_basis_points = into->max_hundredths
                                      ? (2 * *covered * WHOLE_BASIS_POINTS + into->max_hundredths) /
                                            (2 * into->max_hundredths)
                                      : 0;
}

size_t rows_of_unit(const struct rubric *rubric, const struct units *units, uint32_t unit,
                    const struct period *period, const struct period_sums *sums,
                    struct score_row *rows)
{
    struct score_row *const groups = rows + rubric->indicator_count;
    struct score_row *const total = groups + rubric->group_count;
    int64_t covered[RUBRIC_GROUPS] = {0}, covered_in_all = 0;
    struct scored scored = {0};

    score(rubric, units, unit, period, sums, &scored);
    for (size_t row = 0; row < rubric->group_count; row++)
        groups[row] = (struct score_row){.indicator = rubric->groups[row].id};
    *total = (struct score_row){.indicator = "total"};
    for (size_t row = 0; row < rubric->indicator_count; row++) {
        const struct indicator *const indicator = &rubric->indicators[row];

        rows[row] = row_of_indicator(indicator, scored.counts[row], &scored.score.indicators[row]);
        add_row(&groups[indicator->group], &covered[indicator->group], &rows[row]);
        add_row(total, &covered_in_all, &rows[row]);
    }
    return rubric->indicator_count + rubric->group_count + 1;
}
