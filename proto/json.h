/*
 * json: the JSON twin of records and facts.
 *
 * The same tables of fields, with CloudEvents attribute names, instants in RFC 3339 and choices as
 * words (domain.md section 9). Decoded texts point into the JSON value, which must outlive them.
 */
#pragma once

#include <jansson.h>

#include "proto/fact.h"

/*
 * Reads one line of JSON. REJECT when it is not one object, has a key twice, has a NUL, or has
 * bytes behind it; RETRY when memory has run out, as far as jansson tells. The value is the
 * caller's to give back with json_decref. An integer beyond 64 bits is read as the real 1e19, so
 * that the field that has it can be named.
 */
enum outcome json_read(struct bytes line, json_t **value, struct failure *why);

/* As record_decode, from JSON. */
enum outcome json_decode(const struct schema *schema, const json_t *value, void *record,
                         struct arena *arena, const struct unknown_keys *unknown,
                         struct failure *why);

/*
 * A fact with its data. What a sender says in recorded_at is an unknown key: intake alone sets it.
 * Data may be missing where its table has no fields.
 */
enum outcome json_decode_fact(const json_t *value, struct fact *fact, union fact_data *data,
                              struct arena *arena, const struct unknown_keys *unknown,
                              struct failure *why);

/* The record as a JSON object, which is the caller's; NULL when memory has run out. */
json_t *json_encode(const struct schema *schema, const void *record);
json_t *json_encode_fact(const struct fact *fact, const union fact_data *data);
