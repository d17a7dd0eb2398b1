#include "tests/flow/anew.h"

#include <stdlib.h>

#include "runtime/day.h"

enum { ARENA_BYTES = 1 << 20 };

struct anew_record {
    size_t from;
    uint32_t length;
    uint32_t subject;
    bool reference;
};

void anew_open(struct anew *anew, const char *holidays)
{
    *anew = (struct anew){0};
    anew->memory.at = heap_take(ARENA_BYTES, 1);
    anew->arena = arena_over(anew->memory.at, ARENA_BYTES);
    cabinet_open(&anew->cabinet);
    shelf_read_days(&anew->cabinet.shelf, holidays);
}

void anew_close(struct anew *anew)
{
    buffer_free(&anew->log);
    buffer_free(&anew->records);
    buffer_free(&anew->memory);
    cabinet_close(&anew->cabinet);
    tally_free(&anew->sums);
}

static const struct anew_record *records_of(const struct anew *anew, size_t *count)
{
    *count = anew->records.length / sizeof(struct anew_record);
    return (const struct anew_record *)(const void *)anew->records.at;
}

static struct fact read_record(struct anew *anew, struct bytes record)
{
    struct failure why;
    struct fact fact;

    if (record_decode(&fact_schema, record, &fact, &anew->arena, NULL, &why) != DONE)
        abort(); /* The stream has written it. */
    return fact;
}

void anew_log(struct anew *anew, struct bytes record)
{
    struct anew_record logged = {.from = anew->log.length, .length = (uint32_t)record.length};
    struct fact fact;

    arena_reset(&anew->arena);
    fact = read_record(anew, record);
    logged.reference = fact_is_reference((enum fact_type)fact.type);
    if (!logged.reference) {
        logged.subject = (uint32_t)stream_subject(fact.subject);
        anew->told++;
        if (logged.subject >= anew->subjects)
            anew->subjects = (size_t)logged.subject + 1;
    }
    buffer_add(&anew->log, record.at, record.length);
    buffer_add(&anew->records, &logged, sizeof logged);
}

static struct fact read_logged(struct anew *anew, const struct anew_record *record)
{
    return read_record(anew, (struct bytes){anew->log.at + record->from, record->length});
}

/* ---- the order of subjects ---- */

static void read_catalogue(struct anew *anew)
{
    size_t count;
    const struct anew_record *records = records_of(anew, &count);

    cabinet_empty(&anew->cabinet);
    for (size_t row = 0; row < count; row++)
        if (records[row].reference) {
            struct fact fact;

            arena_reset(&anew->arena);
            fact = read_logged(anew, &records[row]);
            arena_reset(&anew->cabinet.arena);
            cabinet_keep(&anew->cabinet, &fact);
        }
    cabinet_read_catalogue(&anew->cabinet);
}

/* Numbers of records by subject, those of one in the order of the log; [n] is where n begins. */
static uint32_t *by_subject(const struct anew *anew, size_t *begins)
{
    size_t count;
    const struct anew_record *records = records_of(anew, &count);
    uint32_t *order = heap_take(count + 1, sizeof *order);

    for (size_t row = 0; row < count; row++)
        if (!records[row].reference)
            begins[records[row].subject + 1]++;
    for (size_t subject = 0; subject < anew->subjects; subject++)
        begins[subject + 1] += begins[subject];
    for (size_t row = count; row > 0; row--)
        if (!records[row - 1].reference)
            order[--begins[records[row - 1].subject + 1]] = (uint32_t)row - 1;
    return order; /* begins[n + 1] is now where n begins. */
}

/* ---- states ---- */

static bool ended_by(const struct history *history, int32_t day)
{
    return history_ended(history) && day_of_instant(history->ended_us) <= day;
}

static bool waits_at(const struct history *history, int64_t at_us)
{
    for (uint32_t row = 0; row < history->wait_count; row++)
        if (history->waits[row].from_us <= at_us && history->waits[row].to_us > at_us)
            return true;
    return false;
}

static bool overdue_at(const struct history *history, int32_t day, int64_t at_us)
{
    const struct due_statement *due = history->due_count > 0 ? &history->dues[0] : NULL;

    for (uint32_t row = 0; row < history->due_count; row++)
        if (history->dues[row].made_us <= at_us)
            due = &history->dues[row];
    return due && due->due.day < day && !waits_at(history, at_us);
}

