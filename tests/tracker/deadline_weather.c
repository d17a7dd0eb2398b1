#include "tests/tracker/deadline_weather.h"

#include <string.h>

#include "runtime/day.h"
#include "tests/tracker/offices.h"

enum { NOON = 720, MINUTE_US = 60000000, SLOWEST_WEEK = 120, LONGEST_WEEKS = 75 };

/* 2019-01-08, 2019-03-01, 2026-06-30 and 2027-12-31. */
enum { HOURS_FIRST = 17904, RECEIPT_FIRST = 17956, RECEIPT_LAST = 20634, SPECIAL_LAST = 21183 };

static int64_t week_minutes(const struct week *week, int64_t *days)
{
    int64_t minutes = 0;

    *days = 0;
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
        const struct spans *const spans = &week->day[weekday];

        for (int span = 0; span < spans->count; span++)
            minutes += spans->to[span] - spans->from[span];
        *days += spans->count > 0;
    }
    return minutes;
}

static struct spans random_spans(struct chance *chance)
{
    struct spans spans = {.count = (uint8_t)chance_below(chance, SPANS_LIMIT + 1)};
    const int borders = 2 * spans.count;
    int64_t before = chance_once_in(chance, 6) ? -1 : chance_between(chance, 0, 600);

    for (int border = 0; border < borders; border++) {
        const int64_t room = MINUTES_A_DAY - (borders - border - 1) - (before + 1);

        before += 1 + (int64_t)(chance_once_in(chance, 3) && border
                                    ? 0
                                    : chance_below(chance, (uint64_t)room / 2 + 1));
        if (border == 0 && chance_once_in(chance, 8))
            before = 0;
        if (border == borders - 1 && chance_once_in(chance, 4))
            before = MINUTES_A_DAY;
        *(border % 2 ? &spans.to[border / 2] : &spans.from[border / 2]) = (uint16_t)before;
    }
    return spans;
}

static void draw_week(struct chance *chance, struct week *week)
{
    int64_t days;

    *week = *office_week((enum office)chance_below(chance, OFFICE_WEEKS));
    if (chance_once_in(chance, 3))
        *week = *office_week(STANDARD);
    if (!chance_once_in(chance, 3))
        return;
    do {
        for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
            week->day[weekday] = (struct spans){0};
            if (!chance_once_in(chance, 3))
                week->day[weekday] = random_spans(chance);
        }
    } while (week_minutes(week, &days) < SLOWEST_WEEK);
}

static void draw_segments(struct weather *weather)
{
    struct chance *const chance = &weather->chance;
    int32_t from = (int32_t)chance_between(chance, HOURS_FIRST, RECEIPT_LAST);

    weather->slowest_minutes = weather->slowest_days = INT64_MAX;
    weather->fastest_minutes = 0;
    weather->segment_count =
        chance_once_in(chance, 2) ? 1 : 2 + (uint32_t)chance_below(chance, SEGMENTS_MAX - 1);
    for (uint32_t at = 0; at < weather->segment_count; at++) {
        int64_t days, minutes;

        draw_week(chance, &weather->weeks[at]);
        minutes = week_minutes(&weather->weeks[at], &days);
        if (minutes < weather->slowest_minutes)
            weather->slowest_minutes = minutes;
        if (days < weather->slowest_days)
            weather->slowest_days = days;
        if (minutes > weather->fastest_minutes)
            weather->fastest_minutes = minutes;
        weather->segments[at] = (struct hours_segment){from, &weather->weeks[at]};
        from += 1 + (int32_t)chance_below(chance, chance_once_in(chance, 3) ? 20 : 400);
    }
}

static void draw_specials(struct weather *weather)
{
    struct chance *const chance = &weather->chance;
    int32_t day = RECEIPT_FIRST;

    weather->has_own = chance_once_in(chance, 4);
    weather->specials = *weather->holidays;
    if (!weather->has_own)
        return;
    weather->specials = (struct special_days){weather->own, 0};
    for (uint64_t left = chance_below(chance, OWN_DAYS_MAX); left > 0 && day < SPECIAL_LAST;
         left--) {
        weather->own[weather->specials.count++] = (struct special_day){
            .day = day,
            .off = !chance_once_in(chance, 3),
            .like_weekday = (int8_t)chance_below(chance, WEEKDAYS),
        };
        day += chance_once_in(chance, 2) ? 1 : 1 + (int32_t)chance_below(chance, 120);
    }
}

void weather_calendar(struct weather *weather)
{
    draw_segments(weather);
    draw_specials(weather);
}

