/*
 * proposed: facts about procedures and units that might be sent, beside those that are kept.
 *
 * They come to what is kept as they would through intake and tracker: one that is known already
 * changes nothing, and one that contradicts a known one loses against it.
 */
#pragma once

#include "runtime/database.h"
#include "runtime/hash.h"
#include "tracker/core/dossier.h"

/* What one source says of a code. */
struct proposed_voice {
    struct bytes source;
    struct buffer facts; /* kept_fact records. */
    uint32_t count;
};

/* A code of which something is proposed, with all that is kept of it. */
struct proposed_code {
    char *name; /* "family code" */
    int32_t family;
    struct bytes code; /* Within the name. */
    struct proposed_voice *voices;
    size_t voice_count;
    UT_hash_handle hh;
};

struct proposed {
    struct proposed_code *codes;
    struct arena arena; /* For one line, and for the texts of sources. */
    void *memory;
    size_t added; /* Facts that are new. */
    size_t known; /* That are there already. */
};

/* Told of lines that are no such fact; `field` is "" when the whole line is at fault. */
typedef void proposed_refused(void *context, size_t line, const char *field, const char *rule);

void proposed_open(struct proposed *proposed);
void proposed_close(struct proposed *proposed);

/* Takes the lines of a file. REJECT when any was refused, after `refused` was told. */
enum outcome proposed_read(struct proposed *proposed, struct database *database, struct bytes text,
                           proposed_refused *refused, void *context, struct failure *why);

/* Whether something is proposed of the code. */
bool proposed_find(const struct proposed *proposed, enum fact_family family, struct bytes code);

/* All facts about the code, whichever source states them, in the arena. */
enum outcome proposed_facts(const struct proposed_code *code, struct arena *arena,
                            struct history_fact **facts, uint32_t *count, struct failure *why);
