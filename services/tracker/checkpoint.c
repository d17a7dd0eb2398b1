#include <stdlib.h>

#include "runtime/clock.h"
#include "runtime/day.h"
#include "runtime/log.h"
#include "tracker/tracker.h"

enum { COPY_BYTES = 1 << 20 };

/* ---- deltas ---- */

void checkpoint_add_delta(struct tracked *tracked, const struct delta *delta)
{
    struct sink sink = buffer_sink(&tracked->delta);
    int64_t end;

    record_encode(&delta_schema, delta, &sink);
    end = (int64_t)tracked->delta.length;
    buffer_add(&tracked->ends, &end, sizeof end);
    tracked->deltas++;
}

static void add_difference(const struct tracker *tracker, struct tracked *tracked,
                           const struct resident *resident, const struct list *difference)
{
    const struct delta delta = {
        .present = UINT64_C(1) << DELTA_DOSSIER | UINT64_C(1) << DELTA_CAUSE |
                   UINT64_C(1) << DELTA_SYSTEM | UINT64_C(1) << DELTA_POSTINGS,
        .dossier = resident->number,
        .cause = resident->cause ? resident->cause : tracker->catalogue_log,
        .system = bytes_of_text(resident_source(resident)),
        .postings = *difference,
    };

    if (difference->count > 0)
        checkpoint_add_delta(tracked, &delta);
}

static enum outcome write_block(struct tracker *tracker, struct tracked *tracked, int64_t first,
                                int64_t count, int64_t now_us, struct failure *why)
{
    const int64_t *ends = (const int64_t *)(const void *)tracked->ends.at;
    const int64_t from = first ? ends[first - 1] : 0, to = ends[first + count - 1];
    const enum codec codec =
        block_pack((struct bytes){tracked->delta.at + from, (size_t)(to - from)}, &tracker->packed);
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->partition);
    parameter_integer(&parameters, tracked->delta_end + first + count);
    parameter_integer(&parameters, count);
    parameter_integer(&parameters, now_us);
    parameter_integer(&parameters, (int64_t)codec);
    parameter_bytes(&parameters, buffer_bytes(&tracker->packed));
    return database_change(&tracker->database, statement(tracker_sql, "write_block"), &parameters,
                           1, why);
}

static enum outcome write_deltas(struct tracker *tracker, struct tracked *tracked, int64_t now_us,
                                 struct failure *why)
{
    for (int64_t first = 0; first < tracked->deltas;) {
        const int64_t left = tracked->deltas - first;
        const int64_t count = left < BLOCK_RECORDS ? left : BLOCK_RECORDS;

        TRY(write_block(tracker, tracked, first, count, now_us, why));
        first += count;
    }
    return DONE;
}

/* ---- what is folded ---- */

/* Dossiers and feedback take one way to their tables, and from there to the deltas. */
static const struct folded_kind {
    const char *name;
    size_t residents; /* Where they are in struct tracked. */
    enum outcome (*fold)(struct tracker *tracker, const struct tracked *tracked,
                         const struct resident *resident, struct copy *copy, struct folded *folded,
                         struct failure *why);
    const char *copy_new, *copy_changed, *apply_changed;
} folded_kinds[] = {
    {"dossier",  offsetof(struct tracked, residents), dossier_row,  "copy_new",          "copy_changed",
     "apply_changed"                                                                                                             },
    {"feedback", offsetof(struct tracked, feedbacks), feedback_row, "copy_new_feedback",
     "copy_changed_feedback",                                                                            "apply_changed_feedback"},
};

enum { FOLDED_KINDS = sizeof folded_kinds / sizeof folded_kinds[0] };

static struct residents *residents_of(struct tracked *tracked, const struct folded_kind *kind)
{
    return (struct residents *)(void *)((char *)tracked + kind->residents);
}

/*
 * Folds each changed one that is new, or that has a row, into rows of one COPY. The delta is taken
 * in the same step, against the posting as stored (protocol rule 6).
 */
static enum outcome fold_changed(struct tracker *tracker, struct tracked *tracked,
                                 const struct folded_kind *kind, bool stored, struct copy *copy,
                                 struct failure *why)
{
    struct residents *residents = residents_of(tracked, kind);
    struct resident *resident;

    for (resident = residents->dirty; resident; resident = resident->next_dirty) {
        struct folded folded;

        if (resident->stored != stored)
            continue;
        arena_reset(&tracker->arena);
        if (kind->fold(tracker, tracked, resident, copy, &folded, why) != DONE) {
            failure_prefix(why, "%s %s", kind->name, resident_code(resident));
            return FATAL;
        }
        add_difference(tracker, tracked, resident, &folded.difference);
        residents_post(residents, resident, folded.posted);
        TRY(copy_flush(copy, COPY_BYTES, why));
    }
    return DONE;
}

