#include "tests/flow/running.h"

#include <stdlib.h>

#include "aggregator/gathered.h"

enum { ARENA_BYTES = 1 << 20, PARTITIONS = 4, PLANTED_AT = 3000 };

struct folder_place {
    size_t subject;
    size_t source;
};

void running_open(struct running *running, enum running_planted planted, const char *holidays)
{
    *running = (struct running){.planted = planted};
    running->memory.at = heap_take(ARENA_BYTES, 1);
    running->arena = arena_over(running->memory.at, ARENA_BYTES);
    cabinet_open(&running->cabinet);
    shelf_read_days(&running->cabinet.shelf, holidays);
    cabinet_read_catalogue(&running->cabinet);
}

void running_close(struct running *running)
{
    for (size_t row = 0; row < running->subject_count; row++) {
        for (size_t source = 0; source < TALK_SOURCES; source++)
            folder_free(&running->subjects[row].of[source]);
        folder_free(&running->subjects[row].complaints);
    }
    free(running->subjects);
    buffer_free(&running->dirty);
    buffer_free(&running->memory);
    cabinet_close(&running->cabinet);
    tally_free(&running->sums);
}

/* ---- taking facts in ---- */

static size_t source_of(struct bytes name)
{
    size_t source = 0;

    while (!bytes_equal(talk_source(source), name))
        source++;
    return source;
}

static struct subject *subject_at(struct running *running, size_t number)
{
    if (number >= running->subject_room) {
        const size_t room = 2 * number + 1024;

        running->subjects = heap_resize(running->subjects, room, sizeof *running->subjects);
        memset(running->subjects + running->subject_room, 0,
               (room - running->subject_room) * sizeof *running->subjects);
        running->subject_room = room;
    }
    if (number >= running->subject_count)
        running->subject_count = number + 1;
    return &running->subjects[number];
}

static void touch(struct running *running, size_t subject, size_t source)
{
    const struct folder_place place = {subject, source};
    struct folder *folder = &running->subjects[subject].of[source];

    if (folder->dirty)
        return;
    folder->dirty = true;
    buffer_add(&running->dirty, &place, sizeof place);
}

/* A complaint is kept once, and copied to every dossier of its code that is there. */
static void take_complaint(struct running *running, size_t number, const struct fact *fact)
{
    struct subject *subject = subject_at(running, number);

    if (!folder_keep(&subject->complaints, fact, running->position, &running->arena))
        return;
    for (size_t source = 0; source < TALK_SOURCES; source++)
        if (subject->of[source].count > 0 &&
            folder_keep(&subject->of[source], fact, running->position, &running->arena))
            touch(running, number, source);
}

/* The later content in place of the earlier one. */
static void contradict(struct running *running, struct folder *folder, const struct fact *fact)
{
    struct folder other = {0};
    struct history_fact *facts;
    struct failure why;
    uint32_t count;

    if (dossier_facts(buffer_bytes(&folder->kept), &running->arena, &facts, &count, &why) != DONE)
        abort();
    if (count != 1 || !bytes_equal(facts[0].id, fact->id))
        return;
    folder_keep(&other, fact, running->position, &running->arena);
    other.posted = folder->posted;
    other.dirty = folder->dirty;
    buffer_free(&folder->kept);
    *folder = other;
}

static void take_fact(struct running *running, size_t number, const struct fact *fact)
{
    struct subject *subject = subject_at(running, number);
    const size_t source = source_of(fact->source);
    struct folder *folder = &subject->of[source];
    const struct buffer *complaints = &subject->complaints.kept;

    if (folder->count == 0 && running->planted != RUNNING_COMPLAINTS_MISSED) {
        buffer_add(&folder->kept, complaints->at, complaints->length);
        folder->count = subject->complaints.count;
    }
    if (running->planted == RUNNING_CONTRADICTION_TAKEN)
        contradict(running, folder, fact);
    else if (!folder_keep(folder, fact, running->position, &running->arena))
        return;
    touch(running, number, source);
}

static void take_reference(struct running *running, const struct fact *fact)
{
    cabinet_keep(&running->cabinet, fact);
    running->changed = true;
    if (fact_kinds[fact->type].family == FAMILY_CATALOGUE)
        running->procedures[talk_procedure_of(fact->subject)] = true;
    else
        running->units[talk_unit_of(fact->subject)] = true;
}

