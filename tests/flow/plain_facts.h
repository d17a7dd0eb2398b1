/*
 * plain_facts: the log as a list of facts, of each identity the first, and what dossiers they tell
 * of.
 */
#pragma once

#include "tests/flow/stored.h"

enum { PLAIN_FACTS = 2048, PLAIN_DOSSIERS = 64, PLAIN_UNITS = 16, PLAIN_BYTES = 8 << 20 };

struct plain_fact {
    struct bytes source, subject;
    struct history_fact fact;
};

struct plain_dossier {
    struct history history;
    bool fee_due; /* With what the catalogue says on the day of receipt. */
};

struct plain_facts {
    struct arena arena;
    struct plain_fact facts[PLAIN_FACTS];
    size_t count;
    struct plain_dossier dossiers[PLAIN_DOSSIERS];
    size_t dossier_count;
    struct bytes units[PLAIN_UNITS]; /* Opened ones, in the order of their codes. */
    size_t unit_count;
};

/* What the whole log tells of; plain_facts_free gives it back. */
struct plain_facts *plain_facts_read(const struct stored *stored);
void plain_facts_free(struct plain_facts *plain);
