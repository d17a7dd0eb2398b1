#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "book.h"
#include "reporter/core/render_csv.h"
#include "reporter/core/render_json.h"
#include "reporter/core/render_text.h"
#include "runtime/arena_sink.h"
#include "runtime/day.h"
#include "tests/support/golden.h"

enum { ROOM = 1 << 18, FROM = 19358, TO = 19716 };

static _Alignas(16) unsigned char room[ROOM];
static _Alignas(16) unsigned char page_room[ROOM];

static const int64_t log_positions[] = {1204, 998, 0, 9007199254740993};

static const struct row_source units[] = {
    {ROW_MEMBER,   "H08.01", "Sở Nội vụ",                                                                           true,  true },
    {ROW_MEMBER,   "H08.02", "So\xCC\x9B\xCC\x89 Tu\xCC\x9B pha\xCC\x81p (tổ hợp)",                                   true,  true },
    {ROW_MEMBER,   "=2+3",   "=HYPERLINK(\"http://x\")",                                                                  true,  true },
    {ROW_MEMBER,   "007",    "Sở \"A\", B\n\x1B[31m",                                                                   true,  true },
    {ROW_MEMBER,   "H08.05", "Chi nhánh Văn phòng đăng ký đất đai thị xã Hoài Nhơn, tỉnh Bình Định",
     true,                                                                                                                       false},
    {ROW_MEMBER,   "H08.06", "Sở đã giải thể",                                                                    false, true },
    {ROW_UNMAPPED, NULL,     NULL,                                                                                        false, true },
    {ROW_TOTAL,    NULL,     NULL,                                                                                        true,  true },
};

enum { UNITS = sizeof units / sizeof units[0], TOTAL = UNITS - 1 };

static struct posting postings[] = {
    {0, MEASURE_RECEIVED,               FORMULA_DIRECT, FROM - 20, 44         },
    {0, MEASURE_RECEIVED,               FORMULA_ONLINE, FROM,      1965       },
    {0, MEASURE_RECEIVED,               FORMULA_POST,   FROM + 9,  35         },
    {0, MEASURE_FINISHED_EARLY,         FORMULA_ONLINE, TO - 3,    1100       },
    {0, MEASURE_FINISHED_ON_TIME,       FORMULA_ONLINE, TO - 3,    80         },
    {0, MEASURE_WITHDRAWN,              FORMULA_ONLINE, TO - 3,    5          },
    {0, MEASURE_FINISHED_LATE,          FORMULA_POST,   TO - 3,    1          },
    {0, MEASURE_CLOSED_E_RESULT,        FORMULA_ONLINE, TO - 3,    1155       },
    {0, MEASURE_RECEIVED_DIGITISED,     FORMULA_ONLINE, FROM,      1965       },
    {0, MEASURE_RECEIVED_POPULATION_DB, FORMULA_ONLINE, FROM,      1959       },
    {0, MEASURE_OVERDUE_IN,             FORMULA_POST,   TO - 4,    8          },
    {0, MEASURE_OVERDUE_OUT,            FORMULA_POST,   TO - 3,    1          },
    {0, MEASURE_WAITING_IN,             FORMULA_POST,   TO - 4,    12         },
    {0, MEASURE_PAYMENTS_ONLINE,        FORMULA_ONLINE, TO,        5753       },
    {0, MEASURE_AMOUNT_ONLINE,          FORMULA_ONLINE, TO,        879843000  },
    {1, MEASURE_RECEIVED,               FORMULA_DIRECT, FROM,      1234567    },
    {1, MEASURE_RECEIVED_FEE_DUE,       FORMULA_DIRECT, FROM,      1000       },
    {1, MEASURE_RECEIVED_PAID_ONLINE,   FORMULA_DIRECT, FROM,      341        },
    {1, MEASURE_PAYMENTS_DIRECT,        FORMULA_DIRECT, TO,        10033      },
    {1, MEASURE_AMOUNT_DIRECT,          FORMULA_DIRECT, TO,        10998351456},
    {6, MEASURE_RECEIVED,               FORMULA_DIRECT, TO,        3          },
    {6, MEASURE_PAYMENTS_DIRECT,        FORMULA_DIRECT, TO,        1          },
};

static struct book book = {postings, sizeof postings / sizeof postings[0], TOTAL};

static struct table evaluate(const char *name)
{
    struct arena arena = arena_over(room, sizeof room);
    struct failure why = {0};
    struct table table;
    struct table_request request = {
        .unit = "H08",
        .unit_label = "TỈNH BÌNH ĐỊNH",
        .from = FROM,
        .to = TO,
        .as_of = {.at_us = day_start(TO) + 17 * INT64_C(3600000000), log_positions, 4},
        .rows = units,
        .row_count = UNITS,
        .sum = book_sum,
        .context = &book,
    };

    cr_assert_eq(form_shipped(name, &arena, &request.form, &why), DONE, "%s", why.text);
    cr_assert_eq(table_evaluate(&request, &arena, &table, &why), DONE, "%s", why.text);
    return table;
}

static bool render_wide_text(const struct table *table, const struct sink *sink)
{
    return render_text(table, RENDER_TEXT_WIDTH, sink);
}

static const struct {
    const char *ending;
    bool (*render)(const struct table *table, const struct sink *sink);
} formats[] = {
    {"txt",  render_wide_text},
    {"csv",  render_csv      },
    {"json", render_json     },
};

