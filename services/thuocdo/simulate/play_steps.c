#include "thuocdo/simulate/play.h"

#include <assert.h>

#include "runtime/day.h"

enum { STEPS = 28 };

/* A step whose moment is not chosen yet. */
struct step {
    enum event_kind kind;
    int status;
    int32_t due;
};

struct steps {
    int count;
    struct step list[STEPS];
};

static void add(struct steps *steps, enum event_kind kind, int status, int32_t due)
{
    assert(steps->count < STEPS);
    steps->list[steps->count++] = (struct step){kind, status, due};
}

static void add_status(struct steps *steps, int status)
{
    add(steps, EVENT_STATUS, status, DAY_NONE);
}

static void add_start(struct play *play, struct steps *steps)
{
    const bool states_due = dossier_has(play->dossier, MARK_DUE_LATER);

    if (dice_permille(&play->dice, 150))
        add_status(steps, STATUS_RECEIVED);
    if (dossier_has(play->dossier, MARK_MOVED))
        add(steps, EVENT_MOVED, 0, DAY_NONE);
    if (states_due)
        add(steps, EVENT_STATUS, STATUS_PROCESSING, play->dossier->first_due);
    else if (dice_permille(&play->dice, 600))
        add_status(steps, STATUS_PROCESSING);
    if (dossier_has(play->dossier, MARK_FEE_DUE) && dice_permille(&play->dice, 100)) {
        add_status(steps, STATUS_PAYMENT);
        add_status(steps, dice_permille(&play->dice, 500) ? STATUS_RECEIVED : STATUS_PROCESSING);
    }
}

/* 5, sometimes twice or by way of 6, and back; the last return may state a later due day. */
static void add_round(struct play *play, struct steps *steps, int32_t due)
{
    add_status(steps, STATUS_SUPPLEMENT);
    if (dice_permille(&play->dice, 60))
        add_status(steps, STATUS_SUPPLEMENT);
    else if (dice_permille(&play->dice, 20)) {
        add_status(steps, STATUS_PAYMENT);
        add_status(steps, STATUS_SUPPLEMENT);
    }
    add(steps, EVENT_STATUS, dice_permille(&play->dice, 600) ? STATUS_PROCESSING : STATUS_RECEIVED,
        due);
}

static void add_supplements(struct play *play, struct steps *steps)
{
    const struct dossier *dossier = play->dossier;
    const bool later = !dossier_has(dossier, MARK_EXTENDED) && dossier->due != dossier->first_due;

    if (!dossier_has(dossier, MARK_SUPPLEMENT))
        return;
    if (dice_permille(&play->dice, 100))
        add_round(play, steps, DAY_NONE);
    add_round(play, steps, later ? dossier->due : DAY_NONE);
}

static void add_extensions(struct play *play, struct steps *steps)
{
    const struct dossier *dossier = play->dossier;
    const int32_t half = dossier->first_due + (dossier->due - dossier->first_due) / 2;
    const struct calendar *calendar = &play->year->calendar;

    if (!dossier_has(dossier, MARK_EXTENDED))
        return;
    if (dice_permille(&play->dice, 60))
        add(steps, EVENT_EXTENDED, 0, calendar->day_of[office_from(calendar, half)]);
    add(steps, EVENT_EXTENDED, 0, dossier->due);
}

/* A first end that does not last: recalled by the office, or taken up again by the citizen. */
static void add_first_end(struct play *play, struct steps *steps)
{
    if (!dossier_has(play->dossier, MARK_REOPENED))
        return;
    if (dice_permille(&play->dice, 200)) {
        add_status(steps, STATUS_WITHDRAWN);
    } else {
        const bool finished = dice_permille(&play->dice, 850);

        if (finished)
            add_status(steps, STATUS_FINISHED);
        if (!finished || dice_permille(&play->dice, 600))
            add_status(steps, STATUS_HANDED_OVER);
    }
    add_status(steps, dice_permille(&play->dice, 500) ? STATUS_RECEIVED : STATUS_PROCESSING);
}

static void add_last_wait(struct play *play, struct steps *steps)
{
    const int64_t luck = dice_below(&play->dice, 10);

    if (dossier_has(play->dossier, MARK_WAITING))
        add_status(steps, luck < 6   ? STATUS_SUPPLEMENT
                          : luck < 8 ? STATUS_PAYMENT
                                     : STATUS_STOPPED);
}

/* Spread between receipt and end, never closer than half their fair share of the time. */
static void set_moments(struct play *play, const struct steps *steps)
{
    const struct dossier *dossier = play->dossier;
    const int64_t share = (dossier->ended - dossier->received) / (steps->count + 1);

    for (int at = 0; at < steps->count; at++) {
        const struct step *step = &steps->list[at];
        const int64_t position =
            dossier->received + share * (at + 1) + dice_between(&play->dice, -share / 5, share / 5);
        struct event *event = story_add(play->story, step->kind, play_moment(play, position));

        event->status = (uint8_t)step->status;
        event->due = step->due;
        event->unit = dossier->unit;
    }
}

void play_steps(struct play *play)
{
    struct steps steps = {.count = 0};

    if (dossier_has(play->dossier, MARK_END_FIRST))
        return;
    if (dossier_has(play->dossier, MARK_ON_SPOT)) {
        if (dice_permille(&play->dice, 300))
            add_status(&steps, STATUS_PROCESSING);
    } else {
        add_start(play, &steps);
        add_supplements(play, &steps);
        add_extensions(play, &steps);
        if (dice_permille(&play->dice, 15)) {
            add_status(&steps, STATUS_STOPPED);
            add_status(&steps, STATUS_PROCESSING);
        }
        add_first_end(play, &steps);
        if (dice_permille(&play->dice, 40))
            add_status(&steps, STATUS_PROCESSING);
        add_last_wait(play, &steps);
    }
    set_moments(play, &steps);
}
