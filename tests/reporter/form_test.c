#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>

#include "reporter/core/form.h"
#include "runtime/day.h"

enum { ROOM = 1 << 18 };

static _Alignas(16) unsigned char room[ROOM];

static const char head[] = "form small\n"
                           "    title_vi = Nhỏ\n"
                           "    title_en = Small\n"
                           "    counted_in_vi = hồ sơ\n"
                           "    counted_in_en = dossiers\n"
                           "    units_vi = Đơn vị\n"
                           "    units_en = Unit\n"
                           "    fields_vi = Lĩnh vực\n"
                           "    fields_en = Field\n";

static const char column[] = "column got\n"
                             "    number = 3\n"
                             "    heading_vi = Nhận > Tổng\n"
                             "    label_en = Got\n"
                             "    kind = count\n"
                             "    value = received[F,U]\n";

static const char rate[] = "column rate\n"
                           "    number = 4=3/3\n"
                           "    heading_vi = Tỷ lệ\n"
                           "    label_en = Rate\n"
                           "    kind = percent\n"
                           "    value = received[F,U|online] / received[F,U]\n"
                           "    decimals = 1\n"
                           "    zero_text = 0,0\n";

static enum outcome parse(const char *text, const struct form **form, struct failure *why)
{
    struct arena arena = arena_over(room, sizeof room);

    return form_parse("small", text, strlen(text), &arena, form, why);
}

Test(form, reads_what_is_written)
{
    char text[2048];
    const struct form *form;
    struct failure why = {0};

    snprintf(text, sizeof text,
             "# a remark\r\n\r\n%s    official_code = II.0\n%s    total = recomputed\n\n%s"
             "    from = 2023-02-20\nidentity got <= got + got - got\n"
             "footnote got\n    text_vi = có {}\n    text_en = of {}\n    value = withdrawn[F,U]\n",
             head, column, rate);
    cr_assert_eq(parse(text, &form, &why), DONE, "%s", why.text);
    cr_expect_str_eq(form->name, "small");
    cr_expect_str_eq(form->official_code, "II.0");
    cr_expect_str_eq(form->fields_vi, "Lĩnh vực");
    cr_expect_eq(form->column_count, 2);
    cr_expect_eq(form->columns[0].levels, 2);
    cr_expect_str_eq(form->columns[0].heading_vi[0], "Nhận");
    cr_expect_str_eq(form->columns[0].heading_vi[1], "Tổng");
    cr_expect_eq(form->columns[0].kind, COLUMN_COUNT);
    cr_expect_eq(form->columns[0].total, COLUMN_RECOMPUTED);
    cr_expect_eq(form->columns[0].from, DAY_NONE);
    cr_expect_str_eq(form->columns[1].number, "4=3/3");
    cr_expect_eq(form->columns[1].total, COLUMN_RECOMPUTED);
    cr_expect_eq(form->columns[1].formula.terms[0].channel, FORMULA_ONLINE);
    cr_expect_eq(form->columns[1].divisor.count, 1);
    cr_expect_eq(form->columns[1].from, day_from_date((struct date){2023, 2, 20}));
    cr_expect(form->identities[0].at_most);
    cr_expect_eq(form->identities[0].right.count, 3);
    cr_expect_eq(form->identities[0].right.terms[2].sign, -1);
    cr_expect_eq(form->footnotes[0].column, 0);
}

static const struct {
    const char *name;
    size_t columns;
    size_t identities;
    const char *first;
    const char *last;
} shipped[] = {
    {"agency-table", 15, 5, "received_total",  "pct_e_result"        },
    {"II.06a",       11, 4, "total",           "overdue"             },
    {"payments",     4,  0, "online_tx_count", "direct_tx_amount_vnd"},
};

ParameterizedTestParameters(form, ships_what_the_offices_print)
{
    static size_t rows[sizeof shipped / sizeof shipped[0]];

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, sizeof rows / sizeof rows[0]);
}

