#include "runtime/buffer.h"

#include <stdlib.h>

#include "runtime/log.h"

static void *must(void *memory, size_t bytes)
{
    if (memory || bytes == 0)
        return memory;
    log_line(LOG_ERROR, "why=\"out of memory\" bytes=%zu", bytes);
    abort();
}

void *heap_take(size_t count, size_t size)
{
    return must(calloc(count, size), count * size);
}

void *heap_resize(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        abort();
    return must(realloc(old, count * size), count * size);
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
    if (length > buffer->room - buffer->length) {
        buffer->room = (buffer->length + length) * 2 + 64;
        buffer->at = heap_resize(buffer->at, buffer->room, 1);
    }
    if (length)
        memcpy(buffer->at + buffer->length, bytes, length);
    buffer->length += length;
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->at);
    *buffer = (struct buffer){0};
}

static bool write_buffer(void *context, const char *bytes, size_t length)
{
    buffer_add(context, bytes, length);
    return true;
}

struct sink buffer_sink(struct buffer *buffer)
{
    return (struct sink){write_buffer, buffer};
}
