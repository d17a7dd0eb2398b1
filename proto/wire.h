/*
 * wire: MessagePack as bytes from a stranger.
 *
 * wire_check walks the headers of a whole message before anything else looks at it; afterwards
 * wire_read and wire_skip may be used on it without fear. Nothing is copied and nothing is
 * allocated: text and binary items point into the message.
 */
#pragma once

#include "runtime/bytes.h"
#include "runtime/outcome.h"

enum { WIRE_DEPTH = 8, WIRE_MAP_KEYS = 64 };

/* The byte that is the value null. */
enum { WIRE_NULL = 0xc0 };

enum wire_type {
    WIRE_NIL,
    WIRE_BOOL,
    WIRE_INTEGER, /* Fits 64 signed bits. */
    WIRE_LARGE,   /* An unsigned integer above 2^63 - 1. */
    WIRE_FLOAT,
    WIRE_TEXT,
    WIRE_BINARY,
    WIRE_ARRAY,
    WIRE_MAP,
    WIRE_EXTENSION,
};

struct wire_item {
    enum wire_type type;
    int64_t integer;    /* The value of an integer or a bool. */
    struct bytes bytes; /* Text, binary, float or extension: its bytes. */
    uint32_t count;     /* Elements of an array, pairs of a map. */
};

struct wire_cursor {
    const uint8_t *at;
    const uint8_t *end;
};

static inline struct wire_cursor wire_cursor(struct bytes message)
{
    return (struct wire_cursor){message.at, message.at + message.length};
}

/*
 * REJECT unless the message is exactly one MessagePack value with: no length and no number of
 * elements that goes beyond the end, no extension type, at most WIRE_DEPTH levels, maps with
 * integer or text keys, each once, at most WIRE_MAP_KEYS of them, valid UTF-8 without NUL in every
 * text.
 */
enum outcome wire_check(struct bytes message, struct failure *why);

/*
 * Reads one header and, but for arrays and maps, the value. False when the bytes end before: the
 * item is then null. Never reads beyond the end, checked or not.
 */
bool wire_read(struct wire_cursor *cursor, struct wire_item *item);

/* Passes over one whole value; of bytes that were not checked, at most to their end. */
void wire_skip(struct wire_cursor *cursor);

/* The word for a type in an error message, for example "a float". */
const char *wire_type_name(enum wire_type type);
