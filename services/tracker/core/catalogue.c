#include "tracker/core/catalogue.h"

#include "tracker/core/history.h"

const struct procedure_version *catalogue_procedure(const struct catalogue *catalogue,
                                                    struct bytes code, int32_t day)
{
    uint32_t low = 0, high = catalogue->count;
    const struct procedure_version *found;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;

        if (history_compare(catalogue->versions[middle].code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == catalogue->count || history_compare(catalogue->versions[low].code, code) != 0)
        return NULL;
    found = &catalogue->versions[low];
    for (uint32_t row = low + 1; row < catalogue->count; row++) {
        const struct procedure_version *next = &catalogue->versions[row];

        if (next->from_day > day || history_compare(next->code, code) != 0)
            break;
        found = next;
    }
    return found;
}

const struct catalogue_unit *catalogue_unit(const struct catalogue *catalogue, struct bytes code)
{
    uint32_t low = 0, high = catalogue->unit_count;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const int order = history_compare(catalogue->units[middle].code, code);

        if (order == 0)
            return &catalogue->units[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct calendar *catalogue_calendar(const struct catalogue *catalogue, struct bytes unit)
{
    const struct catalogue_unit *found = catalogue_unit(catalogue, unit);

    if (found)
        return found->calendar;
    return catalogue->standard ? catalogue->standard : &calendar_of_weeks;
}
