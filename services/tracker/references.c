/*
 * Partition 0: units and procedures. What each source says of a code is kept as a resident named
 * "family code"; the versions of a code follow from all of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"
#include "tracker/core/reference.h"
#include "tracker/tracker.h"

/* Goes up whenever more follows from a code's facts: what was derived before is derived again. */
enum { DERIVATION = 8 };

static int32_t last_day(void)
{
    return day_from_date((struct date){2199, 12, 31});
}

enum outcome references_load(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    struct database *database = &tracker->database;

    TRY(database_query(database, statement(tracker_sql, "read_references"), NULL, why));
    for (int row = 0; row < row_count(database); row++) {
        struct resident *resident = residents_add(&tracked->residents, row_bytes(database, row, 0),
                                                  row_bytes(database, row, 1));

        resident->stored = true;
        residents_grow(&tracked->residents, resident, row_bytes(database, row, 3),
                       (uint32_t)row_integer(database, row, 2));
        if (row_integer(database, row, 4) < DERIVATION)
            residents_touch(&tracked->residents, resident, tracked->log_at);
    }
    return DONE;
}

/* All facts about a code, whichever source states them. */
static enum outcome facts_of_code(struct tracker *tracker, struct tracked *tracked,
                                  const char *code, struct history_fact **facts, uint32_t *count,
                                  struct failure *why)
{
    struct resident *resident, *next;
    uint32_t total = 0;

    *count = 0;
    HASH_ITER(hh, tracked->residents.set, resident, next)
    {
        if (strcmp(resident_code(resident), code) == 0)
            total += resident->fact_count;
    }
    *facts = arena_take(&tracker->arena, total * sizeof **facts);
    if (!*facts)
        return fail(why, FATAL, "code %s has more facts than memory is set aside for", code);
    HASH_ITER(hh, tracked->residents.set, resident, next)
    {
        struct history_fact *some;
        uint32_t rows;

        if (strcmp(resident_code(resident), code) != 0)
            continue;
        TRY(dossier_facts(buffer_bytes(&resident->facts), &tracker->arena, &some, &rows, why));
        for (uint32_t row = 0; row < rows; row++) {
            some[row].source = bytes_of_text(resident_source(resident));
            (*facts)[(*count)++] = some[row];
        }
    }
    return DONE;
}

static enum outcome write_kept(struct tracker *tracker, const struct resident *resident,
                               struct failure *why)
{
    const char *code = resident_code(resident);
    struct parameters parameters = {0};

    parameter_integer(&parameters, code[0] - '0');
    parameter_text(&parameters, bytes_of_text(code + 2));
    parameter_text(&parameters, bytes_of_text(resident_source(resident)));
    parameter_integer(&parameters, resident->fact_count);
    parameter_bytes(&parameters, buffer_bytes(&resident->facts));
    parameter_integer(&parameters, DERIVATION);
    return database_change(&tracker->database, statement(tracker_sql, "write_reference"),
                           &parameters, 1, why);
}

static enum outcome clear(struct tracker *tracker, const char *name, const char *code,
                          struct failure *why)
{
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(code));
    return database_query(&tracker->database, statement(tracker_sql, name), &parameters, why);
}

static enum outcome write_units(struct tracker *tracker, const char *code,
                                struct history_fact *facts, uint32_t count, int64_t changed_at,
                                struct failure *why)
{
    struct unit_version *versions;
    uint32_t version_count;

    TRY(reference_unit(facts, count, &tracker->arena, &versions, &version_count, why));
    TRY(clear(tracker, "clear_unit", code, why));
    for (uint32_t row = 0; row < version_count; row++) {
        const struct unit_version *version = &versions[row];
        struct parameters parameters = {0};

        parameter_text(&parameters, bytes_of_text(code));
        parameter_integer(&parameters, version->from_day);
        parameter_integer(&parameters,
                          row + 1 < version_count ? version[1].from_day - 1 : last_day());
        parameter_integer(&parameters, version->open);
        parameter_text(&parameters, version->name_vi);
        parameter_text(&parameters, version->parent);
        parameter_text(&parameters, bytes_of_text(unit_level_names[version->level]));
        parameter_integer(&parameters, changed_at);
        TRY(database_change(&tracker->database, statement(tracker_sql, "write_unit"), &parameters,
                            1, why));
    }
    return DONE;
}

static enum outcome write_hours(struct tracker *tracker, const char *code,
                                struct history_fact *facts, uint32_t count, int64_t changed_at,
                                struct failure *why)
{
    struct dated_data *rows;
    uint32_t row_count;

