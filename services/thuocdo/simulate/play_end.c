#include "thuocdo/simulate/play.h"

/* The clerk notes the end first and the receipt afterwards, on the same day. */
static void end_before_receipt(struct play *play)
{
    const int64_t received = play->dossier->received;
    const int64_t ended = received - dice_between(&play->dice, 2 * MINUTE, 30 * MINUTE);

    play_status(play, ended, STATUS_FINISHED);
    if (dice_permille(&play->dice, 400))
        play_status(play, ended + MINUTE, STATUS_HANDED_OVER);
    else
        play_status(play, received + MINUTE * dice_between(&play->dice, 1, 20), STATUS_HANDED_OVER);
}

static void end_on_spot(struct play *play)
{
    const int64_t ended = play->dossier->ended;

    if (dice_permille(&play->dice, 600))
        play_status(play, ended, STATUS_FINISHED);
    else
        play_status(play, ended, STATUS_HANDED_OVER);
    play_status(play, ended + MINUTE, STATUS_HANDED_OVER);
}

/* The applicant comes for the result within three working days, or has not come yet. */
static void hand_over(struct play *play)
{
    const int64_t position =
        play->dossier->ended + dice_between(&play->dice, MINUTE, 3 * WORKDAY_SECONDS);

    if (position >= play->year->end)
        return;
    play_status(play, position, STATUS_HANDED_OVER);
    if (dice_permille(&play->dice, 10) && position + MINUTE < play->year->end)
        play_status(play, position + MINUTE, STATUS_HANDED_OVER);
}

static void finish(struct play *play)
{
    const int64_t ended = play->dossier->ended;
    const int64_t luck = dice_below(&play->dice, 1000);

    if (luck < 150) {
        /* The system skips 9: the end is the hand-over. */
        play_status(play, ended, STATUS_HANDED_OVER);
        return;
    }
    /* Handed over in a hurry, finished in the books seconds later. */
    if (luck < 160)
        play_status(play, ended - 20, STATUS_HANDED_OVER);
    play_status(play, ended, STATUS_FINISHED);
    if (luck >= 160 && luck < 900)
        hand_over(play);
}

void play_end(struct play *play)
{
    const struct dossier *dossier = play->dossier;

    if (dossier->outcome == OUTCOME_WITHDRAWN)
        play_status(play, dossier->ended, STATUS_WITHDRAWN);
    else if (dossier->outcome == OUTCOME_FINISHED) {
        if (dossier_has(dossier, MARK_END_FIRST))
            end_before_receipt(play);
        else if (dossier_has(dossier, MARK_ON_SPOT))
            end_on_spot(play);
        else
            finish(play);
    }
}
