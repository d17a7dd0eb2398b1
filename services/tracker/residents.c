#include "tracker/residents.h"

#include <stdlib.h>

#include "tracker/core/dossier.h"

enum { NAME_LIMIT_BYTES = 256, ENTRY_BYTES = sizeof(struct resident) + 64 };

static size_t name_of(struct bytes source, struct bytes code, char name[NAME_LIMIT_BYTES])
{
    memcpy(name, source.at, source.length);
    name[source.length] = '\0';
    memcpy(name + source.length + 1, code.at, code.length);
    name[source.length + 1 + code.length] = '\0';
    return source.length + code.length + 2;
}

struct resident *residents_find(const struct residents *residents, struct bytes source,
                                struct bytes code)
{
    char name[NAME_LIMIT_BYTES];
    const size_t length = name_of(source, code, name);
    struct resident *found;

    HASH_FIND(hh, residents->set, name, length, found);
    return found;
}

struct resident *residents_add(struct residents *residents, struct bytes source, struct bytes code)
{
    struct resident *resident = heap_take(1, sizeof *resident);
    char name[NAME_LIMIT_BYTES];

    resident->name_length = name_of(source, code, name);
    resident->name = heap_take(resident->name_length, 1);
    memcpy(resident->name, name, resident->name_length);
    resident->key = dossier_key(source, code);
    HASH_ADD_KEYPTR(hh, residents->set, resident->name, resident->name_length, resident);
    residents->bytes += ENTRY_BYTES;
    return resident;
}

void residents_grow(struct residents *residents, struct resident *resident, struct bytes facts,
                    uint32_t count)
{
    buffer_add(&resident->facts, facts.at, facts.length);
    resident->fact_count += count;
    residents->bytes += facts.length;
}

void residents_post(struct residents *residents, struct resident *resident, struct bytes posted)
{
    residents->bytes += posted.length;
    residents->bytes -= resident->posted.length;
    buffer_clear(&resident->posted);
    buffer_add(&resident->posted, posted.at, posted.length);
}

void residents_touch(struct residents *residents, struct resident *resident, int64_t cause)
{
    if (cause > resident->cause)
        resident->cause = cause;
    if (resident->dirty)
        return;
    resident->dirty = true;
    resident->next_dirty = residents->dirty;
    residents->dirty = resident;
    residents->dirty_count++;
}

void residents_settle(struct residents *residents)
{
    for (struct resident *resident = residents->dirty; resident; resident = resident->next_dirty) {
        resident->dirty = false;
        resident->stored = true;
        resident->cause = 0;
    }
    residents->dirty = NULL;
    residents->dirty_count = 0;
}

static void drop(struct residents *residents, struct resident *resident)
{
    HASH_DEL(residents->set, resident);
    residents->bytes -= ENTRY_BYTES + resident->facts.length + resident->posted.length;
    buffer_free(&resident->facts);
    buffer_free(&resident->posted);
    free(resident->name);
    free(resident);
}

/* uthash keeps the order of adding, so the oldest go first. */
void residents_evict(struct residents *residents, size_t bytes)
{
    struct resident *resident, *next;

    HASH_ITER(hh, residents->set, resident, next)
    {
        if (bytes > 0 && residents->bytes <= bytes)
            return;
        if (!resident->dirty)
            drop(residents, resident);
    }
}

void residents_free(struct residents *residents)
{
    residents_settle(residents);
    residents_evict(residents, 0);
}
