#include "thuocdo/preview/proposed_days.h"

#include <stdlib.h>

#include "runtime/buffer.h"
#include "runtime/day.h"

extern const struct embedded preview_sql[];

static bool names_year(const struct calendar_rows *rows, int32_t day)
{
    for (size_t row = 0; row < rows->count; row++)
        if (day_year_start(rows->at[row].day) == day_year_start(day))
            return true;
    return false;
}

/* A special day as somebody states it; of one day the first row counts. */
struct stated {
    int32_t day;
    int32_t rank;
    bool ordinary;
    struct special_day special;
};

static int order_of_stated(const void *left, const void *right)
{
    const struct stated *one = left, *other = right;

    if (one->day != other->day)
        return one->day > other->day ? 1 : -1;
    return (one->rank > other->rank) - (one->rank < other->rank);
}

static void add_stated(struct buffer *rows, int32_t day, bool local, bool ordinary, bool off,
                       int32_t paired_day)
{
    const struct stated stated = {
        day,
        local ? 0 : 1,
        ordinary,
        {.day = day,
          .off = off,
          .like_weekday = (int8_t)(off || ordinary ? 0 : day_weekday(paired_day))},
    };

    buffer_add(rows, &stated, sizeof stated);
}

static enum outcome gather_days(const struct calendar_rows *days, struct database *database,
                                struct buffer *rows, struct failure *why)
{
    TRY(database_query(database, statement(preview_sql, "preview_days"), NULL, why));
    for (int row = 0; row < row_count(database); row++) {
        const int32_t day = (int32_t)row_integer(database, row, 0);
        const bool local = row_bool(database, row, 1);

        if (!local || !names_year(days, day))
            add_stated(rows, day, local, row_bool(database, row, 2), row_bool(database, row, 3),
                       row_is_null(database, row, 4) ? 0 : (int32_t)row_integer(database, row, 4));
    }
    for (size_t row = 0; row < days->count; row++)
        add_stated(rows, days->at[row].day, true, days->at[row].kind == SPECIAL_ORDINARY,
                   days->at[row].off, days->at[row].paired_day);
    return DONE;
}

/* The first row of each day counts. */
static enum outcome choose(const struct buffer *rows, struct arena *arena,
                           struct special_days *specials, struct failure *why)
{
    struct stated *stated = (struct stated *)(void *)rows->at;
    const size_t count = rows->length / sizeof *stated;
    struct special_day *at = arena_take(arena, (count + 1) * sizeof *at);

    if (!at)
        return fail(why, REJECT, "the calendar does not fit the memory set aside for it");
    *specials = (struct special_days){.at = at};
    if (count > 0)
        qsort(stated, count, sizeof *stated, order_of_stated);
    for (size_t row = 0; row < count; row++)
        if ((row == 0 || stated[row].day != stated[row - 1].day) && !stated[row].ordinary)
            at[specials->count++] = stated[row].special;
    return DONE;
}

enum outcome proposed_days_read(const struct calendar_rows *days, struct database *database,
                                struct arena *arena, struct special_days *specials,
                                struct failure *why)
{
    struct buffer rows = {0};
    enum outcome outcome = gather_days(days, database, &rows, why);

    if (outcome == DONE)
        outcome = choose(&rows, arena, specials, why);
    buffer_free(&rows);
    return outcome;
}

static bool same_day(const struct special_day *left, const struct special_day *right)
{
    return left->off == right->off && (left->off || left->like_weekday == right->like_weekday);
}

int32_t proposed_days_first(const struct special_days *before, const struct special_days *after)
{
    for (uint32_t row = 0; row < before->count || row < after->count; row++) {
        const struct special_day *one = row < before->count ? &before->at[row] : NULL;
        const struct special_day *other = row < after->count ? &after->at[row] : NULL;

        if (!one || !other || one->day != other->day)
            return !other || (one && one->day < other->day) ? one->day : other->day;
        if (!same_day(one, other))
            return one->day;
    }
    return DAY_NONE;
}
