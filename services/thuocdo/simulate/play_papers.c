#include "thuocdo/simulate/play.h"

static struct event *state_papers(struct play *play, int64_t position, unsigned keys)
{
    struct event *event;

    if (!keys)
        return NULL;
    event = story_add(play->story, EVENT_PAPERS, play_moment(play, position));
    event->keys = (uint8_t)keys;
    event->digitised = dossier_has(play->dossier, MARK_DIGITISED);
    return event;
}

/* What is true is always stated; what is not, only sometimes. */
static unsigned keys_at_receipt(struct play *play)
{
    const struct story *story = play->story;
    const struct dossier *dossier = play->dossier;
    unsigned keys = 0;

    if (dossier_has(dossier, MARK_DIGITISED) || dice_permille(&play->dice, 600))
        keys |= PAPERS_DIGITISED;
    if (dossier_has(dossier, MARK_POPULATION) || dice_permille(&play->dice, 500))
        keys |= PAPERS_POPULATION;
    if (story->reused || dice_permille(&play->dice, 200))
        keys |= PAPERS_REUSED;
    if (story->from_store || dice_permille(&play->dice, 100))
        keys |= PAPERS_FROM_STORE;
    if (story->account_verified)
        keys |= PAPERS_ACCOUNT;
    return keys;
}

static unsigned keys_at_end(struct play *play)
{
    if (play->dossier->outcome != OUTCOME_FINISHED)
        return 0;
    if (dossier_has(play->dossier, MARK_E_RESULT) || dice_permille(&play->dice, 300))
        return PAPERS_E_RESULT;
    return 0;
}

void play_papers(struct play *play)
{
    const struct dossier *dossier = play->dossier;
    const int64_t receipt = dossier->received + dice_between(&play->dice, 0, 100);
    const unsigned at_receipt = keys_at_receipt(play);
    const unsigned at_end = keys_at_end(play);
    struct event *first;

    if (at_end && dice_permille(&play->dice, 700)) {
        state_papers(play, dossier->ended, at_receipt | at_end);
        return;
    }
    first = state_papers(play, receipt, at_receipt);
    if (first && first->digitised && dice_permille(&play->dice, 150)) {
        /* Scanned after all, once somebody had time. */
        first->digitised = false;
        state_papers(play, dossier->ended, at_end | PAPERS_DIGITISED);
    } else {
        state_papers(play, dossier->ended, at_end);
    }
}
