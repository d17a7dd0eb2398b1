#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "proto/message.h"
#include "tests/support/rows.h"

/* A submission, whose fields the bombs that pass the walk over headers fall foul of. */
#define PRODUCER   \
    "\x01\xc4\x10" \
    "0123456789abcdef"
#define SUBMIT "\x85" PRODUCER "\x02\x11\x03\xa1s\x04\x02\x05"

struct bomb {
    const char *name;
    const char *head;
    size_t head_length;
    int fill; /* This byte `fills` times between head and tail. */
    size_t fills;
    const char *tail;
    size_t tail_length;
    const char *expected;
};

#define BYTES(literal) literal, sizeof(literal) - 1
#define PLAIN(name, head, expected)                  \
    {                                                \
        name, BYTES(head), 0, 0, BYTES(""), expected \
    }
#define LONG(name, head, fill, fills, expected)             \
    {                                                       \
        name, BYTES(head), fill, fills, BYTES(""), expected \
    }

#define ENDS "message ends inside a value, or has a byte that starts none"
#define DEEP "message is nested more than 8 deep"

static const struct bomb bombs[] = {
    PLAIN("nothing at all", "", ENDS),
    PLAIN("the byte that is never used", "\xc1", ENDS),
    PLAIN("array32 of 16 million", "\xdd\x00\xff\xff\xff",
          "message promises 16777215 more values and has 0 more bytes"),
    PLAIN("array32 of 4 billion", "\xdd\xff\xff\xff\xff",
          "message promises 4294967295 more values and has 0 more bytes"),
    PLAIN("array16 of 65535", "\xdc\xff\xff\x00",
          "message promises 65535 more values and has 1 more bytes"),
    PLAIN("array of one more than there is", "\x93\x01\x02",
          "message promises 3 more values and has 2 more bytes"),
    PLAIN("map32 of 4 billion", "\xdf\xff\xff\xff\xff",
          "message promises 8589934590 more values and has 0 more bytes"),
    PLAIN("map16 of 65535", "\xde\xff\xff\x01\x02",
          "message promises 131070 more values and has 2 more bytes"),
    PLAIN("map with a key and no value", "\x81\x01",
          "message promises 2 more values and has 1 more bytes"),
    PLAIN("lies inside an honest array", "\x92\x93\x01\x02\x03",
          "message promises 4 more values and has 3 more bytes"),
    LONG("nested array16 that each fit the rest", "\xdc\x00\xff\xdc\x00\xff\xdc\x00\xff", 0x01, 300,
         "message promises 509 more values and has 303 more bytes"),
    LONG("31 nested array16 that do not", "\xdc\x00\x40", 0xdc, 93,
         "message promises 56603 more values and has 90 more bytes"),
    PLAIN("str8 of 255", "\xd9\xff", ENDS),
    PLAIN("str16 of 65535",
          "\xda\xff\xff"
          "abc",
          ENDS),
    PLAIN("str32 of 4 billion",
          "\xdb\xff\xff\xff\xff"
          "abc",
          ENDS),
    PLAIN("fixstr cut short",
          "\xa5"
          "abcd",
          ENDS),
    PLAIN("bin8 of 255", "\xc4\xff", ENDS),
    PLAIN("bin16 of 65535",
          "\xc5\xff\xff"
          "abc",
          ENDS),
    PLAIN("bin32 of 4 billion",
          "\xc6\xff\xff\xff\xff"
          "abc",
          ENDS),
    PLAIN("ext8 of 255", "\xc7\xff\x01", ENDS),
    PLAIN("ext32 of 4 billion", "\xc9\xff\xff\xff\xff\x01", ENDS),
    PLAIN("fixext1", "\xd4\x01\x00", "message has an extension type"),
    PLAIN("fixext16 cut short",
          "\xd8\x01"
          "0123456789",
          ENDS),
    PLAIN("a timestamp", "\xd6\xff\x00\x00\x00\x00", "message has an extension type"),
    PLAIN("ext8 of nothing", "\xc7\x00\x01", "message has an extension type"),
    PLAIN("a header cut short", "\xdd\x00\x00", ENDS),
    PLAIN("a float cut short", "\xcb\x00\x00\x00", ENDS),
    PLAIN("an integer cut short", "\xcf\x00\x00\x00\x00\x00\x00\x00", ENDS),
    LONG("nine arrays deep", "", 0x91, 10, DEEP),
    LONG("33 arrays deep", "", 0x91, 33, DEEP),
    LONG("100,000 arrays deep", "", 0x91, 100000, DEEP),
    {"nine maps deep",      BYTES(""), 0x81, 0,
                                                     BYTES("\x81\x01\x81\x01\x81\x01\x81\x01\x81\x01\x81\x01\x81\x01\x81\x01\x81\x01\x01"), DEEP},
    {"nine deep and empty", BYTES(""), 0x91, 8, BYTES("\x90"),                              DEEP},
    PLAIN("an integer key twice", "\x82\x01\x01\x01\x01", "message has a key twice"),
    PLAIN("an integer key twice in two widths", "\x82\x01\x01\xcd\x00\x01\x01",
          "message has a key twice"),
    PLAIN("an integer key twice, not next to each other", "\x83\x05\x01\x04\x01\x05\x01",
          "message has a key twice"),
    PLAIN("a negative key twice", "\x82\xff\x01\xd0\xff\x01", "message has a key twice"),
    PLAIN("a text key twice", "\x82\xa1x\x01\xa1x\x01", "message has a key twice"),
    PLAIN("a text key twice in two widths", "\x82\xa1x\x01\xd9\x01x\x01",
          "message has a key twice"),
    PLAIN("a key twice in an inner map", "\x81\x01\x82\x07\xc0\x07\xc0", "message has a key twice"),
    PLAIN("null as a key", "\x81\xc0\x01", "message has null as a key"),
    PLAIN("a boolean as a key", "\x81\xc3\x01", "message has a boolean as a key"),
    PLAIN("a float as a key", "\x81\xca\x3f\x80\x00\x00\x01", "message has a float as a key"),
    PLAIN("a binary as a key", "\x81\xc4\x01x\x01", "message has a binary as a key"),
    PLAIN("an array as a key", "\x81\x90\x01", "message has an array as a key"),
    PLAIN("a map as a key", "\x81\x80\x01", "message has a map as a key"),
    PLAIN("2^63 as a key", "\x81\xcf\x80\x00\x00\x00\x00\x00\x00\x00\x01",
          "message has an integer of 2^63 or more as a key"),
    LONG("a map of 65 keys", "\xde\x00\x41", 0x00, 130,
         "message has a map of 65 keys, more than 64"),
    PLAIN("a lone continuation byte", "\xa1\x80", "message: text is not valid UTF-8 at byte 0"),
    PLAIN("an overlong slash", "\xa2\xc0\xaf", "message: text is not valid UTF-8 at byte 0"),
    PLAIN("a surrogate", "\xa3\xed\xa0\x80", "message: text is not valid UTF-8 at byte 0"),
    PLAIN("beyond the last code point", "\xa4\xf4\x90\x80\x80",
          "message: text is not valid UTF-8 at byte 0"),
    PLAIN("a character cut by the end of its text",
          "\x92\xa2"
          "a\xc3\xa1\xa9",
          "message: text is not valid UTF-8 at byte 1"),
    PLAIN("bad text under keys",
          "\x81\x06\x81\x01\xa3"
          "ab\xff",
          "message: key 6.1: text is not valid UTF-8 at byte 2"),
    PLAIN("bad text as a key", "\x81\xa1\xff\x01", "message: text is not valid UTF-8 at byte 0"),
    PLAIN("NUL in a text",
          "\x81\x05\xa3"
          "a\0b",
          "message: key 5: text has a NUL at byte 1"),
    PLAIN("a byte behind the value", "\x80\x00", "message has 1 bytes after its value"),
    LONG("a megabyte behind the value", "\x80", 0x00, 1 << 20,
         "message has 1048576 bytes after its value"),
    PLAIN("no map", "\x93\x01\x02\x03", "submit is an array, not a map"),
    PLAIN("an empty map", "\x80", "producer is missing"),
    PLAIN("null where something is required", "\x81\x01\xc0", "producer is missing"),
    PLAIN("an unknown key", "\x81\x09\x01", "submit has an unknown key 9"),
    PLAIN("an unknown text key", "\x81\xa6secret\x01", "submit has an unknown key that is a text"),
    PLAIN("a text for a binary", "\x81\x01\xa1x", "producer is a text, not a binary"),
    LONG("a producer too long", "\x81\x01\xc4\x11", 'x', 17,
         "producer has 17 bytes, at most 16 are taken"),
    PLAIN("2^63 as a number", "\x81\x02\xcf\x80\x00\x00\x00\x00\x00\x00\x00",
          "batch is not within 0..2^63-1"),
    PLAIN("minus one", "\x81\x02\xff", "batch is not within 0..2^63-1"),
    PLAIN("a whole float as a number", "\x81\x02\xca\x3f\x80\x00\x00",
          "batch is a float, not an integer"),
    PLAIN("an empty text", "\x81\x03\xa0", "source is empty"),
    LONG("a text too long", "\x81\x03\xd9\x41", 'x', 65,
         "source has 65 bytes, at most 64 are taken"),
    PLAIN("choice 0, whose name is empty", "\x81\x04\x00",
          "format is not one of fact, json, national"),
    PLAIN("a choice behind the last", "\x81\x04\x04", "format is not one of fact, json, national"),
    PLAIN("a choice below the first", "\x81\x04\xff", "format is not one of fact, json, national"),
    PLAIN("a choice by name", "\x81\x04\xa4json", "format is a text, not the number of a choice"),
    LONG("one item too many", SUBMIT "\xdc\x10\x01", 0xc0, 4097,
         "items has 4097 elements, at most 4096 are taken"),
    PLAIN("an item that is no binary", SUBMIT "\x92\xc4\x00\xa1x",
          "items is a text, not a binary in every element"),
};