ParameterizedTest(size_t *row, form, ships_what_the_offices_print)
{
    struct arena arena = arena_over(room, sizeof room);
    const struct form *form;
    struct failure why = {0};
    size_t place;

    cr_assert_eq(form_shipped(shipped[*row].name, &arena, &form, &why), DONE, "%s", why.text);
    cr_expect_str_eq(form->name, shipped[*row].name);
    cr_expect_eq(form->column_count, shipped[*row].columns);
    cr_expect_eq(form->identity_count, shipped[*row].identities);
    cr_expect_str_eq(form->columns[0].id, shipped[*row].first);
    cr_expect(form_column_by_id(form, shipped[*row].last, &place));
    cr_expect_eq(place, shipped[*row].columns - 1);
    cr_expect_not(form_column_by_id(form, "stt", &place));
}

Test(form, is_refused_when_we_ship_none_of_that_name)
{
    struct arena arena = arena_over(room, sizeof room);
    const struct form *form;
    struct failure why = {0};

    cr_expect_eq(form_shipped("agency", &arena, &form, &why), REJECT);
    cr_expect_str_eq(why.field, "form");
    cr_expect_str_eq(why.text, "form 'agency': there is no such form");
}

/* Each is the head, then what is wrong; `line` counts from the head's first line. */
static const struct {
    const char *text;
    const char *field;
    const char *says;
} bad[] = {
    {"",                                                 "column",        "line 9, column: a form without one"                 },
    {"row x\n",                                          "record",        "line 10, record: 'row' is no record"                },
    {"form small\n",                                     "form",          "line 10, form: a second one"                        },
    {"    title_vi = x\n",                               "title_vi",      "line 10, title_vi: already given on line 2"         },
    {"    colour = red\n",                               "colour",        "line 10, colour: no such field here"                },
    {"    official_code\n",                              "field",         "line 10, field: 'official_code' is not name = value"},
    {"    official_code =  \n",                          "official_code", "line 10, official_code: empty"                      },
    {"    official_code = a\tb\n",                       "line",          "line 10, line: a control character at byte 22"      },
    {"column Got\n",                                     "column",        "line 10, column: 'Got' is not of a-z, 0-9 and _"    },
    {"column\n",                                         "column",        "line 10, column: '' is not of a-z, 0-9 and _"       },
    {"column got\n    kind = counts\n",                  "kind",
     "line 11, kind: 'counts' is none of count, percent, money"                                                                },
    {"column got\n    number = III\n",                   "number",
     "line 11, number: 'III' is not a column number like 4 or 3=4+6"                                                           },
    {"column got\n    decimals = 7\n",                   "decimals",
     "line 11, decimals: '7' is not a number from 0 to 6"                                                                      },
    {"column got\n    total = rows\n",                   "total",
     "line 11, total: 'rows' is none of sum, recomputed"                                                                       },
    {"column got\n    from = 2023-02-30\n",              "from",
     "line 11, from: '2023-02-30' is not a day like 2023-02-20"                                                                },
    {"column got\n    heading_vi = a > b > c > d > e\n", "heading_vi",
     "line 11, heading_vi: more than 4 levels"                                                                                 },
    {"column got\n    heading_vi = a > > c\n",           "heading_vi",
     "line 11, heading_vi: an empty level in 'a > > c'"                                                                        },
    {"column got\n    number = 3\n",                     "heading_vi",    "line 10, heading_vi: missing in this column"        },
    {"identity got = got\n",                             "identity",      "line 10, identity: 'got' is no column above"        },
    {"footnote got\n",                                   "footnote",      "line 10, footnote: 'got' is no column above"        },
};