/* What the table looks like in each format; the page lies in `page_room`. */
static struct bytes page_of(const struct table *table, size_t format)
{
    struct arena arena = arena_over(page_room, sizeof page_room);
    struct arena_sink page;

    arena_sink_open(&page, &arena);
    cr_assert(formats[format].render(table, &page.sink));
    return page.written;
}

static void check_pages(const char *form)
{
    const struct table table = evaluate(form);

    for (size_t format = 0; format < sizeof formats / sizeof formats[0]; format++) {
        const struct bytes page = page_of(&table, format);
        char name[64];

        snprintf(name, sizeof name, "small_%s.%s", form, formats[format].ending);
        golden_check(name, (const char *)page.at, page.length);
    }
}

Test(render, agency_table_is_as_agreed)
{
    check_pages("agency-table");
}

Test(render, form_06a_is_as_agreed)
{
    check_pages("II.06a");
}

Test(render, payments_are_as_agreed)
{
    check_pages("payments");
}

static bool contains(struct bytes page, const char *text)
{
    const size_t length = strlen(text);

    for (size_t at = 0; at + length <= page.length; at++)
        if (memcmp(page.at + at, text, length) == 0)
            return true;
    return false;
}

Test(render, says_in_each_format_that_there_is_no_rate)
{
    const struct table table = evaluate("agency-table");

    cr_expect(contains(page_of(&table, 0), "│     98,3 │     0,0 │"));
    cr_expect(contains(page_of(&table, 1), "98.3,,98.0,98.3,97.8\r\n"));
    cr_expect(
        contains(page_of(&table, 2), "\"pct_received_online\":98.3,\"pct_online_payment\":null"));
}

Test(render, says_nothing_about_figures_that_never_came)
{
    struct table table = evaluate("II.06a");

    cr_expect(contains(page_of(&table, 0), "(9) Trong đó 5 hồ sơ"));
    table.row_count = 5;
    cr_assert(table.rows[4].no_data);
    cr_expect_not(contains(page_of(&table, 0), "(9) Trong đó"));
}

Test(render, says_which_organisation_the_rows_are_those_of)
{
    struct table table = evaluate("agency-table");

    cr_expect_not(contains(page_of(&table, 0), "(theo "));
    cr_expect_not(contains(page_of(&table, 2), "\"series\""));
    table.series = SERIES_SUCCESSOR;
    cr_expect(contains(page_of(&table, 0), "(theo đơn vị kế thừa sau sắp xếp, tổ chức tại ngày "));
    cr_expect(contains(page_of(&table, 2), "\"to\":\"2023-12-25\",\"series\":\"successor\","));
    table.series = SERIES_PREDECESSOR;
    cr_expect(contains(page_of(&table, 0), "(theo đơn vị trước sắp xếp, tổ chức tại ngày "));
    cr_expect(contains(page_of(&table, 2), "\"series\":\"predecessor\","));
}

Test(render, gives_spreadsheets_no_formula)
{
    static const struct {
        const char *label;
        const char *cell;
    } guarded[] = {
        {"=1",   ",\"'=1\","  },
        {"+1",   ",\"'+1\","  },
        {"-1",   ",\"'-1\","  },
        {"@A1",  ",\"'@A1\"," },
        {"\t=1", ",\"'\t=1\","},
        {"\r=1", ",\"'\r=1\","},
        {"a=1",  ",\"a=1\","  },
        {"",     ",\"\","     },
        {"\"",   ",\"\"\"\"," },
    };
    struct table table = evaluate("payments");
    struct table_row row = table.rows[0];

    table.rows = &row;
    table.row_count = 1;
    for (size_t at = 0; at < sizeof guarded / sizeof guarded[0]; at++) {
        row.label = guarded[at].label;
        cr_expect(contains(page_of(&table, 1), guarded[at].cell), "row %zu", at);
    }
}

Test(render, keeps_json_whole_whatever_a_label_holds)
{
    struct table table = evaluate("payments");
    struct table_row row = table.rows[0];

    table.rows = &row;
    table.row_count = 1;
    row.label = "\"\\\b\f\n\r\t\x01\x7F\xFF"
                "é";
    cr_expect(
        contains(page_of(&table, 2), "\"label\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7F\\ufffdé\""));
}

/* A sink with room for so many bytes. */
static bool take_some(void *context, const char *bytes, size_t length)
{
    size_t *left = context;

    (void)bytes;
    if (length > *left)
        return false;
    *left -= length;
    return true;
}

Test(render, says_when_the_sink_is_full)
{
    const struct table table = evaluate("agency-table");

    for (size_t format = 0; format < sizeof formats / sizeof formats[0]; format++) {
        const size_t length = page_of(&table, format).length;

        for (size_t room_left = 0; room_left <= length; room_left += 61) {
            size_t left = room_left;
            const struct sink sink = {take_some, &left};

            cr_expect_eq(formats[format].render(&table, &sink), room_left >= length);
        }
    }
}

Test(render, needs_no_more_than_the_words_when_the_terminal_is_narrow)
{
    const struct table table = evaluate("agency-table");
    struct arena arena = arena_over(page_room, sizeof page_room);
    struct arena_sink page;

    arena_sink_open(&page, &arena);
    cr_expect(render_text(&table, 20, &page.sink));
    cr_expect(contains(page.written, "1.234.567"));
}