static int32_t draw_day(struct weather *weather)
{
    struct chance *const chance = &weather->chance;
    const struct special_days *const specials = &weather->specials;
    const int64_t nearby = chance_between(chance, -4, 4);
    const uint64_t kind = chance_below(chance, 8);
    int64_t day = chance_between(chance, RECEIPT_FIRST, RECEIPT_LAST);

    if (kind < 4 && specials->count > 0)
        day = specials->at[chance_below(chance, specials->count)].day + nearby;
    else if (kind == 4)
        day = weather->segments[chance_below(chance, weather->segment_count)].from_day + nearby / 2;
    else if (kind == 5)
        day = day_year_start((int32_t)day) + nearby;
    if (day < RECEIPT_FIRST || day > RECEIPT_LAST)
        day = chance_between(chance, RECEIPT_FIRST, RECEIPT_LAST);
    return (int32_t)day;
}

/* A border of the day's hours, or of those of a week in which that weekday is worked. */
static int32_t draw_border(struct weather *weather, const struct calendar *calendar, int32_t day)
{
    struct chance *const chance = &weather->chance;
    const struct spans *spans = calendar_day(calendar, day);
    uint64_t span;

    if (spans->count == 0)
        spans = &standard_week.day[0];
    span = chance_below(chance, spans->count);
    return chance_once_in(chance, 2) ? spans->from[span] : spans->to[span];
}

static struct moment draw_minute(struct weather *weather, const struct calendar *calendar,
                                 int32_t day)
{
    struct chance *const chance = &weather->chance;
    int32_t minute = (int32_t)chance_below(chance, MINUTES_A_DAY + 1);

    switch (chance_below(chance, 8)) {
    case 0:
    case 1: break;
    case 2:
        minute = (chance_once_in(chance, 2) ? NOON : 0) + (int32_t)chance_below(chance, 12);
        break;
    case 3: minute = MINUTES_A_DAY - (int32_t)chance_below(chance, 2); break;
    default: minute = draw_border(weather, calendar, day) + (int32_t)chance_between(chance, -1, 1);
    }
    if (minute < 0 || minute > MINUTES_A_DAY)
        minute = 0;
    return (struct moment){day, minute};
}

struct moment weather_moment(struct weather *weather, const struct calendar *calendar)
{
    return draw_minute(weather, calendar, draw_day(weather));
}

/* Some instant of the minute: its first, its last, or one between. */
static int64_t draw_instant(struct chance *chance, struct moment moment)
{
    const int64_t start = day_start(moment.day) + (int64_t)moment.minute * MINUTE_US;

    switch (chance_below(chance, 4)) {
    case 0:
    case 1: return start;
    case 2: return start + MINUTE_US - 1;
    default: return start + chance_between(chance, 0, MINUTE_US - 1);
    }
}

static int64_t at_most(int64_t number, int64_t limit)
{
    return number < limit ? number : limit;
}

struct limit weather_limit(struct weather *weather)
{
    static const int64_t working_days[] = {0, 1, 1, 2, 3, 5, 5, 7, 10, 15, 15, 20, 30, 45, 60, 120};
    static const int64_t days[] = {0, 1, 2, 5, 7, 10, 15, 30, 30, 45, 60, 90, 120, 180, 365, 500};
    static const int64_t hours[] = {0, 1, 1, 2, 3, 4, 4, 7, 8, 8, 15, 24, 24, 48, 72, 200};
    static const int64_t months[] = {0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 9, 11, 12, 17};
    const uint64_t pick = chance_below(&weather->chance, 16);

    switch (chance_below(&weather->chance, 16)) {
    case 0: return (struct limit){working_days[pick], LIMIT_NONE};
    case 1:
    case 2:
    case 3: return (struct limit){days[pick], LIMIT_DAY};
    case 4:
    case 5:
    case 6: return (struct limit){months[pick], LIMIT_MONTH};
    case 7:
    case 8:
    case 9:
    case 10:
        return (struct limit){at_most(hours[pick], weather->slowest_minutes * LONGEST_WEEKS / 60),
                              LIMIT_HOUR};
    default:
        return (struct limit){at_most(working_days[pick], weather->slowest_days * LONGEST_WEEKS),
                              LIMIT_WORKING_DAY};
    }
}

/* In days. A wait moves the due by its work: where later weeks have little, it may be for years. */
static int64_t longest_wait(const struct weather *weather)
{
    return 40 * weather->slowest_minutes / weather->fastest_minutes + 1;
}

static int64_t draw_length(struct weather *weather)
{
    struct chance *const chance = &weather->chance;
    const int64_t longest = longest_wait(weather);

    switch (chance_below(chance, 8)) {
    case 0: return chance_between(chance, 0, MINUTE_US);
    case 1:
    case 2: return chance_between(chance, 1, 120) * MINUTE_US;
    case 3:
    case 4: return chance_between(chance, 1, 960) * MINUTE_US;
    case 5:
    case 6: return chance_between(chance, 0, at_most(longest, 5)) * DAY_US;
    default: return chance_between(chance, 0, longest * MINUTES_A_DAY) * MINUTE_US;
    }
}

