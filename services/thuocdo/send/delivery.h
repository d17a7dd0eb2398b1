/*
 * delivery: the batches of one file, sent until each is acknowledged.
 *
 * Some batches are in flight at a time; acks are matched by number and may come in any order, twice
 * or not at all. Intake says `resume` when it has not seen a batch before the one it was sent; a
 * silence is answered by sending again what is in flight (protocol rule 10).
 */
#pragma once

#include "thuocdo/send/batch.h"
#include "thuocdo/send/progress.h"
#include "thuocdo/send/spool.h"

enum { DELIVERY_WINDOW = 8, DELIVERY_SILENCE_MS = 5000 };

struct delivery_options {
    void *zmq;
    const char *url;
    const char *source;
    enum item_format wanted;
    int64_t silence_ms;  /* Then what is in flight is sent again. */
    int64_t patience_ms; /* Without any answer for so long it is given up. */
};

/*
 * Goes on from the last mark of the spool to the end of the lines; *end is the last mark then.
 * REJECT when intake refuses the source, RETRY when it does not answer; the spool knows in both
 * cases where to go on.
 */
enum outcome delivery_run(const struct delivery_options *options, const struct lines *lines,
                          struct spool *spool, struct progress *progress, struct mark *end,
                          struct failure *why);
