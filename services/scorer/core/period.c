#include "scorer/core/period.h"

#include <stdio.h>

#include "runtime/day.h"

static const struct kind {
    int32_t months;
    const char *before; /* What stands between the year and the period's place in it. */
    int digits;         /* Of that place, from 1; a year has none. */
} kinds[] = {
    {1,  "-",  2},
    {3,  "-Q", 1},
    {12, "",   0},
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

int32_t month_of_day(int32_t day)
{
    const struct date date = day_to_date(day);

    return date.year * 12 + date.month - 1;
}

int32_t month_start(int32_t month)
{
    return day_from_date((struct date){month / 12, month % 12 + 1, 1});
}

int32_t month_january(int32_t month)
{
    return month - month % 12;
}

static struct period make(const struct kind *kind, int32_t first_month)
{
    const int32_t last_month = first_month + kind->months - 1;
    struct period period = {
        .first_month = first_month,
        .last_month = last_month,
        .from_day = month_start(first_month),
        .to_day = month_start(last_month + 1) - 1,
    };
    char place[PERIOD_NAME] = "";

    if (kind->digits)
        snprintf(place, sizeof place, "%s%0*d", kind->before, kind->digits,
                 first_month % 12 / kind->months + 1);
    snprintf(period.name, sizeof period.name, "%04d%s", first_month / 12, place);
    return period;
}

static int32_t begin(size_t kind, int32_t month)
{
    return month - month % kinds[kind].months;
}

struct period_walk period_walk(int32_t first_month, int32_t last_month)
{
    return (struct period_walk){first_month, last_month, 0, begin(0, first_month)};
}

bool period_next(struct period_walk *walk, struct period *period)
{
    while (walk->kind < KINDS &&
           (walk->at > walk->last_month || walk->last_month < walk->first_month))
        if (++walk->kind < KINDS)
            walk->at = begin(walk->kind, walk->first_month);
    if (walk->kind == KINDS)
        return false;
    *period = make(&kinds[walk->kind], walk->at);
    walk->at += kinds[walk->kind].months;
    return true;
}
