#include "scorer/core/units.h"

static int compare(struct bytes left, struct bytes right)
{
    const size_t both = left.length < right.length ? left.length : right.length;
    const int order = both ? memcmp(left.at, right.at, both) : 0;

    return order ? order : (left.length > right.length) - (left.length < right.length);
}

uint32_t units_find(const struct units *units, struct bytes code)
{
    uint32_t low = 0, high = units->count;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const int order = compare(units->at[middle].code, code);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return UNIT_NONE;
}

const struct unit_version *units_version(const struct units *units, uint32_t unit, int32_t day)
{
    const struct unit *const of = &units->at[unit];
    uint32_t row = of->count - 1;

    while (row > 0 && units->versions[of->first + row].holds_from > day)
        row--;
    return &units->versions[of->first + row];
}

bool units_open_in(const struct units *units, uint32_t unit, const struct period *period)
{
    const struct unit *const of = &units->at[unit];

    for (uint32_t row = 0; row < of->count; row++) {
        const struct unit_version *const version = &units->versions[of->first + row];

        if (version->open && version->from_day <= period->to_day &&
            version->holds_to >= period->from_day)
            return true;
    }
    return false;
}

size_t units_path(const struct units *units, uint32_t unit, int32_t day, uint32_t path[UNIT_DEPTH])
{
    size_t length = 0;

    while (unit != UNIT_NONE && length < UNIT_DEPTH) {
        for (size_t row = 0; row < length; row++)
            if (path[row] == unit)
                return length;
        path[length++] = unit;
        unit = units_version(units, unit, day)->parent;
    }
    return length;
}

/* Days only ever get earlier, so a circle of parents ends by itself. */
void units_touch(const struct units *units, int32_t *touched, uint32_t unit, int32_t day)
{
    const struct unit *const of = &units->at[unit];

    if (touched[unit] <= day)
        return;
    touched[unit] = day;
    for (uint32_t row = 0; row < of->count; row++) {
        const struct unit_version *const version = &units->versions[of->first + row];

        if (version->parent != UNIT_NONE && version->holds_to >= day)
            units_touch(units, touched, version->parent,
                        version->holds_from > day ? version->holds_from : day);
    }
}

void units_touch_all(const struct units *units, int32_t *touched, int32_t day)
{
    for (uint32_t unit = 0; unit < units->count; unit++)
        if (touched[unit] > day)
            touched[unit] = day;
}
