#include <criterion/criterion.h>

#include "runtime/day.h"
#include "tests/support/rows.h"
#include "tests/tracker/offices.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void expect_moment(struct moment moment, const char *expected, const char *name)
{
    char text[MOMENT_TEXT];

    moment_print(moment, text);
    cr_expect_str_eq(text, expected, "%s: %s, not %s", name, text, expected);
}

/* Effective receipt: outside working time at a day's end or on a day off, the next working morning;
 * before opening and in the lunch break, the same day. */
static const struct receipt {
    const char *name;
    enum office office;
    const char *at;
    const char *effective;
} receipts[] = {
    {"while there is work, itself",           STANDARD, "2023-02-01 08:35:10", "2023-02-01 08:35"},
    {"before opening, the same day",          STANDARD, "2023-02-01 07:29:59", "2023-02-01 07:30"},
    {"ten past midnight is before opening",   STANDARD, "2023-02-01 00:10",    "2023-02-01 07:30"},
    {"12:10 is lunch and not 00:10",          STANDARD, "2023-02-01 12:10",    "2023-02-01 13:30"},
    {"the last minute before lunch",          STANDARD, "2023-02-01 11:29",    "2023-02-01 11:29"},
    {"an end of work is inside",              STANDARD, "2023-02-01 11:30:59", "2023-02-01 11:30"},
    {"the first minute of lunch is not",      STANDARD, "2023-02-01 11:31",    "2023-02-01 13:30"},
    {"the last minute of lunch",              STANDARD, "2023-02-01 13:29",    "2023-02-01 13:30"},
    {"17:00:00 itself is inside",             STANDARD, "2023-02-01 17:00",    "2023-02-01 17:00"},
    {"17:00:59 is cut to the minute",         STANDARD, "2023-02-01 17:00:59", "2023-02-01 17:00"},
    {"17:01 is the next morning",             STANDARD, "2023-02-01 17:01",    "2023-02-02 07:30"},
    {"Friday evening is Monday",              STANDARD, "2023-02-03 17:01",    "2023-02-06 07:30"},
    {"Saturday is Monday",                    STANDARD, "2023-02-04 10:00",    "2023-02-06 07:30"},
    {"the last minute of Sunday is Monday",   STANDARD, "2023-02-05 23:59:59", "2023-02-06 07:30"},
    {"a make-up Saturday is a working day",   STANDARD, "2024-05-04 10:00",    "2024-05-04 10:00"},
    {"with the hours of the day it replaces", STANDARD, "2025-04-26 17:01",    "2025-04-28 07:30"},
    {"the day it replaces is off",            STANDARD, "2024-04-29 10:00",    "2024-05-02 07:30"},
    {"where other Saturdays are half",        SATURDAY, "2024-05-04 16:59",    "2024-05-04 16:59"},
    {"half a Saturday ends at 11:30",         SATURDAY, "2023-02-04 11:30:59", "2023-02-04 11:30"},
    {"half a Saturday has no afternoon",      SATURDAY, "2023-02-04 11:31",    "2023-02-06 07:30"},
    {"a holiday on a half Saturday",          SATURDAY, "2022-01-01 08:00",    "2022-01-04 07:30"},
    {"the eve of Tết 2023",                 STANDARD, "2023-01-19 17:01",    "2023-01-27 07:30"},
    {"the eve of Tết 2024",                 STANDARD, "2024-02-07 17:01",    "2024-02-15 07:30"},
    {"the eve of Tết 2025",                 STANDARD, "2025-01-24 17:01",    "2025-02-03 07:30"},
    {"the first day of Tết",                STANDARD, "2024-02-10 09:00",    "2024-02-15 07:30"},
    {"New Year's Eve",                        STANDARD, "2021-12-31 17:30",    "2022-01-04 07:30"},
    {"New Year's Eve before a swap",          STANDARD, "2025-12-31 17:01",    "2026-01-05 07:30"},
    {"a shorter lunch",                       EIGHT,    "2023-02-01 13:10",    "2023-02-01 13:10"},
    {"a break of 15 minutes",                 PIECES,   "2023-02-01 09:05",    "2023-02-01 09:15"},
    {"an evening shift, before it",           EVENING,  "2023-02-01 00:00",    "2023-02-01 16:00"},
    {"an evening shift, its last minute",     EVENING,  "2023-02-01 23:59:59", "2023-02-01 23:59"},
    {"24:00 belongs to its day",              EVENING,  "2023-02-01 24:00",    "2023-02-01 24:00"},
    {"24:00 of a day that ended at 17:00",    STANDARD, "2023-02-01 24:00",    "2023-02-02 07:30"},
    {"a night shift at midnight",             NIGHT,    "2023-02-02 00:00",    "2023-02-02 00:00"},
    {"a night shift, Friday's end",           NIGHT,    "2023-02-04 00:00",    "2023-02-06 00:00"},
    {"one morning a week",                    TUESDAY,  "2023-02-01 08:00",    "2023-02-07 07:30"},
    {"one morning a week, in Tết",          TUESDAY,  "2023-01-18 08:00",    "2023-01-31 07:30"},
    {"the day before the hours change",       CHANGED,  "2024-07-03 07:10",    "2024-07-03 07:30"},
    {"the day on which they change",          CHANGED,  "2024-07-04 06:59",    "2024-07-04 07:00"},
    {"Saturday before the second change",     CHANGED,  "2024-07-27 08:00",    "2024-07-29 07:00"},
    {"Saturday after it",                     CHANGED,  "2024-08-03 08:00",    "2024-08-03 08:00"},
    {"2019 has no rows: 2/9 is worked",       STANDARD, "2019-09-02 10:00",    "2019-09-02 10:00"},
    {"2031 has no rows: 1/1 is worked",       STANDARD, "2031-01-01 10:00",    "2031-01-01 10:00"},
    {"but it has weekends",                   STANDARD, "2031-01-04 10:00",    "2031-01-06 07:30"},
};

