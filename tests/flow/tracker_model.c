#include "tests/flow/tracker_model.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/arena_sink.h"
#include "tests/flow/versions.h"
#include "tests/flow/writing.h"

enum { MEMORY = 256 << 10, FILTERED = 1000 };

/* ---- start and end ---- */

static void load_partition(const struct stored *stored, int64_t partition,
                           struct held_partition *held)
{
    const struct stored_dossiers *dossiers = &stored->dossiers[partition];

    held->at = stored->positions[partition];
    held->catalogue_next = held->at.catalogue_at;
    held->repost_after = -1;
    held->last_number = dossiers->count;
    filter_open(&held->filter, FILTERED);
    for (int64_t row = 0; row < dossiers->count; row++)
        filter_add(&held->filter, dossier_key(bytes_of_text(dossiers->at[row].source),
                                              bytes_of_text(dossiers->at[row].code)));
}

void tracker_start(struct tracker_model *tracker, const struct stored *stored,
                   const int64_t *partitions, int count)
{
    tracker->alive = true;
    tracker->count = count;
    tracker->catalogue_log = -1;
    tracker->arena = arena_over(heap_take(MEMORY, 1), MEMORY);
    for (int row = 0; row < count; row++) {
        load_partition(stored, partitions[row], &tracker->held[row]);
        tracker->readings[row] =
            (struct reading){partitions[row], stored->positions[partitions[row]].log_at};
    }
    writing_refresh(tracker, stored);
}

void tracker_forget(struct tracker_model *tracker)
{
    for (int row = 0; row < tracker->count; row++) {
        filter_close(&tracker->held[row].filter);
        residents_free(&tracker->held[row].residents);
    }
    buffer_free(&tracker->versions);
    free(tracker->arena.base);
    *tracker = (struct tracker_model){.group = tracker->group, .instance = tracker->instance};
}

void tracker_ask(const struct tracker_model *tracker, struct stage *stage)
{
    for (int row = 0; row < tracker->count; row++)
        reading_ask(stage, STREAM_LOG, &tracker->readings[row], TO_TRACKER, tracker->group,
                    tracker->instance);
}

/* ---- absorbing ---- */

struct resident *tracker_resident(struct tracker_model *tracker, int place,
                                  const struct stored_dossier *row, int64_t number)
{
    struct residents *residents = &tracker->held[place].residents;
    const struct bytes source = bytes_of_text(row->source), code = bytes_of_text(row->code);
    struct resident *resident = residents_find(residents, source, code);

    if (resident)
        return resident;
    resident = residents_add(residents, source, code);
    resident->number = number;
    resident->stored = true;
    residents_grow(residents, resident, buffer_bytes(&row->facts), row->fact_count);
    residents_post(residents, resident, buffer_bytes(&row->posted));
    return resident;
}

static struct resident *resident_of(struct tracker_model *tracker, int place,
                                    const struct stored *stored, const struct fact *fact)
{
    struct held_partition *held = &tracker->held[place];
    const int64_t partition = tracker->readings[place].partition;
    const struct stored_dossier *row = NULL;
    char code[CODE_LIMIT + 8];
    struct bytes subject = fact->subject;
    struct resident *resident;
    int64_t number;

    if (partition == 0) {
        snprintf(code, sizeof code, "%d %.*s", (int)fact_kinds[fact->type].family,
                 (int)subject.length, (const char *)subject.at);
        subject = bytes_of_text(code);
    }
    resident = residents_find(&held->residents, fact->source, subject);
    if (resident)
        return resident;
    if (filter_perhaps(&held->filter, dossier_key(fact->source, subject)))
        row = stored_find(stored, partition, fact->source, subject, &number);
    if (row)
        return tracker_resident(tracker, place, row, number);
    resident = residents_add(&held->residents, fact->source, subject);
    resident->number = ++held->last_number;
    filter_add(&held->filter, resident->key);
    return resident;
}

struct absorbing {
    struct tracker_model *tracker;
    const struct stored *stored;
};

static int place_of(const struct tracker_model *tracker, int64_t partition)
{
    int place = 0;

    while (tracker->readings[place].partition != partition)
        place++;
    return place;
}

static void absorb(void *context, int64_t partition, int64_t position, struct bytes record)
{
    const struct absorbing *absorbing = context;
    struct tracker_model *tracker = absorbing->tracker;
    const int place = place_of(tracker, partition);
    struct held_partition *held = &tracker->held[place];
    struct resident *resident;
    enum addition addition;
    struct bytes encoded;
    struct failure why;
    struct fact fact;

    arena_reset(&tracker->arena);
    if (record_decode(&fact_schema, record, &fact, &tracker->arena, NULL, &why) != DONE)
        abort();
    resident = resident_of(tracker, place, absorbing->stored, &fact);
    if (dossier_add(buffer_bytes(&resident->facts), resident->fact_count, &fact, position,
                    &tracker->arena, &addition, &encoded, &why) != DONE)
        abort();
    held->tally.duplicates += addition == DUPLICATE;
    held->tally.conflicts += addition == CONFLICT;
    if (addition != ADDED)
        return;
    held->tally.stored++;
    residents_grow(&held->residents, resident, encoded, 1);
    residents_touch(&held->residents, resident, position);
}

void tracker_take(struct tracker_model *tracker, const struct stored *stored,
                  const struct blocks *blocks)
{
    struct absorbing absorbing = {tracker, stored};

    reading_take(stored->planted, blocks, tracker->readings, tracker->count, absorb, &absorbing);
}

/* ---- checkpoints ---- */

static void settle(struct tracker_model *tracker, const struct tracker_changes *changes,
                   struct chance *chance)
{
    for (int row = 0; row < tracker->count; row++) {
        struct held_partition *held = &tracker->held[row];

        residents_settle(&held->residents);
        /* Memory is bounded: what is forgotten is read again when it is needed. */
        if (tracker->readings[row].partition > 0)
            residents_evict(&held->residents, (size_t)chance_between(chance, 0, 8000));
        held->at = changes->of[row].after;
        held->tally = (struct stored_tally){0};
    }
}

void tracker_checkpoint(struct tracker_model *tracker, struct stage *stage)
{
    const enum fate fate = stage_fate(stage);
    struct tracker_changes changes = {0};
    bool told = false;

    for (int row = 0; row < tracker->count; row++)
        writing_repost(tracker, row, stage);
    writing_gather(tracker, &stage->stored, &changes);
    if (stage->stored.planted == PLANTED_SENT_BEFORE_COMMIT)
        writing_send(&changes, stage);
    if (fate != FATE_LOST)
        told = stored_commit_tracker(&stage->stored, &changes, stage_blocking(stage)) &&
               fate == FATE_TOLD;
    if (told) {
        settle(tracker, &changes, &stage->chance);
        writing_refresh(tracker, &stage->stored);
    } else {
        tracker_forget(tracker);
    }
    tracker_changes_clear(&changes);
}

bool tracker_settled(const struct tracker_model *tracker, const struct stored *stored)
{
    for (int row = 0; row < tracker->count; row++) {
        const struct held_partition *held = &tracker->held[row];
        const int64_t partition = tracker->readings[row].partition;

        if (held->residents.dirty || held->at.log_at != stored_end(&stored->log[partition]) ||
            (partition > 0 && held->at.catalogue_at != stored->positions[0].log_at))
            return false;
    }
    return true;
}
