#include "thuocdo/preview/proposal.h"

#include <stdlib.h>

#include "thuocdo/preview/proposed_days.h"
#include "tracker/core/reference.h"

enum { FACTS_BYTES = 64 << 20, SPARE_BYTES = 16 << 20 };

/* The catalogue while it is put together. */
struct putting {
    const struct proposed *proposed;
    struct proposal_catalogues *catalogues;
    struct arena arena;             /* What stays. */
    struct buffer versions;         /* struct procedure_version */
    struct buffer standings, hours; /* struct unit_standing, struct unit_hours */
};

void proposal_add_code(struct buffer *codes, struct bytes code)
{
    buffer_add(codes, codes->length ? ",\"" : "{\"", 2);
    for (size_t at = 0; at < code.length; at++) {
        if (code.at[at] == '"' || code.at[at] == '\\')
            buffer_add(codes, "\\", 1);
        buffer_add(codes, &code.at[at], 1);
    }
    buffer_add(codes, "\"", 1);
}

static void close_codes(struct buffer *codes)
{
    if (codes->length)
        buffer_add(codes, "}", 1);
    else
        buffer_add(codes, "{}", 2);
}

/* ---- procedures and units ---- */

static bool is_proposed(const struct putting *putting, enum fact_family family, struct bytes code)
{
    return putting->proposed && proposed_find(putting->proposed, family, code);
}

/* What stays as it is: everything of codes about which nothing is proposed. */
static void put_others(struct putting *putting)
{
    const struct catalogue *catalogue = &putting->catalogues->before.catalogue;
    const struct unit_facts *units = &putting->catalogues->before.units;

    for (uint32_t row = 0; row < catalogue->count; row++)
        if (!is_proposed(putting, FAMILY_CATALOGUE, catalogue->versions[row].code))
            buffer_add(&putting->versions, &catalogue->versions[row],
                       sizeof catalogue->versions[row]);
    for (uint32_t row = 0; row < units->standing_count; row++)
        if (!is_proposed(putting, FAMILY_ORGANISATION, units->standings[row].code))
            buffer_add(&putting->standings, &units->standings[row], sizeof units->standings[row]);
    for (uint32_t row = 0; row < units->hour_count; row++)
        if (!is_proposed(putting, FAMILY_ORGANISATION, units->hours[row].code))
            buffer_add(&putting->hours, &units->hours[row], sizeof units->hours[row]);
}

static enum outcome put_procedure(struct putting *putting, const struct proposed_code *code,
                                  struct failure *why)
{
    struct published_version *versions;
    struct history_fact *facts;
    uint32_t count;

    proposal_add_code(&putting->catalogues->procedures, code->code);
    TRY(proposed_facts(code, &putting->arena, &facts, &count, why));
    TRY(reference_procedure(facts, count, &putting->arena, &versions, &count, why));
    for (uint32_t row = 0; row < count; row++) {
        const struct procedure_version version = reference_version(code->code, &versions[row]);

        buffer_add(&putting->versions, &version, sizeof version);
    }
    return DONE;
}

static enum outcome put_unit(struct putting *putting, const struct proposed_code *code,
                             struct failure *why)
{
    struct unit_version *versions;
    struct history_fact *facts;
    struct dated_data *weeks;
    uint32_t fact_count, count;

    TRY(proposed_facts(code, &putting->arena, &facts, &fact_count, why));
    TRY(reference_unit(facts, fact_count, &putting->arena, &versions, &count, why));
    for (uint32_t row = 0; row < count; row++) {
        const struct unit_standing standing = {code->code, versions[row].from_day,
                                               versions[row].parent};

        buffer_add(&putting->standings, &standing, sizeof standing);
    }
    TRY(reference_of_days(facts, fact_count, FACT_UNIT_HOURS, &putting->arena, &weeks, &count,
                          why));
    for (uint32_t row = 0; row < count; row++) {
        struct unit_hours hours = {.code = code->code, .from_day = weeks[row].from_day};

        memcpy(hours.week.day, weeks[row].data->hours.day, sizeof hours.week.day);
        buffer_add(&putting->hours, &hours, sizeof hours);
    }
    return DONE;
}

static int order_of_rows(struct bytes left, int32_t left_day, struct bytes right, int32_t right_day)
{
    const int order = history_compare(left, right);

    return order ? order : (left_day > right_day) - (left_day < right_day);
}

static int order_of_versions(const void *left, const void *right)
{
    const struct procedure_version *one = left, *other = right;

    return order_of_rows(one->code, one->from_day, other->code, other->from_day);
}

static int order_of_standings(const void *left, const void *right)
{
    const struct unit_standing *one = left, *other = right;

    return order_of_rows(one->code, one->from_day, other->code, other->from_day);
}