ROWS(working_time, knows_the_effective_receipt, COUNT(receipts))
{
    const struct receipt *const receipt = &receipts[*row];
    const struct calendar calendar = office_calendar(receipt->office);

    expect_moment(calendar_receipt(&calendar, moment_read(receipt->at)), receipt->effective,
                  receipt->name);
}

static const struct stretch {
    const char *name;
    enum office office;
    const char *from;
    const char *to;
    int64_t minutes;
} stretches[] = {
    {"a standard day has 7.5 hours",    STANDARD, "2023-02-01 00:00", "2023-02-02 00:00", 450   },
    {"another unit's day has 8",        EIGHT,    "2023-02-01 00:00", "2023-02-02 00:00", 480   },
    {"lunch is none",                   STANDARD, "2023-02-01 11:00", "2023-02-01 14:00", 60    },
    {"a night is none",                 STANDARD, "2023-02-01 17:00", "2023-02-02 07:30", 0     },
    {"across a night",                  STANDARD, "2023-02-01 16:30", "2023-02-02 08:00", 60    },
    {"across a weekend",                STANDARD, "2023-02-03 16:30", "2023-02-06 08:00", 60    },
    {"across half a Saturday",          SATURDAY, "2023-02-03 16:30", "2023-02-06 08:00", 300   },
    {"across Tết 2023",               STANDARD, "2023-01-19 16:00", "2023-01-27 08:00", 90    },
    {"across Tết 2024",               STANDARD, "2024-02-07 16:00", "2024-02-15 08:00", 90    },
    {"across Tết 2025",               STANDARD, "2025-01-24 16:00", "2025-02-03 08:00", 90    },
    {"a make-up Saturday counts whole", STANDARD, "2024-05-03 17:00", "2024-05-06 07:30", 450   },
    {"also where Saturday is half",     SATURDAY, "2024-05-03 17:00", "2024-05-06 07:30", 450   },
    {"hours of its Monday: here none",  TUESDAY,  "2024-05-04 00:00", "2024-05-05 00:00", 0     },
    {"a day swapped counts nothing",    STANDARD, "2024-04-29 00:00", "2024-04-30 00:00", 0     },
    {"from 00:10 to 12:10",             STANDARD, "2023-02-01 00:10", "2023-02-01 12:10", 240   },
    {"from 12:10 to 00:10",             STANDARD, "2023-02-01 12:10", "2023-02-02 00:10", 210   },
    {"one minute",                      STANDARD, "2023-02-01 16:59", "2023-02-01 17:00", 1     },
    {"the minute after the end",        STANDARD, "2023-02-01 17:00", "2023-02-01 17:01", 0     },
    {"nothing at all",                  STANDARD, "2023-02-01 09:00", "2023-02-01 09:00", 0     },
    {"backwards is none",               STANDARD, "2023-02-02 09:00", "2023-02-01 09:00", 0     },
    {"24:00 and 00:00 are one moment",  EVENING,  "2023-02-01 24:00", "2023-02-02 00:00", 0     },
    {"over midnight",                   NIGHT,    "2023-02-01 23:00", "2023-02-02 05:00", 300   },
    {"New Year's night",                STANDARD, "2021-12-31 16:00", "2022-01-04 08:00", 90    },
    {"2023: 260 weekdays, 11 off",      STANDARD, "2023-01-01 00:00", "2024-01-01 00:00", 112050},
    {"2019, no rows: 261 weekdays",     STANDARD, "2019-01-01 00:00", "2020-01-01 00:00", 117450},
    {"around the clock but days off",   ALWAYS,   "2023-01-20 00:00", "2023-01-28 00:00", 1440  },
    {"the hours change between",        CHANGED,  "2024-07-03 16:30", "2024-07-04 07:30", 60    },
    {"a week in which they change",     CHANGED,  "2024-07-29 00:00", "2024-08-05 00:00", 2490  },
};

