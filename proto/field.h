/*
 * field: a record as a table of fields.
 *
 * One table per record is the only source for its MessagePack encoder and decoder (here), its
 * JSON twin (proto/json.h), the AsyncAPI file and the catalogue in proto/README.md
 * (proto/catalogue.h). On the wire a record is a map with the integer keys of its table.
 *
 * A record's struct starts with `uint64_t present`: bit n says that the field of row n is there.
 * Text, binaries and raw values point into the message they were decoded from.
 */
#pragma once

#include "proto/wire.h"
#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/outcome.h"
#include "runtime/sink.h"

enum field_kind {
    FIELD_TEXT,     /* struct bytes: UTF-8 of 1..limit bytes. */
    FIELD_BINARY,   /* struct bytes: up to limit bytes; hexadecimal in JSON. */
    FIELD_INTEGER,  /* int64_t: 0..limit; limit 0 means 2^63 - 1. */
    FIELD_SIGNED,   /* int64_t. */
    FIELD_BOOL,     /* bool. */
    FIELD_CHOICE,   /* int32_t: place in names; a number on the wire. */
    FIELD_CHOICES,  /* uint32_t: one bit for each name in the set. */
    FIELD_INSTANT,  /* int64_t: microseconds since 1970 UTC. */
    FIELD_DUE,      /* struct due: a day (a text on the wire) or an instant (a number). */
    FIELD_SPANS,    /* struct spans: working intervals of a weekday; none says nothing. */
    FIELD_RECORD,   /* a struct of `record`, in place. */
    FIELD_RECORDS,  /* struct list of structs of `record`. */
    FIELD_BINARIES, /* struct list of struct bytes. */
    FIELD_NUMBERS,  /* struct list of int64_t. */
    FIELD_RAW,      /* struct bytes: one whole MessagePack value; hexadecimal in JSON. */
    FIELD_STATED,   /* bool: a free text that stays outside; kept is only that it was given. */
    FIELD_DATE,     /* int32_t: a day since 1970; a text YYYY-MM-DD outside. */
    FIELD_DECIMAL,  /* struct bytes: decimal text, -?d{1,15}(.d{1,6})? in ASCII digits. */
};

/* A due day; an instant counts by its local day (domain.md section 2). */
struct due {
    int64_t instant_us; /* 0 when only a day was given. */
    int32_t day;
    bool is_date;
};

enum { SPANS_LIMIT = 4, DECIMAL_WHOLE = 15, DECIMAL_FRACTION = 6 };

/* Working intervals in minutes after midnight: [from, to) pairs, ascending, apart. */
struct spans {
    uint8_t count;
    uint16_t from[SPANS_LIMIT];
    uint16_t to[SPANS_LIMIT];
};

struct list {
    void *at;
    uint32_t count;
};

struct schema;

struct field {
    uint8_t key;      /* On the wire; ascending in a table; never given another meaning. */
    const char *name; /* In JSON and in error messages. */
    enum field_kind kind;
    bool required;
    size_t offset;               /* In the record's struct. */
    int64_t limit;               /* Bytes of a text, elements of a list, largest integer. */
    const char *const *names;    /* Of a choice, ended by NULL; "" is a number never used. */
    const struct schema *record; /* Of FIELD_RECORD and FIELD_RECORDS. */
    const char *meaning;         /* One sentence for the catalogue. */
};

struct schema {
    const char *name;
    const struct field *fields;
    uint32_t count;
    size_t size; /* Of the struct. */
    const char *meaning;
};

/* Told of each unknown key: its name, or its number as text. */
struct unknown_keys {
    void (*seen)(void *context, const char *name, size_t length);
    void *context;
};

static inline bool field_present(uint64_t present, uint32_t row)
{
    return present >> row & 1U;
}

/*
 * Decodes one record. The message must have passed wire_check (else its texts and repeated keys go
 * unchecked, though nothing beyond its end is read). null is the same as a key left out. With
 * `unknown` NULL an unknown key is refused, else it is told and dropped. REJECT names the field and
 * the rule and never repeats what was sent.
 */
enum outcome record_decode(const struct schema *schema, struct bytes message, void *record,
                           struct arena *arena, const struct unknown_keys *unknown,
                           struct failure *why);

/* wire_check, then record_decode refusing unknown keys: for messages between our services. */
enum outcome message_decode(const struct schema *schema, struct bytes message, void *record,
                            struct arena *arena, struct failure *why);

/*
 * Writes the one canonical encoding: fields in table order, shortest headers. Only present fields
 * are written; the bits of `present` must be rows of the table. False when the sink is full.
 */
bool record_encode(const struct schema *schema, const void *record, struct sink *sink);

/* Whether a number has a name in a list of names; "" is none. */
bool choice_named(const char *const *names, int64_t number);

/* The number of a name in a list of names, -1 when it is not there. */
int32_t choice_by_name(const char *const *names, const char *name, size_t length);

/* Puts every text of the record into normal form C. */
enum outcome record_normalise(const struct schema *schema, void *record, struct arena *arena,
                              struct failure *why);

/* The names of a choice as "a, b, c", for error messages. */
void choice_list(const char *const *names, char *text, size_t size);
