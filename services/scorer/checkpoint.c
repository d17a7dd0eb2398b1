#include <stdlib.h>

#include "runtime/day.h"
#include "scorer/rubric_file.h"
#include "scorer/scorer.h"

static void lower(int32_t *month, int32_t to)
{
    if (to < *month)
        *month = to;
}

enum outcome scorer_read_rubrics(struct scorer *scorer, const char *list, struct failure *why)
{
    TRY(rows_activity(&scorer->activity, why));
    slots_add(&scorer->slots, &scorer->activity);
    scorer->valid_month = INT32_MAX;
    for (const char *at = list; *at;) {
        const size_t length = strcspn(at, ",");
        struct rubric *rubric = &scorer->rubrics[scorer->rubric_count];
        struct arena arena = arena_over(heap_take(1, RUBRIC_ARENA), RUBRIC_ARENA);
        const char *id = arena_text(&arena, at, length);

        if (!id || scorer->rubric_count == RUBRICS)
            return fail(why, FATAL, "there may be %d rubrics", RUBRICS);
        if (rubric_load(id, &arena, rubric, why) != DONE)
            return FATAL;
        rows_slots(rubric, &scorer->slots);
        scorer->inherits |= rows_inherit(rubric);
        lower(&scorer->valid_month, month_january(month_of_day(rubric->valid_from)));
        scorer->rubric_count++;
        at += length + (at[length] == ',');
    }
    return scorer->rubric_count ? DONE : fail(why, FATAL, "'%s' names no rubric", list);
}

enum outcome scorer_load(struct scorer *scorer, struct failure *why)
{
    scorer->beginning = scorer->horizon = INT32_MAX;
    for (size_t row = 0; row < scorer->rubric_count; row++) {
        int32_t first, last;

        TRY(store_scored(&scorer->database, &scorer->rubrics[row], &first, &last, why));
        lower(&scorer->beginning, first);
        lower(&scorer->horizon, last);
    }
    TRY(store_positions(&scorer->database, scorer->partitions + 1, scorer->changed_at, why));
    TRY(store_prepare(&scorer->database, why));
    for (int64_t partition = 0; partition <= scorer->partitions; partition++)
        stream_reader_add(&scorer->reader, partition, scorer->changed_at[partition]);
    return DONE;
}

void scorer_forget(struct scorer *scorer)
{
    database_close(&scorer->database);
    stream_reader_forget(&scorer->reader);
    pending_clear(&scorer->pending);
    book_free(&scorer->book);
    buffer_free(&scorer->writing.buffer);
}

/* ---- which scores ---- */

/* The month from which on the book must hold sums. */
static int32_t needed_month(const struct scorer *scorer, int32_t today_month)
{
    int32_t month = today_month;

    if (scorer->horizon == MONTH_NONE || scorer->pending.first_day == FROM_THE_BEGINNING)
        return MONTH_NONE;
    lower(&month, scorer->horizon);
    if (scorer->pending.first_day < month_start(month))
        month = month_of_day(scorer->pending.first_day);
    return month;
}

static enum outcome load(struct scorer *scorer, int32_t month, int32_t today_month,
                         struct failure *why)
{
    const struct book_span span = {scorer->valid_month, month, today_month};

    return book_load(&scorer->book, &scorer->database, &scorer->slots, span, why);
}

/*
 * The last month with data. When the book has none the horizon stands, if it lies before the book;
 * else all there is was taken back, and only the whole book can tell.
 */
static enum outcome find_horizon(struct scorer *scorer, int32_t today_month, int32_t *horizon,
                                 struct failure *why)
{
    const struct sums *const sums = &scorer->book.sums;

    *horizon = sums_last_month(sums, today_month);
    if (*horizon != MONTH_NONE || scorer->book.beginning == MONTH_NONE)
        return DONE;
    if (scorer->horizon != MONTH_NONE && scorer->horizon < sums->first_month) {
        *horizon = scorer->horizon;
        return DONE;
    }
    if (sums->first_month <= scorer->book.beginning)
        return DONE;
    TRY(load(scorer, MONTH_NONE, today_month, why));
    TRY(book_take(&scorer->book, &scorer->database, &scorer->pending, why));
    *horizon = sums_last_month(sums, today_month);
    return DONE;
}

/*
 * Where the beginning or the horizon moves, every unit has a period more or less, whether it
 * changed or not.
 */
