/*
 * Complaints: a feedback that names a dossier concerns every dossier of that code, of whichever
 * source, also one that comes later. All complaints of a partition are in memory, by code; each
 * dossier holds copies of those about it, so that its row alone says everything about it.
 */
#include <stdlib.h>
#include <string.h>

#include "tracker/tracker.h"

/* ---- sources ---- */

/* The one last asked for stands last: mostly it is asked for again. */
static bool find_source(struct sources *sources, struct bytes source)
{
    const size_t last = sources->count - 1;

    for (size_t row = sources->count; row > 0; row--) {
        char kept[SOURCE_LIMIT + 1];

        if (!bytes_equal(sources_at(sources, row - 1), source))
            continue;
        if (row - 1 == last)
            return true;
        memcpy(kept, sources->names[row - 1], sizeof kept);
        memcpy(sources->names[row - 1], sources->names[last], sizeof kept);
        memcpy(sources->names[last], kept, sizeof kept);
        return true;
    }
    return false;
}

void sources_add(struct sources *sources, struct bytes source)
{
    if (find_source(sources, source))
        return;
    sources->names = heap_resize(sources->names, sources->count + 1, sizeof *sources->names);
    memset(sources->names[sources->count], 0, sizeof *sources->names);
    memcpy(sources->names[sources->count++], source.at, source.length);
}

struct bytes sources_at(const struct sources *sources, size_t row)
{
    return bytes_of_text(sources->names[row]);
}

void sources_free(struct sources *sources)
{
    free(sources->names);
    *sources = (struct sources){0};
}

/* ---- complaints ---- */

static struct bytes nobody(void)
{
    return bytes_of_text("");
}

enum outcome complaints_load(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    struct database *database = &tracker->database;
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->partition);
    TRY(database_query(database, statement(tracker_sql, "read_sources"), &parameters, why));
    for (int row = 0; row < row_count(database); row++)
        sources_add(&tracked->sources, row_bytes(database, row, 0));
    TRY(database_query(database, statement(tracker_sql, "read_complaints"), &parameters, why));
    for (int row = 0; row < row_count(database); row++) {
        struct resident *complaints =
            residents_add(&tracked->complaints, nobody(), row_bytes(database, row, 0));

        complaints->stored = true;
        residents_grow(&tracked->complaints, complaints, row_bytes(database, row, 2),
                       (uint32_t)row_integer(database, row, 1));
    }
    return DONE;
}

void complaints_copy(struct tracked *tracked, struct resident *dossier)
{
    const struct resident *complaints =
        residents_find(&tracked->complaints, nobody(), bytes_of_text(resident_code(dossier)));

    if (complaints)
        residents_grow(&tracked->residents, dossier, buffer_bytes(&complaints->facts),
                       complaints->fact_count);
}

void complaints_spread(struct tracked *tracked, struct bytes code, struct bytes complaint,
                       int64_t position)
{
    for (size_t row = 0; row < tracked->sources.count; row++) {
        struct resident *dossier =
            residents_find(&tracked->residents, sources_at(&tracked->sources, row), code);

        if (!dossier)
            continue;
        residents_grow(&tracked->residents, dossier, complaint, 1);
        residents_touch(&tracked->residents, dossier, position);
    }
}

enum outcome complaints_write(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    const struct resident *complaints;

    for (complaints = tracked->complaints.dirty; complaints; complaints = complaints->next_dirty) {
        struct parameters parameters = {0};

        parameter_integer(&parameters, tracked->partition);
        parameter_text(&parameters, bytes_of_text(resident_code(complaints)));
        parameter_integer(&parameters, complaints->fact_count);
        parameter_bytes(&parameters, buffer_bytes(&complaints->facts));
        TRY(database_change(&tracker->database, statement(tracker_sql, "write_complaints"),
                            &parameters, 1, why));
    }
    return DONE;
}
