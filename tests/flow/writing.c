#include "tests/flow/writing.h"

#include <stdlib.h>

#include "runtime/day.h"
#include "tests/flow/versions.h"

enum { REPOSTED_AT_MOST = 4 };

/* ---- the catalogue ---- */

void writing_refresh(struct tracker_model *tracker, const struct stored *stored)
{
    const int64_t log_at = stored->positions[0].log_at;

    if (log_at == tracker->catalogue_log)
        return;
    tracker->catalogue = versions_read(stored, &tracker->arena, &tracker->versions);
    tracker->catalogue_log = log_at;
}

void writing_repost(struct tracker_model *tracker, int place, struct stage *stage)
{
    struct held_partition *held = &tracker->held[place];
    const struct stored *stored = &stage->stored;
    const int64_t partition = tracker->readings[place].partition;
    const struct stored_dossiers *dossiers = &stored->dossiers[partition];
    int64_t page = chance_between(&stage->chance, 1, REPOSTED_AT_MOST);
    int64_t row = held->repost_after;

    if (row < 0 && (partition == 0 || held->at.catalogue_at >= tracker->catalogue_log))
        return;
    if (row < 0) {
        row = 0;
        held->repost_to = tracker->catalogue_log;
    }
    for (; stored->planted != PLANTED_REPOST_SKIPPED && row < dossiers->count && page > 0; row++)
        if (versions_changed(stored, dossiers->at[row].procedure, held->at.catalogue_at)) {
            residents_touch(&held->residents,
                            tracker_resident(tracker, place, &dossiers->at[row], row + 1), 0);
            page--;
        }
    held->repost_after = page > 0 ? -1 : row;
    if (page > 0 || stored->planted == PLANTED_CATALOGUE_TOO_EARLY)
        held->catalogue_next = held->repost_to;
}

/* ---- rows and deltas ---- */

static void copy_text(char *into, struct bytes text)
{
    if (text.length)
        memcpy(into, text.at, text.length);
    into[text.length] = '\0';
}

static void put_row(struct partition_changes *changes, const struct resident *resident,
                    struct bytes procedure, struct bytes posted)
{
    struct changed_dossier changed = {.number = resident->number};

    copy_text(changed.row.source, bytes_of_text(resident_source(resident)));
    copy_text(changed.row.code, bytes_of_text(resident_code(resident)));
    copy_text(changed.row.procedure, procedure);
    buffer_add(&changed.row.facts, resident->facts.at, resident->facts.length);
    buffer_add(&changed.row.posted, posted.at, posted.length);
    changed.row.fact_count = resident->fact_count;
    changed.row.changed_at = resident->cause;
    buffer_add(&changes->rows, &changed, sizeof changed);
}

static void put_delta(struct partition_changes *changes, const struct delta *delta)
{
    struct sink sink = buffer_sink(&changes->deltas);
    int64_t end;

    if (!record_encode(&delta_schema, delta, &sink))
        abort();
    end = (int64_t)changes->deltas.length;
    buffer_add(&changes->ends, &end, sizeof end);
    changes->after.delta_end++;
}

/* What the facts that are committed would post now: not what they did post. */
static struct bytes recomputed(struct tracker_model *tracker, const struct stored *stored,
                               int64_t partition, const struct resident *resident)
{
    struct dossier_state state = {0};
    const struct stored_dossier *row;
    struct failure why;
    int64_t number;

    row = stored_find(stored, partition, bytes_of_text(resident_source(resident)),
                      bytes_of_text(resident_code(resident)), &number);
    if (row && dossier_fold(buffer_bytes(&row->facts), (struct bytes){0}, &tracker->catalogue,
                            &tracker->arena, &state, &why) != DONE)
        abort();
    return state.posted;
}

