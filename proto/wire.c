#include "proto/wire.h"

#include <stdio.h>

#include "proto/text.h"

static uint64_t big_endian(const uint8_t *at, size_t width)
{
    uint64_t value = 0;

    for (size_t byte = 0; byte < width; byte++)
        value = value << 8 | at[byte];
    return value;
}

static bool take(struct wire_cursor *cursor, size_t length, const uint8_t **at)
{
    if (length > (size_t)(cursor->end - cursor->at))
        return false;
    *at = cursor->at;
    cursor->at += length;
    return true;
}

static bool take_number(struct wire_cursor *cursor, size_t width, uint64_t *value)
{
    const uint8_t *at;

    if (!take(cursor, width, &at))
        return false;
    *value = big_endian(at, width);
    return true;
}

static bool take_bytes(struct wire_cursor *cursor, struct wire_item *item, enum wire_type type,
                       uint64_t length)
{
    item->type = type;
    item->bytes.length = length;
    return take(cursor, length, &item->bytes.at);
}

static bool integer(struct wire_item *item, int64_t value)
{
    item->type = WIRE_INTEGER;
    item->integer = value;
    return true;
}

static bool container(struct wire_item *item, enum wire_type type, uint64_t count)
{
    item->type = type;
    item->count = (uint32_t)count;
    return true;
}

static bool read_unsigned(struct wire_cursor *cursor, struct wire_item *item, size_t width)
{
    uint64_t value;

    if (!take_number(cursor, width, &value))
        return false;
    item->type = value > INT64_MAX ? WIRE_LARGE : WIRE_INTEGER;
    item->integer = value > INT64_MAX ? INT64_MAX : (int64_t)value;
    return true;
}

static bool read_signed(struct wire_cursor *cursor, struct wire_item *item, size_t width)
{
    uint64_t value;

    if (!take_number(cursor, width, &value))
        return false;
    switch (width) {
    case 1: return integer(item, (int8_t)value);
    case 2: return integer(item, (int16_t)value);
    case 4: return integer(item, (int32_t)value);
    default: return integer(item, (int64_t)value);
    }
}

static bool read_sized(struct wire_cursor *cursor, struct wire_item *item, enum wire_type type,
                       size_t width, size_t extra)
{
    uint64_t length;

    return take_number(cursor, width, &length) && take_bytes(cursor, item, type, length + extra);
}

static bool read_counted(struct wire_cursor *cursor, struct wire_item *item, enum wire_type type,
                         size_t width)
{
    uint64_t count;

    return take_number(cursor, width, &count) && container(item, type, count);
}

/* The headers 0xc0 to 0xdf, in the order of the MessagePack specification. */
static bool read_wide(struct wire_cursor *cursor, struct wire_item *item, uint8_t head)
{
    switch (head) {
    case 0xc0: item->type = WIRE_NIL; return true;
    case 0xc2:
    case 0xc3:
        item->type = WIRE_BOOL;
        item->integer = head == 0xc3;
        return true;
    case 0xc4: return read_sized(cursor, item, WIRE_BINARY, 1, 0);
    case 0xc5: return read_sized(cursor, item, WIRE_BINARY, 2, 0);
    case 0xc6: return read_sized(cursor, item, WIRE_BINARY, 4, 0);
    case 0xc7: return read_sized(cursor, item, WIRE_EXTENSION, 1, 1);
    case 0xc8: return read_sized(cursor, item, WIRE_EXTENSION, 2, 1);
    case 0xc9: return read_sized(cursor, item, WIRE_EXTENSION, 4, 1);
    case 0xca: return take_bytes(cursor, item, WIRE_FLOAT, 4);
    case 0xcb: return take_bytes(cursor, item, WIRE_FLOAT, 8);
    case 0xcc: return read_unsigned(cursor, item, 1);
    case 0xcd: return read_unsigned(cursor, item, 2);
    case 0xce: return read_unsigned(cursor, item, 4);
    case 0xcf: return read_unsigned(cursor, item, 8);
    case 0xd0: return read_signed(cursor, item, 1);
    case 0xd1: return read_signed(cursor, item, 2);
    case 0xd2: return read_signed(cursor, item, 4);
    case 0xd3: return read_signed(cursor, item, 8);
    case 0xd4: return take_bytes(cursor, item, WIRE_EXTENSION, 2);
    case 0xd5: return take_bytes(cursor, item, WIRE_EXTENSION, 3);
    case 0xd6: return take_bytes(cursor, item, WIRE_EXTENSION, 5);
    case 0xd7: return take_bytes(cursor, item, WIRE_EXTENSION, 9);
    case 0xd8: return take_bytes(cursor, item, WIRE_EXTENSION, 17);
    case 0xd9: return read_sized(cursor, item, WIRE_TEXT, 1, 0);
    case 0xda: return read_sized(cursor, item, WIRE_TEXT, 2, 0);
    case 0xdb: return read_sized(cursor, item, WIRE_TEXT, 4, 0);
    case 0xdc: return read_counted(cursor, item, WIRE_ARRAY, 2);
    case 0xdd: return read_counted(cursor, item, WIRE_ARRAY, 4);
    case 0xde: return read_counted(cursor, item, WIRE_MAP, 2);
    case 0xdf: return read_counted(cursor, item, WIRE_MAP, 4);
    default: return false; /* 0xc1 is never used. */
    }
}