/* Near a due: the same minute, around it, on its day, some days from it. */
static struct moment draw_near(struct weather *weather, const struct calendar *calendar,
                               struct moment near)
{
    struct chance *const chance = &weather->chance;

    switch (chance_below(chance, 4)) {
    case 0: near.minute += (int32_t)chance_between(chance, -1, 1); return near;
    case 1: return draw_minute(weather, calendar, near.day);
    case 2:
        return draw_minute(weather, calendar, near.day + (int32_t)chance_between(chance, -2, 2));
    default:
        return draw_minute(weather, calendar, near.day + (int32_t)chance_between(chance, -12, 25));
    }
}

static void draw_waits(struct weather *weather, const struct calendar *calendar, struct moment base,
                       struct deadline_question *question)
{
    struct chance *const chance = &weather->chance;
    int64_t cursor = question->received_us;

    question->wait_count =
        chance_once_in(chance, 3) ? 0 : (uint32_t)chance_below(chance, WAITS_MAX + 1);
    for (uint32_t wait = 0; wait < question->wait_count; wait++) {
        const int64_t due = draw_instant(chance, draw_near(weather, calendar, base));
        int64_t from = cursor;

        if (chance_once_in(chance, 3))
            from = due;
        else if (chance_once_in(chance, 2) && due > cursor)
            from = chance_between(chance, cursor, due);
        else if (!chance_once_in(chance, 4))
            from += draw_length(weather);
        if (from < cursor)
            from = cursor;
        cursor = from + draw_length(weather);
        weather->waits[wait] = (struct deadline_wait){from, cursor};
    }
    if (question->wait_count > 0 && chance_once_in(chance, 4))
        weather->waits[question->wait_count - 1].to_us = INT64_MAX;
}

static int64_t draw_made(struct weather *weather, const struct calendar *calendar,
                         const struct deadline_question *question, struct moment due)
{
    struct chance *const chance = &weather->chance;
    const struct deadline_wait *wait;

    if (question->wait_count == 0 || chance_once_in(chance, 2))
        return draw_instant(chance, draw_near(weather, calendar, due));
    wait = &weather->waits[chance_below(chance, question->wait_count)];
    switch (chance_below(chance, 4)) {
    case 0: return wait->from_us + chance_between(chance, -1, 1) * MINUTE_US;
    case 1:
        return (wait->to_us == INT64_MAX ? wait->from_us : wait->to_us) +
               chance_between(chance, -1, 1) * MINUTE_US;
    case 2: return wait->from_us + draw_length(weather);
    default:
        if (wait->to_us == INT64_MAX)
            return wait->from_us + draw_length(weather);
        return chance_between(chance, wait->from_us, wait->to_us);
    }
}

static void draw_extensions(struct weather *weather, const struct calendar *calendar,
                            struct moment due, struct deadline_question *question)
{
    struct chance *const chance = &weather->chance;
    const struct deadline_wait *const last =
        &weather->waits[question->wait_count ? question->wait_count - 1 : 0];
    int64_t reach = INT64_MAX;

    if (question->wait_count > 0 && last->to_us == INT64_MAX)
        reach = last->from_us + longest_wait(weather) * DAY_US;
    question->extension_count =
        chance_once_in(chance, 3) ? 0 : (uint32_t)chance_below(chance, EXTENSIONS_MAX + 1);
    for (uint32_t count = 0; count < question->extension_count; count++) {
        struct deadline_extension extension = {.made_us =
                                                   draw_made(weather, calendar, question, due)};
        const struct moment until = draw_near(weather, calendar, due);
        uint32_t at = count;

        if (chance_once_in(chance, 8))
            extension.made_us = question->received_us;
        if (extension.made_us > reach)
            extension.made_us = reach;
        extension.due = (struct due){.day = until.day, .is_date = chance_once_in(chance, 2)};
        if (!extension.due.is_date)
            extension.due.instant_us = draw_instant(chance, until);
        for (; at > 0 && weather->extensions[at - 1].made_us > extension.made_us; at--)
            weather->extensions[at] = weather->extensions[at - 1];
        weather->extensions[at] = extension;
    }
}

struct deadline_question weather_question(struct weather *weather, const struct calendar *calendar)
{
    struct deadline_question question = {
        .calendar = calendar,
        .limit = weather_limit(weather),
        .received_us = draw_instant(&weather->chance, weather_moment(weather, calendar)),
        .waits = weather->waits,
        .extensions = weather->extensions,
    };
    struct deadline deadline;

    if (question.limit.unit == LIMIT_NONE)
        return question;
    deadline_compute(&question, &deadline);
    draw_waits(weather, calendar, deadline.base, &question);
    deadline_compute(&question, &deadline);
    draw_extensions(weather, calendar, deadline.due, &question);
    return question;
}
