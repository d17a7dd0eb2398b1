#include "tests/reporter/reorganised.h"

#include <stdio.h>
#include <string.h>

/* Days since 1970 of 2021-01-01, and how many are played. */
enum { FIRST_DAY = 18628, PLAYED_DAYS = 1700, EVENTS = 14, MERGED = 4 };

/* The organisation on the day that is being played. */
struct playing {
    struct reorganised *made;
    struct chance *chance;
    int32_t day;
    struct {
        bool open;
        int parent;
    } now[UNITS];
};

void reorganised_code(int unit, char text[CODE_TEXT])
{
    if (unit == NO_UNIT)
        text[0] = '\0';
    else
        snprintf(text, CODE_TEXT, unit < UNITS ? "H%02d" : "X%02d", unit);
}

static int below(struct playing *playing, int limit)
{
    return (int)chance_below(playing->chance, (uint64_t)limit);
}

static bool once_in(struct playing *playing, uint64_t times)
{
    return chance_once_in(playing->chance, times);
}

/* ---- the tree as it stands ---- */

static int depth_of(const struct playing *playing, int unit)
{
    int depth = 0;

    for (; unit != NO_UNIT && depth < UNITS; unit = playing->now[unit].parent)
        depth++;
    return depth;
}

static bool is_below(const struct playing *playing, int unit, int above)
{
    for (int steps = 0; unit != NO_UNIT && steps < UNITS; steps++) {
        if (unit == above)
            return true;
        unit = playing->now[unit].parent;
    }
    return false;
}

static int height_of(const struct playing *playing, int unit)
{
    int height = 0;

    for (int other = 0; other < playing->made->units; other++)
        if (is_below(playing, other, unit) &&
            depth_of(playing, other) - depth_of(playing, unit) + 1 > height)
            height = depth_of(playing, other) - depth_of(playing, unit) + 1;
    return height;
}

static int any_open(struct playing *playing)
{
    for (int tries = 0; tries < 40; tries++) {
        const int unit = below(playing, playing->made->units);

        if (playing->now[unit].open)
            return unit;
    }
    return NO_UNIT;
}

/* ---- facts ---- */

static void note_version(struct playing *playing, int unit)
{
    struct reorganised *made = playing->made;
    const struct version version = {unit, playing->day, playing->now[unit].open,
                                    playing->now[unit].parent};

    /* Of one day the last one holds. */
    for (int row = 0; row < made->version_count; row++)
        if (made->versions[row].unit == unit && made->versions[row].day == playing->day) {
            made->versions[row] = version;
            return;
        }
    if (made->version_count < VERSIONS)
        made->versions[made->version_count++] = version;
}

static int open_unit(struct playing *playing, int parent)
{
    struct reorganised *made = playing->made;
    int unit;

    if (made->units == UNITS || made->version_count > VERSIONS / 2)
        return NO_UNIT;
    if (parent != NO_UNIT && depth_of(playing, parent) >= DEPTH)
        parent = playing->now[parent].parent;
    unit = made->units++;
    playing->now[unit].open = true;
    playing->now[unit].parent = parent;
    note_version(playing, unit);
    return unit;
}

static void close_unit(struct playing *playing, int unit)
{
    playing->now[unit].open = false;
    note_version(playing, unit);
}

static void put_below(struct playing *playing, int unit, int parent)
{
    if (parent == NO_UNIT || is_below(playing, parent, unit) ||
        depth_of(playing, parent) + height_of(playing, unit) > DEPTH)
        return;
    playing->now[unit].parent = parent;
    note_version(playing, unit);
}

