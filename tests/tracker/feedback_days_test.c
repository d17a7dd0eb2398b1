/*
 * feedback: overdue on exactly those days that are found by counting one day after the other.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "runtime/day.h"
#include "tests/support/chance.h"
#include "tests/tracker/feedback_story.h"

enum { MEMORY = 1 << 16, LIVES = 3000, FIRST_DAY = 20497, DAYS = 90 }; /* From 2026-02-13 on. */
enum { A_DAY = 24 * 60, OPENING = 7 * 60 + 30 };

/* Often at the opening of a day, and on days of the same week, so that moments meet. */
static int64_t moment_within(struct chance *chance, int64_t days)
{
    const int64_t day = chance_between(chance, 0, chance_once_in(chance, 2) && days ? 6 : days);
    const int64_t minute =
        chance_once_in(chance, 3) ? OPENING : chance_between(chance, 0, A_DAY - 1);

    return day_start(FIRST_DAY + (int32_t)day) + minute * 60 * SECOND_US;
}

/* Received, then what chance will have; what is earlier counts at the arrival. */
static void live(struct chance *chance, struct told *told)
{
    static const char *const words[] = {"forwarded",    "refused",  "supplement_requested",
                                        "supplemented", "answered", "published"};
    int64_t count = chance_between(chance, 0, 5);

    *told = (struct told){0};
    feedback_tell_one(told, moment_within(chance, 0), "received");
    for (; count > 0; count--)
        feedback_tell_one(told, moment_within(chance, 60),
                          words[chance_below(chance, sizeof words / sizeof words[0])]);
}

static bool lasts(const struct feedback_wait *wait, int32_t day)
{
    return day_of_instant(wait->from_us) <= day &&
           (wait->to_us == INT64_MAX || day_of_instant(wait->to_us) > day);
}

/* A day on which the office could do nothing but wait, or on which the reply came. */
static bool is_waited(const struct calendar *calendar, const struct feedback_wait *wait,
                      int32_t day)
{
    const struct moment from = calendar_receipt(calendar, moment_of_instant(wait->from_us));
    struct moment to = {INT32_MAX, 0};

    if (wait->to_us != INT64_MAX)
        to = calendar_receipt(calendar, moment_of_instant(wait->to_us));
    if (moment_order(from, to) == 0 || to.day < day)
        return false;
    return from.day < day ||
           (from.day == day && from.minute <= calendar_day(calendar, day)->from[0]);
}

/* Counts the working days spent up to the end of the day, one after the other. */
static bool overdue_on(const struct calendar *calendar, const struct feedback *feedback,
                       int32_t day)
{
    const struct moment arrival =
        calendar_receipt(calendar, moment_of_instant(feedback->arrived_us));
    int32_t spent = 0;

    if (feedback->requested && feedback->terms[TERM_REQUEST].broken &&
        lasts(&feedback->waits[0], day))
        return true;
    for (int32_t at = arrival.day + 1; at <= day; at++) {
        bool waited = false;

        if (!calendar_works(calendar, at))
            continue;
        for (uint32_t row = 0; row < feedback->wait_count; row++)
            waited |= is_waited(calendar, &feedback->waits[row], at);
        spent += !waited || spent > 15; /* What is late already stays so while the office waits. */
    }
    return spent > 15;
}

Test(feedback, is_overdue_on_the_days_that_are_counted_one_by_one)
{
    struct chance chance = {chance_seed()};

    for (int number = 0; number < LIVES; number++) {
        static _Alignas(16) uint8_t memory[MEMORY];
        struct arena arena = arena_over(memory, sizeof memory);
        struct feedback feedback;
        struct calendar calendar;
        struct failure why;
        struct told told;

        live(&chance, &told);
        feedback_calendar(&calendar);
        cr_assert_eq(feedback_fold(told.facts, told.count, &arena, &feedback, &why), DONE);
        feedback_judge(&calendar, &feedback);
        for (int32_t day = FIRST_DAY; day < FIRST_DAY + DAYS; day++) {
            const bool open =
                feedback.standing != FEEDBACK_ENDED || day_of_instant(feedback.ended_us) > day;
            bool said = false;

            for (uint32_t run = 0; run < feedback.run_count; run++)
                said |= feedback.runs[run].from_day <= day && day < feedback.runs[run].to_day;
            cr_assert_eq(said, open && overdue_on(&calendar, &feedback, day),
                         "SEED=%llu number %d day %d", (unsigned long long)chance_seed(), number,
                         day - FIRST_DAY);
        }
    }
}
