#include "scorer/core/sums.h"

size_t sums_room(const struct sums *sums)
{
    return (size_t)sums->units * (sums->months + 1) * sums->slots->count;
}

static int64_t *place(const struct sums *sums, uint32_t unit, uint32_t number)
{
    return sums->at + ((size_t)unit * (sums->months + 1) + number) * sums->slots->count;
}

static uint32_t number_of(const struct sums *sums, int32_t month)
{
    const int32_t number = month - sums->first_month + 1;

    if (number <= 0)
        return 0;
    return (uint32_t)number < sums->months ? (uint32_t)number : sums->months;
}

void sums_open(struct sums *sums, uint32_t unit)
{
    memset(place(sums, unit, 0), 0, (sums->months + 1) * sums->slots->count * sizeof(int64_t));
}

void sums_add(struct sums *sums, uint32_t unit, int32_t month, enum formula_channel channel,
              enum measure measure, int64_t n)
{
    const size_t *const places = sums->slots->place[measure];
    int64_t *const into = place(sums, unit, number_of(sums, month));

    if (places[FORMULA_ANY_CHANNEL])
        into[places[FORMULA_ANY_CHANNEL] - 1] += n;
    if (channel != FORMULA_ANY_CHANNEL && places[channel])
        into[places[channel] - 1] += n;
}

void sums_close(struct sums *sums, uint32_t unit)
{
    for (uint32_t number = 1; number <= sums->months; number++) {
        const int64_t *const before = place(sums, unit, number - 1);
        int64_t *const at = place(sums, unit, number);

        for (size_t row = 0; row < sums->slots->count; row++)
            at[row] += before[row];
    }
}

static bool says_how_far(struct slot slot)
{
    return slot.channel == FORMULA_ANY_CHANNEL && slot.measure <= MEASURE_WITHDRAWN;
}

static bool moved(const struct sums *sums, uint32_t unit, uint32_t number)
{
    const int64_t *const before = place(sums, unit, number - 1), *const at =
                                                                     place(sums, unit, number);

    for (size_t row = 0; row < sums->slots->count; row++)
        if (at[row] != before[row] && says_how_far(sums->slots->at[row]))
            return true;
    return false;
}

int32_t sums_last_month(const struct sums *sums, int32_t most)
{
    for (uint32_t number = number_of(sums, most); number > 0; number--)
        for (uint32_t unit = 0; unit < sums->units; unit++)
            if (moved(sums, unit, number))
                return sums->first_month + (int32_t)number - 1;
    return MONTH_NONE;
}

static void add(const struct slots *slots, const int64_t *from, int64_t *into)
{
    for (size_t row = 0; row < slots->count; row++)
        into[row] += from[row];
}

void sums_of_period(const struct sums *sums, const struct units *units, const struct period *period,
                    struct period_sums *into)
{
    const size_t slots = sums->slots->count, bytes = sums->units * slots * sizeof(int64_t);
    const uint32_t before = number_of(sums, period->first_month - 1);
    const uint32_t end = number_of(sums, period->last_month);

    into->slots = sums->slots;
    memset(into->before, 0, bytes);
    memset(into->end, 0, bytes);
    for (uint32_t unit = 0; unit < sums->units; unit++) {
        uint32_t path[UNIT_DEPTH];
        const size_t length = units_path(units, unit, period->to_day, path);

        for (size_t row = 0; row < length; row++) {
            add(sums->slots, place(sums, unit, before), into->before + path[row] * slots);
            add(sums->slots, place(sums, unit, end), into->end + path[row] * slots);
        }
    }
}

struct asked {
    const struct period_sums *sums;
    uint32_t unit;
};

static int64_t sum_of_term(const struct formula_term *term, void *context)
{
    const struct asked *const asked = context;
    const struct slots *const slots = asked->sums->slots;
    const size_t at = asked->unit * slots->count + slots_find(slots, term->measure, term->channel);

    switch (term->when) {
    case FORMULA_STOCK_BEFORE: return asked->sums->before[at];
    case FORMULA_STOCK_END: return asked->sums->end[at];
    case FORMULA_FLOW: break;
    }
    return asked->sums->end[at] - asked->sums->before[at];
}

int64_t sums_value(const struct period_sums *sums, uint32_t unit, const struct formula *formula)
{
    struct asked asked = {sums, unit};

    return formula_value(formula, sum_of_term, &asked);
}

int64_t sums_at_end(const struct period_sums *sums, uint32_t unit, enum measure measure)
{
    return sums
        ->end[unit * sums->slots->count + slots_find(sums->slots, measure, FORMULA_ANY_CHANNEL)];
}