/* Each is the head and the column, of which `from` is replaced by `to`. */
static const struct {
    const char *from;
    const char *to;
    const char *field;
    const char *says;
} spoilt[] = {
    {"number = 3",                  "number = 4",                                                           "number",    "line 11, number: 4 is not the next one, 3"   },
    {"    value = received[F,U]\n", "",                                                                     "value",     "line 10, value: missing in this column"      },
    {"received[F,U]",               "recieved[F,U]",                                                        "value",
     "line 15, value: formula 'recieved[F,U]' at character 1: 'recieved' is no measure"                                                                                },
    {"received[F,U]",               "received[F,U] / received[F,U]",                                        "value",
     "line 15, value: only a percentage has a denominator"                                                                                                             },
    {"kind = count",                "kind = percent",                                                       "decimals",  "line 10, decimals: a percentage needs one"   },
    {"kind = count",                "kind = percent\n    decimals = 1\n    zero_text = -",                  "value",
     "line 17, value: a percentage is a / b"                                                                                                                           },
    {"kind = count",                "kind = percent\n    total = sum\n    decimals = 1\n    zero_text = -",
     "total",                                                                                                            "line 15, total: a percentage is never summed"},
    {"kind = count",                "kind = count\n    decimals = 1",                                       "decimals",
     "line 15, decimals: only a percentage has one"                                                                                                                    },
    {"kind = count",                "kind = money\n    zero_text = -",                                      "zero_text",
     "line 15, zero_text: only a percentage has one"                                                                                                                   },
    {"received[F,U]\n",             "received[F,U]\ncolumn got\n",                                          "column",    "line 16, column: a second got"               },
    {"received[F,U]\n",             "received[F,U]\nidentity got\n",                                        "identity",
     "line 16, identity: neither = nor <= in it"                                                                                                                       },
    {"received[F,U]\n",             "received[F,U]\nidentity got = \n",                                     "identity",
     "line 16, identity: '' is no column above"                                                                                                                        },
    {"received[F,U]\n",             "received[F,U]\nidentity = got\n",                                      "identity",
     "line 16, identity: '' is no column above"                                                                                                                        },
    {"received[F,U]\n",             "received[F,U]\nidentity got = got +\n",                                "identity",
     "line 16, identity: '' is no column above"                                                                                                                        },
    {"received[F,U]\n",             "received[F,U]\nidentity got got = got\n",                              "identity",
     "line 16, identity: + or - is missing after got"                                                                                                                  },
    {"received[F,U]\n",             "received[F,U]\nidentity got = got = got\n",                            "identity",
     "line 16, identity: + or - is missing after got"                                                                                                                  },
    {"received[F,U]\n",             "received[F,U]\nidentity got = a\n    x = y\n",                         "identity",
     "line 16, identity: 'a' is no column above"                                                                                                                       },
    {"received[F,U]\n",             "received[F,U]\nidentity got = got\n    x = y\n",                       "x",
     "line 17, x: no such field here"                                                                                                                                  },
    {"received[F,U]\n",
     "received[F,U]\nfootnote got\n    text_vi = x\n    text_en = {}\n    value = received[F,U]\n",         "text_vi",   "line 17, text_vi: no {} for the value in it" },
    {"received[F,U]\n",
     "received[F,U]\nfootnote got\n    text_vi = {}\n    text_en = {}\n    value = 1\n",                    "value",
     "line 19, value: formula '1' at character 1: '1' is no measure"                                                                                                   },
    {"Nh\xE1\xBA\xAD"
     "n",                      "Nh\xE1\xBA"
     "n",                                                                                     "text",      "line 1, text: "                              },
    {"    title_en = Small\n",      "",                                                                     "title_en",  "line 1, title_en: missing in this form"      },
    {"form small\n",                "form large\n",                                                         "form",      "line 1, form: it calls itself 'large'"       },
    {"form small\n",                "column a\n",                                                           "form",      "line 1, form: it comes before every column"  },
    {"form small\n",                "\n",                                                                   "title_vi",  "line 2, title_vi: no such field here"        },
};

enum { BAD = sizeof bad / sizeof bad[0], SPOILT = sizeof spoilt / sizeof spoilt[0] };

ParameterizedTestParameters(form, names_line_and_field_of_what_is_wrong)
{
    static size_t rows[BAD + SPOILT];

    for (size_t row = 0; row < BAD + SPOILT; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, BAD + SPOILT);
}

static void spoil(size_t row, char *text, size_t size)
{
    char whole[1024];
    const char *at;

    snprintf(whole, sizeof whole, "%s%s", head, column);
    at = strstr(whole, spoilt[row].from);
    cr_assert_not_null(at, "row %zu", row);
    snprintf(text, size, "%.*s%s%s", (int)(at - whole), whole, spoilt[row].to,
             at + strlen(spoilt[row].from));
}

