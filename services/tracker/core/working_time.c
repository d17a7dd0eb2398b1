#include "tracker/core/working_time.h"

#include "runtime/day.h"

enum { MONDAY = 3 }; /* 1970-01-01 was a Thursday: three days after one. */

#define MICROSECONDS_A_MINUTE INT64_C(60000000)

const struct week standard_week = {
    .day = {{2, {450, 810}, {690, 1020}},
            {2, {450, 810}, {690, 1020}},
            {2, {450, 810}, {690, 1020}},
            {2, {450, 810}, {690, 1020}},
            {2, {450, 810}, {690, 1020}}},
};

static const struct spans no_work = {0};

static int64_t week_of(int32_t day)
{
    return ((int64_t)day + MONDAY - day_weekday(day)) / WEEKDAYS;
}

static struct worked worked_on(const struct spans *spans)
{
    struct worked worked = {.days = spans->count > 0};

    for (int row = 0; row < spans->count; row++)
        worked.minutes += spans->to[row] - spans->from[row];
    return worked;
}

static struct worked plus(struct worked left, struct worked right)
{
    return (struct worked){left.minutes + right.minutes, left.days + right.days};
}

static struct worked minus(struct worked left, struct worked right)
{
    return (struct worked){left.minutes - right.minutes, left.days - right.days};
}

/* ---- days ---- */

