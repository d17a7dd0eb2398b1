/*
 * known: units and procedures that logged facts have named, by code and by name.
 */
#pragma once

#include <uthash.h>

#include "runtime/bytes.h"

enum known_kind { KNOWN_UNIT, KNOWN_PROCEDURE };

struct known_code {
    char *code;
    size_t length;
    char *name; /* "" when none is known. */
    enum known_kind kind;
    bool changed; /* Not yet in the database. */
    UT_hash_handle hh;
};

struct known {
    struct known_code *units;
    struct known_code *procedures;
};

/* Adds the code, or gives it another name. */
void known_add(struct known *known, enum known_kind kind, struct bytes code, struct bytes name,
               bool changed);
const struct known_code *known_find(const struct known *known, enum known_kind kind,
                                    struct bytes code);
void known_free(struct known *known);
