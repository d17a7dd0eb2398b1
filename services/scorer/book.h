/*
 * book: the tree and the sums as last read, kept between checkpoints.
 *
 * A unit whose sums changed is read anew before they are used, and everything is when units hang
 * differently: so what is kept is never older than the last record that was taken.
 */
#pragma once

#include "scorer/pending.h"
#include "scorer/store.h"

struct book {
    bool loaded;
    int32_t beginning; /* The first month to score, MONTH_NONE when there is no data. */
    struct units units;
    struct buffer texts; /* The units' codes. */
    struct sums sums;
    struct period_sums period;
    uint32_t *homes; /* Where dossiers of unknown units hang. */
    uint32_t home_count;
    bool *stale;      /* By unit: its sums have changed. */
    int32_t *touched; /* By unit: from this day on its scores may differ. */
};

void book_free(struct book *book);

/* Does it cover what is pending, from the month on to the end of the year of today? */
bool book_covers(const struct book *book, const struct pending *pending, int32_t month,
                 int32_t today_month);

struct book_span {
    int32_t valid_month; /* Nothing is scored before this January. */
    int32_t month;       /* The book begins with its year, if there is anything to score. */
    int32_t today_month; /* It ends with its year. */
};

enum outcome book_load(struct book *book, struct database *database, const struct slots *slots,
                       struct book_span span, struct failure *why);

/* Notes what is pending, and reads the sums that changed. */
enum outcome book_take(struct book *book, struct database *database, const struct pending *pending,
                       struct failure *why);

/* The earliest day from which on any score may differ, UNTOUCHED for none. */
int32_t book_first_touched(const struct book *book);
