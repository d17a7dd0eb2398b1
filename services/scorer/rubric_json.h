/*
 * rubric_json: JSON objects read by tables of their fields.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/arena.h"
#include "runtime/outcome.h"

struct reader {
    struct arena *arena;
    struct failure *why;
};

/* A key that an object may have, and what to do with its value. */
struct field {
    const char *key;
    bool required;
    enum outcome (*read)(struct reader *reader, const char *key, json_t *value, void *into);
    size_t offset; /* Of `into` in the struct that the object becomes. */
};

/* REJECT for a key that no row has, a required one that is missing, a value that will not do. */
enum outcome read_object(struct reader *reader, json_t *object, const struct field *fields,
                         size_t count, void *into);

/* REJECT unless the value is a list of 1..most objects. */
enum outcome read_list(struct reader *reader, const char *key, json_t *list, size_t most);

/* `count` zeroed things of that size, REJECT when the arena is full. */
enum outcome read_take(struct reader *reader, size_t count, size_t size, void **taken);

/* Where a digit after the point is worth 10^-digits: "0.80" is 800000 with 6 digits. */
enum outcome read_decimal(struct reader *reader, const char *key, json_t *value, int digits,
                          int64_t *number);

/* One of the words, its row into `row`. */
enum outcome read_word(struct reader *reader, const char *key, json_t *value,
                       const char *const *words, size_t count, size_t *row);

/* Readers for a struct's members: const char *, int64_t in hundredths, a day, a bool. */
enum outcome read_text(struct reader *reader, const char *key, json_t *value, void *into);
enum outcome read_points(struct reader *reader, const char *key, json_t *value, void *into);
enum outcome read_day(struct reader *reader, const char *key, json_t *value, void *into);
enum outcome read_flag(struct reader *reader, const char *key, json_t *value, void *into);

/* For keys that are read elsewhere, and for comments: any value will do. */
enum outcome read_nothing(struct reader *reader, const char *key, json_t *value, void *into);