/* How many special days are before the day. */
static uint32_t specials_before(const struct special_days *specials, int32_t day)
{
    uint32_t low = 0, high = specials->count;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;

        if (specials->at[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct special_day *calendar_special(const struct calendar *calendar, int32_t day)
{
    const struct special_days *specials = calendar->specials;
    const uint32_t row = specials_before(specials, day);

    return row < specials->count && specials->at[row].day == day ? &specials->at[row] : NULL;
}

static const struct spans *spans_of(const struct week *week, const struct special_day *special,
                                    int32_t day)
{
    if (!special)
        return &week->day[day_weekday(day)];
    return special->off ? &no_work : &week->day[special->like_weekday];
}

/* The segment that holds on the day: the last that has begun, before all of them the first. */
static const struct calendar_segment *segment_of(const struct calendar *calendar, int32_t day)
{
    uint32_t row = calendar->count - 1;

    while (row > 0 && calendar->segments[row].from_day > day)
        row--;
    return &calendar->segments[row];
}

const struct spans *calendar_day(const struct calendar *calendar, int32_t day)
{
    return spans_of(segment_of(calendar, day)->week, calendar_special(calendar, day), day);
}

bool calendar_works(const struct calendar *calendar, int32_t day)
{
    return calendar_day(calendar, day)->count > 0;
}

/* ---- making one ---- */

/* What is worked before the day if the week of the segment held for ever; from week 0 on. */
static struct worked by_segment(const struct calendar_segment *segment,
                                const struct special_days *specials, int32_t day)
{
    const int64_t weeks = week_of(day);
    const struct worked week = segment->before[WEEKDAYS];
    struct worked worked = {weeks * week.minutes, weeks * week.days};

    worked = plus(worked, segment->before[day_weekday(day)]);
    return plus(worked, segment->specials[specials_before(specials, day)]);
}

static void sum_week(struct calendar_segment *segment)
{
    for (int weekday = 0; weekday < WEEKDAYS; weekday++)
        segment->before[weekday + 1] =
            plus(segment->before[weekday], worked_on(&segment->week->day[weekday]));
}

static const struct worked *sum_specials(const struct week *week,
                                         const struct special_days *specials, struct arena *arena)
{
    struct worked *sums = arena_take(arena, ((size_t)specials->count + 1) * sizeof *sums);

    for (uint32_t row = 0; sums && row < specials->count; row++) {
        const struct special_day *special = &specials->at[row];
        const struct worked there = worked_on(spans_of(week, special, special->day));
        const struct worked usual = worked_on(spans_of(week, NULL, special->day));

        sums[row + 1] = plus(sums[row], minus(there, usual));
    }
    return sums;
}

enum outcome calendar_make(const struct hours_segment *segments, uint32_t count,
                           const struct special_days *specials, struct arena *arena,
                           struct calendar *calendar, struct failure *why)
{
    struct calendar_segment *made = arena_take(arena, count * sizeof *made);

    if (!made)
        return fail(why, REJECT, "calendar does not fit the memory for it");
    *calendar = (struct calendar){specials, made, count};
    for (uint32_t row = 0; row < count; row++) {
        struct calendar_segment *segment = &made[row];

        segment->from_day = segments[row].from_day;
        segment->week = segments[row].week;
        segment->specials = sum_specials(segment->week, specials, arena);
        if (!segment->specials)
            return fail(why, REJECT, "calendar does not fit the memory for it");
        sum_week(segment);
        /* Where one week gives way to the next, both must have counted the same. */
        if (row > 0)
            segment->offset = minus(
                plus(by_segment(&made[row - 1], specials, segment->from_day), made[row - 1].offset),
                by_segment(segment, specials, segment->from_day));
    }
    return DONE;
}

static const struct worked nothing_changed = {0};
static const struct special_days no_special_days = {0};
static const struct calendar_segment standard_segment = {
    .from_day = INT32_MIN,
    .week = &standard_week,
    .before = {{0, 0}, {450, 1}, {900, 2}, {1350, 3}, {1800, 4}, {2250, 5}, {2250, 5}, {2250, 5}},
    .specials = &nothing_changed,
};
const struct calendar calendar_of_weeks = {&no_special_days, &standard_segment, 1};

/* ---- counting ---- */

static struct worked worked_before(const struct calendar *calendar, int32_t day)
{
    const struct calendar_segment *segment = segment_of(calendar, day);

    return plus(by_segment(segment, calendar->specials, day), segment->offset);
}

static int64_t minutes_before(const struct calendar *calendar, struct moment moment)
{
    const struct spans *spans = calendar_day(calendar, moment.day);
    int64_t minutes = worked_before(calendar, moment.day).minutes;

    for (int row = 0; row < spans->count && spans->from[row] < moment.minute; row++)
        minutes +=
            (spans->to[row] < moment.minute ? spans->to[row] : moment.minute) - spans->from[row];
    return minutes;
}

struct moment moment_of_instant(int64_t instant_us)
{
    const int32_t day = day_of_instant(instant_us);

    return (struct moment){day, (int32_t)((instant_us - day_start(day)) / MICROSECONDS_A_MINUTE)};
}

int64_t instant_of_moment(struct moment moment)
{
    return day_start(moment.day) + moment.minute * MICROSECONDS_A_MINUTE;
}

int moment_order(struct moment left, struct moment right)
{
    const int64_t one = (int64_t)left.day * MINUTES_A_DAY + left.minute;
    const int64_t other = (int64_t)right.day * MINUTES_A_DAY + right.minute;

    return (one > other) - (one < other);
}

int64_t calendar_minutes(const struct calendar *calendar, struct moment from, struct moment to)
{
    if (moment_order(from, to) >= 0)
        return 0;
    return minutes_before(calendar, to) - minutes_before(calendar, from);
}

/* ---- moving along ---- */

enum counted { BY_MINUTES, BY_DAYS };

static int64_t count_before(const struct calendar *calendar, int32_t day, enum counted counted)
{
    const struct worked worked = worked_before(calendar, day);

    return counted == BY_MINUTES ? worked.minutes : worked.days;
}

/* The first day, not before the one given, with whose end that much has been worked. */
static int32_t day_reaching(const struct calendar *calendar, int32_t day, int64_t amount,
                            enum counted counted)
{
    int32_t step = 1, low = day, high;

    while (count_before(calendar, day + step, counted) < amount)
        step *= 2;
    high = day + step - 1;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;

        if (count_before(calendar, middle + 1, counted) < amount)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int64_t calendar_days(const struct calendar *calendar, int32_t from, int32_t to)
{
    if (from >= to)
        return 0;
    return count_before(calendar, to, BY_DAYS) - count_before(calendar, from, BY_DAYS);
}

int32_t calendar_next_day(const struct calendar *calendar, int32_t day)
{
    return day_reaching(calendar, day, count_before(calendar, day, BY_DAYS) + 1, BY_DAYS);
}

int32_t calendar_nth_day(const struct calendar *calendar, int32_t day, int64_t n)
{
    return day_reaching(calendar, day + 1, count_before(calendar, day + 1, BY_DAYS) + n, BY_DAYS);
}

struct moment calendar_end_of(const struct calendar *calendar, int32_t day)
{
    const struct spans *spans = calendar_day(calendar, day);

    return (struct moment){day, spans->count ? spans->to[spans->count - 1] : MINUTES_A_DAY};
}

struct moment calendar_after(const struct calendar *calendar, struct moment from, int64_t minutes)
{
    int64_t left = minutes_before(calendar, from) + minutes;
    const struct spans *spans;
    int32_t day;
    int row = 0;

    if (minutes <= 0)
        return from;
    day = day_reaching(calendar, from.day, left, BY_MINUTES);
    spans = calendar_day(calendar, day);
    left -= worked_before(calendar, day).minutes;
    while (left > spans->to[row] - spans->from[row]) {
        left -= spans->to[row] - spans->from[row];
        row++;
    }
    return (struct moment){day, spans->from[row] + (int32_t)left};
}

struct moment calendar_receipt(const struct calendar *calendar, struct moment moment)
{
    const struct spans *spans = calendar_day(calendar, moment.day);
    int32_t day;

    for (int row = 0; row < spans->count; row++) {
        if (moment.minute < spans->from[row])
            return (struct moment){moment.day, spans->from[row]};
        if (moment.minute <= spans->to[row])
            return moment;
    }
    day = calendar_next_day(calendar, moment.day + 1);
    return (struct moment){day, calendar_day(calendar, day)->from[0]};
}

struct moment calendar_first_worked(const struct calendar *calendar, struct moment from)
{
    struct moment moment = calendar_after(calendar, from, 1);

    moment.minute--;
    return moment;
}
