/*
 * arena_sink: bytes written one after another at the free end of an arena.
 *
 * Nothing else may be taken from the arena while the sink is written to. `.written` is what has
 * come so far. The struct must not move after arena_sink_open.
 */
#pragma once

#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/sink.h"

struct arena_sink {
    struct sink sink;
    struct arena *arena;
    struct bytes written;
};

void arena_sink_open(struct arena_sink *into, struct arena *arena);