ParameterizedTest(size_t *row, form, names_line_and_field_of_what_is_wrong)
{
    const bool is_bad = *row < BAD;
    const char *const field = is_bad ? bad[*row].field : spoilt[*row - BAD].field;
    const char *const says = is_bad ? bad[*row].says : spoilt[*row - BAD].says;
    char text[2048];
    char sentence[256];
    const struct form *form;
    struct failure why = {0};

    if (is_bad)
        snprintf(text, sizeof text, "%s%s", head, bad[*row].text);
    else
        spoil(*row - BAD, text, sizeof text);
    snprintf(sentence, sizeof sentence, "form small, %s", says);
    cr_expect_eq(parse(text, &form, &why), REJECT, "row %zu", *row);
    cr_expect_str_eq(why.field, field, "row %zu: %s", *row, why.text);
    cr_expect_eq(strncmp(why.text, sentence, strlen(sentence)), 0, "row %zu: '%s', not '%s'", *row,
                 why.text, sentence);
}

Test(form, percentages_stand_in_no_identity)
{
    char text[2048];
    const struct form *form;
    struct failure why = {0};

    snprintf(text, sizeof text, "%s%s%sidentity got = rate\n", head, column, rate);
    cr_expect_eq(parse(text, &form, &why), REJECT);
    cr_expect_str_eq(why.text, "form small, line 24, identity: column rate is a percentage");
}

/* A mark makes the reporter ask other sums, in whatever column, divisor or footnote it stands. */
Test(form, knows_where_its_marks_are)
{
    static const char marked[] = "column marked\n"
                                 "    number = 5\n"
                                 "    heading_vi = Cờ\n"
                                 "    label_en = Flag\n"
                                 "    kind = count\n"
                                 "    value = flag_no_due[F,U]\n";
    static const char divided[] = "column divided\n"
                                  "    number = 5\n"
                                  "    heading_vi = Cờ\n"
                                  "    label_en = Flag\n"
                                  "    kind = percent\n"
                                  "    value = received[F,U] / flag_no_due[F,U]\n"
                                  "    decimals = 1\n"
                                  "    zero_text = 0,0\n";
    static const char noted[] = "footnote got\n    text_vi = có {}\n    text_en = of {}\n"
                                "    value = flag_no_due[F,U]\n";
    static const struct {
        const char *last;
        bool of_column, of_form;
    } rows[] = {
        {"",      false, false},
        {marked,  true,  true },
        {divided, true,  true },
        {noted,   false, true },
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        char text[2048];
        const struct form *form;
        struct failure why = {0};

        snprintf(text, sizeof text, "%s%s%s%s", head, column, rate, rows[row].last);
        cr_assert_eq(parse(text, &form, &why), DONE, "row %zu: %s", row, why.text);
        cr_expect_not(form_column_has_marks(&form->columns[0]), "row %zu", row);
        cr_expect_eq(form_column_has_marks(&form->columns[form->column_count - 1]),
                     rows[row].of_column, "row %zu", row);
        cr_expect_eq(form_has_marks(form), rows[row].of_form, "row %zu", row);
    }
}

Test(form, does_not_grow_beyond_its_limits)
{
    static char text[16384];
    size_t used = (size_t)snprintf(text, sizeof text, "%s", head);
    const struct form *form;
    struct failure why = {0};

    for (int place = 0; place <= FORM_COLUMNS; place++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "column c%d\n    number = %d\n    heading_vi = x\n"
                                 "    label_en = x\n    kind = count\n    value = closed(U)\n",
                                 place, place + FORM_FIRST_NUMBER);
    cr_expect_eq(parse(text, &form, &why), REJECT);
    cr_expect_str_eq(why.text, "form small, line 250, column: more than 40");

    memset(text, 'x', FORM_VALUE + 1);
    cr_expect_eq(parse(text, &form, &why), REJECT);
    cr_expect_str_eq(why.field, "line");
}

/* A form cut short at any length is refused or read, never worse. */
Test(form, may_be_cut_anywhere)
{
    const struct embedded *whole = embedded_find(reporter_forms, "agency-table.form");
    const struct form *form;
    struct failure why = {0};

    for (size_t size = 0; size <= whole->size; size++) {
        struct arena arena = arena_over(room, sizeof room);

        form_parse("agency-table", whole->text, size, &arena, &form, &why);
    }
    for (size_t size = 0; size < 60000; size += 97) {
        struct arena arena = arena_over(room, size);

        form_parse("agency-table", whole->text, whole->size, &arena, &form, &why);
    }
    cr_expect_str_neq(why.text, "");
}
