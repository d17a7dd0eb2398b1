#include <criterion/criterion.h>
#include <string.h>

#include "runtime/day.h"
#include "tests/support/rows.h"
#include "tests/tracker/story.h"
#include "tracker/core/calendars.h"
#include "tracker/core/reference.h"

/* 1.02 is published on the 5th and the 10th and withdrawn on the 20th; 1.01 and 1.03 on the 1st. */
static const char published[] =
    "05 published code=1.02 service_level=part\n10 published code=1.02 service_level=full\n"
    "20 withdrawn code=1.02\n01 published code=1.01 service_level=info\n"
    "01 published code=1.03 service_level=info\n"
    "07 09:00 published code=1.04 service_level=full\n07 10:00 published code=1.04 "
    "service_level=part\n01 withdrawn code=1.05";

static const struct {
    const char *sentence;
    const char *code;
    int day;
    int32_t level; /* SERVICE_NONE: nothing is found. */
} lookups[] = {
    {"before the first version the first",   "1.02",  1,  SERVICE_PART},
    {"on the day of the first",              "1.02",  5,  SERVICE_PART},
    {"between them the earlier one",         "1.02",  9,  SERVICE_PART},
    {"on the day of the second",             "1.02",  10, SERVICE_FULL},
    {"after the second",                     "1.02",  15, SERVICE_FULL},
    {"after the withdrawal the last",        "1.02",  25, SERVICE_FULL},
    {"the first code of all",                "1.01",  9,  SERVICE_INFO},
    {"the code behind it",                   "1.03",  9,  SERVICE_INFO},
    {"of one day the later one",             "1.04",  7,  SERVICE_PART},
    {"which is the first one, too",          "1.04",  1,  SERVICE_PART},
    {"a withdrawal alone publishes nothing", "1.05",  9,  SERVICE_NONE},
    {"a code before all of them",            "0.99",  9,  SERVICE_NONE},
    {"a code between them",                  "1.021", 9,  SERVICE_NONE},
    {"a code after all of them",             "9.99",  9,  SERVICE_NONE},
    {"no code at all",                       "",      9,  SERVICE_NONE},
};

ROWS(catalogue, finds_the_version_of_the_day, sizeof lookups / sizeof lookups[0])
{
    const int32_t day = day_from_date((struct date){2024, 1, 31}) + lookups[*row].day;
    const struct procedure_version *version;
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    story_tell(&cabinet, published);
    cabinet_read_catalogue(&cabinet);
    version = catalogue_procedure(&cabinet.catalogue, bytes_of_text(lookups[*row].code), day);
    cr_expect_eq(version ? version->service_level : SERVICE_NONE, lookups[*row].level, "%s",
                 lookups[*row].sentence);
    cabinet_close(&cabinet);
}

Test(catalogue, that_is_empty_finds_nothing)
{
    const struct catalogue none = {0};

    cr_expect_null(catalogue_procedure(&none, bytes_of_text("1.01"), 0));
}

/* ---- versions from facts ---- */

enum { UNIT_FACTS = 4 };

static struct history_fact unit_fact(enum fact_type type, int32_t day, const char *id,
                                     const union fact_data *data)
{
    return (struct history_fact){.type = (int32_t)type,
                                 .time_us = day_start(day) + INT64_C(28800) * SECOND_US,
                                 .id = bytes_of_text(id),
                                 .data = data};
}

static const struct {
    const char *sentence;
    enum fact_type types[UNIT_FACTS]; /* Each on the day that stands below it. */
    int32_t days[UNIT_FACTS];
    const char *versions; /* Day, "open" or "closed", name, parent. */
} units[] = {
    {"opened",                                            {FACT_UNIT_OPENED}, {3}, "3 open Xa H1\n"},
    {"opened, then renamed",
     {FACT_UNIT_OPENED, FACT_UNIT_RENAMED},
     {3, 5},
     "3 open Xa H1\n5 open Phuong H1\n"                                                            },
    {"renamed on the day of opening",
     {FACT_UNIT_OPENED, FACT_UNIT_RENAMED},
     {3, 3},
     "3 open Phuong H1\n"                                                                          },
    {"opened, closed, opened again",
     {FACT_UNIT_OPENED, FACT_UNIT_CLOSED, FACT_UNIT_OPENED},
     {3, 5, 8},
     "3 open Xa H1\n5 closed Xa H1\n8 open Xa H1\n"                                                },
    {"told in another order of arrival",
     {FACT_UNIT_CLOSED, FACT_UNIT_RENAMED, FACT_UNIT_OPENED},
     {8, 5, 3},
     "3 open Xa H1\n5 open Phuong H1\n8 closed Phuong H1\n"                                        },
    {"renamed and closed without ever being opened",
     {FACT_UNIT_RENAMED, FACT_UNIT_CLOSED},
     {3, 5},
     ""                                                                                            },
    {"renamed before it is opened",
     {FACT_UNIT_RENAMED, FACT_UNIT_OPENED},
     {3, 5},
     "5 open Xa H1\n"                                                                              },
    {"succeeded and given hours, which say nothing here",
     {FACT_UNIT_OPENED, FACT_UNIT_SUCCEEDED, FACT_UNIT_HOURS},
     {3, 5, 6},
     "3 open Xa H1\n"                                                                              },
};

