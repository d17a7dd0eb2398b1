#include "scorer/book.h"

#include <stdlib.h>

void book_free(struct book *book)
{
    free(book->units.at);
    free(book->units.versions);
    buffer_free(&book->texts);
    free(book->sums.at);
    free(book->period.before);
    free(book->period.end);
    free(book->homes);
    free(book->stale);
    free(book->touched);
    *book = (struct book){.beginning = MONTH_NONE};
}

static int32_t last_month(const struct book *book)
{
    return book->sums.first_month + (int32_t)book->sums.months - 1;
}

bool book_covers(const struct book *book, const struct pending *pending, int32_t month,
                 int32_t today_month)
{
    return book->loaded && !pending->reference && month >= book->sums.first_month &&
           month_january(today_month) + 11 == last_month(book);
}

static void take_memory(struct book *book)
{
    const size_t units = book->units.count + 1, slots = book->sums.slots->count;

    book->sums.at = heap_take(sums_room(&book->sums) + 1, sizeof *book->sums.at);
    book->period.slots = book->sums.slots;
    book->period.before = heap_take(units * slots, sizeof *book->period.before);
    book->period.end = heap_take(units * slots, sizeof *book->period.end);
    book->homes = heap_take(units, sizeof *book->homes);
    book->stale = heap_take(units, sizeof *book->stale);
    book->touched = heap_take(units, sizeof *book->touched);
}

enum outcome book_load(struct book *book, struct database *database, const struct slots *slots,
                       struct book_span span, struct failure *why)
{
    const int32_t december = month_january(span.today_month) + 11;
    int32_t month = span.month;

    book_free(book);
    TRY(store_first_month(database, &book->beginning, why));
    if (book->beginning != MONTH_NONE && book->beginning < span.valid_month)
        book->beginning = span.valid_month;
    if (book->beginning > december)
        book->beginning = MONTH_NONE;
    month = month < book->beginning ? book->beginning : month;
    if (month > december || book->beginning == MONTH_NONE)
        month = december;
    TRY(store_units(database, &book->units, &book->texts, why));
    book->sums = (struct sums){
        .slots = slots,
        .first_month = month_january(month),
        .months = (uint32_t)(december - month_january(month) + 1),
        .units = book->units.count,
    };
    take_memory(book);
    TRY(store_homes(database, &book->units, book->homes, &book->home_count, why));
    TRY(store_sums(database, &book->units, NULL, &book->sums, why));
    book->loaded = true;
    return DONE;
}

/* ---- what is pending ---- */

static void touch(struct book *book, uint32_t unit, int32_t day)
{
    book->stale[unit] = true;
    units_touch(&book->units, book->touched, unit, day);
}

/* Which source they came from is not said, so all places where they can hang count as changed. */
static void touch_homes(struct book *book, int32_t day)
{
    for (uint32_t row = 0; row < book->home_count; row++)
        touch(book, book->homes[row], day);
    for (uint32_t unit = 0; unit < book->units.count; unit++)
        if (units_version(&book->units, unit, INT32_MAX)->parent == UNIT_NONE)
            touch(book, unit, day);
}

/* Nothing is scored before the first sums; days are narrowed to what the table can hold. */
static int32_t within(const struct book *book, int32_t day)
{
    const int32_t first = month_start(book->beginning), past = month_start(last_month(book) + 1);

    if (day < first)
        return first;
    return day < past ? day : past;
}

enum outcome book_take(struct book *book, struct database *database, const struct pending *pending,
                       struct failure *why)
{
    const struct pending_unit *row;
    uint32_t unit;

    for (unit = 0; unit < book->units.count; unit++) {
        book->touched[unit] = UNTOUCHED;
        book->stale[unit] = false;
    }
    if (book->beginning == MONTH_NONE)
        return DONE;
    if (pending->all_from != INT32_MAX)
        units_touch_all(&book->units, book->touched, within(book, pending->all_from));
    for (row = pending->units; row; row = row->hh.next) {
        unit = units_find(&book->units, (struct bytes){(const uint8_t *)row->code, row->length});
        if (unit == UNIT_NONE)
            touch_homes(book, within(book, row->from_day));
        else
            touch(book, unit, within(book, row->from_day));
    }
    return store_sums(database, &book->units, book->stale, &book->sums, why);
}

int32_t book_first_touched(const struct book *book)
{
    int32_t first = UNTOUCHED;

    for (uint32_t unit = 0; unit < book->units.count; unit++)
        if (book->touched[unit] < first)
            first = book->touched[unit];
    return first;
}
