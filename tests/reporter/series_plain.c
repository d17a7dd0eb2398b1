#include "tests/reporter/series_plain.h"

#include <string.h>

const char *const plain_column_names[] = {
#define PLAIN_NAME(name) [PLAIN_##name] = #name,
    PLAIN_COLUMNS(PLAIN_NAME)
#undef PLAIN_NAME
};

static bool is_known(const struct plain_question *question, int unit)
{
    return unit != NO_UNIT && unit < question->made->units;
}

static int32_t tree_day(const struct plain_question *question)
{
    return question->series == SERIES_PREDECESSOR ? question->from : question->to;
}

/* The version of the day; before the first one, the first one. */
static const struct version *version_on(const struct reorganised *made, int unit, int32_t day)
{
    const struct version *found = NULL;

    for (int row = 0; row < made->version_count; row++)
        if (made->versions[row].unit == unit && (!found || made->versions[row].day <= day))
            found = &made->versions[row];
    return found;
}

static const struct succession *succession_on(const struct reorganised *made, int unit, int32_t day)
{
    const struct succession *found = NULL;

    for (int row = 0; row < made->succession_count; row++) {
        const struct succession *one = &made->successions[row];

        if (one->unit == unit && one->day <= day && (!found || found->day < one->day))
            found = one;
    }
    return found;
}

static bool was_open_before(const struct reorganised *made, int unit, int32_t day)
{
    for (int row = 0; row < made->version_count; row++)
        if (made->versions[row].unit == unit && made->versions[row].open &&
            made->versions[row].day < day)
            return true;
    return false;
}

/* ---- the way ---- */

static int successor_of(const struct plain_question *question, int unit, int32_t *day)
{
    const struct succession *said = succession_on(question->made, unit, question->to);

    if (!said || said->count != 1 || said->successors[0] == unit)
        return NO_UNIT;
    *day = said->day;
    return said->successors[0];
}

static int predecessor_of(const struct plain_question *question, int unit)
{
    int found = NO_UNIT, count = 0;
    int32_t day = 0;

    for (int other = 0; other < CODES; other++) {
        const struct succession *said = succession_on(question->made, other, question->to);

        for (int place = 0; said && said->day > question->from && place < said->count; place++)
            if (said->successors[place] == unit) {
                found = other;
                day = said->day;
                count++;
            }
    }
    return count != 1 || found == unit || was_open_before(question->made, unit, day) ? NO_UNIT
                                                                                     : found;
}

/* Whether the unit is in a circle and took over later than any other that is in it. */
static bool took_over_last(const struct plain_question *question, int unit)
{
    int32_t first = 0, day = 0;
    bool seen[CODES] = {false};
    int at = unit, before = NO_UNIT;

    while (at != NO_UNIT && !seen[at]) {
        seen[at] = true;
        before = at;
        at = successor_of(question, at, &day);
    }
    if (at != unit)
        return false;
    /* `before` is the one that it took over from; now all others of the circle. */
    successor_of(question, before, &first);
    for (at = unit; at != before; at = successor_of(question, at, &day)) {
        successor_of(question, at, &day);
        if (day >= first)
            return false;
    }
    return true;
}

static int next_of(const struct plain_question *question, int unit)
{
    int32_t day;

    if (question->series == SERIES_PREDECESSOR)
        return predecessor_of(question, unit);
    return took_over_last(question, unit) ? NO_UNIT : successor_of(question, unit, &day);
}

/* Under which unit one counts: the last known one of the way, itself when there is none. */
static int counts_under(const struct plain_question *question, int unit)
{
    bool seen[CODES] = {false};
    int at = unit, last = unit;

    if (question->series == SERIES_REPORTED || unit == NO_UNIT)
        return unit;
    while (!seen[at]) {
        const int next = next_of(question, at);

        seen[at] = true;
        if (next == NO_UNIT)
            break;
        at = next;
        if (is_known(question, at))
            last = at;
    }
    return last;
}

/* ---- the tree ---- */

static int stood_below(const struct plain_question *question, int unit)
{
    return version_on(question->made, unit, tree_day(question))->parent;
}

static int would_hang_below(const struct plain_question *question, int unit)
{
    const int parent = stood_below(question, unit);

    return parent == NO_UNIT ? NO_UNIT : counts_under(question, parent);
}

/* Who would hang in a circle stays where it stood. */
static int hangs_below(const struct plain_question *question, int unit)
{
    int at = unit, steps = 0;

    while (at != NO_UNIT && steps++ < CODES)
        at = would_hang_below(question, at);
    return at == NO_UNIT ? would_hang_below(question, unit) : stood_below(question, unit);
}