    TRY(reference_of_days(facts, count, FACT_UNIT_HOURS, &tracker->arena, &rows, &row_count, why));
    TRY(clear(tracker, "clear_hours", code, why));
    for (uint32_t row = 0; row < row_count; row++) {
        struct parameters parameters = {0};
        char week[WEEK_TEXT];

        reference_week(&rows[row].data->hours, week);
        parameter_text(&parameters, bytes_of_text(code));
        parameter_integer(&parameters, rows[row].from_day);
        parameter_text(&parameters, bytes_of_text(week));
        parameter_integer(&parameters, changed_at);
        TRY(database_change(&tracker->database, statement(tracker_sql, "write_hours"), &parameters,
                            1, why));
    }
    return DONE;
}

static enum outcome write_successor(struct tracker *tracker, const char *code, int32_t from_day,
                                    int32_t to_day, const struct successor *successor,
                                    int64_t changed_at, struct failure *why)
{
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(code));
    parameter_integer(&parameters, from_day);
    parameter_integer(&parameters, to_day);
    parameter_text(&parameters, successor->unit);
    if (successor->present & UINT64_C(1) << SUCCESSOR_SHARE)
        parameter_integer(&parameters, successor->share);
    else
        parameter_null(&parameters);
    parameter_integer(&parameters, changed_at);
    return database_change(&tracker->database, statement(tracker_sql, "write_succession"),
                           &parameters, 1, why);
}

static enum outcome write_successions(struct tracker *tracker, const char *code,
                                      struct history_fact *facts, uint32_t count,
                                      int64_t changed_at, struct failure *why)
{
    struct dated_data *rows;
    uint32_t row_count;

    TRY(reference_of_days(facts, count, FACT_UNIT_SUCCEEDED, &tracker->arena, &rows, &row_count,
                          why));
    TRY(clear(tracker, "clear_succession", code, why));
    for (uint32_t row = 0; row < row_count; row++) {
        const struct succeeded_data *data = &rows[row].data->succeeded;
        const struct successor *successors = data->successors.at;
        const int32_t to_day = row + 1 < row_count ? rows[row + 1].from_day - 1 : last_day();

        for (uint32_t place = 0; place < data->successors.count; place++)
            if (!reference_named_before(data, place))
                TRY(write_successor(tracker, code, rows[row].from_day, to_day, &successors[place],
                                    changed_at, why));
    }
    return DONE;
}

/* Everything that follows from the facts about a unit. */
static enum outcome write_organisation(struct tracker *tracker, const char *code,
                                       struct history_fact *facts, uint32_t count,
                                       int64_t changed_at, struct failure *why)
{
    TRY(write_units(tracker, code, facts, count, changed_at, why));
    TRY(write_successions(tracker, code, facts, count, changed_at, why));
    return write_hours(tracker, code, facts, count, changed_at, why);
}

/* Says that the scores of a unit may differ from the day on: all of them for a procedure. */
static void add_notice(struct tracked *tracked, bool is_unit, const char *code, int64_t cause,
                       const struct history_fact *facts, uint32_t count)
{
    struct delta delta = {
        .present = UINT64_C(1) << DELTA_DOSSIER | UINT64_C(1) << DELTA_CAUSE |
                   UINT64_C(1) << DELTA_POSTINGS | UINT64_C(1) << DELTA_FIRST_DAY |
                   UINT64_C(1) << DELTA_LAST_DAY,
        .cause = cause,
        .first_day = last_day(),
        .last_day = last_day(),
    };

    if (is_unit) {
        delta.present |= UINT64_C(1) << DELTA_UNIT;
        delta.unit = bytes_of_text(code);
    }
    for (uint32_t row = 0; row < count; row++)
        if (day_of_instant(facts[row].time_us) < delta.first_day)
            delta.first_day = day_of_instant(facts[row].time_us);
    checkpoint_add_delta(tracked, &delta);
}

enum outcome references_write(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    const struct resident *resident;

    for (resident = tracked->residents.dirty; resident; resident = resident->next_dirty) {
        const char *name = resident_code(resident), *code = name + 2;
        const bool is_unit = name[0] - '0' == FAMILY_ORGANISATION;
        struct history_fact *facts;
        uint32_t count;

        arena_reset(&tracker->arena);
        TRY(write_kept(tracker, resident, why));
        TRY(facts_of_code(tracker, tracked, name, &facts, &count, why));
        add_notice(tracked, is_unit, code, resident->cause, facts, count);
        if (is_unit) {
            TRY(write_organisation(tracker, code, facts, count, resident->cause, why));
        } else {
            TRY(clear(tracker, "clear_procedure", code, why));
            TRY(publications_write(tracker, code, facts, count, resident->cause, why));
        }
    }
    return DONE;
}