static void count_states(struct anew *anew, size_t unit, const struct dossier_state *state)
{
    const struct history *history = &state->history;
    const struct national *national = &state->judgement.national;

    for (int row = 0; row < STATE_DAYS; row++) {
        const int32_t day = anew->days[row];
        const int64_t last_us = day_start(day + 1) - 1;
        struct states *states = &anew->states[unit][row];

        if (day_of_instant(history->received_us) > day || ended_by(history, day))
            continue;
        states->in_progress++;
        states->waiting += waits_at(history, last_us);
        states->overdue += overdue_at(history, day, last_us);
        states->late += national->lateness != NOT_LATE && national->late_day <= day;
    }
}

/* ---- one subject ---- */

static void gather(struct anew *anew, struct subject *subject, const uint32_t *order, size_t count)
{
    size_t all;
    const struct anew_record *records = records_of(anew, &all);

    for (size_t row = 0; row < count; row++) {
        struct fact fact;
        size_t source = 0;

        arena_reset(&anew->arena);
        fact = read_logged(anew, &records[order[row]]);
        while (!bytes_equal(talk_source(source), fact.source))
            source++;
        folder_keep(fact.type == FACT_COMPLAINED ? &subject->complaints : &subject->of[source],
                    &fact, order[row], &anew->arena);
    }
}

static void count_folder(struct anew *anew, struct folder *folder, size_t number, size_t source,
                         struct folded *folded)
{
    const bool feedback = stream_is_feedback(number);

    arena_reset(&anew->arena);
    folder_fold(folder, feedback, (struct bytes){0}, &anew->cabinet.catalogue, &anew->arena,
                folded);
    anew->folds++;
    tally_post(&anew->sums, source, &folded->posting);
    if (!feedback && source != TALK_NATIONAL && history_counted(&folded->dossier.history))
        count_states(anew, talk_unit_of(folded->posting.unit), &folded->dossier);
}

static enum outcome count_subject(struct anew *anew, const struct running *running, size_t number,
                                  struct subject *subject, struct failure *why)
{
    const struct buffer *complaints = &subject->complaints.kept;

    for (size_t source = 0; source < TALK_SOURCES; source++) {
        struct folder *folder = &subject->of[source];
        struct bytes posted = {0};
        struct folded folded = {0};

        if (number < running->subject_count)
            posted = buffer_bytes(&running->subjects[number].of[source].posted);
        if (folder->count > 0) {
            buffer_add(&folder->kept, complaints->at, complaints->length);
            folder->count += subject->complaints.count;
            count_folder(anew, folder, number, source, &folded);
        }
        if (!bytes_equal(posted, folded.posted))
            return fail(why, REJECT,
                        "subject %zu of source %zu: what it has posted is not what it "
                        "contributes",
                        number, source);
    }
    return DONE;
}

static void empty(struct subject *subject)
{
    for (size_t source = 0; source < TALK_SOURCES; source++) {
        buffer_clear(&subject->of[source].kept);
        subject->of[source].count = 0;
    }
    buffer_clear(&subject->complaints.kept);
    subject->complaints.count = 0;
}

/* ---- all of them ---- */

enum outcome anew_count(struct anew *anew, const struct running *running, struct failure *why)
{
    size_t *begins = heap_take(anew->subjects + 2, sizeof *begins);
    uint32_t *order = by_subject(anew, begins);
    struct subject subject = {0};
    enum outcome outcome = DONE;
    struct failure posting = {.text = ""};

    read_catalogue(anew);
    tally_clear(&anew->sums);
    memset(anew->states, 0, sizeof anew->states);
    for (size_t number = 0; number < anew->subjects; number++) {
        const size_t from = begins[number + 1];
        const size_t to = number + 1 < anew->subjects ? begins[number + 2] : anew->told;

        empty(&subject);
        gather(anew, &subject, order + from, to - from);
        if (count_subject(anew, running, number, &subject, &posting) != DONE)
            outcome = REJECT;
    }
    for (size_t source = 0; source < TALK_SOURCES; source++)
        folder_free(&subject.of[source]);
    folder_free(&subject.complaints);
    free(order);
    free(begins);
    if (outcome != DONE)
        *why = posting;
    TRY(tally_equal(&running->sums, &anew->sums, why));
    return outcome;
}
