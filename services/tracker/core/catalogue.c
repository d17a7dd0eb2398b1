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