void running_take(struct running *running, struct bytes record)
{
    struct failure why;
    struct fact fact;

    arena_reset(&running->arena);
    running->position++;
    if (record_decode(&fact_schema, record, &fact, &running->arena, NULL, &why) != DONE)
        abort(); /* The stream has just written it. */
    if (fact_is_reference((enum fact_type)fact.type))
        take_reference(running, &fact);
    else if (fact.type == FACT_COMPLAINED)
        take_complaint(running, stream_subject(fact.subject), &fact);
    else
        take_fact(running, stream_subject(fact.subject), &fact);
}

/* ---- a changed catalogue ---- */

/* All units that were ever below a changed one; edges lead to lower numbers. */
static void spread_units(struct running *running)
{
    const struct unit_facts *facts = &running->cabinet.shelf.facts;

    for (size_t unit = 0; unit < TALK_UNITS; unit++)
        for (uint32_t row = 0; row < facts->standing_count; row++)
            if (bytes_equal(facts->standings[row].code, talk_unit(unit)) &&
                running->units[talk_unit_of(facts->standings[row].parent)])
                running->units[unit] = true;
}

static void touch_concerned(struct running *running)
{
    cabinet_read_catalogue(&running->cabinet);
    if (running->planted != RUNNING_SUBTREES_FORGOTTEN)
        spread_units(running);
    if (running->planted == RUNNING_PROCEDURES_FORGOTTEN)
        memset(running->procedures, 0, sizeof running->procedures);
    if (running->planted == RUNNING_UNITS_FORGOTTEN)
        memset(running->units, 0, sizeof running->units);
    for (size_t row = 0; row < running->subject_count; row++)
        for (size_t source = 0; source < TALK_SOURCES; source++) {
            const struct folder *folder = &running->subjects[row].of[source];

            if (folder->posted.length > 0 &&
                (running->procedures[folder->procedure] || running->units[folder->unit]))
                touch(running, row, source);
        }
    memset(running->procedures, 0, sizeof running->procedures);
    memset(running->units, 0, sizeof running->units);
    running->changed = false;
}

/* ---- checkpoints ---- */

static void store(struct folder *folder, const struct folded *folded)
{
    buffer_clear(&folder->posted);
    buffer_add(&folder->posted, folded->posted.at, folded->posted.length);
    folder->unit = (uint8_t)talk_unit_of(folded->posting.unit);
    folder->procedure = (uint8_t)talk_procedure_of(folded->posting.procedure);
    folder->dirty = false;
}

/* What stands in the way of a stored posting when somebody thinks it can be computed again. */
static struct bytes recomputed(struct running *running, const struct folder *folder, bool feedback)
{
    struct folded folded;

    folder_fold(folder, feedback, (struct bytes){0}, &running->cabinet.catalogue, &running->arena,
                &folded);
    return folder->posted.length > 0 ? folded.posted : (struct bytes){0};
}

static void send(struct running *running, struct gathered *days, const struct folder_place *place,
                 const struct list *difference)
{
    const struct posting *postings = difference->at;
    int times = 1;
    struct failure why;

    running->deltas++;
    if (running->deltas == PLANTED_AT && running->planted == RUNNING_DELTA_DROPPED)
        times = 0;
    if (running->deltas == PLANTED_AT && running->planted == RUNNING_DELTA_TWICE)
        times = 2;
    for (; times > 0; times--)
        for (uint32_t row = 0; row < difference->count; row++)
            if (gathered_add(days, 1 + (int64_t)(place->subject % PARTITIONS),
                             talk_source(place->source), &postings[row], 1, &why) != DONE)
                abort();
}

static void repost(struct running *running, struct gathered *days, const struct folder_place *place)
{
    struct folder *folder = &running->subjects[place->subject].of[place->source];
    const bool feedback = stream_is_feedback(place->subject);
    struct bytes before = buffer_bytes(&folder->posted);
    struct folded folded;

    arena_reset(&running->arena);
    running->folds++;
    if (running->planted == RUNNING_OLD_RECOMPUTED)
        before = recomputed(running, folder, feedback);
    folder_fold(folder, feedback, before, &running->cabinet.catalogue, &running->arena, &folded);
    if (folded.difference.count > 0)
        send(running, days, place, &folded.difference);
    store(folder, &folded);
}

void running_checkpoint(struct running *running)
{
    const struct folder_place *places;
    struct gathered days = {0};

    if (running->changed)
        touch_concerned(running);
    places = (const struct folder_place *)(const void *)running->dirty.at;
    for (size_t row = 0; row < running->dirty.length / sizeof *places; row++)
        repost(running, &days, &places[row]);
    tally_take(&running->sums, &days);
    gathered_free(&days);
    buffer_clear(&running->dirty);
}
