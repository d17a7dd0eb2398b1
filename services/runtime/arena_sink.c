#include "runtime/arena_sink.h"

#include <string.h>

static bool write_arena(void *context, const char *bytes, size_t length)
{
    struct arena_sink *into = context;
    struct arena *arena = into->arena;

    if (length > arena->size - arena->used)
        return false;
    memcpy(arena->base + arena->used, bytes, length);
    arena->used += length;
    into->written.length += length;
    return true;
}

void arena_sink_open(struct arena_sink *into, struct arena *arena)
{
    into->sink = (struct sink){write_arena, into};
    into->arena = arena;
    into->written = (struct bytes){arena->base + arena->used, 0};
}
