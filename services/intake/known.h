/*
 * known: units and procedures that logged facts have named, by code and by name.
 */
#pragma once

#include "runtime/bytes.h"
#include "runtime/hash.h"

enum known_kind { KNOWN_UNIT, KNOWN_PROCEDURE };

struct known_code {
    char *code;
    size_t length;
    char *name; /* "" when none is known. */
    enum known_kind kind;
    bool changed;                  /* Not yet in the database. */
    struct known_code *next_named; /* Another unit of the same name. */
    UT_hash_handle hh;
};

struct known_name {
    char *name;
    struct known_code *first;
    UT_hash_handle hh;
};

struct known {
    struct known_code *units;
    struct known_code *procedures;
    struct known_name *names; /* Of units. */
};

/* Adds the code, or gives it another name. */
void known_add(struct known *known, enum known_kind kind, struct bytes code, struct bytes name,
               bool changed);
const struct known_code *known_find(const struct known *known, enum known_kind kind,
                                    struct bytes code);

/* The first of the units of that name, which lead to each other; NULL when there is none. */
const struct known_code *known_named(const struct known *known, struct bytes name);
void known_free(struct known *known);
