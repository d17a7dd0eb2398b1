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

struct procedure_version reference_version(struct bytes code,
                                           const struct published_version *published)
{
    const struct procedure_data *data = published->data;

    return (struct procedure_version){
        .code = code,
        .from_day = published->from_day,
        .fee = data->fee,
        .result_is_paper = data->result_is_paper,
        .service_level = data->service_level,
        .interlink = data->interlink,
        .limit = {data->limit.n, data->limit.unit},
    };
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
        if (version.in_force) {
            version.data = &facts[row].data->procedure;
            version.source = facts[row].source;
        }
        if (!version.data)
            continue;
        if (rows > 0 && (*versions)[rows - 1].from_day == version.from_day)
            rows--;
        (*versions)[rows++] = version;
    }
    *version_count = rows;
    return DONE;
}

enum outcome reference_of_days(struct history_fact *facts, uint32_t count, enum fact_type type,
                               struct arena *arena, struct dated_data **rows, uint32_t *row_count,
                               struct failure *why)
{
    uint32_t made = 0;

    *rows = arena_take(arena, ((size_t)count + 1) * sizeof **rows);
    if (!*rows)
        return no_room(why);
    qsort(facts, count, sizeof *facts, order_of_facts);
    for (uint32_t row = 0; row < count; row++) {
        const int32_t day = day_of_instant(facts[row].time_us);

        if (facts[row].type != (int32_t)type)
            continue;
        if (made > 0 && (*rows)[made - 1].from_day == day)
            made--;
        (*rows)[made++] = (struct dated_data){.from_day = day, .data = facts[row].data};
    }
    *row_count = made;
    return DONE;
}

bool reference_named_before(const struct succeeded_data *data, uint32_t row)
{
    const struct successor *successors = data->successors.at;

    for (uint32_t earlier = 0; earlier < row; earlier++)
        if (bytes_equal(successors[earlier].unit, successors[row].unit))
            return true;
    return false;
}

static char *print_two(char *text, int value)
{
    *text++ = (char)('0' + value / 10);
    *text++ = (char)('0' + value % 10);
    return text;
}

static char *print_minute(char *text, uint16_t minute)
{
    text = print_two(text, minute / 60);
    *text++ = ':';
    return print_two(text, minute % 60);
}

void reference_week(const struct hours_data *hours, char text[WEEK_TEXT])
{
    for (int weekday = 0; weekday < 7; weekday++) {
        const struct spans *day = &hours->day[weekday];

        if (weekday > 0)
            *text++ = ';';
        for (uint32_t row = 0; row < day->count; row++) {
            if (row > 0)
                *text++ = ',';
            text = print_minute(text, day->from[row]);
            *text++ = '-';
            text = print_minute(text, day->to[row]);
        }
    }
    *text = '\0';
}
