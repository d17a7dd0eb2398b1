#include <criterion/criterion.h>

#include "runtime/day.h"
#include "tests/support/rows.h"
#include "tests/tracker/offices.h"
#include "tracker/core/deadline.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void expect_moment(struct moment moment, const char *expected, const char *name)
{
    char text[MOMENT_TEXT];

    moment_print(moment, text);
    cr_expect_str_eq(text, expected, "%s: %s, not %s", name, text, expected);
}

/* Limits: n working days, days, months, hours after the effective receipt. */
static const struct limited {
    const char *name;
    enum office office;
    const char *received;
    int64_t n;
    enum limit_unit unit;
    const char *due;
} limited[] = {
    {"five working days are a week",                STANDARD, "2023-02-01 08:35:10", 5,  LIMIT_WORKING_DAY,
     "2023-02-08 17:00"                                                                                                       },
    {"received before opening",                     STANDARD, "2023-02-01 06:00",    1,  LIMIT_WORKING_DAY,
     "2023-02-02 17:00"                                                                                                       },
    {"received at 12:10: the same day",             STANDARD, "2023-02-01 12:10",    1,  LIMIT_WORKING_DAY,
     "2023-02-02 17:00"                                                                                                       },
    {"received at 00:10: the same day",             STANDARD, "2023-02-01 00:10",    1,  LIMIT_WORKING_DAY,
     "2023-02-02 17:00"                                                                                                       },
    {"received at 17:00:59: the same day",          STANDARD, "2023-02-01 17:00:59", 1,  LIMIT_WORKING_DAY,
     "2023-02-02 17:00"                                                                                                       },
    {"received at 17:01: the next day",             STANDARD, "2023-02-01 17:01",    1,  LIMIT_WORKING_DAY,
     "2023-02-03 17:00"                                                                                                       },
    {"received on a Saturday",                      STANDARD, "2023-02-04 10:00",    1,  LIMIT_WORKING_DAY,
     "2023-02-07 17:00"                                                                                                       },
    {"received on a make-up Saturday",              STANDARD, "2024-05-04 10:00",    1,  LIMIT_WORKING_DAY,
     "2024-05-06 17:00"                                                                                                       },
    {"received on the day it replaces",             STANDARD, "2024-04-29 10:00",    1,  LIMIT_WORKING_DAY,
     "2024-05-03 17:00"                                                                                                       },
    {"due on a make-up Saturday",                   STANDARD, "2024-05-03 10:00",    1,  LIMIT_WORKING_DAY,
     "2024-05-04 17:00"                                                                                                       },
    {"due on half a Saturday",                      SATURDAY, "2023-02-03 10:00",    1,  LIMIT_WORKING_DAY,
     "2023-02-04 11:30"                                                                                                       },
    {"due at 24:00",                                EVENING,  "2023-02-01 17:00",    1,  LIMIT_WORKING_DAY, "2023-02-02 24:00"},
    {"over Tết 2023",                             STANDARD, "2023-01-18 09:00",    5,  LIMIT_WORKING_DAY, "2023-02-01 17:00"},
    {"over Tết 2024",                             STANDARD, "2024-02-06 09:00",    5,  LIMIT_WORKING_DAY, "2024-02-20 17:00"},
    {"over Tết 2025",                             STANDARD, "2025-01-23 09:00",    5,  LIMIT_WORKING_DAY, "2025-02-06 17:00"},
    {"over New Year",                               STANDARD, "2021-12-31 09:00",    1,  LIMIT_WORKING_DAY, "2022-01-04 17:00"},
    {"one morning a week",                          TUESDAY,  "2023-02-01 09:00",    2,  LIMIT_WORKING_DAY, "2023-02-21 11:30"},
    {"into changed hours",                          CHANGED,  "2024-07-03 09:00",    1,  LIMIT_WORKING_DAY, "2024-07-04 17:30"},
    {"2019 has no rows",                            STANDARD, "2019-08-30 09:00",    1,  LIMIT_WORKING_DAY, "2019-09-02 17:00"},
    {"2031 has no rows",                            STANDARD, "2030-12-31 09:00",    1,  LIMIT_WORKING_DAY, "2031-01-01 17:00"},

    {"ten days end on a working day",               STANDARD, "2023-02-06 09:00",    10, LIMIT_DAY,
     "2023-02-16 17:00"                                                                                                       },
    {"thirty days moved over a weekend",            STANDARD, "2023-02-02 09:00",    30, LIMIT_DAY,
     "2023-03-06 17:00"                                                                                                       },
    {"ten days moved over five days off",           STANDARD, "2023-04-19 09:00",    10, LIMIT_DAY,
     "2023-05-04 17:00"                                                                                                       },
    {"ten days moved over Tết",                   STANDARD, "2024-01-30 09:00",    10, LIMIT_DAY,         "2024-02-15 17:00"},
    {"a make-up Saturday needs no moving",          STANDARD, "2024-04-24 09:00",    10, LIMIT_DAY,
     "2024-05-04 17:00"                                                                                                       },
    {"days count from the effective receipt",       STANDARD, "2023-02-04 09:00",    1,  LIMIT_DAY,
     "2023-02-07 17:00"                                                                                                       },
    {"moved to half a Saturday",                    SATURDAY, "2023-01-30 09:00",    5,  LIMIT_DAY,         "2023-02-04 11:30"},

    {"a month is the same day",                     STANDARD, "2023-02-15 09:00",    1,  LIMIT_MONTH,       "2023-03-15 17:00"},
    {"31/1 and a month is 28/2",                    STANDARD, "2023-01-31 09:00",    1,  LIMIT_MONTH,       "2023-02-28 17:00"},
    {"31/1 and a month of a leap year is 29/2",     STANDARD, "2024-01-31 09:00",    1,  LIMIT_MONTH,
     "2024-02-29 17:00"                                                                                                       },
    {"31/10 and a month is 30/11",                  STANDARD, "2023-10-31 09:00",    1,  LIMIT_MONTH,
     "2023-11-30 17:00"                                                                                                       },
    {"30/11 and three months is 29/2",              STANDARD, "2023-11-30 09:00",    3,  LIMIT_MONTH,
     "2024-02-29 17:00"                                                                                                       },
    {"29/2 and twelve months is 28/2",              STANDARD, "2024-02-29 09:00",    12, LIMIT_MONTH,
     "2025-02-28 17:00"                                                                                                       },
    {"clipped to 30/4, then moved over days off",   STANDARD, "2023-03-31 09:00",    1,  LIMIT_MONTH,
     "2023-05-04 17:00"                                                                                                       },
    {"moved over a weekend",                        STANDARD, "2023-08-31 09:00",    1,  LIMIT_MONTH,       "2023-10-02 17:00"},
    {"over New Year",                               STANDARD, "2022-12-02 09:00",    1,  LIMIT_MONTH,       "2023-01-03 17:00"},
    {"from the effective receipt, not from Friday", STANDARD, "2023-03-31 18:00",    1,  LIMIT_MONTH,
     "2023-05-04 17:00"                                                                                                       },

    {"four hours end at 11:30, not at 13:30",       STANDARD, "2023-02-01 07:30",    4,  LIMIT_HOUR,
     "2023-02-01 11:30"                                                                                                       },
    {"before opening, from opening",                STANDARD, "2023-02-01 06:10",    4,  LIMIT_HOUR,
     "2023-02-01 11:30"                                                                                                       },
    {"over lunch",                                  STANDARD, "2023-02-01 10:45",    1,  LIMIT_HOUR,        "2023-02-01 13:45"},
    {"in lunch, from the afternoon's start",        STANDARD, "2023-02-01 12:10",    1,  LIMIT_HOUR,
     "2023-02-01 14:30"                                                                                                       },
    {"at 17:00, from the next morning",             STANDARD, "2023-02-01 17:00",    1,  LIMIT_HOUR,
     "2023-02-02 08:30"                                                                                                       },
    {"at 16:59:59 a minute is left",                STANDARD, "2023-02-01 16:59:59", 1,  LIMIT_HOUR,
     "2023-02-02 08:29"                                                                                                       },
    {"eight hours are no day of 7.5 hours",         STANDARD, "2023-02-01 07:30",    8,  LIMIT_HOUR,
     "2023-02-02 08:00"                                                                                                       },
    {"they are one of eight",                       EIGHT,    "2023-02-01 07:30",    8,  LIMIT_HOUR,        "2023-02-01 17:00"},
    {"over a weekend",                              STANDARD, "2023-02-03 16:30",    1,  LIMIT_HOUR,        "2023-02-06 08:00"},
    {"over a make-up Saturday",                     STANDARD, "2024-05-03 16:30",    8,  LIMIT_HOUR,        "2024-05-04 17:00"},
    {"over New Year",                               STANDARD, "2021-12-31 16:30",    1,  LIMIT_HOUR,        "2022-01-04 08:00"},
    {"to 24:00",                                    EVENING,  "2023-02-01 16:00",    8,  LIMIT_HOUR,        "2023-02-01 24:00"},
    {"into changed hours",                          CHANGED,  "2024-07-03 16:30",    1,  LIMIT_HOUR,        "2024-07-04 07:30"},

    {"no working days: the end of that day",        STANDARD, "2023-02-01 09:00",    0,  LIMIT_WORKING_DAY,
     "2023-02-01 17:00"                                                                                                       },
    {"no days: the end of that day",                STANDARD, "2023-02-01 17:00:59", 0,  LIMIT_DAY,
     "2023-02-01 17:00"                                                                                                       },
    {"no months: the end of the effective day",     STANDARD, "2023-02-04 09:00",    0,  LIMIT_MONTH,
     "2023-02-06 17:00"                                                                                                       },
    {"no hours: the end of that day",               STANDARD, "2023-02-01 09:00",    0,  LIMIT_HOUR,
     "2023-02-01 17:00"                                                                                                       },
    {"the end of half a Saturday",                  SATURDAY, "2023-02-04 09:00",    0,  LIMIT_WORKING_DAY,
     "2023-02-04 11:30"                                                                                                       },
};

