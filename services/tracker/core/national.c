#include "tracker/core/national.h"

#include <stdlib.h>

#include "runtime/day.h"

#define FOR_EVER INT64_MAX

const struct national_rules national_rules_766 = {"766", SECOND_REQUEST_ALWAYS};

/* Of several reasons the earliest day counts; on one day, the order of enum lateness. */
static void late_from(struct national *national, int32_t day, enum lateness lateness)
{
    if (national->lateness != NOT_LATE &&
        (national->late_day < day || (national->late_day == day && national->lateness <= lateness)))
        return;
    national->late_day = day;
    national->lateness = lateness;
}

/* By the clock, waiting for citizen or payment from R to the moment. */
static int64_t waited_until(const struct history *history, int64_t at_us)
{
    int64_t waited_us = 0;

    for (uint32_t row = 0; row < history->pause_count; row++) {
        const struct wait *pause = &history->pauses[row];

        /* For ever is no moment: of an open dossier only what is over counts. */
        if (at_us == FOR_EVER && pause->to_us == FOR_EVER)
            continue;
        if (pause->reason != WAIT_STOPPED && pause->from_us < at_us)
            waited_us += (pause->to_us < at_us ? pause->to_us : at_us) - pause->from_us;
    }
    return waited_us;
}

/* ---- with a stated due ---- */

static int order_of_days(const void *left, const void *right)
{
    const int32_t one = *(const int32_t *)left, other = *(const int32_t *)right;

    return (one > other) - (one < other);
}

/* Days from which on the due in force or the kind of waiting at the end of the day is another. */
static uint32_t turning_days(const struct history *history, int32_t *days)
{
    uint32_t count = 0;

    days[count++] = day_of_instant(history->received_us);
    for (uint32_t row = 0; row < history->due_count; row++)
        days[count++] = day_of_instant(history->dues[row].made_us);
    for (uint32_t row = 0; row < history->pause_count; row++) {
        days[count++] = day_of_instant(history->pauses[row].from_us);
        if (history->pauses[row].to_us != FOR_EVER)
            days[count++] = day_of_instant(history->pauses[row].to_us);
    }
    qsort(days, count, sizeof *days, order_of_days);
    return count;
}

static int64_t end_of_day(int32_t day)
{
    return day_start(day + 1) - 1;
}

static bool pausing_at(const struct history *history, int64_t at_us)
{
    for (uint32_t row = 0; row < history->pause_count; row++) {
        const struct wait *pause = &history->pauses[row];

        if (pause->reason != WAIT_STOPPED && pause->from_us <= at_us && at_us < pause->to_us)
            return true;
    }
    return false;
}

/*
 * The first late day of a stretch of days in which nothing turns, or one behind the stretch. While
 * it waits, the day compared stands still; else it moves on with the days.
 */
static int32_t first_late(const struct history *history, int32_t from_day, int32_t behind)
{
    const int64_t at_us = end_of_day(from_day);
    const int64_t waited_us = waited_until(history, at_us);
    const int32_t due_day = history_due_at(history, at_us)->due.day;
    const int64_t day = (int64_t)due_day + 1 + waited_us / DAY_US;

    if (day <= from_day)
        return from_day;
    return pausing_at(history, at_us) || day > behind ? behind : (int32_t)day;
}

/* The ends of the days before the one on which it ended. */
static void judge_days(const struct history *history, const int32_t *days, uint32_t count,
                       int32_t end_day, struct national *national)
{
    for (uint32_t row = 0; row < count && days[row] < end_day; row++) {
        const int32_t behind = row + 1 < count && days[row + 1] < end_day ? days[row + 1] : end_day;
        int32_t day;

        if (days[row] < day_of_instant(history->received_us) || days[row] == behind)
            continue;
        day = first_late(history, days[row], behind);
        if (day < behind) {
            late_from(national, day, LATE_PAST_DUE);
            return;
        }
    }
}

static enum outcome judge_stated(const struct history *history, struct arena *arena,
                                 struct national *national, struct failure *why)
{
    const bool ended = national->end_us != FOR_EVER;
    const int32_t end_day = ended ? day_of_instant(national->end_us) : INT32_MAX;
    const size_t room = 1 + (size_t)history->due_count + 2 * (size_t)history->pause_count;
    int32_t *days = arena_take(arena, room * sizeof *days);

    if (!days)
        return fail(why, REJECT, "dossier has more facts than the memory for one takes");
    judge_days(history, days, turning_days(history, days), end_day, national);
    if (ended && day_of_instant(national->end_us - national->waited_us) >
                     history_due_at(history, national->end_us)->due.day)
        late_from(national, end_day, LATE_PAST_DUE);
    return DONE;
}

/* ---- without one ---- */

/* Late when working time lies between the lawful due and the end. */
static void judge_lawful(const struct deadline *deadline, struct national *national)
{
    if (!deadline->known || (deadline->moving && !deadline->late))
        return;
    if (national->end_us == FOR_EVER ||
        moment_order(deadline->late_from, moment_of_instant(national->end_us)) < 0)
        late_from(national, deadline->late_from.day, LATE_PAST_LAWFUL);
}

static void judge_second(const struct national_rules *rules, const struct history *history,
                         struct national *national)
{
    if (history->supplement_rounds < 2)
        return;
    if (rules->second_request == SECOND_REQUEST_WHILE_OPEN && history_ended(history))
        return;
    late_from(national, day_of_instant(history->second_round_us), LATE_SECOND_SUPPLEMENT);
}

enum outcome national_judge(const struct national_rules *rules, const struct history *history,
                            const struct deadline *deadline, struct arena *arena,
                            struct national *national, struct failure *why)
{
    *national = (struct national){.late_day = DAY_NONE, .end_us = FOR_EVER};
    if (history_ended(history))
        national->end_us = history->ended_us;
    else if (history->stopped)
        national->end_us = history->stopped_us;
    national->waited_us = waited_until(history, national->end_us);
    judge_second(rules, history, national);
    if (history->has_due)
        return judge_stated(history, arena, national, why);
    judge_lawful(deadline, national);
    return DONE;
}