ROWS(working_time, counts_what_was_worked, COUNT(stretches))
{
    const struct stretch *const stretch = &stretches[*row];
    const struct calendar calendar = office_calendar(stretch->office);
    const int64_t minutes =
        calendar_minutes(&calendar, moment_read(stretch->from), moment_read(stretch->to));

    cr_expect_eq(minutes, stretch->minutes, "%s: %lld", stretch->name, (long long)minutes);
}

static const struct movement {
    const char *name;
    enum office office;
    const char *from;
    int64_t minutes;
    const char *to;
} movements[] = {
    {"done at 11:30 and not at 13:30",    STANDARD, "2023-02-01 07:30", 240,    "2023-02-01 11:30"},
    {"a minute more: after lunch",        STANDARD, "2023-02-01 07:30", 241,    "2023-02-01 13:31"},
    {"a day is done at its end",          STANDARD, "2023-02-01 07:30", 450,    "2023-02-01 17:00"},
    {"17:00 + 30 min = 08:00 next day",   STANDARD, "2023-02-01 17:00", 30,     "2023-02-02 08:00"},
    {"Friday 17:00 + 30 min: Monday",     STANDARD, "2023-02-03 17:00", 30,     "2023-02-06 08:00"},
    {"17:00 before Tết + 30 min",       STANDARD, "2023-01-19 17:00", 30,     "2023-01-27 08:00"},
    {"17:00 before New Year + 30 min",    STANDARD, "2021-12-31 17:00", 30,     "2022-01-04 08:00"},
    {"from a make-up Saturday",           STANDARD, "2024-05-04 16:00", 90,     "2024-05-06 08:00"},
    {"into a make-up Saturday",           STANDARD, "2024-05-03 16:00", 90,     "2024-05-04 08:00"},
    {"from lunch: the afternoon's start", STANDARD, "2023-02-01 12:10", 60,     "2023-02-01 14:30"},
    {"from 00:10: the morning's start",   STANDARD, "2023-02-01 00:10", 60,     "2023-02-01 08:30"},
    {"0 minutes: itself, even at lunch",  STANDARD, "2023-02-01 12:10", 0,      "2023-02-01 12:10"},
    {"0 minutes: itself, on Saturday",    STANDARD, "2023-02-04 10:00", 0,      "2023-02-04 10:00"},
    {"0 minutes: 24:00 stays on its day", EVENING,  "2023-02-01 24:00", 0,      "2023-02-01 24:00"},
    {"a minute on Saturday is Monday's",  STANDARD, "2023-02-04 10:00", 1,      "2023-02-06 07:31"},
    {"half a Saturday is used",           SATURDAY, "2023-02-03 17:00", 240,    "2023-02-04 11:30"},
    {"and then Monday",                   SATURDAY, "2023-02-03 17:00", 241,    "2023-02-06 07:31"},
    {"an evening ends at 24:00",          EVENING,  "2023-02-01 16:00", 480,    "2023-02-01 24:00"},
    {"over midnight",                     NIGHT,    "2023-02-01 23:00", 120,    "2023-02-02 01:00"},
    {"three mornings of one a week",      TUESDAY,  "2023-02-01 00:00", 720,    "2023-02-21 11:30"},
    {"into changed hours",                CHANGED,  "2024-07-03 16:00", 90,     "2024-07-04 07:30"},
    {"all work of a year",                STANDARD, "2023-01-01 00:00", 112050, "2023-12-29 17:00"},
};

