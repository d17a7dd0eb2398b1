/* msgpack-c's own unpacker as the judge of our walk over headers and of our reader. */
#include <criterion/criterion.h>
#include <msgpack.h>
#include <stdalign.h>
#include <string.h>
#include <utf8proc.h>

#include "proto/wire.h"
#include "tests/support/chance.h"

enum { CASES = 100000 };

static void pack_text(struct chance *chance, msgpack_packer *packer)
{
    static const char *const pieces[] = {
        "a",  "Đất",      "\xff", "\xc3", "\xed\xa0\x80", "\u0301", "\xf4\x90\x80\x80",
        "文", "\xc0\x80", "z"};
    char text[64] = "";
    const bool is_rough = chance_once_in(chance, 12);

    for (uint64_t left = chance_below(chance, 5); left > 0; left--) {
        const char *piece = pieces[chance_below(chance, sizeof pieces / sizeof pieces[0])];

        strcat(text, is_rough || piece[0] == 'a' || piece[0] == 'z' ? piece : "文");
    }
    if (chance_once_in(chance, 60))
        msgpack_pack_str_with_body(packer, "a\0b", 3);
    else
        msgpack_pack_str_with_body(packer, text, strlen(text));
}

static void pack_number(struct chance *chance, msgpack_packer *packer)
{
    const uint64_t bits = chance_next(chance) >> chance_below(chance, 64);

    switch (chance_below(chance, 8)) {
    case 0: msgpack_pack_uint64(packer, bits); break;
    case 1: msgpack_pack_int64(packer, (int64_t)bits); break;
    case 2: msgpack_pack_int64(packer, -(int64_t)(bits >> 1) - 1); break;
    case 3: msgpack_pack_fix_uint16(packer, (uint16_t)bits); break;
    case 4: msgpack_pack_fix_int32(packer, (int32_t)bits); break;
    case 5: msgpack_pack_fix_uint64(packer, bits); break;
    case 6: msgpack_pack_fix_int8(packer, (int8_t)bits); break;
    default: msgpack_pack_fix_int64(packer, (int64_t)bits); break;
    }
}

static void pack_leaf(struct chance *chance, msgpack_packer *packer)
{
    switch (chance_below(chance, 24)) {
    case 0: msgpack_pack_nil(packer); break;
    case 1: msgpack_pack_true(packer); break;
    case 2: msgpack_pack_false(packer); break;
    case 3: msgpack_pack_float(packer, 1.5F); break;
    case 4: msgpack_pack_double(packer, -2.5); break;
    case 5: msgpack_pack_bin_with_body(packer, "\0\xff", 2); break;
    case 6:
        if (chance_once_in(chance, 8))
            msgpack_pack_ext_with_body(packer, "12345678", chance_below(chance, 9), 3);
        else
            msgpack_pack_nil(packer);
        break;
    case 7:
    case 8:
    case 9:
    case 10:
    case 11:
    case 12: pack_text(chance, packer); break;
    default: pack_number(chance, packer); break;
    }
}

static void pack_any(struct chance *chance, msgpack_packer *packer, int depth)
{
    const uint64_t kind = chance_below(chance, depth > 10 ? 1 : 6);
    const uint64_t most = chance_once_in(chance, 200) ? 80 : 5;

    if (kind < 2) {
        pack_leaf(chance, packer);
    } else if (kind < 4) {
        const uint64_t count = chance_below(chance, most);

        msgpack_pack_array(packer, count);
        for (uint64_t row = 0; row < count; row++)
            pack_any(chance, packer, depth + 1);
    } else {
        const uint64_t count = chance_below(chance, most);
        int64_t key = 0;

        msgpack_pack_map(packer, count);
        for (uint64_t row = 0; row < count; row++) {
            key += chance_between(chance, chance_once_in(chance, 10) ? -2 : 1, 3);
            if (chance_once_in(chance, 30))
                pack_any(chance, packer, depth + 1);
            else if (chance_once_in(chance, 8))
                pack_text(chance, packer);
            else
                msgpack_pack_int64(packer, key);
            pack_any(chance, packer, depth + 1);
        }
    }
}

