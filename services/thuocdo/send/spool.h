/*
 * spool: what is remembered of a file that is being sent.
 *
 * The number and the content of a batch follow from the file alone, so what must be durable before
 * the first batch goes out is the producer's name; marks only save reading the file from its start
 * (protocol rule 10). A spool that cannot be read, or comes from another way of cutting, is begun
 * anew under a new producer: facts sent twice are then counted as duplicates.
 */
#pragma once

#include "proto/message.h"
#include "runtime/buffer.h"
#include "thuocdo/send/lines.h"

enum { SPOOL_PATH = 4096, SPOOL_MARK_BATCHES = 64 };

/* Up to and with this batch all is acknowledged. */
struct mark {
    int64_t batch;
    struct place place; /* Where the next one begins. */
    int64_t sent;       /* Items, those too large for any message not among them. */
    int64_t durable;
    int64_t rejected;
    int64_t too_large;
};

struct spool {
    char folder[SPOOL_PATH];
    char path[SPOOL_PATH];
    uint8_t producer[PRODUCER_BYTES];
    bool is_finished;
    bool is_new; /* Begun by this call of spool_open. */
    struct buffer marks;
};

/* The folder from the setting, or the one that the user's environment stands for. */
enum outcome spool_folder(const char *setting, char folder[SPOOL_PATH], struct failure *why);

/* Finds what is remembered, or begins anew, always so with `again`; it is durable then. */
enum outcome spool_open(const char *folder, struct bytes identity, bool again, struct spool *spool,
                        struct failure *why);
void spool_close(struct spool *spool);

/* Remembers one more mark, durably. */
enum outcome spool_add(struct spool *spool, const struct mark *mark, bool is_finished,
                       struct failure *why);

struct mark spool_last(const struct spool *spool);

/* Forgets the marks after the last one before the batch, and gives that one. */
struct mark spool_back(struct spool *spool, int64_t batch);