static bool any_dirty(const struct tracker *tracker, const struct folded_kind *kind, bool stored)
{
    for (int row = 0; row < tracker->count; row++) {
        struct tracked *tracked = &tracker->tracked[row];
        const struct resident *resident = residents_of(tracked, kind)->dirty;

        for (; resident; resident = resident->next_dirty)
            if (tracked->partition > 0 && resident->stored == stored)
                return true;
    }
    return false;
}

static enum outcome copy_rows(struct tracker *tracker, const struct folded_kind *kind, bool stored,
                              struct failure *why)
{
    const char *name = stored ? kind->copy_changed : kind->copy_new;
    struct copy copy;

    if (!any_dirty(tracker, kind, stored))
        return DONE;
    TRY(copy_open(&copy, &tracker->database, &tracker->copy, statement(tracker_sql, name), why));
    for (int row = 0; row < tracker->count; row++)
        if (tracker->tracked[row].partition > 0)
            TRY(fold_changed(tracker, &tracker->tracked[row], kind, stored, &copy, why));
    TRY(copy_close(&copy, why));
    if (stored)
        return database_query(&tracker->database, statement(tracker_sql, kind->apply_changed), NULL,
                              why);
    return DONE;
}

static enum outcome copy_codes(struct tracker *tracker, const struct folded_kind *kind,
                               struct failure *why)
{
    struct copy copy;

    if (!any_dirty(tracker, kind, false))
        return DONE;
    TRY(copy_open(&copy, &tracker->database, &tracker->copy, statement(tracker_sql, "copy_codes"),
                  why));
    for (int row = 0; row < tracker->count; row++) {
        struct tracked *tracked = &tracker->tracked[row];
        const struct resident *resident;

        if (tracked->partition == 0)
            continue;
        for (resident = residents_of(tracked, kind)->dirty; resident;
             resident = resident->next_dirty) {
            if (resident->stored)
                continue;
            copy_row(&copy, 3);
            copy_whole(&copy, (int32_t)tracked->partition);
            copy_integer(&copy, (int64_t)resident->key);
            copy_integer(&copy, resident->number);
            TRY(copy_flush(&copy, COPY_BYTES, why));
        }
    }
    return copy_close(&copy, why);
}

static enum outcome write_folded(struct tracker *tracker, struct failure *why)
{
    for (int row = 0; row < FOLDED_KINDS; row++) {
        TRY(copy_codes(tracker, &folded_kinds[row], why));
        TRY(copy_rows(tracker, &folded_kinds[row], false, why));
        TRY(copy_rows(tracker, &folded_kinds[row], true, why));
    }
    return DONE;
}

/* ---- what is set aside, and the figures of the ledger ---- */

static enum outcome write_held(struct tracker *tracker, const struct aside *aside,
                               struct bytes record, struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, aside->partition);
    parameter_integer(&parameters, aside->position);
    parameter_text(&parameters, bytes_of_text("the process ended three times while taking it"));
    parameter_bytes(&parameters, record);
    return database_change(&tracker->database, statement(tracker_sql, "write_held"), &parameters, 1,
                           why);
}

static enum outcome write_aside(struct tracker *tracker, const struct aside *aside,
                                struct failure *why)
{
    const struct bytes record = {tracker->asides_bytes.at + aside->record, aside->length};
    struct parameters parameters = {0};
    struct fact fact;

    if (!aside->kind)
        return write_held(tracker, aside, record, why);
    arena_reset(&tracker->arena);
    TRY(record_decode(&fact_schema, record, &fact, &tracker->arena, NULL, why));
    parameter_integer(&parameters, aside->partition);
    parameter_integer(&parameters, aside->position);
    parameter_text(&parameters, bytes_of_text(aside->kind));
    parameter_text(&parameters, fact.source);
    parameter_text(&parameters, fact.subject);
    parameter_text(&parameters, fact.id);
    parameter_integer(&parameters, fact.recorded_us);
    parameter_bytes(&parameters, record);
    return database_change(&tracker->database, statement(tracker_sql, "write_conflict"),
                           &parameters, 1, why);
}

static enum outcome write_tally(struct tracker *tracker, const struct tally *tally,
                                struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, tally->partition);
    parameter_text(&parameters, bytes_of_text(tally->source));
    parameter_integer(&parameters, tally->day);
    parameter_integer(&parameters, tally->stored);
    parameter_integer(&parameters, tally->duplicates);
    parameter_integer(&parameters, tally->conflicts);
    parameter_integer(&parameters, tally->too_many);
    parameter_integer(&parameters, tally->held);
    return database_change(&tracker->database, statement(tracker_sql, "write_tally"), &parameters,
                           1, why);
}

