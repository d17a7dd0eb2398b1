/*
 * pending: what has changed since the last checkpoint.
 */
#pragma once

#include <uthash.h>

#include "runtime/bytes.h"

/* First day of all that is changed: earlier than any day. */
#define FROM_THE_BEGINNING INT32_MIN

struct pending_unit {
    UT_hash_handle hh;
    int32_t from_day;
    size_t length;
    char code[]; /* "" for dossiers that named no unit. */
};

struct pending {
    int64_t records;
    int64_t oldest_ms; /* When the first of them came; 0: none. */
    struct pending_unit *units;
    bool reference;    /* Units may hang elsewhere, or count differently. */
    int32_t all_from;  /* From this day on every score may differ; INT32_MAX: none. */
    int32_t first_day; /* The earliest of all days. */
};

void pending_clear(struct pending *pending);
void pending_unit(struct pending *pending, struct bytes code, int64_t first_day);

/* The tree or the catalogue changed; whose unit is named, that unit may count elsewhere at once. */
void pending_reference(struct pending *pending, bool of_unit, int64_t first_day);
