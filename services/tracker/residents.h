/*
 * residents: the dossiers that are in memory, with what is not yet committed of them.
 *
 * Keyed by (source, code); in partition 0 by (source, family and code), one entry for what each
 * source says of a unit or procedure.
 */
#pragma once

#include "runtime/buffer.h"
#include "runtime/hash.h"

struct resident {
    int64_t number; /* Of the dossier, in arrival order within its partition; 0: none yet. */
    uint64_t key;   /* Hash of source and code. */
    char *name;     /* source, NUL, code, NUL. */
    size_t name_length;
    struct buffer facts; /* kept_fact records. */
    uint32_t fact_count;
    struct buffer posted; /* The posting as stored. */
    int64_t cause;        /* Position of the newest fact not yet committed; 0 when there is none. */
    bool stored;          /* It has a row. */
    bool dirty;           /* It is on the list of what the next checkpoint writes. */
    struct resident *next_dirty;
    UT_hash_handle hh;
};

struct residents {
    struct resident *set;
    struct resident *dirty;
    size_t dirty_count;
    size_t bytes; /* Of facts and postings, to keep memory bounded. */
};

static inline const char *resident_source(const struct resident *resident)
{
    return resident->name;
}

static inline const char *resident_code(const struct resident *resident)
{
    return resident->name + strlen(resident->name) + 1;
}

struct resident *residents_find(const struct residents *residents, struct bytes source,
                                struct bytes code);
struct resident *residents_add(struct residents *residents, struct bytes source, struct bytes code);

/* Puts bytes behind the facts of the dossier. */
void residents_grow(struct residents *residents, struct resident *resident, struct bytes facts,
                    uint32_t count);
void residents_post(struct residents *residents, struct resident *resident, struct bytes posted);
void residents_touch(struct residents *residents, struct resident *resident, int64_t cause);

/* After a commit: nothing is dirty any more. */
void residents_settle(struct residents *residents);

/* Drops what is not dirty, so that at most so many bytes stay; all of it when that is 0. */
void residents_evict(struct residents *residents, size_t bytes);
void residents_free(struct residents *residents);
