/*
 * origin: a file to be sent, and by what it is known again after an interruption.
 *
 * A file is known by its path, size and time of change; what comes through a pipe is set aside
 * first, and known by its content.
 */
#pragma once

#include "thuocdo/send/lines.h"
#include "thuocdo/send/pieces.h"

enum { ORIGIN_IDENTITY = 32 };

struct origin {
    const char *shown; /* As it was named. */
    int file;          /* -1 when closed. */
    void *mapped;
    size_t size;
    int64_t changed_ns;
    uint8_t identity[ORIGIN_IDENTITY];
    struct pieces pieces;
    struct lines lines;
};

/* "-" is the standard input. `how` is all else that the batches depend on. */
enum outcome origin_open(const char *path, const char *how, struct origin *origin,
                         struct failure *why);

/* REJECT when the file has changed since it was opened. */
enum outcome origin_unchanged(const struct origin *origin, struct failure *why);

void origin_close(struct origin *origin);