static void succeed(struct playing *playing, int unit, const int *successors, int count)
{
    struct reorganised *made = playing->made;
    struct succession *row = made->successions;

    while (row < made->successions + made->succession_count &&
           (row->unit != unit || row->day != playing->day))
        row++;
    if (row == made->successions + SUCCESSIONS)
        return;
    if (row == made->successions + made->succession_count)
        made->succession_count++;
    *row = (struct succession){.unit = unit, .day = playing->day};
    for (int place = 0; place < count; place++) {
        bool is_new = true;

        for (int earlier = 0; earlier < row->count; earlier++)
            is_new &= row->successors[earlier] != successors[place];
        if (is_new)
            row->successors[row->count++] = successors[place];
    }
}

/* ---- what happens ---- */

static void take_over_children(struct playing *playing, int from, int to)
{
    for (int unit = 0; unit < playing->made->units; unit++)
        if (playing->now[unit].parent == from && unit != to && once_in(playing, 2))
            put_below(playing, unit, to);
}

/* Some units become one: a new one, or one of them. */
static void merge(struct playing *playing)
{
    const int first = any_open(playing), count = 1 + below(playing, MERGED);
    int into;

    if (first == NO_UNIT)
        return;
    into = once_in(playing, 3) ? first : open_unit(playing, playing->now[first].parent);
    if (into == NO_UNIT)
        return;
    for (int row = 0; row < count; row++) {
        const int unit = row ? any_open(playing) : first;

        if (unit == NO_UNIT || (unit == into && once_in(playing, 2)))
            continue;
        succeed(playing, unit, &into, 1);
        if (unit == into)
            continue;
        take_over_children(playing, unit, into);
        if (!once_in(playing, 6) && playing->now[unit].parent != NO_UNIT)
            close_unit(playing, unit);
    }
}

static void split(struct playing *playing)
{
    const int unit = any_open(playing), count = 1 + below(playing, SUCCESSORS);
    int successors[SUCCESSORS];
    const bool keeps = once_in(playing, 3);

    if (unit == NO_UNIT)
        return;
    for (int row = 0; row < count; row++) {
        successors[row] = open_unit(playing, playing->now[unit].parent);
        if (successors[row] == NO_UNIT)
            return;
    }
    if (keeps)
        successors[0] = unit;
    succeed(playing, unit, successors, count);
    take_over_children(playing, unit, successors[count - 1]);
    if (!keeps)
        close_unit(playing, unit);
}

/* The same unit under another code; now and then the old one comes back later. */
static void recode(struct playing *playing)
{
    const int unit = any_open(playing);
    int other = once_in(playing, 4) ? below(playing, playing->made->units) : NO_UNIT;

    if (unit == NO_UNIT)
        return;
    if (other == NO_UNIT)
        other = open_unit(playing, playing->now[unit].parent);
    if (other == NO_UNIT)
        return;
    if (!playing->now[other].open) {
        playing->now[other].open = true;
        note_version(playing, other);
    }
    succeed(playing, unit, &other, 1);
    take_over_children(playing, unit, other);
    if (other != unit)
        close_unit(playing, unit);
}

static void move(struct playing *playing)
{
    const int unit = any_open(playing);

    if (unit != NO_UNIT)
        put_below(playing, unit, any_open(playing));
}

/* A mistake: what stands above a unit is told to stand below it. */
static void turn_upside_down(struct playing *playing)
{
    const int unit = any_open(playing);
    const int above = unit == NO_UNIT ? NO_UNIT : playing->now[unit].parent;

    if (above == NO_UNIT || playing->now[above].parent == NO_UNIT || !once_in(playing, 8))
        return;
    playing->now[above].parent = unit;
    playing->made->circle = true;
    note_version(playing, above);
}

static void rename_or_close(struct playing *playing)
{
    const int unit = any_open(playing);

    if (unit == NO_UNIT)
        return;
    if (once_in(playing, 2) && playing->now[unit].parent != NO_UNIT)
        close_unit(playing, unit);
    else
        note_version(playing, unit);
}

