/*
 * fake_intake: a ROUTER that keeps intake's side of protocol rule 10, and has faults on order.
 *
 * It remembers what each batch held, so that a number that comes back with other items is noticed.
 */
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "proto/message.h"

enum { FAKE_BATCHES = 256, FAKE_FAULTS = 8 };

enum fault_kind {
    FAULT_NONE,
    FAULT_LOSE,     /* The message never arrives. */
    FAULT_LOSE_ACK, /* It is stored, and the ack is lost. */
    FAULT_DOUBLE,   /* It is acknowledged twice. */
    FAULT_DIE,      /* All that is under way is lost, and it is back after a while. */
    FAULT_RESTORE,  /* The database goes back to batch `to`. */
    FAULT_REFUSE,   /* The source is unknown. */
    FAULT_AHEAD,    /* It asks for a batch that does not exist. */
    FAULT_DEAD,     /* It never answers again. */
};

struct fault {
    int message; /* At this message, counted from 1. */
    enum fault_kind kind;
    int64_t to;
};

struct fake_intake {
    void *zmq;
    char url[256];
    struct fault faults[FAKE_FAULTS];
    int64_t reject_every; /* Refuses each so many-th item by name; 0: none. */
    pthread_t thread;
    atomic_bool stop;
    /* To be looked at after the end. */
    int messages;
    int64_t stored;
    int64_t items[FAKE_BATCHES];    /* Of each batch. */
    uint64_t content[FAKE_BATCHES]; /* A hash of each. */
    bool is_content_changed;
};

/* Listens in the folder; the faults are set before. */
void fake_intake_start(struct fake_intake *intake, const char *folder);
void fake_intake_stop(struct fake_intake *intake);

int64_t fake_intake_items(const struct fake_intake *intake);
