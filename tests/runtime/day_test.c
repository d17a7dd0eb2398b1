#include "runtime/day.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/chance.h"

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

static void check_day(int32_t day, struct date date, int weekday)
{
    const struct date back = day_to_date(day);
    char text[DAY_TEXT], expected[40];
    int32_t parsed = DAY_NONE;

    snprintf(expected, sizeof expected, "%04d-%02d-%02d", date.year, date.month, date.day);
    day_print(day, text);
    cr_assert_str_eq(text, expected);
    cr_assert(back.year == date.year && back.month == date.month && back.day == date.day, "%s",
              expected);
    cr_assert_eq(day_from_date(date), day, "%s", expected);
    cr_assert(day_parse(expected, strlen(expected), &parsed) && parsed == day, "%s", expected);
    cr_assert_eq(day_weekday(day), weekday, "%s", expected);
    cr_assert_eq(day_month_start(day), day - date.day + 1, "%s", expected);
    cr_assert_eq(day_of_instant(day_start(day)), day, "%s", expected);
    cr_assert_eq(day_of_instant(day_start(day) - 1), day - 1, "%s", expected);
}

/* 1900-01-01 was a Monday, 25,567 days before 1970-01-01; from there on one counts. */
Test(day, agrees_with_counting_for_every_day_of_three_centuries)
{
    int32_t day = -25567, year_start = day;

    for (struct date date = {1900, 1, 1}; date.year < 2200; day++) {
        if (date.month == 1 && date.day == 1)
            year_start = day;
        check_day(day, date, (day + 25567) % 7);
        cr_assert_eq(day_year_start(day), year_start);
        if (++date.day > days_of_month(date.year, date.month)) {
            date.day = 1;
            if (++date.month > 12)
                date = (struct date){date.year + 1, 1, 1};
        }
    }
    cr_assert_eq(day, day_from_date((struct date){2200, 1, 1}));
}

Test(day, knows_the_dates_of_the_calendar_on_the_wall)
{
    static const struct {
        const char *text;
        int weekday;
    } rows[] = {
        {"1945-09-02", 6},
        {"1975-04-30", 2},
        {"2000-02-29", 1},
        {"2023-02-01", 2},
        {"2024-02-29", 3},
        {"2025-01-29", 2},
        {"2025-07-01", 1},
        {"2100-03-01", 0},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        int32_t day;

        cr_assert(day_parse(rows[row].text, 10, &day), "%s", rows[row].text);
        cr_expect_eq(day_weekday(day), rows[row].weekday, "%s", rows[row].text);
    }
}

Test(day, refuses_what_is_no_date)
{
    static const char *const rows[] = {
        "",           "2023-02-29", "2023-02-30", "2100-02-29",  "2023-04-31",  "2023-00-10",
        "2023-13-01", "2023-01-00", "2023-01-32", "1899-12-31",  "2200-01-01",  "0000-01-01",
        "2023-1-1",   "2023-1-001", "2023/01/01", "01-01-2023",  "2023-01-01 ", " 2023-01-01",
        "+023-01-01", "-023-01-01", "2023-+1-01", "2023-01-01T", "20230101",    "2023-0a-01",
    };
    int32_t day = 7;

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++)
        cr_expect_not(day_parse(rows[row], strlen(rows[row]), &day), "'%s'", rows[row]);
    cr_expect_not(day_parse("2023-01-0\0", 10, &day));
    cr_expect_eq(day, 7, "a refused date must leave the day alone");
}

Test(instant, reads_what_rfc_3339_allows)
{
    /* 2023-02-01T08:35:10+07:00 is 1,675,215,310 seconds after 1970. */
    static const struct {
        const char *text;
        int64_t expected_us;
    } rows[] = {
        {"2023-02-01T08:35:10+07:00",         INT64_C(1675215310000000)         },
        {"2023-02-01T01:35:10Z",              INT64_C(1675215310000000)         },
        {"2023-02-01t01:35:10z",              INT64_C(1675215310000000)         },
        {"2023-02-01T01:35:10+00:00",         INT64_C(1675215310000000)         },
        {"2023-02-01T01:35:10-00:00",         INT64_C(1675215310000000)         },
        {"2023-01-31T20:35:10-05:00",         INT64_C(1675215310000000)         },
        {"2023-02-01T07:05:10+05:30",         INT64_C(1675215310000000)         },
        {"2023-02-02T01:34:10+23:59",         INT64_C(1675215310000000)         },
        {"2023-02-01T01:35:10.5Z",            INT64_C(1675215310500000)         },
        {"2023-02-01T01:35:10.000001Z",       INT64_C(1675215310000001)         },
        {"2023-02-01T01:35:10.1234567Z",      INT64_C(1675215310123456)         },
        {"2023-02-01T01:35:10.999999999999Z", INT64_C(1675215310999999)         },
        {"1970-01-01T00:00:00Z",              0                                 },
        {"1969-12-31T23:59:59.999999Z",       -1                                },
        {"1900-01-01T00:00:00+07:00",         INT64_C(-25567) * DAY_US - ZONE_US},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        int64_t instant_us = 7;

        cr_expect(instant_parse(rows[row].text, strlen(rows[row].text), &instant_us), "%s",
                  rows[row].text);
        cr_expect_eq(instant_us, rows[row].expected_us, "%s gives %lld", rows[row].text,
                     (long long)instant_us);
    }
}

