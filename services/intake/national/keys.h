/*
 * keys: an object of the national portal as a table of keys.
 *
 * Each row names a key and how it is read; a list names those that we know and leave outside. Any
 * other key is told and dropped. A value that cannot be read is remarked on and left out; readers
 * fail only when the arena is full.
 */
#pragma once

#include "intake/national/national.h"

/* One batch being converted, and the item at hand. */
struct reading {
    const struct national_context *national;
    const struct national_sinks *sinks;
    struct arena *arena;
    struct bytes unit;    /* The unit that the whole batch comes from; may be empty. */
    int64_t sent_us;      /* When the batch was sent. */
    struct bytes subject; /* MaHoSo of the item, empty outside of one. */
    struct failure *why;
};

struct key;

typedef enum outcome key_reader(struct reading *reading, const struct key *key, const json_t *value,
                                void *record);

/* A national number and what it means here; a row of -1 ends the list. */
struct choice {
    int64_t national;
    int32_t ours;
};

struct key {
    const char *name;
    key_reader *read;
    uint32_t row;  /* Bit of the record's `present`. */
    size_t offset; /* Of the field in the record. */
    const struct choice *choices;
};

struct keys {
    const struct key *at;
    uint32_t count;
    const char *const *outside; /* Known, and never looked at; NULL ends them. */
};

/* For a field that the record's table does not have. */
enum { KEY_NO_ROW = 63 };

/* A record starts with `uint64_t present`, as those of proto/field.h. */
enum outcome keys_read(const struct keys *keys, struct reading *reading, const json_t *object,
                       void *record);

/* Readers of a field of the type they name. */
key_reader key_text;         /* struct bytes, any length. */
key_reader key_code;         /* struct bytes, at most CODE_LIMIT. */
key_reader key_instant;      /* int64_t */
key_reader key_due;          /* struct due */
key_reader key_flag;         /* bool */
key_reader key_choice;       /* int32_t by the row's choices. */
key_reader key_choice_flag;  /* bool by the row's choices. */
key_reader key_choice_whole; /* int64_t by the row's choices. */
key_reader key_amount;       /* int64_t */
key_reader key_link;         /* struct bytes, as it stands but for blanks around it. */
key_reader key_value;        /* const json_t *, whatever it is. */

/*
 * The next object of a list from *at on, NULL when there is none. No list, or an element that is
 * no object, is remarked on and passed over.
 */
const json_t *keys_element(struct reading *reading, const struct key *key, const json_t *value,
                           size_t *at);

void keys_remark(const struct reading *reading, const char *name);
enum outcome keys_no_room(const struct reading *reading);