enum { BOMBS = sizeof bombs / sizeof bombs[0] };

static struct bytes assemble(const struct bomb *bomb, uint8_t **owned)
{
    const size_t length = bomb->head_length + bomb->fills + bomb->tail_length;
    uint8_t *bytes = malloc(length ? length : 1);

    cr_assert_not_null(bytes);
    memcpy(bytes, bomb->head, bomb->head_length);
    memset(bytes + bomb->head_length, bomb->fill, bomb->fills);
    memcpy(bytes + bomb->head_length + bomb->fills, bomb->tail, bomb->tail_length);
    *owned = bytes;
    return (struct bytes){bytes, length};
}

static long peak_kilobytes(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

ROWS(bombs, are_refused_in_our_words_without_taking_memory, BOMBS)
{
    static alignas(16) uint8_t memory[1 << 17];
    const struct bomb *bomb = &bombs[*row];
    struct arena arena = arena_over(memory, sizeof memory);
    struct submit submit;
    struct failure why;
    uint8_t *owned;
    const struct bytes message = assemble(bomb, &owned);
    long before;

    (void)message_decode(&submit_schema, (struct bytes){(const uint8_t *)"\x80", 1}, &submit,
                         &arena, &why);
    before = peak_kilobytes();
    cr_expect_eq(message_decode(&submit_schema, message, &submit, &arena, &why), REJECT, "%s",
                 bomb->name);
    cr_expect_lt(peak_kilobytes() - before, 1024, "%s", bomb->name);
    cr_expect_str_eq(why.text, bomb->expected, "%s: %s", bomb->name, why.text);
    cr_expect(why.field[0], "%s names no field", bomb->name);
    free(owned);
}

Test(bombs, are_many_and_the_submission_they_are_made_of_is_good)
{
    static alignas(16) uint8_t memory[256];
    static const char good[] = SUBMIT "\x92\xc4\x00\xc4\x01x";
    struct arena arena = arena_over(memory, sizeof memory);
    struct submit submit;
    struct failure why;

    cr_expect_geq(BOMBS, 40);
    cr_expect_eq(message_decode(&submit_schema,
                                (struct bytes){(const uint8_t *)good, sizeof good - 1}, &submit,
                                &arena, &why),
                 DONE, "%s", why.text);
    cr_expect_eq(submit.items.count, 2);
}

/* At the very border of what is taken. */
Test(bombs, leave_alone_what_is_just_allowed)
{
    static const struct {
        const char *name;
        const char *bytes;
        size_t length;
    } rows[] = {
        {"eight deep",                             BYTES("\x91\x91\x91\x91\x91\x91\x91\x90")                                              },
        {"eight deep with a value",                BYTES("\x91\x91\x91\x91\x91\x91\x91\x91\x07")                                          },
        {"the last surrogate's neighbours",        BYTES("\xa6\xed\x9f\xbf\xee\x80\x80")                                                  },
        {"the last code point",                    BYTES("\xa4\xf4\x8f\xbf\xbf")                                                          },
        {"an integer and a text of the same look", BYTES("\x82\x01\x01\xa1"
                                                         "1\x01")                       },
        {"descending keys",                        BYTES("\x83\x03\x01\x02\x01\x01\x01")                                                  },
        {"the smallest and the largest key",       BYTES("\x82\xd3\x80\x00\x00\x00\x00\x00\x00\x00\x01"
                                                   "\xcf\x7f\xff\xff\xff\xff\xff\xff\xff\x01")},
        {"an empty text key",                      BYTES("\x81\xa0\x01")                                                                  },
        {"empty everything",                       BYTES("\x94\x80\x90\xa0\xc4\x00")                                                      },
    };
    struct failure why;

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        cr_expect_eq(
            wire_check((struct bytes){(const uint8_t *)rows[row].bytes, rows[row].length}, &why),
            DONE, "%s: %s", rows[row].name, why.text);
}
