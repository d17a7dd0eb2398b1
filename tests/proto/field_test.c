#include "proto/field.h"

#include <criterion/criterion.h>
#include <stdalign.h>
#include <string.h>

#include "proto/fact.h"
#include "proto/message.h"
#include "runtime/arena_sink.h"

static alignas(16) uint8_t memory[1 << 16];

static enum outcome decode(const struct schema *schema, const char *bytes, size_t length,
                           void *record, struct failure *why)
{
    struct arena arena = arena_over(memory, sizeof memory);

    return message_decode(schema, (struct bytes){(const uint8_t *)bytes, length}, record, &arena,
                          why);
}

/* Bit 0 would be the name "", which says "not stated". */
Test(choices, are_bits_that_have_a_name)
{
    const struct schema *schema = fact_kinds[FACT_PROCEDURE_PUBLISHED].data;
    const char rest[] = "\x01\xa1n\x02\xa1"
                        "f\x03\x01\x04\x82\x01\x05\x02\x01\x05\xc3";

    for (int set = 0; set < 128; set++) {
        const bool is_named = (set & ~0x1e) == 0;
        struct procedure_data procedure;
        struct failure why;
        char message[64] = "\x86";
        size_t length = 1;

        memcpy(message + length, rest, sizeof rest - 1);
        length += sizeof rest - 1;
        message[length++] = 8;
        message[length++] = (char)set;
        cr_expect_eq(decode(schema, message, length, &procedure, &why), is_named ? DONE : REJECT,
                     "set %#x: %s", (unsigned)set, why.text);
        if (is_named)
            cr_expect_eq(procedure.applicants, (unsigned)set);
        else
            cr_expect_str_eq(why.text,
                             "applicants is not one of citizen, enterprise, agency, other");
    }
}

Test(choices, are_refused_far_beyond_their_names)
{
    static const struct {
        const char *bytes;
        size_t length;
    } rows[] = {
        {"\x81\x08\xff",                                 3 },
        {"\x81\x08\xce\x80\x00\x00\x00",                 7 },
        {"\x81\x08\xcf\x00\x00\x00\x01\x00\x00\x00\x02", 11},
        {"\x81\x08\xcf\x7f\xff\xff\xff\xff\xff\xff\xff", 11},
        {"\x81\x08\xd3\x80\x00\x00\x00\x00\x00\x00\x00", 11},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        struct procedure_data procedure;
        struct failure why;

        cr_expect_eq(decode(fact_kinds[FACT_PROCEDURE_PUBLISHED].data, rows[row].bytes,
                            rows[row].length, &procedure, &why),
                     REJECT);
        cr_expect_str_eq(why.field, "applicants", "row %zu: %s", row, why.text);
    }
}

/* "No intervals" and "not mentioned" are one thing, so they have one canonical form. */
Test(spans, say_nothing_when_there_are_none)
{
    struct hours_data hours;
    struct failure why;

    cr_assert_eq(
        decode(fact_kinds[FACT_UNIT_HOURS].data, "\x82\x01\x92\x00\x3c\x06\x90", 7, &hours, &why),
        DONE, "%s", why.text);
    cr_expect_eq(hours.present, 1);
    cr_expect_eq(hours.day[0].to[0], 60);
}

Test(spans, are_ascending_and_apart)
{
    static const struct {
        const char *name;
        const char *bytes;
        size_t length;
        enum outcome expected;
    } rows[] = {
        {"a whole day",       "\x81\x01\x92\x00\xcd\x05\xa0",           7,  DONE  },
        {"a minute too long", "\x81\x01\x92\x00\xcd\x05\xa1",           7,  REJECT},
        {"no length",         "\x81\x01\x92\x05\x05",                   5,  REJECT},
        {"backwards",         "\x81\x01\x92\x05\x04",                   5,  REJECT},
        {"touching",          "\x81\x01\x94\x01\x02\x02\x03",           7,  REJECT},
        {"apart",             "\x81\x01\x94\x01\x02\x03\x04",           7,  DONE  },
        {"three borders",     "\x81\x01\x93\x01\x02\x03",               6,  REJECT},
        {"negative",          "\x81\x01\x92\xff\x02",                   5,  REJECT},
        {"2^63",              "\x81\x01\x92\x01\xcf\x80\0\0\0\0\0\0\0", 13, REJECT},
        {"four",              "\x81\x01\x98\1\2\3\4\5\6\7\x08",         11, DONE  },
        {"five",              "\x81\x01\x9a\1\2\3\4\5\6\7\x08\x09\x0a", 13, REJECT},
        {"a text",            "\x81\x01\x92\x01\xa1x",                  6,  REJECT},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        struct hours_data hours;
        struct failure why;

        cr_expect_eq(decode(fact_kinds[FACT_UNIT_HOURS].data, rows[row].bytes, rows[row].length,
                            &hours, &why),
                     rows[row].expected, "%s: %s", rows[row].name, why.text);
        if (rows[row].expected == REJECT)
            cr_expect_str_eq(why.field, "mon", "%s", rows[row].name);
    }
}