/* Judged by utf8proc, which shares no line with our own check. */
static bool is_clean_text(const char *text, size_t length)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t left = (utf8proc_ssize_t)length;

    while (left > 0) {
        utf8proc_int32_t point;
        const utf8proc_ssize_t used = utf8proc_iterate(at, left, &point);

        if (used < 0 || point <= 0)
            return false;
        at += used;
        left -= used;
    }
    return true;
}

static bool is_takeable(const msgpack_object *object, int depth);

static bool is_takeable_map(const msgpack_object_map *map, int depth)
{
    if (map->size > WIRE_MAP_KEYS)
        return false;
    for (uint32_t row = 0; row < map->size; row++) {
        const msgpack_object *key = &map->ptr[row].key;
        const bool is_key =
            key->type == MSGPACK_OBJECT_STR || key->type == MSGPACK_OBJECT_NEGATIVE_INTEGER ||
            (key->type == MSGPACK_OBJECT_POSITIVE_INTEGER && key->via.u64 <= INT64_MAX);

        if (!is_key || !is_takeable(key, depth) || !is_takeable(&map->ptr[row].val, depth))
            return false;
        for (uint32_t before = 0; before < row; before++)
            if (msgpack_object_equal(map->ptr[before].key, *key))
                return false;
    }
    return true;
}

static bool is_takeable(const msgpack_object *object, int depth)
{
    switch (object->type) {
    case MSGPACK_OBJECT_STR: return is_clean_text(object->via.str.ptr, object->via.str.size);
    case MSGPACK_OBJECT_EXT: return false;
    case MSGPACK_OBJECT_ARRAY:
        if (depth == WIRE_DEPTH)
            return false;
        for (uint32_t row = 0; row < object->via.array.size; row++)
            if (!is_takeable(&object->via.array.ptr[row], depth + 1))
                return false;
        return true;
    case MSGPACK_OBJECT_MAP:
        return depth < WIRE_DEPTH && is_takeable_map(&object->via.map, depth + 1);
    case MSGPACK_OBJECT_NIL:
    case MSGPACK_OBJECT_BOOLEAN:
    case MSGPACK_OBJECT_POSITIVE_INTEGER:
    case MSGPACK_OBJECT_NEGATIVE_INTEGER:
    case MSGPACK_OBJECT_FLOAT32:
    case MSGPACK_OBJECT_FLOAT64:
    case MSGPACK_OBJECT_BIN: break;
    }
    return true;
}

static bool reads_the_same(struct wire_cursor *cursor, const msgpack_object *object);

static bool reads_the_same_list(struct wire_cursor *cursor, const struct wire_item *item,
                                const msgpack_object *object)
{
    if (item->type == WIRE_ARRAY) {
        if (object->type != MSGPACK_OBJECT_ARRAY || item->count != object->via.array.size)
            return false;
        for (uint32_t row = 0; row < item->count; row++)
            if (!reads_the_same(cursor, &object->via.array.ptr[row]))
                return false;
        return true;
    }
    if (object->type != MSGPACK_OBJECT_MAP || item->count != object->via.map.size)
        return false;
    for (uint32_t row = 0; row < item->count; row++)
        if (!reads_the_same(cursor, &object->via.map.ptr[row].key) ||
            !reads_the_same(cursor, &object->via.map.ptr[row].val))
            return false;
    return true;
}

static bool same_run(struct bytes ours, const char *theirs, size_t length)
{
    return bytes_equal(ours, (struct bytes){(const uint8_t *)theirs, length});
}

