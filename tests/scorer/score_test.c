#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "scorer/core/score.h"
#include "scorer/rubric_file.h"

enum { ROUNDS = 20000 };

static _Alignas(16) char memory[RUBRIC_ARENA];

static struct rubric load(const char *id)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why = {0};
    struct rubric rubric;

    cr_assert_eq(rubric_load(id, &arena, &rubric, &why), DONE, "%s", why.text);
    return rubric;
}

static size_t place(const struct rubric *rubric, const char *id)
{
    size_t at;

    cr_assert(rubric_find(rubric, id, strlen(id), &at), "%s", id);
    return at;
}

static struct score score_one(const struct rubric *rubric, const char *id, struct count count)
{
    struct count counts[RUBRIC_INDICATORS] = {0};
    struct score score;

    counts[place(rubric, id)] = count;
    score_unit(rubric, RUBRIC_LEVEL_ANY, counts, NULL, &score);
    return score;
}

Test(score, gives_a_missing_base_what_the_indicator_says)
{
    static const struct {
        const char *id;
        int64_t points;
    } rows[] = {
        {"5.2", 600},
        {"5.3", 600},
        {"3.6", 0  },
        {"2.1", 0  },
        {"5.4", 0  }
    };
    const struct rubric rubric = load("766");

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        const struct score score = score_one(&rubric, rows[row].id, (struct count){true, 0, 0});
        const struct indicator_score *const made = &score.indicators[place(&rubric, rows[row].id)];

        cr_expect_not(made->has_ratio, "%s", rows[row].id);
        cr_expect(made->has_points, "%s", rows[row].id);
        cr_expect_eq(made->points, rows[row].points, "%s", rows[row].id);
        cr_expect_eq(score.total, rows[row].points, "%s", rows[row].id);
    }
}

Test(score, gives_no_points_for_a_missing_base_without_a_policy)
{
    struct rubric rubric = load("766");
    const size_t at = place(&rubric, "2.1");
    struct score score;

    rubric.indicators[at].zero_den = ZERO_DEN_NONE;
    score = score_one(&rubric, "2.1", (struct count){true, 0, 0});
    cr_expect_not(score.indicators[at].has_points);
    cr_expect_eq(score.indicators[at].source, SCORE_COUNTED);
    cr_expect_eq(score.covered, 2000);
}

Test(score, lists_what_is_absent_and_lowers_the_coverage)
{
    const struct rubric rubric = load("766");
    const struct score score = score_one(&rubric, "2.1", (struct count){true, 1, 2});
    const size_t absent = place(&rubric, "1.1");

    cr_expect_eq(score.asked, 10000);
    cr_expect_eq(score.covered, 2000);
    cr_expect_eq(score.total, 1000);
    cr_expect_eq(score.indicators[absent].source, SCORE_ABSENT);
    cr_expect_not(score.indicators[absent].has_ratio);
    cr_expect_not(score.indicators[absent].has_points);
}

Test(score, shows_a_rate_above_one_and_caps_its_points)
{
    const struct rubric rubric = load("766");
    const struct score score = score_one(&rubric, "2.1", (struct count){true, 3, 2});

    cr_expect_eq(score.indicators[place(&rubric, "2.1")].ratio_millionths, 1500000);
    cr_expect_eq(score.total, 2000);
}

Test(score, rounds_the_shown_rate_half_up)
{
    const struct rubric rubric = load("766");
    const size_t at = place(&rubric, "2.1");

    cr_expect_eq(
        score_one(&rubric, "2.1", (struct count){true, 2, 3}).indicators[at].ratio_millionths,
        666667);
    cr_expect_eq(
        score_one(&rubric, "2.1", (struct count){true, 1, 2000000}).indicators[at].ratio_millionths,
        1);
    cr_expect_eq(score_one(&rubric, "2.1", (struct count){true, INT64_MAX, 1})
                     .indicators[at]
                     .ratio_millionths,
                 INT64_MAX);
}

Test(score, counts_a_number_below_zero_as_zero)
{
    const struct rubric rubric = load("766");

    cr_expect_eq(score_one(&rubric, "2.1", (struct count){true, -5, 10}).total, 0);
    cr_expect_eq(score_one(&rubric, "5.2", (struct count){true, 5, -10}).total, 600);
}

Test(score, takes_from_the_parent_what_lies_outside_the_scope)
{
    const struct rubric rubric = load("766");
    const struct count count = {true, 1, 2};
    struct count counts[RUBRIC_INDICATORS] = {0};
    struct score province, commune, orphan;

    counts[place(&rubric, "1.1")] = count;
    counts[place(&rubric, "1.2")] = count;
    counts[place(&rubric, "1.4")] = count;
    score_unit(&rubric, RUBRIC_LEVEL_PROVINCE, counts, NULL, &province);
    score_unit(&rubric, RUBRIC_LEVEL_COMMUNE, counts, &province, &commune);
    score_unit(&rubric, RUBRIC_LEVEL_COMMUNE, counts, NULL, &orphan);

    cr_expect_eq(province.total, 300 + 200 + 300);
    cr_expect_eq(province.asked, 10000);
    cr_expect_eq(commune.indicators[place(&rubric, "1.1")].source, SCORE_OUT_OF_SCOPE);
    cr_expect_eq(commune.indicators[place(&rubric, "1.2")].source, SCORE_INHERITED);
    cr_expect_eq(commune.indicators[place(&rubric, "1.3")].source, SCORE_ABSENT);
    cr_expect_eq(commune.total, 200 + 300);
    cr_expect_eq(commune.asked, 9400);
    cr_expect_eq(orphan.indicators[place(&rubric, "1.2")].source, SCORE_ABSENT);
    cr_expect_eq(orphan.total, 300);
}

