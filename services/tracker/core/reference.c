#include "tracker/core/reference.h"

#include <stdlib.h>

#include "runtime/day.h"

static int order_of_facts(const void *left, const void *right)
{
    return history_order(left, right);
}

static enum outcome no_room(struct failure *why)
{
    return fail(why, REJECT, "code has more facts than the memory for one takes");
}

/* What the fact makes of the version before it; false when it says nothing about one. */
static bool next_unit(const struct history_fact *fact, bool known, struct unit_version *version)
{
    const struct unit_data *opened = &fact->data->unit;

    switch (fact->type) {
    case FACT_UNIT_OPENED:
        version->open = true;
        version->name_vi = opened->name_vi;
        version->parent = opened->parent;
        version->level = opened->level;
        return true;
    case FACT_UNIT_RENAMED: version->name_vi = fact->data->renamed.name_vi; return known;
    case FACT_UNIT_CLOSED: version->open = false; return known;
    default: return false;
    }
}

enum outcome reference_unit(struct history_fact *facts, uint32_t count, struct arena *arena,
                            struct unit_version **versions, uint32_t *version_count,
                            struct failure *why)
{
    struct unit_version version = {0};
    uint32_t rows = 0;

    *versions = arena_take(arena, ((size_t)count + 1) * sizeof **versions);
    if (!*versions)
        return no_room(why);
    qsort(facts, count, sizeof *facts, order_of_facts);
    for (uint32_t row = 0; row < count; row++) {
        const int32_t day = day_of_instant(facts[row].time_us);

        if (!next_unit(&facts[row], rows > 0, &version))
            continue;
        version.from_day = day;
        if (rows > 0 && (*versions)[rows - 1].from_day == day)
            rows--;
        (*versions)[rows++] = version;
    }
    *version_count = rows;
    return DONE;
}

enum outcome reference_procedure(struct history_fact *facts, uint32_t count, struct arena *arena,
                                 struct published_version **versions, uint32_t *version_count,
                                 struct failure *why)
{
    struct published_version version = {0};
    uint32_t rows = 0;

    *versions = arena_take(arena, ((size_t)count + 1) * sizeof **versions);
    if (!*versions)
        return no_room(why);
    qsort(facts, count, sizeof *facts, order_of_facts);
    for (uint32_t row = 0; row < count; row++) {
        version.from_day = day_of_instant(facts[row].time_us);
        version.in_force = facts[row].type == FACT_PROCEDURE_PUBLISHED;
        if (version.in_force)
            version.data = &facts[row].data->procedure;
        if (!version.data)
            continue;
        if (rows > 0 && (*versions)[rows - 1].from_day == version.from_day)
            rows--;
        (*versions)[rows++] = version;
    }
    *version_count = rows;
    return DONE;
}
