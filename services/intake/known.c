#include "intake/known.h"

#include <stdlib.h>

#include "runtime/buffer.h"

static char *copy_text(struct bytes text)
{
    char *copy = heap_take(text.length + 1, 1);

    if (text.length)
        memcpy(copy, text.at, text.length);
    return copy;
}

static struct known_code **set_of(struct known *known, enum known_kind kind)
{
    return kind == KNOWN_UNIT ? &known->units : &known->procedures;
}

const struct known_code *known_find(const struct known *known, enum known_kind kind,
                                    struct bytes code)
{
    const struct known_code *set = kind == KNOWN_UNIT ? known->units : known->procedures;
    struct known_code *found;

    HASH_FIND(hh, set, code.at, code.length, found);
    return found;
}

const struct known_code *known_named(const struct known *known, struct bytes name)
{
    struct known_name *found;

    HASH_FIND(hh, known->names, name.at, name.length, found);
    return found ? found->first : NULL;
}

static void leave_name(struct known *known, struct known_code *entry)
{
    struct known_name *named;
    struct known_code **link;

    HASH_FIND_STR(known->names, entry->name, named);
    if (!named)
        return;
    for (link = &named->first; *link && *link != entry;)
        link = &(*link)->next_named;
    if (*link)
        *link = entry->next_named;
}

static void take_name(struct known *known, struct known_code *entry)
{
    struct known_name *named;

    HASH_FIND_STR(known->names, entry->name, named);
    if (!named) {
        named = heap_take(1, sizeof *named);
        named->name = copy_text(bytes_of_text(entry->name));
        HASH_ADD_KEYPTR(hh, known->names, named->name, strlen(named->name), named);
    }
    entry->next_named = named->first;
    named->first = entry;
}

void known_add(struct known *known, enum known_kind kind, struct bytes code, struct bytes name,
               bool changed)
{
    struct known_code **set = set_of(known, kind), *entry;

    HASH_FIND(hh, *set, code.at, code.length, entry);
    if (!entry) {
        entry = heap_take(1, sizeof *entry);
        entry->code = copy_text(code);
        entry->length = code.length;
        entry->kind = kind;
        HASH_ADD_KEYPTR(hh, *set, entry->code, entry->length, entry);
    } else if (bytes_equal(bytes_of_text(entry->name), name)) {
        return;
    }
    if (entry->name && kind == KNOWN_UNIT)
        leave_name(known, entry);
    free(entry->name);
    entry->name = copy_text(name);
    entry->changed = changed;
    if (kind == KNOWN_UNIT)
        take_name(known, entry);
}

static void free_set(struct known_code **set)
{
    struct known_code *entry, *next;

    HASH_ITER(hh, *set, entry, next)
    {
        HASH_DEL(*set, entry);
        free(entry->code);
        free(entry->name);
        free(entry);
    }
}

static void free_names(struct known *known)
{
    struct known_name *named, *next;

    HASH_ITER(hh, known->names, named, next)
    {
        HASH_DEL(known->names, named);
        free(named->name);
        free(named);
    }
}

void known_free(struct known *known)
{
    free_names(known);
    free_set(&known->units);
    free_set(&known->procedures);
}