/* Anybody goes on for anybody, also for and to units that nobody opened. */
static void contradict(struct playing *playing)
{
    const int opened = playing->made->units;
    const int count = 1 + below(playing, 2);
    int unit = below(playing, opened), successors[2];

    if (once_in(playing, 4))
        unit = UNITS + below(playing, GHOSTS);
    for (int row = 0; row < 2; row++)
        successors[row] =
            once_in(playing, 4) ? UNITS + below(playing, GHOSTS) : below(playing, opened);
    succeed(playing, unit, successors, once_in(playing, 3) ? count : 1);
    if (once_in(playing, 3))
        succeed(playing, successors[0], &unit, 1);
}

static void (*const happenings[])(struct playing *playing) = {
    merge,  merge, merge, split,           split,      recode,
    recode, move,  move,  rename_or_close, contradict, turn_upside_down,
};

static void play(struct playing *playing)
{
    const int events = below(playing, EVENTS + 1);
    const int roots = once_in(playing, 4) ? 2 : 1, first = roots + 2 + below(playing, UNITS / 2);

    playing->day = FIRST_DAY;
    for (int unit = 0; unit < first; unit++)
        open_unit(playing, unit < roots ? NO_UNIT : below(playing, unit));
    playing->made->days[playing->made->day_count++] = playing->day;
    for (int event = 0; event < events; event++) {
        /* Much happens on one day. */
        if (!once_in(playing, 3))
            playing->day += 1 + below(playing, 2 * PLAYED_DAYS / EVENTS);
        happenings[below(playing, sizeof happenings / sizeof happenings[0])](playing);
        playing->made->days[playing->made->day_count++] = playing->day;
    }
}

/* ---- dossiers ---- */

static int unit_of_dossier(struct playing *playing)
{
    if (once_in(playing, 8))
        return once_in(playing, 3) ? NO_UNIT : UNITS + below(playing, GHOSTS);
    return below(playing, playing->made->units);
}

static void add_dossiers(struct playing *playing)
{
    struct reorganised *made = playing->made;
    const int cells = below(playing, CELLS);

    for (int source = 0; source < SOURCES; source++)
        made->homes[source] = source ? below(playing, made->units) : 0;
    for (int cell = 0; cell < cells; cell++) {
        const struct dossier_group group = {
            .unit = unit_of_dossier(playing),
            .channel = 1 + below(playing, 3),
            .source = once_in(playing, 20) ? SOURCES - 1 : below(playing, SOURCES - 1),
            .partition = 1 + below(playing, 4),
        };

        for (int life = 1 + below(playing, 3); life > 0; life--) {
            struct dossier_group *one = &made->groups[made->group_count++];

            *one = group;
            one->n = 1 + below(playing, 9);
            one->received = FIRST_DAY - 100 + below(playing, PLAYED_DAYS + 200);
            one->ended = !once_in(playing, 4);
            one->withdrawn = once_in(playing, 8);
            one->late = !one->withdrawn && once_in(playing, 3);
            one->overdue = one->received + 1 + below(playing, 60);
            one->end = (one->late ? one->overdue : one->received) + below(playing, 90);
        }
    }
}

void reorganised_make(struct reorganised *made, uint64_t seed)
{
    struct playing playing = {.made = made, .chance = &made->chance};

    memset(made, 0, sizeof *made);
    made->chance.state = seed;
    play(&playing);
    add_dossiers(&playing);
}

static int32_t some_day(struct reorganised *made)
{
    const uint64_t row = chance_below(&made->chance, (uint64_t)made->day_count);

    if (chance_once_in(&made->chance, 4))
        return FIRST_DAY - 60 + (int32_t)chance_below(&made->chance, PLAYED_DAYS + 120);
    return made->days[row] - 1 + (int32_t)chance_below(&made->chance, 3);
}

void reorganised_period(struct reorganised *made, int32_t *from, int32_t *to)
{
    const int32_t one = some_day(made), other = some_day(made);

    *from = one < other ? one : other;
    *to = one < other ? other : one;
}