static int order_of_hours(const void *left, const void *right)
{
    const struct unit_hours *one = left, *other = right;

    return order_of_rows(one->code, one->from_day, other->code, other->from_day);
}

/* Puts the rows in order and has the arena keep them. */
static enum outcome keep(struct putting *putting, struct buffer *rows, size_t size,
                         int (*order)(const void *, const void *), void *kept, uint32_t *count,
                         struct failure *why)
{
    void *at = arena_take(&putting->arena, rows->length + 1);

    if (!at)
        return fail(why, REJECT, "the catalogue does not fit the memory set aside for it");
    *count = (uint32_t)(rows->length / size);
    if (*count > 0) {
        memcpy(at, rows->at, rows->length);
        qsort(at, *count, size, order);
    }
    *(void **)kept = at;
    return DONE;
}

static enum outcome put_proposed(struct putting *putting, struct failure *why)
{
    for (const struct proposed_code *code = putting->proposed ? putting->proposed->codes : NULL;
         code; code = code->hh.next)
        if (code->family == FAMILY_CATALOGUE)
            TRY(put_procedure(putting, code, why));
        else
            TRY(put_unit(putting, code, why));
    return DONE;
}

static enum outcome make_after(struct putting *putting, struct failure *why)
{
    struct catalogue *after = &putting->catalogues->after;
    struct unit_facts units = {.specials = &putting->catalogues->specials};

    put_others(putting);
    TRY(put_proposed(putting, why));
    TRY(keep(putting, &putting->versions, sizeof *after->versions, order_of_versions,
             &after->versions, &after->count, why));
    TRY(keep(putting, &putting->standings, sizeof *units.standings, order_of_standings,
             &units.standings, &units.standing_count, why));
    TRY(keep(putting, &putting->hours, sizeof *units.hours, order_of_hours, &units.hours,
             &units.hour_count, why));
    return calendars_make(&units, &putting->arena, after, why);
}

/* ---- what differs ---- */

static bool same_week(const struct week *left, const struct week *right)
{
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
        const struct spans *one = &left->day[weekday], *other = &right->day[weekday];

        if (one->count != other->count)
            return false;
        for (int row = 0; row < one->count; row++)
            if (one->from[row] != other->from[row] || one->to[row] != other->to[row])
                return false;
    }
    return true;
}

static bool same_hours(const struct calendar *left, const struct calendar *right)
{
    if (left->count != right->count)
        return false;
    for (uint32_t row = 0; row < left->count; row++)
        if ((row > 0 && left->segments[row].from_day != right->segments[row].from_day) ||
            !same_week(left->segments[row].week, right->segments[row].week))
            return false;
    return true;
}

static bool same_unit(const struct catalogue *before, const struct catalogue *after,
                      struct bytes code)
{
    const struct catalogue_unit *one = catalogue_unit(before, code);
    const struct catalogue_unit *other = catalogue_unit(after, code);

    return (one && one->opened) == (other && other->opened) &&
           same_hours(catalogue_calendar(before, code), catalogue_calendar(after, code));
}

/* Units never go away, so those of the later catalogue are all. */
static void find_units(struct proposal_catalogues *catalogues)
{
    const struct catalogue *after = &catalogues->after;

    for (uint32_t row = 0; row < after->unit_count; row++)
        if (!same_unit(&catalogues->before.catalogue, after, after->units[row].code))
            proposal_add_code(&catalogues->units, after->units[row].code);
}

/* ---- all of it ---- */

enum outcome proposal_read(const struct proposal *proposal, struct database *database,
                           struct proposal_catalogues *catalogues, struct failure *why)
{
    struct putting putting = {.proposed = proposal->facts, .catalogues = catalogues};
    size_t size;
    enum outcome outcome;

    TRY(catalogue_read(&catalogues->before, database, why));
    size = catalogues->before.size * 2 + FACTS_BYTES + SPARE_BYTES;
    catalogues->memory = heap_take(size, 1);
    putting.arena = arena_over(catalogues->memory, size);
    catalogues->specials = catalogues->before.specials;
    outcome = proposal->days ? proposed_days_read(proposal->days, database, &putting.arena,
                                                  &catalogues->specials, why)
                             : DONE;
    if (outcome == DONE)
        outcome = make_after(&putting, why);
    buffer_free(&putting.versions);
    buffer_free(&putting.standings);
    buffer_free(&putting.hours);
    TRY(outcome);
    catalogues->first_day =
        proposed_days_first(&catalogues->before.specials, &catalogues->specials);
    find_units(catalogues);
    close_codes(&catalogues->procedures);
    close_codes(&catalogues->units);
    return DONE;
}

void proposal_close(struct proposal_catalogues *catalogues)
{
    catalogue_reading_close(&catalogues->before);
    buffer_free(&catalogues->procedures);
    buffer_free(&catalogues->units);
    free(catalogues->memory);
}
