#include "thuocdo/simulate/play.h"

enum {
    NO_HAND_OVER_CHANNEL = 3,
    LONGEST_QUEUE = 60000, /* Seconds between sending online and the desk's receipt. */
};

static uint8_t draw_applicant(struct play *play)
{
    const int64_t luck = dice_below(&play->dice, 1000);

    if (luck < 6)
        return APPLICANT_AGENCY;
    if (luck < 12)
        return APPLICANT_OTHER;
    if (play->procedure->for_citizens && play->procedure->for_enterprises)
        return luck < 600 ? APPLICANT_CITIZEN : APPLICANT_ENTERPRISE;
    return play->procedure->for_enterprises ? APPLICANT_ENTERPRISE : APPLICANT_CITIZEN;
}

static uint8_t draw_channel_out(struct play *play)
{
    const int64_t luck = dice_below(&play->dice, 1000);

    if (luck < 30)
        return NO_HAND_OVER_CHANNEL;
    if (dossier_has(play->dossier, MARK_E_RESULT) && luck < 550)
        return 1;
    return luck > 880 ? 2 : 0;
}

void play_person(struct play *play)
{
    struct story *story = play->story;
    const int64_t desk = play_moment(play, dossier_first_desk(play->dossier));
    const bool online = play->dossier->channel == DOSSIER_ONLINE;
    const int64_t luck = dice_below(&play->dice, 1000);
    const int64_t shortest = dossier_has(play->dossier, MARK_END_FIRST) ? HOUR : 2 * MINUTE;

    story->applicant = draw_applicant(play);
    story->channel_out = draw_channel_out(play);
    story->submitted = online ? desk - dice_between(&play->dice, shortest, LONGEST_QUEUE) : 0;
    story->submitted_via = dice_permille(&play->dice, 350) ? 0 : 1;
    story->reused = luck < 150 ? 1 : luck < 190 ? 2 : 0;
    story->from_store = online && dice_permille(&play->dice, 120);
    story->account_verified = online && dice_permille(&play->dice, 700);
    story->due_as_date = dice_permille(&play->dice, 250);
}
