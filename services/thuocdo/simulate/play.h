/*
 * play: one dossier while it is being played; the parts of story_play share it.
 */
#pragma once

#include "thuocdo/simulate/story.h"

struct play {
    const struct year *year;
    const struct dossier *dossier;
    const struct procedure *procedure;
    struct story *story;
    struct dice dice;
    uint8_t corrects; /* Which keys were first stated wrong. */
};

/* Who asks, when it was sent, how the result goes out: play_person.c */
void play_person(struct play *play);

/* Receipt, refusal and the statements that turn out wrong: play_receipt.c */
void play_receipt(struct play *play);
void play_never(struct play *play);
void play_correction(struct play *play);

/* What happens between receipt and end, and the end itself: play_steps.c, play_end.c */
void play_steps(struct play *play);
void play_end(struct play *play);

/* Papers, fees, payments: play_papers.c, play_money.c */
void play_papers(struct play *play);
void play_money(struct play *play);

/* The second at a position of the calendar. */
int64_t play_moment(const struct play *play, int64_t position);

/* A status at a position. */
struct event *play_status(struct play *play, int64_t position, int status);
