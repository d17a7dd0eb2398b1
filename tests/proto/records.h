/*
 * records: random records made from the tables alone, and what two records have in common.
 */
#pragma once

#include "proto/fact.h"
#include "tests/support/chance.h"

enum { EVERY_SCHEMA = 64 };

/* The tables of all messages, of the records inside them and of the data of facts; how many. */
uint32_t every_schema(const struct schema *schemas[EVERY_SCHEMA]);

/* A record that a decoder would accept; its texts, lists and raw values are in the arena. */
void record_random(struct chance *chance, const struct schema *schema, void *record,
                   struct arena *arena);

/* The name of the first field in which two records differ, NULL when they are the same. */
const char *record_difference(const struct schema *schema, const void *left, const void *right);
