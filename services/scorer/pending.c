#include "scorer/pending.h"

#include <stdlib.h>

#include "runtime/buffer.h"

void pending_clear(struct pending *pending)
{
    struct pending_unit *unit = pending->units, *next;

    HASH_CLEAR(hh, pending->units); /* The table; its rows stay linked. */
    for (; unit; unit = next) {
        next = unit->hh.next;
        free(unit);
    }
    *pending = (struct pending){.all_from = INT32_MAX, .first_day = INT32_MAX};
}

/* Days are 64 bits wide on the wire; beyond what a day can be, they are as early as can be. */
static int32_t narrowed(int64_t day)
{
    if (day > INT32_MAX)
        return INT32_MAX;
    return day < FROM_THE_BEGINNING ? FROM_THE_BEGINNING : (int32_t)day;
}

static void lower(int32_t *day, int32_t to)
{
    if (to < *day)
        *day = to;
}

void pending_unit(struct pending *pending, struct bytes code, int64_t first_day)
{
    struct pending_unit *unit;

    HASH_FIND(hh, pending->units, code.at, code.length, unit);
    if (!unit) {
        unit = heap_take(1, sizeof *unit + code.length + 1);
        unit->length = code.length;
        unit->from_day = INT32_MAX;
        if (code.length)
            memcpy(unit->code, code.at, code.length);
        HASH_ADD_KEYPTR(hh, pending->units, unit->code, unit->length, unit);
    }
    lower(&unit->from_day, narrowed(first_day));
    lower(&pending->first_day, unit->from_day);
}

/* What a unit has counted before it was known hangs elsewhere from then on, whatever the day. */
void pending_reference(struct pending *pending, bool of_unit, int64_t first_day)
{
    pending->reference = true;
    lower(&pending->all_from, of_unit ? FROM_THE_BEGINNING : narrowed(first_day));
    lower(&pending->first_day, pending->all_from);
}
