/*
 * pieces: one JSON value that spans a whole file, as lines.
 *
 * A value that fits becomes one line. A large list of national records, bare or in an envelope, is
 * cut into several lines that each have the envelope and some of the records. Nothing is printed
 * anew: every byte comes from the file.
 */
#pragma once

#include "runtime/buffer.h"
#include "runtime/outcome.h"

struct pieces {
    bool is_one_value;     /* False: the text is lines already, and nothing was made. */
    struct buffer text;    /* The lines. */
    struct buffer numbers; /* int64_t for each: the line of the file where it begins. */
};

/* REJECT when the text is one value, but too large to be taken apart. */
enum outcome pieces_make(struct bytes text, struct pieces *pieces, struct failure *why);
void pieces_free(struct pieces *pieces);