ROWS(deadline, follows_from_the_limit, COUNT(limited))
{
    const struct limited *const example = &limited[*row];
    const struct calendar calendar = office_calendar(example->office);
    const struct deadline_question question = {
        .calendar = &calendar,
        .limit = {example->n, example->unit},
        .received_us = instant_read(example->received),
    };
    struct deadline deadline;

    deadline_compute(&question, &deadline);
    cr_assert(deadline.known, "%s", example->name);
    expect_moment(deadline.base, example->due, example->name);
    expect_moment(deadline.due, example->due, example->name);
    cr_expect(!deadline.moving && !deadline.late && deadline.extended_by == -1, "%s",
              example->name);
}

Test(deadline, is_unknown_without_a_limit)
{
    const struct calendar calendar = office_calendar(STANDARD);
    const struct deadline_question question = {
        .calendar = &calendar,
        .limit = {5, LIMIT_NONE},
        .received_us = instant_read("2023-02-01 09:00")
    };
    struct deadline deadline;

    deadline_compute(&question, &deadline);
    cr_expect(!deadline.known);
    cr_expect(!deadline.late);
}

/* The catalogue takes up to 100000 of a unit. */
Test(deadline, is_found_for_the_longest_limits)
{
    const struct calendar calendar = office_calendar(TUESDAY);
    struct deadline_question question = {.calendar = &calendar,
                                         .received_us = instant_read("2023-02-01 09:00")};
    struct deadline deadline;

    for (int32_t unit = LIMIT_WORKING_DAY; unit <= LIMIT_MONTH; unit++) {
        question.limit = (struct limit){100000, unit};
        deadline_compute(&question, &deadline);
        cr_expect_gt(deadline.due.day, deadline.receipt.day + 99000, "unit %d", unit);
    }
}