ROWS(working_time, moves_along_what_is_worked, COUNT(movements))
{
    const struct movement *const movement = &movements[*row];
    const struct calendar calendar = office_calendar(movement->office);

    expect_moment(calendar_after(&calendar, moment_read(movement->from), movement->minutes),
                  movement->to, movement->name);
}

static const struct counting {
    const char *name;
    enum office office;
    const char *day;
    int64_t n; /* 0: the first working day on or after it. */
    const char *end;
} countings[] = {
    {"a working day is its own next",      STANDARD, "2023-02-01 00:00", 0,   "2023-02-01 17:00"},
    {"a Saturday's next is Monday",        STANDARD, "2023-02-04 00:00", 0,   "2023-02-06 17:00"},
    {"a make-up Saturday is its own next", STANDARD, "2024-05-04 00:00", 0,   "2024-05-04 17:00"},
    {"half a Saturday ends at 11:30",      SATURDAY, "2023-02-04 00:00", 0,   "2023-02-04 11:30"},
    {"an evening ends at 24:00",           EVENING,  "2023-02-04 00:00", 0,   "2023-02-04 24:00"},
    {"the first day of Tết 2023",        STANDARD, "2023-01-20 00:00", 0,   "2023-01-27 17:00"},
    {"the first after a Friday",           STANDARD, "2023-02-03 00:00", 1,   "2023-02-06 17:00"},
    {"the first after a Saturday",         STANDARD, "2023-02-04 00:00", 1,   "2023-02-06 17:00"},
    {"the first is a make-up Saturday",    STANDARD, "2024-05-03 00:00", 1,   "2024-05-04 17:00"},
    {"five over Tết 2023",               STANDARD, "2023-01-18 00:00", 5,   "2023-02-01 17:00"},
    {"the 249 working days of 2023",       STANDARD, "2022-12-31 00:00", 249, "2023-12-29 17:00"},
    {"the 249 and the first of 2024",      STANDARD, "2022-12-31 00:00", 250, "2024-01-02 17:00"},
    {"hours change, days do not",          CHANGED,  "2024-07-03 00:00", 1,   "2024-07-04 17:30"},
    {"Saturdays from 1/8/2024 on",         CHANGED,  "2024-08-01 00:00", 2,   "2024-08-03 11:00"},
};

ROWS(working_time, counts_working_days, COUNT(countings))
{
    const struct counting *const counting = &countings[*row];
    const struct calendar calendar = office_calendar(counting->office);
    const int32_t day = moment_read(counting->day).day;
    const int32_t found = counting->n > 0 ? calendar_nth_day(&calendar, day, counting->n)
                                          : calendar_next_day(&calendar, day);

    expect_moment(calendar_end_of(&calendar, found), counting->end, counting->name);
}

