/*
 * working_time: which minutes are worked, counted and moved along (domain.md section 5).
 *
 * Pure, and without loops over days: a calendar answers "how much was worked before this moment" in
 * a few steps from weeks and from the days that differ from them, and everything else is that
 * question asked twice or turned round.
 *
 * A moment is a local minute of Viet Nam (UTC+7): minutes since 1970-01-01 00:00; instants are cut
 * to the minute. Minute 1440 of a day and minute 0 of the next are the same moment, except that an
 * end of hours at 24:00 belongs to the day that ends: where it matters a `struct moment` says
 * which.
 */
#pragma once

#include "proto/field.h"
#include "runtime/arena.h"
#include "runtime/outcome.h"

enum { MINUTES_A_DAY = 1440, WEEKDAYS = 7 };

/* Working intervals of the seven weekdays; 0 is Monday. At least one has work. */
struct week {
    struct spans day[WEEKDAYS];
};

/* Mon–Fri 07:30–11:30 and 13:30–17:00. */
extern const struct week standard_week;

/* A day on which the week does not hold, by decree. Texts are whoever's who made the list. */
struct special_day {
    int32_t day;
    bool off;            /* No work; else a make-up day … */
    int8_t like_weekday; /* … with the hours of this weekday, 0 is Monday. */
    struct bytes name_vi;
    struct bytes source; /* Decree or notice. */
};

/* Rising by day, each day once. */
struct special_days {
    const struct special_day *at;
    uint32_t count;
};

/* From a day on, until the next segment; the first one also holds before its day. */
struct hours_segment {
    int32_t from_day;
    const struct week *week;
};

/* What was worked on some days. */
struct worked {
    int64_t minutes;
    int64_t days;
};

/* One segment of a calendar; private to working_time.c. */
struct calendar_segment {
    int32_t from_day;
    const struct week *week;
    struct worked before[WEEKDAYS + 1]; /* In the days of a week before this one; 7: in a week. */
    const struct worked
        *specials;        /* [n]: what the first n special days change; count + 1 of them. */
    struct worked offset; /* What the segments before it add. */
};

/* Made by calendar_make. */
struct calendar {
    const struct special_days *specials;
    const struct calendar_segment *segments;
    uint32_t count;
};

struct moment {
    int32_t day;
    int32_t minute; /* 0..1440 */
};

/*
 * Makes a calendar of segments in rising order (at least one) in the arena. The specials must
 * outlive it. REJECT only when the arena is too small.
 */
enum outcome calendar_make(const struct hours_segment *segments, uint32_t count,
                           const struct special_days *specials, struct arena *arena,
                           struct calendar *calendar, struct failure *why);

/* The standard week without any special day: what holds where nobody knows more. */
extern const struct calendar calendar_of_weeks;

/* The working intervals of the day; none on a day off. */
const struct spans *calendar_day(const struct calendar *calendar, int32_t day);

/* The special day, NULL when the week holds. */
const struct special_day *calendar_special(const struct calendar *calendar, int32_t day);

bool calendar_works(const struct calendar *calendar, int32_t day);

/* The local minute of an instant, cut. */
struct moment moment_of_instant(int64_t instant_us);

/* The instant of a moment. */
int64_t instant_of_moment(struct moment moment);

/* Orders moments; 24:00 of a day and 00:00 of the next are equal. */
int moment_order(struct moment left, struct moment right);

/* Working minutes in [from, to); 0 when to is not after from. */
int64_t calendar_minutes(const struct calendar *calendar, struct moment from, struct moment to);

/* How many days are worked in [from, to); 0 when to is not after from. */
int64_t calendar_days(const struct calendar *calendar, int32_t from, int32_t to);

/* The first working day on or after the day. */
int32_t calendar_next_day(const struct calendar *calendar, int32_t day);

/* The n-th working day after the day; n >= 1. */
int32_t calendar_nth_day(const struct calendar *calendar, int32_t day, int64_t n);

/* End of the working hours of a working day. */
struct moment calendar_end_of(const struct calendar *calendar, int32_t day);

/*
 * The earliest moment at which `minutes` working minutes after `from` are done. 0 minutes: `from`
 * itself.
 */
struct moment calendar_after(const struct calendar *calendar, struct moment from, int64_t minutes);

/*
 * Effective receipt: the moment itself while there is work (17:00 is inside); in a break or before
 * opening the next beginning on the same day; after the last interval or on a day off the beginning
 * of the next working day.
 */
struct moment calendar_receipt(const struct calendar *calendar, struct moment moment);

/* The first minute on or after the moment that is worked. */
struct moment calendar_first_worked(const struct calendar *calendar, struct moment from);