/* Its type was once read and written as 64 bits, with four bytes of padding. */
Test(kept_fact, has_a_type_of_32_bits)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct arena_sink sink;
    struct kept_fact kept, back;
    struct failure why;

    memset(&kept, 0xff, sizeof kept);
    kept.present = message_whole(&kept_fact_schema);
    kept.position = 1;
    kept.recorded_us = 2;
    kept.type = FACT_VOIDED;
    kept.time_us = 3;
    kept.id = bytes_of_text("x");
    kept.data = bytes_of_text("\x07");
    kept.source = bytes_of_text("y");
    arena_sink_open(&sink, &arena);
    cr_assert(record_encode(&kept_fact_schema, &kept, &sink.sink));
    cr_assert_eq(message_decode(&kept_fact_schema, sink.written, &back, &arena, &why), DONE, "%s",
                 why.text);
    cr_expect_eq(back.type, FACT_VOIDED);
    cr_expect_eq(decode(&kept_fact_schema, "\x81\x03\x00", 3, &back, &why), REJECT);
    cr_expect_eq(
        decode(&kept_fact_schema, "\x81\x03\xcf\x00\x00\x00\x01\x00\x00\x00\x01", 11, &back, &why),
        REJECT);
    cr_expect_str_eq(why.field, "type");
}

struct seen {
    char names[100];
};

static void note(void *context, const char *name, size_t length)
{
    struct seen *seen = context;

    strncat(seen->names, name, length);
    strcat(seen->names, ";");
}

Test(record, tells_of_unknown_keys_and_passes_over_their_values)
{
    static const char message[] = "\x85\x63\x92\x01\x81\x02\xc3\xa2"
                                  "ho\xcb\0\0\0\0\0\0\0\0\x01\xa1u"
                                  "\xff\xc0\xa2ve\xc4\x01x";
    struct arena arena = arena_over(memory, sizeof memory);
    const struct bytes bytes = {(const uint8_t *)message, sizeof message - 1};
    struct seen seen = {""};
    const struct unknown_keys unknown = {note, &seen};
    struct moved_data moved;
    struct failure why;

    cr_assert_eq(wire_check(bytes, &why), DONE, "%s", why.text);
    cr_assert_eq(record_decode(fact_kinds[FACT_MOVED].data, bytes, &moved, &arena, &unknown, &why),
                 DONE, "%s", why.text);
    cr_expect_str_eq(seen.names, "99;ho;-1;ve;");
    cr_expect(bytes_equal(moved.unit, bytes_of_text("u")));
}

/* The contract asks for a checked message; without it nothing beyond the end is read all the same.
 */
Test(record, stops_at_the_end_of_an_unchecked_message)
{
    static const char *const messages[] = {"\xdf\xff\xff\xff\xff", "\x82\x01\xd9\xff",
                                           "\x8f\x15\xdd\xff\xff\xff\xff", "\x81\x15\x91\x82\x01"};
    const struct schema *schema = fact_kinds[FACT_SNAPSHOT].data;
    struct seen seen = {""};
    const struct unknown_keys unknown = {note, &seen};

    for (size_t row = 0; row < sizeof messages / sizeof messages[0]; row++) {
        struct arena arena = arena_over(memory, sizeof memory);
        const struct bytes bytes = {(const uint8_t *)messages[row], strlen(messages[row])};
        struct snapshot_data snapshot;
        struct failure why;

        cr_expect_eq(record_decode(schema, bytes, &snapshot, &arena, &unknown, &why), REJECT,
                     "row %zu", row);
    }
}

/* A list without elements needs no memory, even when none is left. */
Test(list, of_nothing_fits_everywhere)
{
    struct arena arena = arena_over(memory, 0);
    struct delta delta;
    struct failure why;

    cr_expect_eq(message_decode(&delta_schema,
                                (struct bytes){(const uint8_t *)"\x83\x01\x01\x02\x01\x04\x90", 7},
                                &delta, &arena, &why),
                 DONE, "%s", why.text);
    cr_expect_eq(delta.postings.count, 0);
}
