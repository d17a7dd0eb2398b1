/*
 * examples: one record of every message and one fact of every type, with every field present.
 *
 * Written by member name in C, so that a row of a table that points at the wrong member shows in
 * the golden file. Once a version is released its golden files stay; a new field is a new version.
 */
#pragma once

#include "proto/fact.h"

struct example {
    const char *name;            /* Of the golden files. */
    const struct schema *schema; /* Of a message; that of a fact is found by its type. */
    const void *record;
    int32_t type; /* Of a fact; FACT_NONE for a message. */
};

enum { EXAMPLE_MESSAGES = 9, EXAMPLE_FACTS = FACT_TYPE_COUNT - 1 };

extern const struct example example_messages[EXAMPLE_MESSAGES];
extern const struct example example_facts[EXAMPLE_FACTS];

/* Messages first, then facts. */
enum { EXAMPLE_COUNT = EXAMPLE_MESSAGES + EXAMPLE_FACTS };
const struct example *example_at(size_t row);

/* The envelope of an example that is a fact, without its data. */
struct fact example_envelope(const struct example *example);

/* The canonical MessagePack of an example, in the arena; fails the running test when it is full. */
struct bytes example_encode(const struct example *example, struct arena *arena);

/* Decodes bytes as what the example is; a fact is checked and its data decoded, too. */
union example_record {
    uint64_t present;
    uint8_t room[1024];
    struct {
        struct fact fact;
        union fact_data data;
    } whole;
};
enum outcome example_decode(const struct example *example, struct bytes bytes,
                            union example_record *record, struct arena *arena, struct failure *why);
