/*
 * making: random facts of a small province, in the batches in which its systems send them.
 *
 * Dossiers go their way with steps, payments, corrections, moves, voids and snapshots, on few days
 * around the end of a year. Procedures are published late, changed and withdrawn. Some facts come
 * again, some with other content under the same id, some are not the sender's to say.
 */
#pragma once

#include "proto/message.h"
#include "runtime/buffer.h"
#include "tests/flow/stored.h"

enum { SOURCES = 2, FIRST_DAY = 19676 /* 2023-11-15 */, MADE_DAYS = 80 };

/* By number of a producer: two send for the first source. */
extern const char *const producer_sources[PRODUCERS];

struct made_batch {
    struct buffer bytes;
    struct buffer items; /* struct bytes, into `bytes` once all are there. */
    struct buffer ends;  /* int64_t */
    int64_t wrong;       /* Items that must be refused. */
};

struct made {
    struct made_batch *batches[PRODUCERS];
    int64_t counts[PRODUCERS]; /* Batches, numbered from 1. */
};

void make_everything(struct chance *chance, struct made *made);
void made_free(struct made *made);

/* What intake's operator has registered for the source of a producer. */
struct source_rights made_rights(int producer);
