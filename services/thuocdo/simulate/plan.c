#include "thuocdo/simulate/plan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"

/* How many dossiers of a kind end in each way. */
struct group {
    enum dossier_kind kind;
    enum dossier_outcome outcome;
    int64_t count;
};

static int64_t smaller(int64_t left, int64_t right)
{
    return left < right ? left : right;
}

/* At least one of them, unless there is nothing to take them from. */
static int64_t some(int64_t count, int64_t permille)
{
    return count ? 1 + count * permille / 1000 : 0;
}

/*
 * Of the dossiers received in the period, how many before the population database became a duty:
 * about their share of working days, and such that the printed share of the rest exists. Where
 * it exists for the rest only, never for all, the rest is as large as it can be.
 */
static int64_t early_count(const struct year *year, const struct published *row)
{
    const int64_t days = year->end - year->first;
    const int64_t natural = row->population_base < row->received
                                ? row->received - row->population_base
                                : row->received * (year->duty - year->first) / days;

    for (int64_t step = 0; step < row->received; step++) {
        if (natural + step <= row->received - row->open &&
            published_count(row->population_tenths, row->received - natural - step) >= 0)
            return natural + step;
        if (natural >= step &&
            published_count(row->population_tenths, row->received - natural + step) >= 0)
            return natural - step;
    }
    return natural;
}

/* About one in a hundred, but so that the printed share of electronic results exists. */
static int64_t withdrawn_count(const struct published *row)
{
    int64_t withdrawn = (row->closed - row->late) / 100;

    while (withdrawn > 0 && published_count(row->e_result_tenths, row->closed - withdrawn) < 0)
        withdrawn--;
    return withdrawn;
}

static enum outcome add_group(struct year *year, int agency, struct group group,
                              struct failure *why)
{
    for (int64_t number = 0; number < group.count; number++) {
        struct dossier *added = year_add(year);

        if (!added)
            return fail(why, RETRY, "simulate: no memory for %zu dossiers", year->count);
        added->seed = dice_mix(year->seed + (uint64_t)agency, year->count);
        added->kind = (uint8_t)group.kind;
        added->outcome = (uint8_t)group.outcome;
        added->unit = (uint8_t)agency;
        added->first_unit = (uint8_t)agency;
    }
    return DONE;
}

static enum outcome add_groups(struct year *year, int agency, struct failure *why)
{
    const struct published *row = &year->published[agency];
    const int64_t early = early_count(year, row);
    const int64_t open_carried = smaller(row->open, row->carried / 40);
    const int64_t open_later = row->open - open_carried;
    const int64_t closed_carried = row->carried - open_carried;
    const int64_t closed_later = row->received - early - open_later;
    const int64_t past = some(row->carried, 500);
    const int64_t never = some(row->received, 12);
    const int64_t voided = some(row->received, 10);
    const int64_t voided_open = some(row->received, 5);
    const struct group groups[] = {
        {KIND_PAST,    OUTCOME_FINISHED, past          },
        {KIND_CARRIED, OUTCOME_FINISHED, closed_carried},
        {KIND_CARRIED, OUTCOME_OPEN,     open_carried  },
        {KIND_EARLY,   OUTCOME_FINISHED, early         },
        {KIND_LATER,   OUTCOME_FINISHED, closed_later  },
        {KIND_LATER,   OUTCOME_OPEN,     open_later    },
        {KIND_NEVER,   OUTCOME_OPEN,     never         },
        {KIND_VOIDED,  OUTCOME_FINISHED, voided        },
        {KIND_VOIDED,  OUTCOME_OPEN,     voided_open   },
    };

    assert(closed_later >= 0);
    for (size_t at = 0; at < sizeof groups / sizeof groups[0]; at++)
        TRY(add_group(year, agency, groups[at], why));
    return DONE;
}

/* Exactly so many withdrawn and late ones among those that end in the period. */
static void choose_outcomes(struct planned *planned)
{
    int64_t withdrawn = withdrawn_count(planned->published);
    int64_t late = planned->published->late;
    int64_t left = planned->published->closed;
    int64_t timely = left - late;

    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];

        if (!dossier_counted(one) || one->outcome != OUTCOME_FINISHED)
            continue;
        if (dice_choose(&planned->dice, &late, &left))
            one->marks |= MARK_LATE;
        else if (dice_choose(&planned->dice, &withdrawn, &timely))
            one->outcome = OUTCOME_WITHDRAWN;
    }
    assert(left == 0 && late == 0 && withdrawn == 0);
}

static int by_receipt(const void *left, const void *right)
{
    const struct dossier *one = left, *other = right;

    if (one->received != other->received)
        return one->received < other->received ? -1 : 1;
    return one->seed < other->seed ? -1 : one->seed > other->seed;
}

enum outcome plan_agency(struct year *year, int agency, struct failure *why)
{
    const size_t before = year->count;
    struct planned planned = {.year = year, .agency = agency};

    TRY(add_groups(year, agency, why));
    planned.published = &year->published[agency];
    planned.dossiers = year->dossiers + before;
    planned.count = year->count - before;
    planned.dice = dice_seeded(year->seed, (uint64_t)agency);
    choose_outcomes(&planned);
    plan_marks(&planned);
    plan_lives(&planned);
    plan_days(&planned);
    qsort(planned.dossiers, planned.count, sizeof *planned.dossiers, by_receipt);
    return plan_payments(&planned, why);
}

void plan_codes(struct year *year)
{
    int32_t numbers[AGENCIES][CALENDAR_DAYS];

    memset(numbers, 0, sizeof numbers);
    for (size_t at = 0; at < year->count; at++) {
        struct dossier *one = &year->dossiers[at];

        one->code_number = ++numbers[one->first_unit][one->code_day - year->calendar.first];
    }
}