static bool read_item(struct wire_cursor *cursor, struct wire_item *item)
{
    const uint8_t *at;

    if (!take(cursor, 1, &at))
        return false;
    if (*at <= 0x7f)
        return integer(item, *at);
    if (*at <= 0x8f)
        return container(item, WIRE_MAP, *at & 0x0fU);
    if (*at <= 0x9f)
        return container(item, WIRE_ARRAY, *at & 0x0fU);
    if (*at <= 0xbf)
        return take_bytes(cursor, item, WIRE_TEXT, *at & 0x1fU);
    if (*at >= 0xe0)
        return integer(item, (int8_t)*at);
    return read_wide(cursor, item, *at);
}

bool wire_read(struct wire_cursor *cursor, struct wire_item *item)
{
    if (read_item(cursor, item))
        return true;
    *item = (struct wire_item){.type = WIRE_NIL};
    return false;
}

void wire_skip(struct wire_cursor *cursor)
{
    uint64_t left = 1;
    struct wire_item item;

    while (left > 0 && wire_read(cursor, &item)) {
        left--;
        if (item.type == WIRE_ARRAY)
            left += item.count;
        else if (item.type == WIRE_MAP)
            left += 2 * (uint64_t)item.count;
    }
}

/* One open array or map on the way down. */
struct level {
    uint64_t left; /* Values still to come, keys included. */
    bool is_map;
    uint32_t keys;
    int64_t largest; /* Of the integer keys. */
    int64_t integers[WIRE_MAP_KEYS];
    struct bytes texts[WIRE_MAP_KEYS]; /* .at is NULL for an integer key. */
};

struct walk {
    struct wire_cursor cursor;
    struct level levels[WIRE_DEPTH + 1]; /* The first holds the message itself. */
    int depth;
    uint64_t owed; /* Values still to come on all levels; each has at least one byte. */
};

static bool is_repeated(const struct level *level, const struct wire_item *key)
{
    const bool is_text = key->type == WIRE_TEXT;

    for (uint32_t row = 0; row < level->keys; row++) {
        if (is_text != (level->texts[row].at != NULL))
            continue;
        if (is_text ? bytes_equal(level->texts[row], key->bytes)
                    : level->integers[row] == key->integer)
            return true;
    }
    return false;
}

static enum outcome check_key(struct level *level, const struct wire_item *key, struct failure *why)
{
    const bool is_text = key->type == WIRE_TEXT;

    if (!is_text && key->type != WIRE_INTEGER)
        return fail_field(why, REJECT, "message", "message has %s as a key",
                          wire_type_name(key->type));
    /* Our own messages have ascending integers, which cannot repeat one. */
    if ((is_text || key->integer <= level->largest) && is_repeated(level, key))
        return fail_field(why, REJECT, "message", "message has a key twice");
    if (!is_text && key->integer > level->largest)
        level->largest = key->integer;
    level->integers[level->keys] = key->integer;
    level->texts[level->keys] = is_text ? key->bytes : (struct bytes){0};
    level->keys++;
    return DONE;
}

