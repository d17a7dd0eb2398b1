#include "tracker/core/overdue.h"

#include <stdlib.h>

#include "runtime/day.h"

const struct wait *overdue_wait_at(const struct wait *waits, uint32_t count, int32_t day)
{
    for (uint32_t row = 0; row < count; row++)
        if (day_of_instant(waits[row].from_us) <= day &&
            (waits[row].to_us == INT64_MAX || day_of_instant(waits[row].to_us) > day))
            return &waits[row];
    return NULL;
}

static int order_of_days(const void *left, const void *right)
{
    const int32_t one = *(const int32_t *)left, other = *(const int32_t *)right;

    return (one > other) - (one < other);
}

/* The days on which the answer may change, in order. */
static uint32_t turning_days(const struct history *history, int32_t *days)
{
    uint32_t count = 0;

    days[count++] = day_of_instant(history->received_us);
    for (uint32_t row = 0; row < history->due_count; row++) {
        days[count++] = day_of_instant(history->dues[row].made_us);
        days[count++] = history->dues[row].due.day + 1;
    }
    for (uint32_t row = 0; row < history->wait_count; row++) {
        days[count++] = day_of_instant(history->waits[row].from_us);
        if (history->waits[row].to_us != INT64_MAX)
            days[count++] = day_of_instant(history->waits[row].to_us);
    }
    qsort(days, count, sizeof *days, order_of_days);
    return count;
}

static bool overdue_at_end_of(const struct history *history, int32_t day)
{
    return day >= day_of_instant(history->received_us) &&
           history_due_at(history, day_start(day + 1) - 1)->due.day < day &&
           !overdue_wait_at(history->waits, history->wait_count, day);
}

enum outcome overdue_runs(const struct history *history, struct arena *arena,
                          const struct day_run **runs, uint32_t *count, struct failure *why)
{
    const int32_t end = history_ended(history) ? day_of_instant(history->ended_us) : INT32_MAX;
    const size_t room = 1 + 2 * ((size_t)history->due_count + history->wait_count);
    int32_t *days = arena_take(arena, room * sizeof *days);
    struct day_run *found = arena_take(arena, room * sizeof *found);
    uint32_t turns;
    bool overdue = false;

    if (!days || !found)
        return fail(why, REJECT, "dossier has more facts than the memory for one takes");
    *runs = found;
    *count = 0;
    if (history->due_count == 0)
        return DONE;
    turns = turning_days(history, days);
    for (uint32_t turn = 0; turn < turns && days[turn] < end; turn++) {
        const bool now = overdue_at_end_of(history, days[turn]);

        if (now && !overdue)
            found[(*count)++] = (struct day_run){days[turn], end};
        else if (!now && overdue)
            found[*count - 1].to_day = days[turn];
        overdue = now;
    }
    return DONE;
}