static void write_dossier(struct tracker_model *tracker, int place, const struct stored *stored,
                          struct resident *resident, struct partition_changes *changes)
{
    struct bytes before = buffer_bytes(&resident->posted);
    struct dossier_state state;
    struct failure why;
    struct delta delta = {
        .present = UINT64_C(1) << DELTA_DOSSIER | UINT64_C(1) << DELTA_CAUSE |
                   UINT64_C(1) << DELTA_SYSTEM | UINT64_C(1) << DELTA_POSTINGS,
        .dossier = resident->number,
        .cause = resident->cause ? resident->cause : tracker->catalogue_log,
        .system = bytes_of_text(resident_source(resident)),
    };

    arena_reset(&tracker->arena);
    if (stored->planted == PLANTED_DELTA_AGAINST_RECOMPUTED)
        before = recomputed(tracker, stored, changes->partition, resident);
    if (dossier_fold(buffer_bytes(&resident->facts), before, &tracker->catalogue, &tracker->arena,
                     &state, &why) != DONE)
        abort();
    delta.postings = state.difference;
    if (delta.postings.count > 0)
        put_delta(changes, &delta);
    put_row(changes, resident, state.history.procedure, state.posted);
    residents_post(&tracker->held[place].residents, resident, state.posted);
}

/* Partition 0: the row, and a delta that says where scores may differ. */
static void write_reference(struct resident *resident, struct partition_changes *changes)
{
    const struct delta notice = {
        .present = UINT64_C(1) << DELTA_DOSSIER | UINT64_C(1) << DELTA_CAUSE |
                   UINT64_C(1) << DELTA_POSTINGS | UINT64_C(1) << DELTA_FIRST_DAY |
                   UINT64_C(1) << DELTA_LAST_DAY,
        .cause = resident->cause,
        .last_day = day_from_date((struct date){2199, 12, 31}),
    };

    put_row(changes, resident, (struct bytes){0}, (struct bytes){0});
    put_delta(changes, &notice);
}

static void gather_partition(struct tracker_model *tracker, int place, const struct stored *stored,
                             struct partition_changes *changes)
{
    const struct reading *reading = &tracker->readings[place];
    const struct held_partition *held = &tracker->held[place];

    changes->partition = reading->partition;
    changes->before = changes->after = held->at;
    changes->after.log_at = reading->position;
    changes->after.catalogue_at = held->catalogue_next;
    changes->tally = held->tally;
    for (struct resident *resident = held->residents.dirty; resident;
         resident = resident->next_dirty)
        if (reading->partition == 0)
            write_reference(resident, changes);
        else
            write_dossier(tracker, place, stored, resident, changes);
    changes->moved = changes->after.log_at != held->at.log_at ||
                     changes->after.delta_end != held->at.delta_end ||
                     changes->after.catalogue_at != held->at.catalogue_at;
    /* Rows that say the same again are rows all the same. */
    if (changes->rows.length > 0 && stored->planted != PLANTED_REPOST_NOT_COMPARED)
        changes->moved = true;
}

void writing_gather(struct tracker_model *tracker, const struct stored *stored,
                    struct tracker_changes *changes)
{
    changes->count = tracker->count;
    for (int row = 0; row < tracker->count; row++)
        gather_partition(tracker, row, stored, &changes->of[row]);
}

void writing_send(const struct tracker_changes *changes, struct stage *stage)
{
    for (int row = 0; row < changes->count; row++) {
        const struct partition_changes *of = &changes->of[row];
        struct buffer packed = {0};
        struct blocks blocks = {
            .present = message_whole(&blocks_schema),
            .stream = STREAM_DELTA,
            .partition = of->partition,
            .after = of->before.delta_end,
            .end = of->after.delta_end,
        };
        struct block block = {.present = 15,
                              .last = of->after.delta_end,
                              .n = of->after.delta_end - of->before.delta_end};

        if (block.n == 0)
            continue;
        block.codec = (int32_t)block_pack(buffer_bytes(&of->deltas), &packed);
        block.data = buffer_bytes(&packed);
        blocks.blocks = (struct list){&block, 1};
        for (int group = 0; group < 2; group++)
            for (int instance = 0; instance < 2; instance++)
                post_send(&stage->post, TO_AGGREGATOR, group, instance, &blocks_schema, &blocks);
        buffer_free(&packed);
    }
}
