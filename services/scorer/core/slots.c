#include "scorer/core/slots.h"

#include <assert.h>

void slots_add(struct slots *slots, const struct formula *formula)
{
    for (size_t row = 0; row < formula->count; row++) {
        const struct formula_term *const term = &formula->terms[row];
        size_t *const place = &slots->place[term->measure][term->channel];

        if (*place)
            continue;
        slots->has_marks |= measure_is_mark(term->measure);
        slots->at[slots->count++] = (struct slot){term->measure, term->channel};
        *place = slots->count;
    }
}

size_t slots_find(const struct slots *slots, enum measure measure, enum formula_channel channel)
{
    const size_t place = slots->place[measure][channel];

    assert(place > 0);
    return place - 1;
}
