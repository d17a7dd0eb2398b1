#include <stdlib.h>

#include "runtime/clock.h"
#include "runtime/day.h"
#include "runtime/log.h"
#include "tracker/tracker.h"

enum { COLUMNS = 26, COPY_BYTES = 1 << 20 };

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

/* ---- dossiers ---- */

static void copy_code(struct copy *copy, struct bytes code)
{
    if (code.length)
        copy_bytes(copy, code);
    else
        copy_null(copy);
}

static void copy_course(struct copy *copy, const struct history *history)
{
    const bool counted = history_counted(history);

    if (counted) {
        copy_day(copy, day_of_instant(history->received_us));
        copy_instant(copy, history->received_us);
    } else {
        copy_null(copy);
        copy_null(copy);
    }
    if (counted && history->has_due)
        copy_day(copy, history->due.day);
    else
        copy_null(copy);
    if (counted && history_ended(history))
        copy_instant(copy, history->ended_us);
    else
        copy_null(copy);
}

static void copy_judgement(struct copy *copy, const struct judgement *judgement)
{
    const struct deadline *deadline = &judgement->deadline;

    if (deadline->known)
        copy_day(copy, deadline->due.day);
    else
        copy_null(copy);
    if (deadline->known && !deadline->moving)
        copy_instant(copy, instant_of_moment(deadline->due));
    else
        copy_null(copy);
    if (judgement->national.lateness != NOT_LATE)
        copy_day(copy, judgement->national.late_day);
    else
        copy_null(copy);
    copy_small(copy, (int16_t)judgement->national.lateness);
    copy_small(copy, (int16_t)judgement->difference);
}

static void copy_flag_day(struct copy *copy, const struct dossier_state *state)
{
    if (state->judgement.flags)
        copy_day(copy, contributions_flag_day(&state->history));
    else
        copy_null(copy);
}

static void copy_dossier(const struct tracked *tracked, const struct resident *resident,
                         const struct dossier_state *state, struct copy *copy)
{
    const struct history *history = &state->history;
    const struct judgement *judgement = &state->judgement;

    copy_row(copy, COLUMNS);
    copy_whole(copy, (int32_t)tracked->partition);
    copy_integer(copy, resident->number);
    copy_bytes(copy, bytes_of_text(resident_source(resident)));
    copy_bytes(copy, bytes_of_text(resident_code(resident)));
    copy_small(copy, (int16_t)history->standing);
    copy_small(copy, (int16_t)history->status);
    copy_code(copy, history->unit);
    copy_code(copy, history->procedure);
    copy_small(copy, (int16_t)history->channel);
    copy_course(copy, history);
    copy_small(copy, (int16_t)history->verdict);
    copy_whole(copy, (int32_t)history->supplement_rounds);
    copy_whole(copy, (int32_t)judgement->attributes);
    copy_integer(copy, judgement->flags);
    copy_whole(copy, (int32_t)resident->fact_count);
    copy_bytes(copy, buffer_bytes(&resident->facts));
    copy_bytes(copy, state->posted);
    copy_judgement(copy, judgement);
    copy_flag_day(copy, state);
}

/*
 * Folds each changed dossier that is new, or that has a row, into rows of one COPY. The delta is
 * taken in the same step, against the posting as stored (protocol rule 6).
 */
static enum outcome fold_dossiers(struct tracker *tracker, struct tracked *tracked, bool stored,
                                  struct copy *copy, struct failure *why)
{
    struct resident *resident;

    for (resident = tracked->residents.dirty; resident; resident = resident->next_dirty) {
        struct dossier_state state;

        if (resident->stored != stored)
            continue;
        arena_reset(&tracker->arena);
        if (dossier_fold(buffer_bytes(&resident->facts), buffer_bytes(&resident->posted),
                         &tracker->reading.catalogue, &tracker->arena, &state, why) != DONE) {
            failure_prefix(why, "dossier %s", resident_code(resident));
            return FATAL;
        }
        add_difference(tracker, tracked, resident, &state.difference);
        copy_dossier(tracked, resident, &state, copy);
        residents_post(&tracked->residents, resident, state.posted);
        TRY(copy_flush(copy, COPY_BYTES, why));
    }
    return DONE;
}

static bool any_dirty(const struct tracker *tracker, bool stored)
{
    for (int row = 0; row < tracker->count; row++)
        for (const struct resident *resident = tracker->tracked[row].residents.dirty; resident;
             resident = resident->next_dirty)
            if (tracker->tracked[row].partition > 0 && resident->stored == stored)
                return true;
    return false;
}

static enum outcome copy_dossiers(struct tracker *tracker, bool stored, const char *name,
                                  struct failure *why)
{
    struct copy copy;

    if (!any_dirty(tracker, stored))
        return DONE;
    TRY(copy_open(&copy, &tracker->database, &tracker->copy, statement(tracker_sql, name), why));
    for (int row = 0; row < tracker->count; row++)
        if (tracker->tracked[row].partition > 0)
            TRY(fold_dossiers(tracker, &tracker->tracked[row], stored, &copy, why));
    TRY(copy_close(&copy, why));
    if (stored)
        return database_query(&tracker->database, statement(tracker_sql, "apply_changed"), NULL,
                              why);
    return DONE;
}

static enum outcome copy_codes(struct tracker *tracker, struct failure *why)
{
    struct copy copy;

    if (!any_dirty(tracker, false))
        return DONE;
    TRY(copy_open(&copy, &tracker->database, &tracker->copy, statement(tracker_sql, "copy_codes"),
                  why));
    for (int row = 0; row < tracker->count; row++) {
        const struct tracked *tracked = &tracker->tracked[row];
        const struct resident *resident;

        if (tracked->partition == 0)
            continue;
        for (resident = tracked->residents.dirty; resident; resident = resident->next_dirty) {
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
           tracked->catalogue_next != tracked->catalogue_at || tracked->starts > 0;
}

static enum outcome move_position(struct tracker *tracker, const struct tracked *tracked,
                                  struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->partition);
    parameter_integer(&parameters, tracked->read_at);
    parameter_integer(&parameters, tracked->catalogue_next);
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
        residents_settle(&tracked->figures);
        residents_evict(&tracked->figures, 0);
        residents_settle(&tracked->complaints);
        if (tracked->partition > 0)
            residents_evict(&tracked->residents,
                            tracker->resident_bytes / (size_t)tracker->count + 1);
        tracked->log_at = tracked->read_at;
        tracked->catalogue_at = tracked->catalogue_next;
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
    TRY(copy_codes(tracker, why));
    TRY(copy_dossiers(tracker, false, "copy_new", why));
    TRY(copy_dossiers(tracker, true, "copy_changed", why));
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
