#include "thuocdo/simulate/plan.h"

#include <assert.h>

enum {
    PAYMENTS_LIMIT = 6,
    SPLIT_PERMILLE = 40,   /* Direct payments that are a dossier's second or third. */
    BEFORE_PERMILLE = 500, /* Carried dossiers that had paid before the period. */
    VOIDED_PERMILLE = 600,
    STEP_VND = 1000,
    FIRST_VND = 20000,
};

/* A total to be shared out in so many payments. */
struct purse {
    int64_t vnd;
    int64_t payments;
};

static bool received_in_period(const struct dossier *one)
{
    return one->kind == KIND_EARLY || one->kind == KIND_LATER;
}

static bool owes(const struct dossier *one)
{
    return dossier_has(one, MARK_FEE_DUE);
}

static void choose_online(struct planned *planned)
{
    int64_t wanted = planned->published->online_payments;
    int64_t left = planned->published->fee_dossiers;

    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];

        if (received_in_period(one) && owes(one))
            one->online_payments = dice_choose(&planned->dice, &wanted, &left);
    }
    assert(left == 0 && wanted == 0);
}

/* Which dossiers get their first payment at the counter, and which one more. */
static bool takes_first(const struct dossier *one)
{
    return dossier_counted(one) && owes(one) && !one->online_payments && !one->direct_payments;
}

static bool takes_more(const struct dossier *one)
{
    return dossier_counted(one) && owes(one) && one->direct_payments < PAYMENTS_LIMIT &&
           (one->online_payments || one->direct_payments);
}

/* Gives at most `wanted` dossiers one direct payment more; how many it gave. */
static int64_t give_direct(struct planned *planned, bool takes(const struct dossier *),
                           int64_t wanted)
{
    int64_t left = 0, given;

    for (size_t at = 0; at < planned->count; at++)
        left += takes(&planned->dossiers[at]);
    if (wanted > left)
        wanted = left;
    given = wanted;
    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];

        if (takes(one) && dice_choose(&planned->dice, &wanted, &left))
            one->direct_payments++;
    }
    return given;
}

static void choose_direct(struct planned *planned)
{
    const int64_t total = planned->published->direct_payments;
    int64_t left = total - give_direct(planned, takes_first, total - total * SPLIT_PERMILLE / 1000);

    while (left > 0) {
        const int64_t given = give_direct(planned, takes_more, left);

        assert(given > 0);
        left -= given;
    }
}

/* Payments that no table of the period counts. */
static void choose_other(struct planned *planned)
{
    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];
        const int64_t luck = dice_below(&planned->dice, 1000);

        if (!owes(one))
            continue;
        if (one->kind == KIND_PAST || (one->kind == KIND_VOIDED && luck < VOIDED_PERMILLE) ||
            (one->kind == KIND_CARRIED && !one->direct_payments && luck < BEFORE_PERMILLE))
            one->other_payments = 1;
    }
}

/* Around the average of what is left; the last payment takes the odd rest. */
static int64_t take(struct purse *purse, struct dice *dice)
{
    const int64_t average = purse->vnd / purse->payments;
    int64_t taken = average * dice_between(dice, 50, 150) / 100 / STEP_VND * STEP_VND;

    if (purse->payments == 1)
        taken = purse->vnd;
    else if (taken < STEP_VND)
        taken = STEP_VND;
    purse->vnd -= taken;
    purse->payments--;
    assert(taken > 0 && purse->vnd >= 0);
    return taken;
}

static enum outcome share_out(struct planned *planned, struct failure *why)
{
    const struct published *row = planned->published;
    struct purse online = {row->online_vnd, row->online_payments};
    struct purse direct = {row->direct_vnd, row->direct_payments};

    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];

        one->first_payment = (int64_t)planned->year->amounts.count;
        for (int payment = 0; payment < one->online_payments; payment++)
            TRY(year_add_amount(planned->year, take(&online, &planned->dice), why));
        for (int payment = 0; payment < one->direct_payments; payment++)
            TRY(year_add_amount(planned->year, take(&direct, &planned->dice), why));
        for (int payment = 0; payment < one->other_payments; payment++)
            TRY(year_add_amount(planned->year,
                                FIRST_VND + STEP_VND * dice_below(&planned->dice, 400), why));
    }
    assert(online.payments == 0 && online.vnd == 0 && direct.payments == 0 && direct.vnd == 0);
    return DONE;
}

enum outcome plan_payments(struct planned *planned, struct failure *why)
{
    choose_online(planned);
    choose_direct(planned);
    choose_other(planned);
    return share_out(planned, why);
}