Test(working_time, names_the_special_days)
{
    const struct calendar calendar = office_calendar(STANDARD);
    const struct special_day *const off =
        calendar_special(&calendar, moment_read("2024-02-10 00:00").day);
    const struct special_day *const make_up =
        calendar_special(&calendar, moment_read("2024-05-04 00:00").day);

    cr_assert(off && make_up);
    cr_expect(off->off && !make_up->off);
    cr_expect_eq(make_up->like_weekday, 0, "it replaces a Monday");
    cr_expect(!calendar_special(&calendar, moment_read("2024-02-15 00:00").day));
    cr_expect(!calendar_special(&calendar, moment_read("2019-09-02 00:00").day));
}

/* The one that needs no making says what is made of the standard week without special days. */
Test(working_time, of_plain_weeks_is_that_of_the_standard_week)
{
    static const struct hours_segment segment = {INT32_MIN, &standard_week};
    static const struct special_days none = {0};
    const struct calendar made = office_calendar_of(&segment, 1, &none);
    const int32_t first = moment_read("2023-02-01 00:00").day;

    for (int32_t day = first; day < first + 14; day++)
        for (int32_t n = 1; n < 14; n++) {
            const struct moment from = {day, 0}, to = {day + n, 700};

            cr_expect_eq(calendar_days(&calendar_of_weeks, day, day + n),
                         calendar_days(&made, day, day + n));
            cr_expect_eq(calendar_nth_day(&calendar_of_weeks, day, n),
                         calendar_nth_day(&made, day, n));
            cr_expect_eq(calendar_minutes(&calendar_of_weeks, from, to),
                         calendar_minutes(&made, from, to));
        }
}

Test(working_time, works_on_days_with_hours_only)
{
    const struct calendar calendar = office_calendar(SATURDAY);

    cr_expect(calendar_works(&calendar, moment_read("2023-02-04 00:00").day), "a Saturday");
    cr_expect(!calendar_works(&calendar, moment_read("2023-02-05 00:00").day), "a Sunday");
    cr_expect(!calendar_works(&calendar, moment_read("2024-02-10 00:00").day), "Tết");
    cr_expect_eq(calendar_day(&calendar, moment_read("2024-02-10 00:00").day)->count, 0);
    cr_expect_eq(calendar_day(&calendar, moment_read("2023-02-04 00:00").day)->count, 1);
}

Test(working_time, cuts_instants_to_the_local_minute)
{
    expect_moment(moment_of_instant(instant_read("2023-02-01 00:00:59")), "2023-02-01 00:00",
                  "the first minute of a day in Viet Nam is 17:00 of the day before in UTC");
    expect_moment(moment_of_instant(instant_read("2023-02-01 00:00:00") - 1), "2023-01-31 23:59",
                  "a microsecond before midnight");
    expect_moment(moment_of_instant(-ZONE_US - 1), "1969-12-31 23:59", "before 1970");
}

Test(working_time, orders_24_00_with_the_next_midnight)
{
    const struct moment end = moment_read("2023-02-01 24:00");

    cr_expect_eq(moment_order(end, moment_read("2023-02-02 00:00")), 0);
    cr_expect_lt(moment_order(end, moment_read("2023-02-02 00:01")), 0);
    cr_expect_gt(moment_order(end, moment_read("2023-02-01 23:59")), 0);
}

Test(working_time, refuses_a_calendar_that_does_not_fit)
{
    _Alignas(16) static char buffer[64];
    struct arena arena = arena_over(buffer, sizeof buffer);
    const struct hours_segment segment = {0, &standard_week};
    struct calendar calendar;
    struct failure why;

    cr_expect_eq(calendar_make(&segment, 1, office_holidays(), &arena, &calendar, &why), REJECT);
}
