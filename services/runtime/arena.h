/*
 * arena: memory that lives as long as one unit of work.
 *
 * Pure: it hands out pieces of a buffer somebody else owns. A full arena gives NULL; what that
 * means is the caller's to say. Whoever owns the buffer resets the arena between units of work.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena {
    uint8_t *base; /* The owner's buffer, aligned to 16 bytes. */
    size_t size;   /* Bytes in the buffer. */
    size_t used;   /* Bytes handed out. */
};

struct arena arena_over(void *buffer, size_t size);
void arena_reset(struct arena *arena);

/* `bytes` zeroed bytes aligned to 16, or NULL when the arena is full. */
void *arena_take(struct arena *arena, size_t bytes);

/* A copy of `length` bytes followed by a NUL, or NULL when the arena is full. */
char *arena_text(struct arena *arena, const char *text, size_t length);
