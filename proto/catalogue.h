/*
 * catalogue: the documents about messages, printed from their tables of fields.
 *
 * proto/README.md holds the printed catalogue between two markers, proto/asyncapi.json is printed
 * as a whole; a test compares both with what is printed here, so they cannot drift apart.
 */
#pragma once

#include "proto/field.h"

/* A message of its own, or a record that is stored as one. */
struct catalogue_message {
    const struct schema *schema;
    const char *sender;
    const char *reader;
};

/* A socket: who connects to whom, and what is asked and answered on it. */
struct catalogue_channel {
    const char *name;
    const char *binds;
    const char *connects;
    const struct schema *question;
    const struct schema *answer;
    const struct schema *record; /* What its blocks hold; NULL where there are none. */
    const char *meaning;
};

/* Both end with a row of NULL. */
extern const struct catalogue_message catalogue_messages[];
extern const struct catalogue_channel catalogue_channels[];

enum { CATALOGUE_RECORDS = 32 };

/* The tables that stand inside other tables, each once, in order of first use; how many. */
uint32_t catalogue_records(const struct schema *records[CATALOGUE_RECORDS]);

/* Both are false when the sink is full, or memory has run out. */
bool catalogue_readme(struct sink *sink);
bool catalogue_asyncapi(struct sink *sink);
