#include <string.h>

#include "runtime/clock.h"
#include "runtime/day.h"
#include "tracker/tracker.h"

void tracker_keep(struct tracked *tracked, int64_t position, struct bytes record)
{
    buffer_add(&tracked->pending, &position, sizeof position);
    buffer_add(&tracked->pending, &record.length, sizeof record.length);
    buffer_add(&tracked->pending, record.at, record.length);
    tracked->pending_count++;
}

bool tracker_next_waiting(struct bytes *rest, struct waiting_record *waiting)
{
    if (rest->length == 0)
        return false;
    memcpy(&waiting->position, rest->at, sizeof waiting->position);
    memcpy(&waiting->record.length, rest->at + 8, sizeof waiting->record.length);
    waiting->record.at = rest->at + 16;
    rest->at += 16 + waiting->record.length;
    rest->length -= 16 + waiting->record.length;
    return true;
}

enum outcome tracker_read_fact(struct tracker *tracker, const struct waiting_record *waiting,
                               struct fact *fact, struct failure *why)
{
    arena_reset(&tracker->arena);
    return record_decode(&fact_schema, waiting->record, fact, &tracker->arena, NULL, why);
}

/* ---- adding facts ---- */

struct tally *tracker_tally(struct tracker *tracker, int64_t partition, struct bytes source,
                            int32_t day)
{
    struct tally *tally = NULL;

    /* Sources and days of one checkpoint are few, and mostly the last one asked for. */
    for (size_t row = tracker->tally_count; row > 0 && !tally; row--) {
        struct tally *at = &tracker->tallies[row - 1];

        if (at->partition == partition && at->day == day && strlen(at->source) == source.length &&
            memcmp(at->source, source.at, source.length) == 0)
            tally = at;
    }
    if (tally)
        return tally;
    if (tracker->tally_count == tracker->tally_room) {
        tracker->tally_room = tracker->tally_room ? 2 * tracker->tally_room : 64;
        tracker->tallies =
            heap_resize(tracker->tallies, tracker->tally_room, sizeof *tracker->tallies);
    }
    tally = &tracker->tallies[tracker->tally_count++];
    *tally = (struct tally){.partition = partition, .day = day};
    memcpy(tally->source, source.at, source.length);
    return tally;
}

void tracker_set_aside(struct tracker *tracker, int64_t partition, int64_t position,
                       const char *kind, struct bytes record)
{
    const struct aside aside = {partition, position, kind, tracker->asides_bytes.length,
                                record.length};

    buffer_add(&tracker->asides_bytes, record.at, record.length);
    buffer_add(&tracker->asides, &aside, sizeof aside);
}

static struct resident *resident_of(struct tracked *tracked, const struct shelf *shelf)
{
    struct resident *resident = residents_find(shelf->residents, shelf->source, shelf->code);

    if (resident)
        return resident;
    resident = residents_add(shelf->residents, shelf->source, shelf->code);
    if (tracked->partition == 0 || shelf->residents == &tracked->complaints)
        return resident;
    resident->number = ++tracked->last_number;
    filter_add(&tracked->filter, resident->key);
    if (shelf->residents == &tracked->residents)
        complaints_copy(tracked, resident);
    return resident;
}

static enum outcome add_fact(struct tracker *tracker, struct tracked *tracked,
                             const struct waiting_record *waiting, struct failure *why)
{
    struct resident *resident;
    enum addition addition;
    struct tally *tally;
    struct bytes encoded;
    struct shelf shelf;
    struct fact fact;

    TRY(tracker_read_fact(tracker, waiting, &fact, why));
    tracker_shelf(tracked, &fact, &shelf);
    resident = resident_of(tracked, &shelf);
    tally =
        tracker_tally(tracker, tracked->partition, fact.source, day_of_instant(fact.recorded_us));
    TRY(dossier_add(buffer_bytes(&resident->facts), resident->fact_count, &fact, waiting->position,
                    &tracker->arena, &addition, &encoded, why));
    switch (addition) {
    case ADDED:
        residents_grow(shelf.residents, resident, encoded, 1);
        residents_touch(shelf.residents, resident, waiting->position);
        if (fact.type == FACT_COMPLAINED)
            complaints_spread(tracked, fact.subject, encoded, waiting->position);
        tally->stored++;
        break;
    case DUPLICATE: tally->duplicates++; break;
    case CONFLICT:
        tally->conflicts++;
        tracker_set_aside(tracker, tracked->partition, waiting->position, "conflict",
                          waiting->record);
        break;
    case TOO_MANY:
        tally->too_many++;
        tracker_set_aside(tracker, tracked->partition, waiting->position, "too_many_facts",
                          waiting->record);
        break;
    }
    return DONE;
}

enum outcome tracker_absorb(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    struct bytes rest = buffer_bytes(&tracked->pending);
    struct waiting_record waiting;

    if (tracked->pending_count == 0)
        return DONE;
    TRY(tracker_find(tracker, tracked, why));
    while (tracker_next_waiting(&rest, &waiting)) {
        TRY(add_fact(tracker, tracked, &waiting, why));
        if (waiting.position > tracked->read_at)
            tracked->read_at = waiting.position;
    }
    tracker->records += tracked->pending_count;
    if (!tracker->oldest_ms)
        tracker->oldest_ms = clock_ms();
    tracked->pending_count = 0;
    buffer_clear(&tracked->pending);
    return DONE;
}
