/*
 * folder: everything that one source says of one dossier or feedback, and what it posts.
 */
#pragma once

#include "runtime/buffer.h"
#include "tracker/core/dossier.h"

struct folder {
    struct buffer kept; /* Its own facts, of a dossier complaints about its code as well. */
    uint32_t count;
    struct buffer posted; /* The posting as stored. */
    uint8_t unit;         /* Those last posted, as talk.h numbers them. */
    uint8_t procedure;
    bool dirty;
};

/* A fold of either kind. */
struct folded {
    struct dossier_state dossier; /* Of a dossier. */
    struct posting posting;
    struct bytes posted;
    struct list difference;
};

/* Adds the fact, once; whether it was new. */
bool folder_keep(struct folder *folder, const struct fact *fact, int64_t position,
                 struct arena *arena);

/* Folds it and compares with that posting, in the arena. */
void folder_fold(const struct folder *folder, bool feedback, struct bytes posted,
                 const struct catalogue *catalogue, struct arena *arena, struct folded *folded);

void folder_free(struct folder *folder);