static enum outcome write_asides(struct tracker *tracker, struct failure *why)
{
    const struct aside *asides = (const struct aside *)(const void *)tracker->asides.at;
    const struct retried *retried = (const struct retried *)(const void *)tracker->retried.at;

    for (size_t row = 0; row < tracker->asides.length / sizeof *asides; row++)
        TRY(write_aside(tracker, &asides[row], why));
    for (size_t row = 0; row < tracker->tally_count; row++)
        TRY(write_tally(tracker, &tracker->tallies[row], why));
    for (size_t row = 0; row < tracker->retried.length / sizeof *retried; row++) {
        struct parameters parameters = {0};

        parameter_integer(&parameters, retried[row].partition);
        parameter_integer(&parameters, retried[row].position);
        TRY(database_change(&tracker->database, statement(tracker_sql, "drop_held"), &parameters, 1,
                            why));
    }
    return DONE;
}

/* ---- the transaction ---- */

/* Rows alone count as well: posting again may change no figure, and must still be refused to one
 * that does not know that another has taken over. */
static bool moved(const struct tracked *tracked)
{
    return tracked->read_at != tracked->log_at || tracked->deltas > 0 || tracked_changed(tracked) ||
           tracked->catalogue_next != tracked->catalogue_at ||
           tracked->calendar_next != tracked->calendar_at || tracked->starts > 0;
}

static enum outcome move_position(struct tracker *tracker, const struct tracked *tracked,
                                  struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->partition);
    parameter_integer(&parameters, tracked->read_at);
    parameter_integer(&parameters, tracked->catalogue_next);
    parameter_integer(&parameters, tracked->calendar_next);
    parameter_integer(&parameters, tracked->delta_end + tracked->deltas);
    parameter_integer(&parameters, tracked->log_at);
    parameter_integer(&parameters, tracked->delta_end);
    if (database_change(&tracker->database, statement(tracker_sql, "move_position"), &parameters, 1,
                        why) == DONE)
        return DONE;
    /* Somebody else moved it, or the session is lost: start again either way (rule 8). */
    return RETRY;
}

static void settle(struct tracker *tracker)
{
    for (int row = 0; row < tracker->count; row++) {
        struct tracked *tracked = &tracker->tracked[row];

        residents_settle(&tracked->residents);
        residents_settle(&tracked->feedbacks);
        residents_evict(&tracked->feedbacks, 0);
        residents_settle(&tracked->figures);
        residents_evict(&tracked->figures, 0);
        residents_settle(&tracked->complaints);
        if (tracked->partition > 0)
            residents_evict(&tracked->residents,
                            tracker->resident_bytes / (size_t)tracker->count + 1);
        tracked->log_at = tracked->read_at;
        tracked->catalogue_at = tracked->catalogue_next;
        tracked->calendar_at = tracked->calendar_next;
        tracked->delta_end += tracked->deltas;
        tracked->deltas = 0;
        tracked->trying = 0;
        tracked->starts = 0;
        buffer_clear(&tracked->delta);
        buffer_clear(&tracked->ends);
    }
    tracker->tally_count = 0;
    tracker->records = 0;
    tracker->oldest_ms = 0;
    buffer_clear(&tracker->asides);
    buffer_clear(&tracker->asides_bytes);
    buffer_clear(&tracker->retried);
}

/* What is kept as it was stated. */
static enum outcome write_statements(struct tracker *tracker, struct tracked *tracked,
                                     struct failure *why)
{
    if (tracked->partition > 0)
        return complaints_write(tracker, tracked, why);
    TRY(references_write(tracker, tracked, why));
    return figures_write(tracker, tracked, why);
}

enum outcome tracker_checkpoint(struct tracker *tracker, struct failure *why)
{
    const int64_t began_ms = clock_ms(), records = tracker->records, now_us = clock_now_us();

    TRY(database_execute(&tracker->database, "BEGIN", why));
    for (int row = 0; row < tracker->count; row++)
        TRY(write_statements(tracker, &tracker->tracked[row], why));
    TRY(write_folded(tracker, why));
    for (int row = 0; row < tracker->count; row++)
        TRY(write_deltas(tracker, &tracker->tracked[row], now_us, why));
    TRY(write_asides(tracker, why));
    for (int row = 0; row < tracker->count; row++)
        if (moved(&tracker->tracked[row]))
            TRY(move_position(tracker, &tracker->tracked[row], why));
    TRY(database_execute(&tracker->database, "COMMIT", why));
    settle(tracker);
    log_line(LOG_DEBUG, "event=checkpoint records=%lld ms=%lld", (long long)records,
             (long long)(clock_ms() - began_ms));
    return DONE;
}
