#include "tracker/catalogue_reading.h"

#include <stdlib.h>

#include "runtime/buffer.h"
#include "runtime/day.h"

enum { FIRST_SIZE = 1 << 20 };

extern const struct embedded tracker_reading_sql[];

/* One try, in memory that may turn out to be too small. */
struct trying {
    struct catalogue_reading *reading;
    struct database *database;
    struct arena arena;
    bool full;
};

static enum outcome take(struct trying *trying, size_t bytes, void *taken, struct failure *why)
{
    void *at = arena_take(&trying->arena, bytes);

    if (!at) {
        trying->full = true;
        return fail(why, RETRY, "the catalogue does not fit the memory set aside for it");
    }
    *(void **)taken = at;
    return DONE;
}

static enum outcome copy(struct trying *trying, int row, int column, struct bytes *text,
                         struct failure *why)
{
    const struct bytes bytes = row_bytes(trying->database, row, column);
    uint8_t *at;

    TRY(take(trying, bytes.length + 1, &at, why));
    memcpy(at, bytes.at, bytes.length);
    *text = (struct bytes){at, bytes.length};
    return DONE;
}

/* Rows come in order of code: one that goes on has the text of the row before it. */
static enum outcome copy_code(struct trying *trying, int row, struct bytes before,
                              struct bytes *code, struct failure *why)
{
    *code = before;
    if (row > 0 && bytes_equal(before, row_bytes(trying->database, row, 0)))
        return DONE;
    return copy(trying, row, 0, code, why);
}

static enum outcome ask(struct trying *trying, const char *name, size_t size, uint32_t *count,
                        void *rows, struct failure *why)
{
    TRY(database_query(trying->database, statement(tracker_reading_sql, name), NULL, why));
    *count = (uint32_t)row_count(trying->database);
    return take(trying, ((size_t)*count + 1) * size, rows, why);
}

static int32_t choice(const char *const *names, struct bytes name)
{
    const int32_t number = choice_by_name(names, (const char *)name.at, name.length);

    return number < 0 ? 0 : number;
}

static enum outcome read_procedures(struct trying *trying, struct failure *why)
{
    const struct database *database = trying->database;
    struct catalogue *catalogue = &trying->reading->catalogue;
    struct procedure_version *versions;

    TRY(ask(trying, "fold_procedures", sizeof *versions, &catalogue->count, &versions, why));
    catalogue->versions = versions;
    for (int row = 0; row < (int)catalogue->count; row++) {
        versions[row] = (struct procedure_version){
            .from_day = (int32_t)row_integer(database, row, 1),
            .fee = row_bool(database, row, 2),
            .result_is_paper = row_bool(database, row, 3),
            .service_level = choice(service_level_names, row_bytes(database, row, 4)),
            .interlink = choice(interlink_names, row_bytes(database, row, 5)),
            .limit = {row_integer(database, row, 6),
                      choice(limit_unit_names, row_bytes(database, row, 7))},
        };
        TRY(copy_code(trying, row, row ? versions[row - 1].code : (struct bytes){0},
                      &versions[row].code, why));
    }
    return DONE;
}

static enum outcome read_units(struct trying *trying, struct failure *why)
{
    struct unit_facts *units = &trying->reading->units;
    struct unit_standing *standings;

    TRY(ask(trying, "fold_units", sizeof *standings, &units->standing_count, &standings, why));
    units->standings = standings;
    for (int row = 0; row < (int)units->standing_count; row++) {
        standings[row].from_day = (int32_t)row_integer(trying->database, row, 1);
        TRY(copy_code(trying, row, row ? standings[row - 1].code : (struct bytes){0},
                      &standings[row].code, why));
        TRY(copy(trying, row, 2, &standings[row].parent, why));
    }
    return DONE;
}

static enum outcome read_hours(struct trying *trying, struct failure *why)
{
    struct unit_facts *units = &trying->reading->units;
    struct unit_hours *hours;

    TRY(ask(trying, "fold_hours", sizeof *hours, &units->hour_count, &hours, why));
    units->hours = hours;
    for (int row = 0; row < (int)units->hour_count; row++) {
        hours[row].from_day = (int32_t)row_integer(trying->database, row, 1);
        TRY(copy_code(trying, row, row ? hours[row - 1].code : (struct bytes){0}, &hours[row].code,
                      why));
        if (!week_parse(row_bytes(trying->database, row, 2), &hours[row].week))
            return fail(why, FATAL, "unit %.*s: its working hours are no week",
                        (int)hours[row].code.length, (const char *)hours[row].code.at);
    }
    return DONE;
}

static enum outcome read_special_days(struct trying *trying, struct failure *why)
{
    const struct database *database = trying->database;
    struct special_days *specials = &trying->reading->specials;
    struct special_day *days;

    TRY(ask(trying, "fold_special_days", sizeof *days, &specials->count, &days, why));
    specials->at = days;
    for (int row = 0; row < (int)specials->count; row++) {
        days[row].day = (int32_t)row_integer(database, row, 0);
        days[row].off = row_bool(database, row, 1);
        if (!days[row].off)
            days[row].like_weekday = (int8_t)day_weekday((int32_t)row_integer(database, row, 2));
        TRY(copy(trying, row, 3, &days[row].name_vi, why));
        TRY(copy(trying, row, 4, &days[row].source, why));
    }
    return DONE;
}

static enum outcome try_reading(struct trying *trying, struct failure *why)
{
    struct catalogue_reading *reading = trying->reading;
    enum outcome outcome;

    TRY(read_procedures(trying, why));
    TRY(read_units(trying, why));
    TRY(read_hours(trying, why));
    TRY(read_special_days(trying, why));
    reading->units.specials = &reading->specials;
    outcome = calendars_make(&reading->units, &trying->arena, &reading->catalogue, why);
    trying->full = outcome == REJECT;
    return outcome;
}

void catalogue_reading_close(struct catalogue_reading *reading)
{
    free(reading->memory);
    *reading = (struct catalogue_reading){0};
}

enum outcome catalogue_read(struct catalogue_reading *reading, struct database *database,
                            struct failure *why)
{
    struct trying trying = {.reading = reading, .database = database, .full = true};
    enum outcome outcome = DONE;
    size_t size = reading->size ? reading->size : FIRST_SIZE;

    for (; trying.full; size *= 2) {
        catalogue_reading_close(reading);
        reading->memory = heap_take(size, 1);
        reading->size = size;
        trying.arena = arena_over(reading->memory, size);
        trying.full = false;
        outcome = try_reading(&trying, why);
    }
    return outcome;
}
