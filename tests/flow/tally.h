/*
 * tally: sums of all systems, units, procedures, channels, days and measures, in little memory.
 *
 * Stands for the tables of sums. Marks have no procedure, as in aggregator.sum_mark.
 */
#pragma once

#include "proto/measure.h"
#include "proto/message.h"
#include "runtime/outcome.h"
#include "tests/tracker/talk.h"

struct gathered;

/* Units and procedures are counted as in talk.h; the place behind the last one is "none stated". */
struct tally_key {
    int32_t day;
    uint8_t system, unit, procedure, channel, measure;
};

struct tally_entry {
    uint64_t key; /* 0: free. */
    int64_t n;
};

struct tally {
    struct tally_entry *at;
    size_t room; /* A power of two. */
    size_t count;
};

struct tally_key tally_key_of(const struct tally_entry *entry);

/* Adds the posting of a dossier of that system. */
void tally_post(struct tally *tally, size_t system, const struct posting *posting);

/* Adds what the aggregator has gathered. */
void tally_take(struct tally *tally, const struct gathered *gathered);

/* REJECT, naming the first entry, when one has a sum that the other does not have. */
enum outcome tally_equal(const struct tally *running, const struct tally *anew,
                         struct failure *why);

/* REJECT when a sum is below 0. */
enum outcome tally_not_negative(const struct tally *tally, struct failure *why);

void tally_clear(struct tally *tally);
void tally_free(struct tally *tally);
