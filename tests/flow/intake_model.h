/*
 * intake_model: intake without its socket and its database (protocol rules 1 and 10).
 *
 * Facts go through the product's own decoder and admit; numbering, gathering and acknowledging
 * follow services/intake/main.c. Only the holder of the lock can commit: another instance's session
 * has ended (rule 9).
 */
#pragma once

#include "tests/flow/stage.h"

struct intake_model {
    int number;
    bool alive;
    int64_t stored[PRODUCERS]; /* Last batch committed, as this instance knows. */
    int64_t batch[PRODUCERS];  /* Last batch, gathered ones included. */
    struct intake_changes changes;
    struct buffer acknowledgements; /* struct ack, to be sent after the commit. */
    void *memory;
};

void intake_start(struct intake_model *intake, const struct stored *stored);
void intake_forget(struct intake_model *intake);
void intake_take(struct intake_model *intake, struct stage *stage, struct bytes message);

/* Commits what is gathered; `holds` says whether its session still has the lock. */
void intake_commit(struct intake_model *intake, struct stage *stage, bool holds);

/* Number of the producer in the bytes that name it. */
int intake_producer(struct bytes name);