static void touch_for_span(struct scorer *scorer, int32_t horizon)
{
    struct book *const book = &scorer->book;
    int32_t month = book->beginning;

    if (book->beginning == MONTH_NONE)
        return;
    if (horizon == scorer->horizon && book->beginning == scorer->beginning)
        return;
    if (book->beginning == scorer->beginning && horizon != MONTH_NONE &&
        scorer->horizon != MONTH_NONE)
        month = horizon > scorer->horizon ? scorer->horizon + 1 : horizon;
    units_touch_all(&book->units, book->touched, month_start(month));
}

static void touch_for_parents(struct scorer *scorer)
{
    const int32_t first = book_first_touched(&scorer->book);

    if (scorer->inherits && first != UNTOUCHED)
        units_touch_all(&scorer->book.units, scorer->book.touched, first);
}

static enum outcome touch(struct scorer *scorer, int32_t today_month, int32_t *horizon,
                          struct failure *why)
{
    const int32_t month = needed_month(scorer, today_month);

    if (!book_covers(&scorer->book, &scorer->pending, month, today_month))
        TRY(load(scorer, month, today_month, why));
    if (scorer->book.beginning != scorer->beginning &&
        scorer->book.sums.first_month > scorer->book.beginning)
        TRY(load(scorer, MONTH_NONE, today_month, why));
    TRY(book_take(&scorer->book, &scorer->database, &scorer->pending, why));
    TRY(find_horizon(scorer, today_month, horizon, why));
    touch_for_span(scorer, *horizon);
    touch_for_parents(scorer);
    return DONE;
}

/* ---- their rows ---- */

static enum outcome write_unit(struct scorer *scorer, uint32_t unit, const struct period *period,
                               int64_t now_us, struct failure *why)
{
    const struct book *const book = &scorer->book;
    struct scored_unit of = {
        .unit = book->units.at[unit].code,
        .period = period,
        .activity = sums_value(&book->period, unit, &scorer->activity),
        .now_us = now_us,
    };
    struct score_row rows[SCORE_ROWS];

    if (of.activity == 0 && !units_open_in(&book->units, unit, period))
        return DONE;
    for (size_t row = 0; row < scorer->rubric_count; row++) {
        size_t count;

        of.rubric = &scorer->rubrics[row];
        if (of.rubric->valid_from > period->to_day)
            continue;
        count = rows_of_unit(of.rubric, &book->units, unit, period, &book->period, rows);
        TRY(writing_add(&scorer->writing, &of, rows, count, why));
    }
    return DONE;
}

static enum outcome write_scores(struct scorer *scorer, int32_t horizon, int64_t now_us,
                                 struct failure *why)
{
    struct book *const book = &scorer->book;
    const int32_t first = book_first_touched(book);
    struct period_walk walk;
    struct period period;
    int32_t month;

    scorer->writing.rows = 0;
    if (first == UNTOUCHED)
        return DONE;
    /* A change after the horizon concerns the quarter and the year in which the horizon lies. */
    month = month_of_day(first);
    walk = period_walk(month < horizon ? month : horizon, horizon);
    TRY(writing_open(&scorer->writing, &scorer->database, &book->units, book->touched, why));
    while (horizon != MONTH_NONE && period_next(&walk, &period)) {
        sums_of_period(&book->sums, &book->units, &period, &book->period);
        for (uint32_t unit = 0; unit < book->units.count; unit++)
            if (book->touched[unit] <= period.to_day)
                TRY(write_unit(scorer, unit, &period, now_us, why));
    }
    return writing_close(&scorer->writing, scorer->rubrics, scorer->rubric_count, why);
}

static enum outcome move_positions(struct scorer *scorer, struct failure *why)
{
    for (int row = 0; row < scorer->reader.count; row++) {
        const struct reading *const reading = &scorer->reader.readings[row];
        int64_t *const changed_at = &scorer->changed_at[reading->partition];

        if (reading->position == *changed_at)
            continue;
        TRY(store_move(&scorer->database, reading->partition, *changed_at, reading->position, why));
        *changed_at = reading->position;
    }
    return DONE;
}

enum outcome scorer_checkpoint(struct scorer *scorer, int64_t now_us, struct failure *why)
{
    const int32_t today_month = month_of_day(day_of_instant(now_us));
    int32_t horizon;

    TRY(database_execute(&scorer->database, "BEGIN ISOLATION LEVEL REPEATABLE READ", why));
    TRY(touch(scorer, today_month, &horizon, why));
    TRY(write_scores(scorer, horizon, now_us, why));
    TRY(move_positions(scorer, why));
    TRY(database_execute(&scorer->database, "COMMIT", why));
    scorer->beginning = scorer->book.beginning;
    scorer->horizon = horizon;
    pending_clear(&scorer->pending);
    return DONE;
}