static bool reads_the_same(struct wire_cursor *cursor, const msgpack_object *object)
{
    struct wire_item item;

    if (!wire_read(cursor, &item))
        return false;
    switch (item.type) {
    case WIRE_NIL: return object->type == MSGPACK_OBJECT_NIL;
    case WIRE_BOOL:
        return object->type == MSGPACK_OBJECT_BOOLEAN && object->via.boolean == (item.integer != 0);
    case WIRE_INTEGER:
        return item.integer < 0 ? object->type == MSGPACK_OBJECT_NEGATIVE_INTEGER &&
                                      object->via.i64 == item.integer
                                : object->type == MSGPACK_OBJECT_POSITIVE_INTEGER &&
                                      object->via.u64 == (uint64_t)item.integer;
    case WIRE_LARGE:
        return object->type == MSGPACK_OBJECT_POSITIVE_INTEGER && object->via.u64 > INT64_MAX;
    case WIRE_FLOAT:
        return object->type ==
               (item.bytes.length == 4 ? MSGPACK_OBJECT_FLOAT32 : MSGPACK_OBJECT_FLOAT64);
    case WIRE_TEXT:
        return object->type == MSGPACK_OBJECT_STR &&
               same_run(item.bytes, object->via.str.ptr, object->via.str.size);
    case WIRE_BINARY:
        return object->type == MSGPACK_OBJECT_BIN &&
               same_run(item.bytes, object->via.bin.ptr, object->via.bin.size);
    case WIRE_ARRAY:
    case WIRE_MAP: return reads_the_same_list(cursor, &item, object);
    case WIRE_EXTENSION: break;
    }
    return false;
}

/* One byte changed, some cut off or one put behind; the wide lies that msgpack-c would allocate
 * gigabytes for are the bombs' business. */
static void damage(struct chance *chance, msgpack_sbuffer *packed)
{
    const size_t at = chance_below(chance, packed->size);

    switch (chance_below(chance, 3)) {
    case 0: packed->data[at] = (char)chance_next(chance); break;
    case 1: packed->size = at; break;
    default: msgpack_sbuffer_write(packed, "\x01", 1); break;
    }
    if (memchr(packed->data, 0xdd, packed->size) || memchr(packed->data, 0xdf, packed->size))
        packed->size = 0;
}

static void judge(const msgpack_sbuffer *packed, uint64_t round, int *taken)
{
    const struct bytes message = {(const uint8_t *)packed->data, packed->size};
    struct wire_cursor cursor = wire_cursor(message);
    msgpack_unpacked unpacked;
    struct failure why;
    size_t used = 0;
    bool is_good, is_done;

    msgpack_unpacked_init(&unpacked);
    is_good = msgpack_unpack_next(&unpacked, packed->data, packed->size, &used) ==
                  MSGPACK_UNPACK_SUCCESS &&
              used == packed->size && is_takeable(&unpacked.data, 0);
    is_done = wire_check(message, &why) == DONE;
    cr_assert_eq(is_done, is_good, "SEED=%llu case %llu: %s", (unsigned long long)chance_seed(),
                 (unsigned long long)round, is_done ? "taken" : why.text);
    if (is_done) {
        cr_assert(reads_the_same(&cursor, &unpacked.data) && cursor.at == cursor.end,
                  "SEED=%llu case %llu reads otherwise", (unsigned long long)chance_seed(),
                  (unsigned long long)round);
        cursor = wire_cursor(message);
        wire_skip(&cursor);
        cr_assert_eq(cursor.at, cursor.end);
        ++*taken;
    }
    msgpack_unpacked_destroy(&unpacked);
}

Test(wire, agrees_with_msgpack_c)
{
    struct chance chance = {chance_seed()};
    int taken = 0;

    for (uint64_t round = 0; round < CASES; round++) {
        msgpack_sbuffer packed;
        msgpack_packer packer;

        msgpack_sbuffer_init(&packed);
        msgpack_packer_init(&packer, &packed, msgpack_sbuffer_write);
        pack_any(&chance, &packer, 0);
        if (chance_once_in(&chance, 3))
            damage(&chance, &packed);
        judge(&packed, round, &taken);
        msgpack_sbuffer_destroy(&packed);
    }
    cr_expect_gt(taken, CASES / 4, "the generator makes too few good messages: %d", taken);
    cr_expect_lt(taken, CASES * 9 / 10, "the generator makes too few bad messages: %d", taken);
}
