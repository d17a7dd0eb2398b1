/*
 * buffer: bytes that grow on the heap.
 *
 * Running out of memory ends the process: everything that is not committed is derived again
 * (protocol rule 8), so there is nothing to save and nobody to tell.
 */
#pragma once

#include "runtime/bytes.h"
#include "runtime/sink.h"

struct buffer {
    uint8_t *at;
    size_t length;
    size_t room;
};

void *heap_take(size_t count, size_t size);
void *heap_resize(void *old, size_t count, size_t size);

void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_clear(struct buffer *buffer); /* Keeps the memory. */
void buffer_free(struct buffer *buffer);
struct sink buffer_sink(struct buffer *buffer);

static inline struct bytes buffer_bytes(const struct buffer *buffer)
{
    return (struct bytes){buffer->at, buffer->length};
}
