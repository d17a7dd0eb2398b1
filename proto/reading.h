/*
 * reading: the rules that the MessagePack reader and the JSON reader share.
 *
 * Each takes a value out of its encoding and hands it here, so that both accept the same values
 * and refuse them in the same words. No sentence repeats what was sent: it might name a person, and
 * refusals are kept (domain.md section 1).
 */
#pragma once

#include "proto/field.h"

enum outcome reading_text(const struct field *field, struct bytes text, struct bytes *into,
                          struct failure *why);
enum outcome reading_binary(const struct field *field, struct bytes binary, struct bytes *into,
                            struct failure *why);
enum outcome reading_integer(const struct field *field, int64_t value, int64_t *into,
                             struct failure *why);
enum outcome reading_instant(const struct field *field, int64_t instant_us, int64_t *into,
                             struct failure *why);
enum outcome reading_date(const struct field *field, struct bytes text, int32_t *into,
                          struct failure *why);
enum outcome reading_decimal(const struct field *field, struct bytes text, struct bytes *into,
                             struct failure *why);

/* The borders of intervals, from and to in turn, in minutes of a day. */
enum outcome reading_spans(const struct field *field, const int64_t *minutes, uint32_t count,
                           struct spans *into, struct failure *why);

/* Room in the arena for the elements of a list. */
enum outcome reading_list(const struct field *field, uint64_t count, size_t size,
                          struct arena *arena, struct list *list, struct failure *why);

/* `value` is what was sent instead, for example "a float". */
enum outcome reading_wrong_type(const struct field *field, const char *value, const char *wanted,
                                struct failure *why);
enum outcome reading_no_number(const struct field *field, struct failure *why);
enum outcome reading_no_choice(const struct field *field, struct failure *why);
enum outcome reading_no_spans(const struct field *field, struct failure *why);

/* REJECT when a required field is not among those present. */
enum outcome reading_complete(const struct schema *schema, uint64_t present, struct failure *why);

/* Puts the name of the field around a failure inside its record; with `row` >= 0 also the place. */
void reading_inside(const struct field *field, int64_t row, struct failure *why);

/* False for a value that says no more than leaving the key out: a weekday without intervals. */
bool reading_says_something(const struct field *field, const void *value);
