#include "proto/text.h"

#include <criterion/criterion.h>
#include <stdalign.h>
#include <string.h>

#include "proto/fact.h"

#define RUN(literal)                                    \
    {                                                   \
        (const uint8_t *)(literal), sizeof(literal) - 1 \
    }

static alignas(16) uint8_t memory[4096];

Test(text, is_checked_byte_by_byte)
{
    static const struct {
        struct bytes text;
        const char *expected; /* NULL: it is good. */
    } rows[] = {
        {RUN(""),                                   NULL                               },
        {RUN("Nguy\xe1\xbb\x85n V\xc4\x83n A\t\n"), NULL                               },
        {RUN("\xc2\x80\xdf\xbf"),                   NULL                               },
        {RUN("\xe0\xa0\x80\xef\xbf\xbf"),           NULL                               },
        {RUN("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"),   NULL                               },
        {RUN("a\0"),                                "text has a NUL at byte 1"         },
        {RUN("\x80"),                               "text is not valid UTF-8 at byte 0"},
        {RUN("ab\xbf"),                             "text is not valid UTF-8 at byte 2"},
        {RUN("\xc0\x80"),                           "text is not valid UTF-8 at byte 0"},
        {RUN("\xc1\xbf"),                           "text is not valid UTF-8 at byte 0"},
        {RUN("\xc3"),                               "text is not valid UTF-8 at byte 0"},
        {RUN("\xc3"
             "a"),
         "text is not valid UTF-8 at byte 0"                                           },
        {RUN("\xe0\x9f\xbf"),                       "text is not valid UTF-8 at byte 0"},
        {RUN("\xed\xa0\x80"),                       "text is not valid UTF-8 at byte 0"},
        {RUN("\xed\xbf\xbf"),                       "text is not valid UTF-8 at byte 0"},
        {RUN("\xe1\xbb"),                           "text is not valid UTF-8 at byte 0"},
        {RUN("\xf0\x8f\xbf\xbf"),                   "text is not valid UTF-8 at byte 0"},
        {RUN("\xf4\x90\x80\x80"),                   "text is not valid UTF-8 at byte 0"},
        {RUN("\xf5\x80\x80\x80"),                   "text is not valid UTF-8 at byte 0"},
        {RUN("\xff"),                               "text is not valid UTF-8 at byte 0"},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        struct failure why = {0};

        cr_expect_eq(text_check(rows[row].text, &why), rows[row].expected ? REJECT : DONE,
                     "row %zu", row);
        cr_expect_str_eq(why.text, rows[row].expected ? rows[row].expected : "", "row %zu", row);
    }
}

/* The same word as a keyboard, a Mac's file names and a careless converter write it. */
Test(text, has_one_form_however_the_marks_were_typed)
{
    static const struct {
        struct bytes typed;
        struct bytes normal;
    } rows[] = {
        {RUN("H08.12"),                        RUN("H08.12")                },
        {RUN("Nguyễn"),                      RUN("Nguy\xe1\xbb\x85n")     },
        {RUN("Nguye\u0302\u0303n"),            RUN("Nguy\xe1\xbb\x85n")     },
        {RUN("Nguy\u00ea\u0303n"),             RUN("Nguy\xe1\xbb\x85n")     },
        {RUN("o\u031b\u0323"),                 RUN("\u1ee3")                },
        {RUN("o\u0323\u031b"),                 RUN("\u1ee3")                },
        {RUN("\u01a1\u0323"),                  RUN("\u1ee3")                },
        {RUN("\u1ecd\u031b"),                  RUN("\u1ee3")                },
        {RUN("a\u0306\u0323"),                 RUN("\u1eb7")                },
        {RUN("a\u0323\u0306"),                 RUN("\u1eb7")                },
        {RUN("\u1ea1\u0306"),                  RUN("\u1eb7")                },
        {RUN("\u0110a\u0302\u0301t \u0111ai"), RUN("\u0110\u1ea5t \u0111ai")},
        {RUN("u\u031b\u0309"),                 RUN("\u1eed")                },
        {RUN("Y\u0301"),                       RUN("\u00dd")                },
        {RUN("e\u0303\u0302"),                 RUN("\u1ebd\u0302")          },
        {RUN("\u212b"),                        RUN("\u00c5")                },
        {RUN("\u0958"),                        RUN("\u0915\u093c")          },
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        struct arena arena = arena_over(memory, sizeof memory);
        struct bytes normal, again;
        struct failure why;

        cr_assert_eq(text_normalise(rows[row].typed, &arena, &normal, &why), DONE);
        cr_expect(bytes_equal(normal, rows[row].normal), "row %zu is %.*s", row, (int)normal.length,
                  (const char *)normal.at);
        cr_assert_eq(text_normalise(normal, &arena, &again, &why), DONE);
        cr_expect(bytes_equal(again, normal), "row %zu has another form the second time", row);
    }
}

Test(text, is_refused_when_the_arena_is_too_small_for_it)
{
    struct arena arena = arena_over(memory, 16);
    struct bytes normal;
    struct failure why;

    cr_expect_eq(text_normalise((struct bytes)RUN("\u0110a\u0302\u0301t"), &arena, &normal, &why),
                 REJECT);
    cr_expect_str_eq(why.field, "text");
}

/* Facts typed in two ways are one fact: their canonical bytes are the same. */
Test(record, is_normalised_in_all_its_texts)
{
    struct arena arena = arena_over(memory, sizeof memory);
    struct unit_data typed = {.present = 7,
                              .name_vi = RUN("Phu\u031bo\u031b\u0300ng"),
                              .parent = RUN("\u0110"),
                              .level = 5};
    struct failure why;

    cr_assert_eq(record_normalise(fact_kinds[FACT_UNIT_OPENED].data, &typed, &arena, &why), DONE);
    cr_expect(bytes_equal(typed.name_vi, bytes_of_text("Ph\u01b0\u1eddng")));
    cr_expect(bytes_equal(typed.parent, bytes_of_text("\u0110")));
}

Test(record, names_the_text_that_grew_too_long)
{
    static char long_name[CODE_LIMIT + 1];
    struct successor successor = {.present = 1};
    struct succeeded_data succeeded = {
        .present = 1, .successors = {&successor, 1}
    };
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why;

    for (size_t at = 0; at + 3 <= CODE_LIMIT; at += 3)
        memcpy(long_name + at, "\u0958", 4); /* 3 bytes now, 6 in normal form. */
    successor.unit = bytes_of_text(long_name);
    cr_assert_eq(record_normalise(fact_kinds[FACT_UNIT_SUCCEEDED].data, &succeeded, &arena, &why),
                 REJECT);
    cr_expect_str_eq(why.field, "successors[0].unit");
    cr_expect_str_eq(why.text, "successors[0]: unit is too long in normal form");
}
