#include "thuocdo/simulate/plan.h"

#include <assert.h>

enum { POST_PERMILLE = 35, NO_RESULT = -1 };

static bool received_in_period(const struct dossier *one)
{
    return one->kind == KIND_EARLY || one->kind == KIND_LATER;
}

static int permille(int64_t part, int64_t base)
{
    return base ? (int)(part * 1000 / base) : 0;
}

static void choose_channel(struct planned *planned, struct dossier *one, bool online)
{
    if (online)
        one->channel = DOSSIER_ONLINE;
    else if (dice_permille(&planned->dice, POST_PERMILLE))
        one->channel = DOSSIER_POST;
    else
        one->channel = DOSSIER_DIRECT;
}

static void choose_channels(struct planned *planned)
{
    const struct published *row = planned->published;
    const int elsewhere = permille(row->online, row->received);
    int64_t wanted = row->online, left = row->received;

    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];

        choose_channel(planned, one,
                       received_in_period(one) ? dice_choose(&planned->dice, &wanted, &left)
                                               : dice_permille(&planned->dice, elsewhere));
    }
    assert(left == 0 && wanted == 0);
}

/* Marks exactly so many of those received in the period, and about as many of the others. */
static void choose_received(struct planned *planned, enum dossier_mark mark, int64_t wanted)
{
    int64_t left = planned->published->received;
    const int elsewhere = permille(wanted, left);

    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];
        const bool chosen = received_in_period(one) ? dice_choose(&planned->dice, &wanted, &left)
                                                    : dice_permille(&planned->dice, elsewhere);

        if (chosen)
            one->marks |= mark;
    }
    assert(left == 0 && wanted == 0);
}

static int64_t count_kind(const struct planned *planned, enum dossier_kind kind)
{
    int64_t count = 0;

    for (size_t at = 0; at < planned->count; at++)
        count += planned->dossiers[at].kind == kind;
    return count;
}

static void choose_kind(struct planned *planned, enum dossier_kind kind, int64_t wanted)
{
    int64_t left = count_kind(planned, kind);

    for (size_t at = 0; at < planned->count; at++)
        if (planned->dossiers[at].kind == kind && dice_choose(&planned->dice, &wanted, &left))
            planned->dossiers[at].marks |= MARK_POPULATION;
    assert(left == 0 && wanted == 0);
}

/*
 * The printed share holds for those received since the database became a duty, and also for the
 * whole period wherever whole numbers allow it.
 */
static void choose_population(struct planned *planned)
{
    const struct published *row = planned->published;
    const int64_t early = count_kind(planned, KIND_EARLY);
    const int64_t later = count_kind(planned, KIND_LATER);
    const int64_t in_duty = published_count(row->population_tenths, later);
    int64_t before = published_count(row->population_tenths, row->received) - in_duty;

    assert(in_duty >= 0);
    if (before < 0)
        before = 0;
    if (before > early)
        before = early;
    choose_kind(planned, KIND_EARLY, before);
    choose_kind(planned, KIND_LATER, in_duty);
}

static void choose_e_results(struct planned *planned)
{
    const struct published *row = planned->published;
    int64_t left = 0, wanted;

    for (size_t at = 0; at < planned->count; at++)
        left += dossier_counted(&planned->dossiers[at]) &&
                planned->dossiers[at].outcome == OUTCOME_FINISHED;
    wanted = published_count(row->e_result_tenths, left);
    assert(wanted > NO_RESULT);
    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];

        if (one->outcome == OUTCOME_FINISHED &&
            (dossier_counted(one) ? dice_choose(&planned->dice, &wanted, &left)
                                  : dice_permille(&planned->dice, 900)))
            one->marks |= MARK_E_RESULT;
    }
    assert(left == 0 && wanted == 0);
}

void plan_marks(struct planned *planned)
{
    const struct published *row = planned->published;

    choose_channels(planned);
    choose_received(planned, MARK_DIGITISED, row->digitised);
    choose_received(planned, MARK_FEE_DUE, row->fee_dossiers);
    choose_population(planned);
    choose_e_results(planned);
}