Test(score, needs_no_numbers_for_a_constant)
{
    const struct rubric rubric = load("766-practice-2024");
    const struct count nothing[RUBRIC_INDICATORS] = {0};
    struct score score;

    score_unit(&rubric, RUBRIC_LEVEL_ANY, nothing, NULL, &score);
    cr_expect_eq(score.total, 200);
    cr_expect_eq(score.covered, 200);
}

/* The portal's August: 6 * 98.75 % is 5.92 there, and 5.93 exactly; other groups are exact. */
Test(score, rounds_as_the_portal_only_where_the_portal_does)
{
    const struct count count = {true, 9875, 10000};
    const struct rubric exact = load("766");
    const int64_t exact_paid = score_one(&exact, "3.6", count).total;
    const struct rubric portal = load("766-portal");

    cr_expect_eq(exact_paid, 593);
    cr_expect_eq(score_one(&portal, "3.6", count).total, 592);
    cr_expect_eq(score_one(&portal, "5.2", count).total, 593);
    cr_expect_eq(score_one(&portal, "4.1", (struct count){true, 552, 710}).total, 466);
}

static uint64_t state;

static int64_t chance(int64_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((state >> 33) % (uint64_t)below);
}

static void random_counts(const struct rubric *rubric, struct count *counts)
{
    const int64_t size = chance(2) ? 20 : 1000000;

    for (size_t row = 0; row < rubric->indicator_count; row++) {
        const int64_t denominator = chance(size);

        counts[row] = (struct count){chance(5) > 0, chance(denominator + 1), denominator};
    }
}

static void check_bounds(const struct rubric *rubric, const struct score *score, int round)
{
    int64_t groups = 0, covered = 0, sums[RUBRIC_GROUPS] = {0};

    for (size_t row = 0; row < rubric->indicator_count; row++) {
        const struct indicator *const indicator = &rubric->indicators[row];
        const struct indicator_score *const made = &score->indicators[row];

        cr_assert(made->points >= 0 && made->points <= indicator->max, "round %d, %s", round,
                  indicator->id);
        cr_assert(made->has_points || made->points == 0, "round %d", round);
        sums[indicator->group] += made->points;
        covered += made->source == SCORE_COUNTED ? indicator->max : 0;
    }
    for (size_t row = 0; row < rubric->group_count; row++) {
        cr_assert_eq(score->groups[row], sums[row], "round %d", round);
        cr_assert_leq(score->groups[row], rubric->groups[row].max, "round %d", round);
        groups += score->groups[row];
    }
    cr_assert_eq(score->total, groups, "round %d", round);
    cr_assert_eq(score->covered, covered, "round %d", round);
}

static void hold(const char *id)
{
    const struct rubric rubric = load(id);
    const char *const seed = getenv("SEED");

    state = seed ? strtoull(seed, NULL, 10) : 766;
    for (int round = 0; round < ROUNDS; round++) {
        struct count counts[RUBRIC_INDICATORS] = {0};
        const size_t at = (size_t)chance((int64_t)rubric.indicator_count);
        struct score before, after;

        random_counts(&rubric, counts);
        score_unit(&rubric, RUBRIC_LEVEL_ANY, counts, NULL, &before);
        check_bounds(&rubric, &before, round);
        counts[at].numerator += counts[at].numerator < counts[at].denominator;
        score_unit(&rubric, RUBRIC_LEVEL_ANY, counts, NULL, &after);
        cr_assert_geq(after.indicators[at].points, before.indicators[at].points,
                      "%s round %d: one more at %s costs points", id, round,
                      rubric.indicators[at].id);
    }
}

Test(score, stays_in_bounds_adds_up_and_never_falls_when_one_more_is_on_time)
{
    hold("766");
    hold("766-portal");
    hold("766-practice-2024");
}

Test(score, has_the_grade_of_the_total)
{
    static const struct {
        int64_t total;
        const char *grade;
    } rows[] = {
        {10000, "Xuất sắc"},
        {9000,  "Xuất sắc"},
        {8999,  "Tốt"       },
        {8000,  "Tốt"       },
        {7999,  "Khá"        },
        {7000,  "Khá"        },
        {6999,  "Trung bình" },
        {5000,  "Trung bình" },
        {4999,  "Yếu"       },
        {0,     "Yếu"       }
    };
    const struct rubric rubric = load("766");

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        cr_expect_str_eq(rubric_grade(&rubric, rows[row].total)->name_vi, rows[row].grade);
}