ROWS(reference, tells_a_unit_by_days, sizeof units / sizeof units[0])
{
    static _Alignas(16) uint8_t memory[8192];
    static const union fact_data opened = {
        .unit = {.name_vi = {(const uint8_t *)"Xa", 2}, .parent = {(const uint8_t *)"H1", 2}}
    };
    static const union fact_data renamed = {.renamed = {.name_vi = {(const uint8_t *)"Phuong", 6}}};
    struct arena arena = arena_over(memory, sizeof memory);
    char text[STORY_TEXT] = "";
    struct page page = {text, sizeof text, 0};
    struct history_fact facts[UNIT_FACTS];
    struct unit_version *versions;
    struct failure why;
    uint32_t count = 0;

    for (; count < UNIT_FACTS && units[*row].types[count]; count++)
        facts[count] =
            unit_fact(units[*row].types[count], units[*row].days[count], "a",
                      units[*row].types[count] == FACT_UNIT_RENAMED ? &renamed : &opened);
    cr_assert_eq(reference_unit(facts, count, &arena, &versions, &count, &why), DONE);
    for (uint32_t version = 0; version < count; version++)
        page_print(&page, "%d %s %.*s %.*s\n", (int)versions[version].from_day,
                   versions[version].open ? "open" : "closed",
                   (int)versions[version].name_vi.length,
                   (const char *)versions[version].name_vi.at, (int)versions[version].parent.length,
                   (const char *)versions[version].parent.at);
    cr_expect_str_eq(text, units[*row].versions, "%s: %s", units[*row].sentence, text);
}

/* ---- hours ---- */

static struct spans span(uint16_t from, uint16_t to)
{
    return (struct spans){.count = 1, .from = {from}, .to = {to}};
}

Test(reference, keeps_of_hours_the_last_of_each_day)
{
    static _Alignas(16) uint8_t memory[8192];
    static const union fact_data data[4];
    struct arena arena = arena_over(memory, sizeof memory);
    struct history_fact facts[] = {
        unit_fact(FACT_UNIT_HOURS, 9, "a", &data[0]),
        unit_fact(FACT_UNIT_HOURS, 3, "c", &data[1]),
        unit_fact(FACT_UNIT_HOURS, 3, "b", &data[2]),
        unit_fact(FACT_UNIT_OPENED, 3, "z", &data[3]),
        unit_fact(FACT_UNIT_CLOSED, 12, "a", &data[3]),
    };
    struct dated_data *rows;
    struct failure why;
    uint32_t count;

    cr_assert_eq(reference_of_days(facts, 5, FACT_UNIT_HOURS, &arena, &rows, &count, &why), DONE);
    cr_assert_eq(count, 2);
    cr_expect(rows[0].from_day == 3 && rows[0].data == &data[1], "of one day the later one");
    cr_expect(rows[1].from_day == 9 && rows[1].data == &data[0]);
    cr_assert_eq(reference_of_days(facts, 5, FACT_UNIT_SUCCEEDED, &arena, &rows, &count, &why),
                 DONE);
    cr_expect_eq(count, 0);
    cr_assert_eq(reference_of_days(facts, 1, facts[0].type, &arena, &rows, &count, &why), DONE);
    cr_assert_eq(count, 1);
    cr_expect(rows[0].data == facts[0].data, "what lies behind the facts is none of them");
}

