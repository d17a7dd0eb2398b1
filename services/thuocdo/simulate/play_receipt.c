#include "thuocdo/simulate/play.h"

#include "runtime/day.h"

/* A statement may be wrong only where putting it right later leaves every verdict as planned. */
static uint8_t correctable(const struct dossier *dossier)
{
    uint8_t keys = CORRECTS_PROCEDURE | CORRECTS_CHANNEL | CORRECTS_APPLICANT;

    if (!dossier_has(dossier, MARK_MOVED))
        keys |= CORRECTS_UNIT;
    if (!dossier_has(dossier, MARK_REFUSED))
        keys |= CORRECTS_RECEIVED;
    if (dossier->due != DAY_NONE && dossier->due == dossier->first_due &&
        !(dossier->marks & (MARK_EXTENDED | MARK_DUE_LATER)))
        keys |= CORRECTS_DUE;
    return keys;
}

static void choose_corrections(struct play *play)
{
    const uint8_t keys = correctable(play->dossier);

    if (!dossier_has(play->dossier, MARK_CORRECTED))
        return;
    while (!play->corrects) {
        play->corrects = (uint8_t)(1U << dice_below(&play->dice, 6));
        if (dice_permille(&play->dice, 300))
            play->corrects |= (uint8_t)(1U << dice_below(&play->dice, 6));
        play->corrects &= keys;
    }
}

/* Another procedure of the same agency: its rows stand together in the catalogue. */
static uint16_t wrong_procedure(const struct play *play)
{
    const struct catalogue *catalogue = &play->year->catalogue;
    const uint16_t right = play->dossier->procedure;

    if (right + 1 < catalogue->count &&
        catalogue->procedures[right + 1].agency == play->procedure->agency)
        return (uint16_t)(right + 1);
    return (uint16_t)(right - 1);
}

/*
 * Mostly the clerk's clock or date was behind. Ahead only where nothing states another due day
 * or unit, because a receipt noted at a later time would win over it.
 */
static int64_t wrong_receipt(struct play *play)
{
    const struct dossier *dossier = play->dossier;
    const bool ahead = play->corrects == CORRECTS_RECEIVED && dossier->due == dossier->first_due &&
                       !(dossier->marks & (MARK_EXTENDED | MARK_DUE_LATER | MARK_MOVED)) &&
                       dice_permille(&play->dice, 300);
    const int64_t by = dice_permille(&play->dice, 500)
                           ? dice_between(&play->dice, 10, HOUR)
                           : dice_between(&play->dice, 1, 3) * WORKDAY_SECONDS;

    if (!ahead)
        return dossier->received - by;
    return dossier->received + by < play->year->end ? dossier->received + by : play->year->end - 1;
}

static void misstate(struct play *play, struct event *event)
{
    const int32_t off = (int32_t)dice_between(&play->dice, 1, 9);

    if (play->corrects & CORRECTS_PROCEDURE)
        event->procedure = wrong_procedure(play);
    if (play->corrects & CORRECTS_UNIT)
        event->unit = (uint8_t)((event->unit + off) % AGENCIES);
    if (play->corrects & CORRECTS_CHANNEL)
        event->channel = (uint8_t)((event->channel + 1 + off % 2) % 3);
    if (play->corrects & CORRECTS_APPLICANT)
        event->applicant = (uint8_t)((event->applicant + 1) % 4);
    if (play->corrects & CORRECTS_DUE)
        event->due += off > 4 ? off : off - 10;
    if (play->corrects & CORRECTS_RECEIVED)
        event->time = play_moment(play, wrong_receipt(play));
}

static struct event *receive(struct play *play, int64_t position)
{
    const struct dossier *dossier = play->dossier;
    struct event *event = story_add(play->story, EVENT_RECEIVED, play_moment(play, position));

    event->procedure = dossier->procedure;
    event->unit = dossier->first_unit;
    event->channel = dossier->channel;
    event->applicant = play->story->applicant;
    if (!dossier_has(dossier, MARK_DUE_LATER))
        event->due = dossier->first_due;
    return event;
}

static void register_online(struct play *play, int permille)
{
    if (play->story->submitted && dice_permille(&play->dice, permille))
        story_add(play->story, EVENT_STATUS, play->story->submitted)->status = STATUS_REGISTERED;
}

static void refuse(struct play *play, int64_t desk, int64_t until)
{
    if (dice_permille(&play->dice, 800))
        receive(play, desk);
    play_status(play, dice_between(&play->dice, desk + 10 * MINUTE, until - 10 * MINUTE),
                STATUS_REFUSED);
}

void play_receipt(struct play *play)
{
    const struct dossier *dossier = play->dossier;
    struct event *event;

    choose_corrections(play);
    if (!dossier_has(dossier, MARK_END_FIRST))
        register_online(play, 100);
    if (dossier_has(dossier, MARK_REFUSED))
        refuse(play, dossier_first_desk(dossier), dossier->received);
    event = receive(play, dossier->received);
    event->counts = true;
    misstate(play, event);
}

void play_never(struct play *play)
{
    const int64_t desk = play->dossier->received;

    register_online(play, 400);
    refuse(play, desk, desk + 2 * WORKDAY_SECONDS);
    if (dice_permille(&play->dice, 200))
        refuse(play, desk + 2 * WORKDAY_SECONDS, desk + 3 * WORKDAY_SECONDS);
}

void play_correction(struct play *play)
{
    const struct dossier *dossier = play->dossier;
    const int64_t from = dossier->received + 4 * WORKDAY_SECONDS;
    int64_t position = dice_between(&play->dice, from, dossier->ended + 6 * WORKDAY_SECONDS);
    struct event *event;

    if (!play->corrects)
        return;
    if (position >= play->year->end)
        position = play->year->end - 1;
    event = story_add(play->story, EVENT_CORRECTED, play_moment(play, position));
    event->keys = play->corrects;
    event->procedure = dossier->procedure;
    event->unit = dossier->unit;
    event->channel = dossier->channel;
    event->applicant = play->story->applicant;
    event->due = dossier->due;
}