int plain_roots(const struct plain_question *question, int roots[UNITS])
{
    int count = 0;

    for (int unit = 0; unit < question->made->units; unit++) {
        bool has_child = false;

        if (hangs_below(question, unit) != NO_UNIT)
            continue;
        for (int other = 0; other < question->made->units; other++)
            has_child |= hangs_below(question, other) == unit;
        if (has_child || counts_under(question, unit) == unit)
            roots[count++] = unit;
    }
    return count;
}

static bool is_only_root(const struct plain_question *question, int unit)
{
    int roots[UNITS];

    return plain_roots(question, roots) == 1 && roots[0] == unit;
}

/* ---- rows ---- */

int plain_row_of(const struct plain_question *question, const struct dossier_group *group, int unit)
{
    const int home = question->made->homes[group->source];
    const int under = counts_under(question, group->unit);
    int place = is_known(question, under) ? under : counts_under(question, home), row = place;
    int steps = 0;

    if (group->source == SOURCES - 1)
        return PLAIN_NOWHERE;
    while (place != NO_UNIT && place != unit && steps++ < UNITS) {
        row = place;
        place = hangs_below(question, place);
    }
    if (place != unit && steps > UNITS && is_only_root(question, unit))
        return PLAIN_UNMAPPED;
    if (place != unit)
        return PLAIN_NOWHERE;
    return row == unit && !is_known(question, under) ? PLAIN_UNMAPPED : row;
}

bool plain_hangs_below(const struct plain_question *question, int unit, int above)
{
    return hangs_below(question, unit) == above;
}

static void count_in(struct plain_row *row, const struct dossier_group *group, int32_t from,
                     int32_t to)
{
    const bool is_new = group->received >= from && group->received <= to;
    const bool closed = group->ended && group->end <= to;
    const bool closed_before = group->ended && group->end < from;
    const bool overdue = group->late && group->overdue <= to && !closed;

    if (group->received > to)
        return;
    row->any = true;
    if (closed_before)
        return;
    row->cells[PLAIN_received_total] += group->n;
    row->cells[PLAIN_received_new] += is_new ? group->n : 0;
    row->cells[PLAIN_received_online] += is_new && group->channel == 2 ? group->n : 0;
    row->cells[PLAIN_carried_in] += is_new ? 0 : group->n;
    row->cells[PLAIN_resolved_total] += closed ? group->n : 0;
    row->cells[PLAIN_resolved_late] += closed && group->late ? group->n : 0;
    row->cells[PLAIN_resolved_on_or_before_due] += closed && !group->late ? group->n : 0;
    row->cells[PLAIN_in_progress_total] += closed ? 0 : group->n;
    row->cells[PLAIN_in_progress_overdue] += overdue ? group->n : 0;
    row->cells[PLAIN_in_progress_not_due] += closed || overdue ? 0 : group->n;
}

bool plain_is_open(const struct plain_question *question, int unit)
{
    const struct reorganised *made = question->made;
    int32_t first = question->from, last = question->to;

    if (question->series == SERIES_SUCCESSOR)
        first = last;
    else if (question->series == SERIES_PREDECESSOR)
        last = first;
    if (counts_under(question, unit) != unit)
        return false;
    for (int32_t day = first; day <= last; day++) {
        const struct version *version = version_on(made, unit, day);

        if (version->open && version->day <= day)
            return true;
    }
    return false;
}

static bool is_empty(const struct plain_row *row)
{
    for (int column = 0; column < PLAIN_COLUMN_COUNT; column++)
        if (row->cells[column])
            return false;
    return true;
}

void plain_table_of(const struct plain_question *question, int unit, struct plain_table *table)
{
    const struct reorganised *made = question->made;

    memset(table, 0, sizeof *table);
    for (int row = 0; row < made->group_count; row++) {
        const struct dossier_group *group = &made->groups[row];
        const int place = plain_row_of(question, group, unit);

        if (place == PLAIN_NOWHERE)
            continue;
        count_in(&table->rows[place], group, question->from, question->to);
        count_in(&table->total, group, question->from, question->to);
    }
    for (int row = 0; row <= UNITS; row++)
        table->rows[row].shown = !is_empty(&table->rows[row]);
    for (int other = 0; other < made->units; other++) {
        struct plain_row *row = &table->rows[other];

        if ((other == unit && row->any) || hangs_below(question, other) == unit)
            row->shown |= plain_is_open(question, other);
    }
    table->total.shown = true;
}
