#include "thuocdo/simulate/play.h"

enum { FEE, CHARGE, TAX };

enum {
    EXEMPT_PERMILLE = 80,
    UNSTATED_PERMILLE = 300, /* Unpaid fees that only the catalogue knows. */
    STEP_VND = 1000,
    EVENING = 19 * HOUR,
};

static int payments(const struct dossier *dossier)
{
    return dossier->online_payments + dossier->direct_payments + dossier->other_payments;
}

static int64_t amount_of(const struct play *play, int payment)
{
    return play->year->amounts.vnd[play->dossier->first_payment + payment];
}

static void owe(struct play *play, int64_t amount, int kind)
{
    struct story *story = play->story;
    const int64_t position = play->dossier->received + dice_between(&play->dice, 1, 30);
    struct event *event = story_add(story, EVENT_FEE, play_moment(play, position));

    event->amount = amount;
    event->fee = (uint8_t)kind;
    story->fees[story->fee_count++] = (struct fee){amount, (uint8_t)kind};
}

/* What was paid was owed; a fifth of it in two parts. */
static void owe_in_parts(struct play *play, int64_t total)
{
    const int64_t part = total / 3 / STEP_VND * STEP_VND;
    const bool land = play->dossier->unit == 12;

    if (part > 0 && dice_permille(&play->dice, 200)) {
        owe(play, part, FEE);
        owe(play, total - part, land && dice_permille(&play->dice, 500) ? TAX : CHARGE);
    } else {
        owe(play, total, dice_permille(&play->dice, 600) ? FEE : CHARGE);
    }
}

static void play_fees(struct play *play)
{
    const struct dossier *dossier = play->dossier;
    const int count = payments(dossier);
    int64_t total = 0;

    for (int payment = 0; payment < count; payment++)
        total += amount_of(play, payment);
    if (!dossier_has(dossier, MARK_FEE_DUE)) {
        if (play->procedure->fee || dice_permille(&play->dice, EXEMPT_PERMILLE))
            owe(play, 0, FEE);
    } else if (count) {
        owe_in_parts(play, total);
    } else if (!play->procedure->fee || !dice_permille(&play->dice, UNSTATED_PERMILLE)) {
        owe_in_parts(play, STEP_VND * dice_between(&play->dice, 8, 400));
    }
}

/* Within two working days of the receipt or of the period's first day, not after the end. */
static int64_t payment_position(struct play *play, bool at_desk, bool in_period)
{
    const struct dossier *dossier = play->dossier;
    const int64_t from =
        in_period && dossier->received < play->year->first ? play->year->first : dossier->received;
    int64_t until = from + (at_desk ? 900 : 2 * WORKDAY_SECONDS);

    if (until > dossier->ended)
        until = dossier->ended;
    if (!in_period && dossier->kind != KIND_VOIDED && until >= play->year->first)
        until = play->year->first - 1;
    return dice_between(&play->dice, from, until);
}

static void pay(struct play *play, int payment, bool online, bool in_period)
{
    const bool at_desk = dice_permille(&play->dice, 700);
    const int64_t position = payment_position(play, at_desk, in_period);
    int64_t second = play_moment(play, position);
    struct event *event;

    if (online && dice_permille(&play->dice, 200))
        second = second_of_day(office_day(&play->year->calendar, position)) + EVENING +
                 dice_below(&play->dice, 3 * HOUR);
    event = story_add(play->story, EVENT_PAID, second);
    event->amount = amount_of(play, payment);
    if (online)
        event->channel = dice_permille(&play->dice, 800) ? PAYMENT_PORTAL : PAYMENT_GATEWAY;
    else
        event->channel = dice_permille(&play->dice, 300) ? PAYMENT_BANK : PAYMENT_CASH;
}

void play_money(struct play *play)
{
    const struct dossier *dossier = play->dossier;
    const int direct = dossier->online_payments + dossier->direct_payments;

    play_fees(play);
    for (int payment = 0; payment < payments(dossier); payment++) {
        const bool in_period = payment < direct;
        const bool online =
            in_period ? payment < dossier->online_payments : dice_permille(&play->dice, 450);

        pay(play, payment, online, in_period);
    }
}