Test(reference, names_a_successor_once)
{
    struct successor successors[] = {
        {1, {(const uint8_t *)"A", 1}, 0},
        {1, {(const uint8_t *)"B", 1}, 0},
        {1, {(const uint8_t *)"A", 1}, 0},
    };
    const struct succeeded_data data = {
        1, {successors, 3}
    };

    cr_expect_not(reference_named_before(&data, 0));
    cr_expect_not(reference_named_before(&data, 1));
    cr_expect(reference_named_before(&data, 2));
}

Test(reference, prints_a_week_monday_first)
{
    struct hours_data hours = {0};
    char text[WEEK_TEXT];

    hours.day[0] = (struct spans){
        .count = 2, .from = {450, 810 },
             .to = {690, 1020}
    };
    hours.day[5] = span(0, 1440);
    reference_week(&hours, text);
    cr_expect_str_eq(text, "07:30-11:30,13:30-17:00;;;;;00:00-24:00;");
    for (int weekday = 0; weekday < 7; weekday++)
        hours.day[weekday] = (struct spans){
            .count = 4, .from = {601, 721, 841, 961 },
                 .to = {659, 779, 899, 1019}
        };
    reference_week(&hours, text);
    cr_expect_eq(strlen(text), 7 * 47 + 6, "the longest week has room");
}

static bool parse_week(const char *text, struct week *week)
{
    return week_parse(bytes_of_text(text), week);
}

Test(reference, reads_the_week_that_it_prints)
{
    static const char *const weeks[] = {
        "07:30-11:30,13:30-17:00;;;;;00:00-24:00;",
        ";;;;;;23:59-24:00",
        "10:01-10:59,12:01-12:59,14:01-14:59,16:01-16:59;08:15-12:10;;;;;",
        ";;;;;;",
    };

    for (size_t row = 0; row < sizeof weeks / sizeof weeks[0]; row++) {
        struct hours_data hours = {0};
        char text[WEEK_TEXT];
        struct week week;

        cr_assert(parse_week(weeks[row], &week), "%s", weeks[row]);
        for (int weekday = 0; weekday < 7; weekday++)
            hours.day[weekday] = week.day[weekday];
        reference_week(&hours, text);
        cr_expect_str_eq(text, weeks[row]);
    }
}

Test(reference, reads_no_week_in_other_texts)
{
    static const char *const texts[] = {
        "",
        ";;;;;",
        ";;;;;;;",
        "07:30;;;;;;",
        "07:30-;;;;;;",
        "07:30-11:3;;;;;;",
        "07.30-11:30;;;;;;",
        "07:30 11:30;;;;;;",
        "0a:30-11:30;;;;;;",
        "07:30-24:01;;;;;;",
        "01:00-02:00,03:00-04:00,05:00-06:00,07:00-08:00,09:00-10:00;;;;;;",
    };

    for (size_t row = 0; row < sizeof texts / sizeof texts[0]; row++) {
        struct week week;

        cr_expect_not(parse_week(texts[row], &week), "%s", texts[row]);
    }
}

Test(reference, tells_when_a_procedure_was_in_force)
{
    static _Alignas(16) uint8_t memory[8192];
    static const union fact_data data[3];
    struct arena arena = arena_over(memory, sizeof memory);
    struct history_fact facts[] = {
        unit_fact(FACT_PROCEDURE_WITHDRAWN, 7, "c", &data[2]),
        unit_fact(FACT_PROCEDURE_PUBLISHED, 3, "a", &data[0]),
        unit_fact(FACT_PROCEDURE_PUBLISHED, 9, "d", &data[1]),
        unit_fact(FACT_PROCEDURE_WITHDRAWN, 1, "b", &data[2]),
    };
    struct published_version *versions;
    struct failure why;
    uint32_t count;

    facts[0].source = facts[3].source = bytes_of_text("bo");
    facts[1].source = bytes_of_text("tinh");
    facts[2].source = bytes_of_text("bo");
    cr_assert_eq(reference_procedure(facts, 4, &arena, &versions, &count, &why), DONE);
    cr_assert_eq(count, 3);
    cr_expect(versions[0].from_day == 3 && versions[0].in_force);
    cr_expect(versions[1].from_day == 7 && !versions[1].in_force);
    cr_expect_eq(versions[1].data, versions[0].data, "a withdrawal leaves what was published");
    cr_expect(bytes_equal(versions[1].source, bytes_of_text("tinh")), "and by whom");
    cr_expect(versions[2].from_day == 9 && versions[2].in_force);
    cr_expect_eq((const void *)versions[2].data, (const void *)&data[1]);
}
