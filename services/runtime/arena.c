#include "runtime/arena.h"

#include <string.h>

struct arena arena_over(void *buffer, size_t size)
{
    return (struct arena){.base = buffer, .size = size, .used = 0};
}

void arena_reset(struct arena *arena)
{
    arena->used = 0;
}

void *arena_take(struct arena *arena, size_t bytes)
{
    const size_t start = (arena->used + 15U) & ~(size_t)15U;
    void *taken;

    if (start > arena->size || bytes > arena->size - start)
        return NULL;
    taken = arena->base + start;
    arena->used = start + bytes;
    memset(taken, 0, bytes);
    return taken;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy;

    if (length == SIZE_MAX)
        return NULL;
    copy = arena_take(arena, length + 1);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}
