#include "tracker/core/calendars.h"

#include <string.h>

#include "tracker/core/history.h"

enum progress { UNSEEN, UNDER_WAY, MADE };

/* A unit while its calendar is made. */
struct making {
    struct catalogue_unit *unit;
    const struct unit_standing *standings;
    uint32_t standing_count;
    const struct unit_hours *hours;
    uint32_t hour_count;
    const struct hours_segment *segments; /* The first one holds from ever. */
    uint32_t segment_count;
    enum progress progress;
};

struct makings {
    const struct unit_facts *facts;
    struct arena *arena;
    struct making *at;
    uint32_t count;
    const struct calendar *standard;
};

static const struct hours_segment standard_segment = {INT32_MIN, &standard_week};

static enum outcome no_room(struct failure *why)
{
    return fail(why, REJECT, "calendars do not fit the memory for them");
}

/* ---- the list of units ---- */

/* The next code of either list, and how far it reaches in both. */
static void next_unit(const struct unit_facts *facts, uint32_t *standing, uint32_t *hour,
                      struct making *making)
{
    const struct unit_standing *standings = facts->standings + *standing;
    const struct unit_hours *hours = facts->hours + *hour;
    const bool more_standings = *standing < facts->standing_count;
    const bool more_hours = *hour < facts->hour_count;
    const bool by_standing =
        more_standings && (!more_hours || history_compare(standings->code, hours->code) <= 0);
    const struct bytes code = by_standing ? standings->code : hours->code;

    making->unit->code = code;
    making->standings = standings;
    making->hours = hours;
    while (*standing < facts->standing_count &&
           bytes_equal(facts->standings[*standing].code, code)) {
        ++*standing;
        making->standing_count++;
    }
    while (*hour < facts->hour_count && bytes_equal(facts->hours[*hour].code, code)) {
        ++*hour;
        making->hour_count++;
    }
    making->unit->opened = making->standing_count > 0;
}

static enum outcome list_units(struct makings *makings, struct catalogue *catalogue,
                               struct failure *why)
{
    const struct unit_facts *facts = makings->facts;
    const size_t room = (size_t)facts->standing_count + facts->hour_count + 1;
    struct catalogue_unit *units = arena_take(makings->arena, room * sizeof *units);
    uint32_t standing = 0, hour = 0;

    makings->at = arena_take(makings->arena, room * sizeof *makings->at);
    if (!units || !makings->at)
        return no_room(why);
    while (standing < facts->standing_count || hour < facts->hour_count) {
        struct making *making = &makings->at[makings->count];

        units[makings->count] = (struct catalogue_unit){.calendar = makings->standard};
        *making = (struct making){.unit = &units[makings->count++]};
        next_unit(facts, &standing, &hour, making);
    }
    catalogue->units = units;
    catalogue->unit_count = makings->count;
    return DONE;
}

static struct making *find(const struct makings *makings, const struct catalogue *catalogue,
                           struct bytes code)
{
    const struct catalogue_unit *unit = code.length ? catalogue_unit(catalogue, code) : NULL;

    return unit ? &makings->at[unit - catalogue->units] : NULL;
}

/* ---- the hours of one ---- */

static void add_segment(struct hours_segment *segments, uint32_t *count, int32_t from_day,
                        const struct week *week)
{
    if (*count > 0 && segments[*count - 1].week == week)
        return;
    segments[(*count)++] = (struct hours_segment){from_day, week};
}

/* The hours of the unit above, on the days on which it was the one above. */
static void inherit(const struct making *above, int32_t from_day, int32_t behind,
                    struct hours_segment *segments, uint32_t *count)
{
    const struct hours_segment *theirs = above ? above->segments : &standard_segment;
    const uint32_t their_count = above ? above->segment_count : 1;

    for (uint32_t row = 0; row < their_count; row++) {
        const int32_t from = theirs[row].from_day > from_day ? theirs[row].from_day : from_day;
        const bool last = row + 1 == their_count;

        if (from < behind && (last || theirs[row + 1].from_day > from_day))
            add_segment(segments, count, from, theirs[row].week);
    }
}

static enum outcome make_one(struct makings *makings, const struct catalogue *catalogue,
                             struct making *making, struct failure *why);

/* How many segments the unit can have, after the calendars of all above it are made. */
static enum outcome make_above(struct makings *makings, const struct catalogue *catalogue,
                               const struct making *making, size_t *room, struct failure *why)
{
    *room = (size_t)making->hour_count + 1;
    for (uint32_t row = 0; row < making->standing_count; row++) {
        struct making *above = find(makings, catalogue, making->standings[row].parent);

        if (above && above->progress == UNSEEN)
            TRY(make_one(makings, catalogue, above, why));
        *room += above && above->progress == MADE ? above->segment_count : 1;
    }
    return DONE;
}

