/*
 * pushes: when a one-stop system sends its record of a dossier, and which steps it sends.
 *
 * The last record follows everything that happened to the dossier, so that it tells the truth
 * about it; earlier ones tell what was true when they were sent. Whatever changes the due day is
 * sent within the minute: a due day counts from when it was stated.
 */
#pragma once

#include "thuocdo/simulate/state.h"

enum { RECORDS = 24, STEPS_SENT = 128 };

/* The seconds at which records are sent, the earliest first, all different; how many. */
int pushes_records(const struct year *year, const struct story *story, int64_t seconds[RECORDS]);

struct sent_step {
    int64_t sent;
    int64_t time;
    uint8_t status;
};

/*
 * The steps sent, in order of their events. Some systems lose intermediate ones; some repeat a
 * made-up "received" with each push, at the receipt's time or at the push's own.
 */
int pushes_steps(const struct year *year, const struct story *story,
                 struct sent_step steps[STEPS_SENT]);
