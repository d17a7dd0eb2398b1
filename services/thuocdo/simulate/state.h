/*
 * state: a source's whole record of one dossier at a moment: what a snapshot of it says.
 *
 * Corrected statements appear as corrected from the first record on.
 */
#pragma once

#include "thuocdo/simulate/story.h"

enum { ROUNDS = 8 };

struct round {
    int64_t requested;
    int64_t returned; /* 0 while it is open. */
};

/* Moments are seconds, 0 when there is none. */
struct state {
    uint8_t status;
    uint8_t unit;
    bool paid_online;
    uint8_t paid_channel; /* The last online one. */
    bool result_ready;
    int64_t received;
    int64_t refused;
    int64_t finished;
    int64_t returned;
    int32_t due;
    int round_count;
    struct round rounds[ROUNDS];
};

struct state story_state(const struct story *story, int64_t second);