static void fill_segments(const struct makings *makings, const struct catalogue *catalogue,
                          const struct making *making, struct hours_segment *segments,
                          uint32_t *count)
{
    const int32_t own_day = making->hour_count ? making->hours[0].from_day : INT32_MAX;
    const uint32_t standings = making->standing_count ? making->standing_count : 1;

    for (uint32_t row = 0; row < standings; row++) {
        const int32_t from_day = row == 0 ? INT32_MIN : making->standings[row].from_day;
        int32_t behind = row + 1 < standings ? making->standings[row + 1].from_day : INT32_MAX;
        const struct making *above =
            making->standing_count ? find(makings, catalogue, making->standings[row].parent) : NULL;

        if (behind > own_day)
            behind = own_day;
        /* Whoever is still under way is above itself: the circle ends here. */
        inherit(above && above->progress == MADE ? above : NULL, from_day, behind, segments, count);
    }
    for (uint32_t row = 0; row < making->hour_count; row++)
        add_segment(segments, count, making->hours[row].from_day, &making->hours[row].week);
}

/* Most units have the calendar of the one above them, most of those the standard one. */
static const struct calendar *known_calendar(const struct makings *makings,
                                             const struct catalogue *catalogue,
                                             const struct making *making)
{
    const struct making *above =
        making->standing_count
            ? find(makings, catalogue, making->standings[making->standing_count - 1].parent)
            : NULL;

    if (making->segment_count == 1 && making->segments[0].week == &standard_week)
        return makings->standard;
    if (above && above->progress == MADE && above->segment_count == making->segment_count &&
        memcmp(above->segments, making->segments,
               making->segment_count * sizeof *making->segments) == 0)
        return above->unit->calendar;
    return NULL;
}

static enum outcome make_one(struct makings *makings, const struct catalogue *catalogue,
                             struct making *making, struct failure *why)
{
    struct hours_segment *segments;
    struct calendar *calendar;
    size_t room;

    making->progress = UNDER_WAY;
    TRY(make_above(makings, catalogue, making, &room, why));
    segments = arena_take(makings->arena, room * sizeof *segments);
    if (!segments)
        return no_room(why);
    memset(segments, 0, room * sizeof *segments); /* Compared as bytes, padding too. */
    fill_segments(makings, catalogue, making, segments, &making->segment_count);
    making->segments = segments;
    making->progress = MADE;
    making->unit->calendar = known_calendar(makings, catalogue, making);
    if (making->unit->calendar)
        return DONE;
    calendar = arena_take(makings->arena, sizeof *calendar);
    if (!calendar)
        return no_room(why);
    making->unit->calendar = calendar;
    return calendar_make(segments, making->segment_count, makings->facts->specials, makings->arena,
                         calendar, why);
}

enum outcome calendars_make(const struct unit_facts *facts, struct arena *arena,
                            struct catalogue *catalogue, struct failure *why)
{
    struct makings makings = {.facts = facts, .arena = arena};
    struct calendar *standard = arena_take(arena, sizeof *standard);

    if (!standard)
        return no_room(why);
    TRY(calendar_make(&standard_segment, 1, facts->specials, arena, standard, why));
    makings.standard = catalogue->standard = standard;
    TRY(list_units(&makings, catalogue, why));
    /* Without any stated hours there is nothing to inherit. */
    for (uint32_t row = 0; row < makings.count && facts->hour_count > 0; row++)
        if (makings.at[row].progress == UNSEEN)
            TRY(make_one(&makings, catalogue, &makings.at[row], why));
    return DONE;
}

/* ---- reading ---- */

static bool read_clock(const char **at, const char *end, uint16_t *minute)
{
    const char *text = *at;

    if (end - text < 5 || text[2] != ':')
        return false;
    for (int row = 0; row < 5; row++)
        if (row != 2 && (text[row] < '0' || text[row] > '9'))
            return false;
    *minute = (uint16_t)(((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 +
                         text[4] - '0');
    *at += 5;
    return *minute <= MINUTES_A_DAY;
}

static bool read_spans(const char **at, const char *end, struct spans *spans)
{
    while (*at < end && **at != ';') {
        const int row = spans->count++;

        if (row == SPANS_LIMIT || !read_clock(at, end, &spans->from[row]) || *at == end ||
            *(*at)++ != '-' || !read_clock(at, end, &spans->to[row]))
            return false;
        if (*at < end && **at == ',')
            ++*at;
    }
    return true;
}

bool week_parse(struct bytes text, struct week *week)
{
    const char *at = (const char *)text.at, *end = at + text.length;
    int weekday = 0;

    *week = (struct week){0};
    for (; weekday < WEEKDAYS; weekday++) {
        if (!read_spans(&at, end, &week->day[weekday]))
            return false;
        if (at == end)
            break;
        at++;
    }
    return weekday == WEEKDAYS - 1;
}