/* Says in which text: under the integer keys 6 and 1, as "key 6.1". */
static enum outcome check_text(const struct walk *walk, struct bytes text, struct failure *why)
{
    char path[WIRE_DEPTH * 21] = "";
    size_t used = 0;

    if (text_check(text, why) == DONE)
        return DONE;
    for (int depth = 1; depth <= walk->depth; depth++) {
        const struct level *level = &walk->levels[depth];
        const uint32_t key = level->keys - 1;

        if (level->is_map && level->keys > 0 && !level->texts[key].at)
            used += (size_t)snprintf(path + used, sizeof path - used, "%s%lld", used ? "." : "",
                                     (long long)level->integers[key]);
    }
    if (used)
        failure_prefix(why, "message: key %s", path);
    else
        failure_prefix(why, "message");
    return fail_field(why, REJECT, "message", "%s", why->text);
}

static enum outcome open_level(struct walk *walk, const struct wire_item *item, struct failure *why)
{
    const size_t rest = (size_t)(walk->cursor.end - walk->cursor.at);
    const bool is_map = item->type == WIRE_MAP;
    const uint64_t values = is_map ? 2 * (uint64_t)item->count : item->count;
    struct level *level;

    walk->owed += values;
    if (walk->owed > rest)
        return fail_field(why, REJECT, "message",
                          "message promises %llu more values and has %zu more bytes",
                          (unsigned long long)walk->owed, rest);
    if (is_map && item->count > WIRE_MAP_KEYS)
        return fail_field(why, REJECT, "message", "message has a map of %u keys, more than %d",
                          (unsigned)item->count, WIRE_MAP_KEYS);
    if (walk->depth == WIRE_DEPTH)
        return fail_field(why, REJECT, "message", "message is nested more than %d deep",
                          WIRE_DEPTH);
    level = &walk->levels[++walk->depth];
    level->is_map = is_map;
    level->left = values;
    level->keys = 0;
    level->largest = INT64_MIN;
    return DONE;
}

static enum outcome check_item(struct walk *walk, const struct wire_item *item, struct failure *why)
{
    switch (item->type) {
    case WIRE_TEXT: return check_text(walk, item->bytes, why);
    case WIRE_ARRAY:
    case WIRE_MAP: return open_level(walk, item, why);
    case WIRE_EXTENSION: return fail_field(why, REJECT, "message", "message has an extension type");
    case WIRE_NIL:
    case WIRE_BOOL:
    case WIRE_INTEGER:
    case WIRE_LARGE:
    case WIRE_FLOAT:
    case WIRE_BINARY: break;
    }
    return DONE;
}

static enum outcome check_next(struct walk *walk, struct failure *why)
{
    struct level *level = &walk->levels[walk->depth];
    struct wire_item item;

    if (!wire_read(&walk->cursor, &item))
        return fail_field(why, REJECT, "message",
                          "message ends inside a value, or has a byte that starts none");
    if (level->is_map && level->left % 2 == 0)
        TRY(check_key(level, &item, why));
    level->left--;
    walk->owed--;
    return check_item(walk, &item, why);
}

enum outcome wire_check(struct bytes message, struct failure *why)
{
    struct walk walk;

    walk.cursor = wire_cursor(message);
    walk.levels[0].left = 1;
    walk.levels[0].is_map = false;
    walk.depth = 0;
    walk.owed = 1;
    while (walk.owed > 0) {
        TRY(check_next(&walk, why));
        while (walk.depth > 0 && walk.levels[walk.depth].left == 0)
            walk.depth--;
    }
    if (walk.cursor.at != walk.cursor.end)
        return fail_field(why, REJECT, "message", "message has %zu bytes after its value",
                          (size_t)(walk.cursor.end - walk.cursor.at));
    return DONE;
}

const char *wire_type_name(enum wire_type type)
{
    static const char *const names[] = {
        [WIRE_NIL] = "null",           [WIRE_BOOL] = "a boolean",
        [WIRE_INTEGER] = "an integer", [WIRE_LARGE] = "an integer of 2^63 or more",
        [WIRE_FLOAT] = "a float",      [WIRE_TEXT] = "a text",
        [WIRE_BINARY] = "a binary",    [WIRE_ARRAY] = "an array",
        [WIRE_MAP] = "a map",          [WIRE_EXTENSION] = "an extension",
    };

    return names[type];
}
