#include "tests/flow/plain_facts.h"

#include <stdlib.h>

#include "runtime/day.h"

/* ---- the list ---- */

static bool same_identity(const struct plain_fact *left, const struct plain_fact *right)
{
    return bytes_equal(left->fact.id, right->fact.id) && bytes_equal(left->source, right->source) &&
           bytes_equal(left->subject, right->subject);
}

static bool is_known(const struct plain_facts *plain, const struct plain_fact *fact)
{
    for (size_t row = 0; row < plain->count; row++)
        if (same_identity(&plain->facts[row], fact))
            return true;
    return false;
}

static void add_record(struct plain_facts *plain, int64_t position, struct bytes record)
{
    struct bytes copy = {
        (const uint8_t *)arena_text(&plain->arena, (const char *)record.at, record.length),
        record.length};
    union fact_data *data = arena_take(&plain->arena, sizeof *data);
    struct plain_fact *into = &plain->facts[plain->count];
    struct failure why;
    struct fact fact;

    if (!copy.at || !data || plain->count == PLAIN_FACTS ||
        record_decode(&fact_schema, copy, &fact, &plain->arena, NULL, &why) != DONE ||
        fact_decode_data(&fact, data, &plain->arena, NULL, &why) != DONE)
        abort();
    *into = (struct plain_fact){
        .source = fact.source,
        .subject = fact.subject,
        .fact = {.type = fact.type,
                 .time_us = fact.time_us,
                 .position = position,
                 .recorded_us = fact.recorded_us,
                 .id = fact.id,
                 .data = data},
    };
    plain->count += !is_known(plain, into);
}

/* ---- what it tells of ---- */

static bool later(const struct plain_fact *left, const struct plain_fact *right)
{
    return history_order(&left->fact, &right->fact) > 0;
}

/* The publication in force on the day: the last by then, before the first that of the first day. */
static const struct procedure_data *publication(const struct plain_facts *plain, struct bytes code,
                                                int32_t day)
{
    const struct plain_fact *found = NULL;
    int32_t found_day = 0;

    for (size_t row = 0; row < plain->count; row++) {
        const struct plain_fact *fact = &plain->facts[row];
        const int32_t from_day = day_of_instant(fact->fact.time_us);
        bool better;

        if (fact->fact.type != FACT_PROCEDURE_PUBLISHED || !bytes_equal(fact->subject, code))
            continue;
        if (!found || from_day == found_day)
            better = !found || later(fact, found);
        else
            better =
                from_day <= day ? from_day > found_day || found_day > day : from_day < found_day;
        if (better) {
            found = fact;
            found_day = from_day;
        }
    }
    return found ? &found->fact.data->procedure : NULL;
}

static bool owes_fee(const struct plain_facts *plain, const struct history *history)
{
    const struct procedure_data *data =
        publication(plain, history->procedure, day_of_instant(history->received_us));

    return history->fee_stated ? history->fee_positive : data && data->fee;
}

/* Folds all facts of the dossier of that fact, last logged first. */
static void fold(struct plain_facts *plain, const struct plain_fact *of)
{
    struct history_fact *facts = arena_take(&plain->arena, plain->count * sizeof *facts);
    struct plain_dossier *dossier = &plain->dossiers[plain->dossier_count++];
    struct failure why;
    uint32_t count = 0;

    if (!facts || plain->dossier_count == PLAIN_DOSSIERS)
        abort();
    for (size_t row = plain->count; row > 0; row--)
        if (bytes_equal(plain->facts[row - 1].subject, of->subject) &&
            bytes_equal(plain->facts[row - 1].source, of->source))
            facts[count++] = plain->facts[row - 1].fact;
    if (history_fold(facts, count, &plain->arena, &dossier->history, &why) != DONE)
        abort();
    dossier->fee_due = history_counted(&dossier->history) && owes_fee(plain, &dossier->history);
}

static bool is_first(const struct plain_facts *plain, size_t place)
{
    const struct plain_fact *of = &plain->facts[place];

    for (size_t row = 0; row < place; row++)
        if (bytes_equal(plain->facts[row].subject, of->subject) &&
            bytes_equal(plain->facts[row].source, of->source))
            return false;
    return true;
}

static void open_unit(struct plain_facts *plain, struct bytes code)
{
    size_t row = plain->unit_count;

    for (size_t known = 0; known < plain->unit_count; known++)
        if (bytes_equal(plain->units[known], code))
            return;
    for (; row > 0 && history_compare(plain->units[row - 1], code) > 0; row--)
        plain->units[row] = plain->units[row - 1];
    plain->units[row] = code;
    plain->unit_count++;
}

struct plain_facts *plain_facts_read(const struct stored *stored)
{
    struct plain_facts *plain = heap_take(1, sizeof *plain);

    plain->arena = arena_over(heap_take(PLAIN_BYTES, 1), PLAIN_BYTES);
    for (int64_t partition = 0; partition < STREAMS; partition++) {
        struct stored_walk walk = stored_records(&stored->log[partition], 0);
        struct bytes record;

        while (stored_next(&walk, &record))
            add_record(plain, walk.position, record);
    }
    for (size_t row = 0; row < plain->count; row++) {
        const struct plain_fact *fact = &plain->facts[row];

        if (fact->fact.type == FACT_UNIT_OPENED)
            open_unit(plain, fact->subject);
        else if (!fact_is_reference((enum fact_type)fact->fact.type) && is_first(plain, row))
            fold(plain, fact);
    }
    return plain;
}

void plain_facts_free(struct plain_facts *plain)
{
    free(plain->arena.base);
    free(plain);
}
