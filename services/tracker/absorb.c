#include <stdio.h>
#include <string.h>

#include "runtime/clock.h"
#include "runtime/day.h"
#include "tracker/tracker.h"

enum { LOOKED_UP_AT_ONCE = 1000, KEY_TEXT = 22 };

/* A record as it waits in `pending`. */
struct waiting_record {
    int64_t position;
    struct bytes record;
};

void tracker_keep(struct tracked *tracked, int64_t position, struct bytes record)
{
    buffer_add(&tracked->pending, &position, sizeof position);
    buffer_add(&tracked->pending, &record.length, sizeof record.length);
    buffer_add(&tracked->pending, record.at, record.length);
    tracked->pending_count++;
}

static bool next_waiting(struct bytes *rest, struct waiting_record *waiting)
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

static enum outcome read_fact(struct tracker *tracker, const struct waiting_record *waiting,
                              struct fact *fact, struct failure *why)
{
    arena_reset(&tracker->arena);
    return record_decode(&fact_schema, waiting->record, fact, &tracker->arena, NULL, why);
}

/* ---- finding dossiers ---- */

struct resident *residents_from_row(struct tracked *tracked, const struct database *database,
                                    int row)
{
    const struct bytes source = row_bytes(database, row, 1), code = row_bytes(database, row, 2);
    struct resident *resident = residents_find(&tracked->residents, source, code);

    if (resident)
        return resident;
    resident = residents_add(&tracked->residents, source, code);
    resident->number = row_integer(database, row, 0);
    resident->stored = true;
    residents_grow(&tracked->residents, resident, row_bytes(database, row, 4),
                   (uint32_t)row_integer(database, row, 3));
    residents_post(&tracked->residents, resident, row_bytes(database, row, 5));
    return resident;
}

static enum outcome look_up(struct tracker *tracker, struct tracked *tracked, struct buffer *keys,
                            struct failure *why)
{
    struct database *database = &tracker->database;
    struct parameters parameters = {0};

    if (keys->length == 0)
        return DONE;
    buffer_add(keys, "}", 1);
    parameter_integer(&parameters, tracked->partition);
    parameter_text(&parameters, buffer_bytes(keys));
    TRY(database_query(database, statement(tracker_sql, "find_dossiers"), &parameters, why));
    for (int row = 0; row < row_count(database); row++)
        residents_from_row(tracked, database, row);
    buffer_clear(keys);
    return DONE;
}

/* Loads the dossiers that may have a row and are not in memory, a thousand at a time. */
static enum outcome find_known(struct tracker *tracker, struct tracked *tracked,
                               struct failure *why)
{
    struct bytes rest = buffer_bytes(&tracked->pending);
    struct waiting_record waiting;
    struct buffer keys = {0};
    enum outcome outcome = DONE;
    int count = 0;

    while (outcome == DONE && next_waiting(&rest, &waiting)) {
        char text[KEY_TEXT + 1];
        struct fact fact;
        uint64_t key;

        outcome = read_fact(tracker, &waiting, &fact, why);
        if (outcome != DONE || residents_find(&tracked->residents, fact.source, fact.subject))
            continue;
        key = dossier_key(fact.source, fact.subject);
        if (!filter_perhaps(&tracked->filter, key))
            continue;
        snprintf(text, sizeof text, "%c%lld", keys.length ? ',' : '{', (long long)key);
        buffer_add(&keys, text, strlen(text));
        if (++count % LOOKED_UP_AT_ONCE == 0)
            outcome = look_up(tracker, tracked, &keys, why);
    }
    if (outcome == DONE)
        outcome = look_up(tracker, tracked, &keys, why);
    buffer_free(&keys);
    return outcome;
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

static struct resident *resident_of(struct tracked *tracked, const struct fact *fact)
{
    char code[CODE_LIMIT + 8];
    struct bytes subject = fact->subject;
    struct resident *resident;

    if (tracked->partition == 0) {
        snprintf(code, sizeof code, "%d %.*s", (int)fact_kinds[fact->type].family,
                 (int)subject.length, (const char *)subject.at);
        subject = bytes_of_text(code);
    }
    resident = residents_find(&tracked->residents, fact->source, subject);
    if (resident)
        return resident;
    resident = residents_add(&tracked->residents, fact->source, subject);
    resident->number = ++tracked->last_number;
    if (tracked->partition > 0)
        filter_add(&tracked->filter, resident->key);
    return resident;
}

static enum outcome add_fact(struct tracker *tracker, struct tracked *tracked,
                             const struct waiting_record *waiting, struct failure *why)
{
    struct resident *resident;
    enum addition addition;
    struct tally *tally;
    struct bytes encoded;
    struct fact fact;

    TRY(read_fact(tracker, waiting, &fact, why));
    resident = resident_of(tracked, &fact);
    tally =
        tracker_tally(tracker, tracked->partition, fact.source, day_of_instant(fact.recorded_us));
    TRY(dossier_add(buffer_bytes(&resident->facts), resident->fact_count, &fact, waiting->position,
                    &tracker->arena, &addition, &encoded, why));
    switch (addition) {
    case ADDED:
        residents_grow(&tracked->residents, resident, encoded, 1);
        residents_touch(&tracked->residents, resident, waiting->position);
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
    if (tracked->partition > 0)
        TRY(find_known(tracker, tracked, why));
    while (next_waiting(&rest, &waiting)) {
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
