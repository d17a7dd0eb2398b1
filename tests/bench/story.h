/*
 * story: made-up dossiers of 5 to 8 facts each, told in the order of time.
 *
 * Seeded: the same options tell the same story. So many dossiers come in on each working day, in
 * office hours; their facts follow over minutes to weeks and mix with those of other dossiers.
 */
#pragma once

#include "support/chance.h"

enum { STORY_FACTS = 8, STORY_PROCEDURES = 1800 };

enum step {
    STEP_RECEIVED,
    STEP_PAPERS,
    STEP_PROCESSING,
    STEP_FEE,
    STEP_PAID,
    STEP_SUPPLEMENT,
    STEP_SUPPLIED,
    STEP_FINISHED,
    STEP_RESULT,
    STEP_RETURNED,
    STEP_COUNT,
};

struct dossier {
    int64_t number; /* From 0, in order of receipt. */
    int64_t of_day; /* Its number among those of its day. */
    int64_t times[STORY_FACTS];
    uint8_t steps[STORY_FACTS];
    uint8_t count;
    uint8_t told; /* How many of its facts have been told. */
    uint8_t channel;
    uint16_t unit;      /* From 0. */
    uint16_t procedure; /* From 0. */
    int32_t due_day;
    int32_t amount_vnd;
};

struct story {
    struct chance chance;
    int64_t units;
    int64_t daily;         /* Dossiers a working day. */
    int64_t begun;         /* Dossiers. */
    struct dossier **heap; /* Those that go on, the one with the earliest next fact first. */
    size_t count;
    size_t room;
};

/* Tells the next fact: its dossier, and the place of the fact in it. */
void story_next(struct story *story, struct dossier *dossier, uint8_t *place);

void story_close(struct story *story);