Test(instant, refuses_everything_else)
{
    static const char *const rows[] = {
        "",
        "2023-02-01",
        "2023-02-01T08:35:10",
        "2023-02-01 08:35:10+07:00",
        "2023-02-01T08:35+07:00",
        "2023-02-01T08:35:10+0700",
        "2023-02-01T08:35:10+07",
        "2023-02-01T08:35:10+24:00",
        "2023-02-01T08:35:10+07:60",
        "2023-02-01T08:35:10 +07:00",
        "2023-02-01T08:35:10+07:00 ",
        "2023-02-01T08:35:10.+07:00",
        "2023-02-01T08:35:10,5+07:00",
        "2023-02-01T24:00:00+07:00",
        "2023-02-01T08:60:10+07:00",
        "2023-02-01T08:35:60+07:00",
        "2016-12-31T23:59:60Z",
        "2023-02-29T08:35:10+07:00",
        "1899-12-31T23:59:59+07:00",
        "1900-01-01T00:00:00+07:01",
        "2199-12-31T23:59:59+06:59",
        "2200-01-01T00:00:00+07:00",
        "2023-02-01T+8:35:10+07:00",
        "2023-02-01T08:35:10Zulu",
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        int64_t instant_us = 7;

        cr_expect_not(instant_parse(rows[row], strlen(rows[row]), &instant_us), "'%s'", rows[row]);
        cr_expect_eq(instant_us, 7, "'%s'", rows[row]);
    }
}

/* Midnight in Viet Nam is 17:00Z of the day before. */
Test(instant, changes_the_day_at_seventeen_hours_utc)
{
    static const struct {
        const char *instant;
        const char *day;
    } rows[] = {
        {"2023-02-01T16:59:59.999999Z", "2023-02-01"},
        {"2023-02-01T17:00:00Z",        "2023-02-02"},
        {"2023-02-01T23:59:59+07:00",   "2023-02-01"},
        {"2023-02-02T00:00:00+07:00",   "2023-02-02"},
        {"2022-12-31T17:00:00Z",        "2023-01-01"},
        {"2024-02-28T17:00:00Z",        "2024-02-29"},
        {"1969-12-31T16:59:59Z",        "1969-12-31"},
        {"1969-12-31T17:00:00Z",        "1970-01-01"},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        int64_t instant_us;
        char text[DAY_TEXT];

        cr_assert(instant_parse(rows[row].instant, strlen(rows[row].instant), &instant_us));
        day_print(day_of_instant(instant_us), text);
        cr_expect_str_eq(text, rows[row].day, "%s", rows[row].instant);
    }
}

Test(instant, comes_back_from_its_own_print)
{
    const int64_t first = day_start(-25567);
    const int64_t last = day_start(day_from_date((struct date){2200, 1, 1})) - 1;
    struct chance chance = {chance_seed()};

    for (int round = 0; round < 200000; round++) {
        int64_t instant_us = chance_between(&chance, first, last), back;
        char text[INSTANT_TEXT];

        if (chance_once_in(&chance, 2))
            instant_us -= instant_us % SECOND_US;
        if (round < 2)
            instant_us = round ? last : first;
        instant_print(instant_us, text);
        cr_assert(instant_in_range(instant_us));
        cr_assert(instant_parse(text, strlen(text), &back) && back == instant_us, "SEED=%llu %s",
                  (unsigned long long)chance_seed(), text);
    }
    cr_expect_not(instant_in_range(first - 1));
    cr_expect_not(instant_in_range(last + 1));
    cr_expect_not(instant_in_range(INT64_MIN));
    cr_expect_not(instant_in_range(INT64_MAX));
}
