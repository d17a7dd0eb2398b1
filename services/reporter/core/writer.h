/*
 * writer: bytes into a sink, remembering whether it took them all.
 *
 * Pure. After the first refusal nothing more is offered, so a renderer asks once, at its end.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "runtime/sink.h"

struct writer {
    const struct sink *sink;
    bool ok; /* Starts as true. */
};

void writer_put(struct writer *writer, const char *bytes, size_t length);
void writer_text(struct writer *writer, const char *text);
void writer_repeat(struct writer *writer, const char *text, size_t times);
