/*
 * national_collect: a conversion of national records, with all that it said as JSON.
 */
#pragma once

#include <jansson.h>

#include "intake/national/national.h"

enum { COLLECT_WIRE = 1 << 16 };

struct collected {
    enum outcome outcome;
    struct failure why;
    json_t *facts;    /* Canonical JSON, in their order. */
    json_t *refusals; /* "item MaHoSo: field: rule" */
    json_t *remarks;  /* "MaHoSo: field" */
    json_t *unknown;  /* Names of keys. */
    json_t *items;    /* Of each fact, its place in the batch. */
    char wire[COLLECT_WIRE];
    size_t wire_length; /* The facts as MessagePack, one after another. */
};

/* A province with a few units and procedures, one of the names standing for two units. */
struct national_context collect_context(void);

/* Converts the line, NULL when it is no JSON. The caller gives the answer back. */
struct collected *collect_line(struct bytes line, const struct national_context *national);

/* Converts the text; one that is no JSON fails the test. */
struct collected *collect(const char *text, const struct national_context *national);
void collect_free(struct collected *collected);

/* The member of the first fact's data, NULL when it is absent. */
const json_t *collect_data(const struct collected *collected, const char *name);

/* What all of it says, as one text for searching; the caller frees it. */
char *collect_text(const struct collected *collected);

/* The bytes of tests/fixtures/NAME with a NUL after them; the caller frees them. */
char *collect_fixture(const char *name);

/* The elements of `data` of an envelope, as the text of a list; the caller frees it. */
char *collect_items(const char *envelope);
