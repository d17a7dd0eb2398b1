#include "tracker/core/dossier.h"

#include <string.h>
#include <xxhash.h>

#include "runtime/arena_sink.h"

uint64_t dossier_key(struct bytes source, struct bytes code)
{
    char name[SOURCE_LIMIT + CODE_LIMIT + ID_LIMIT + 16]; /* Figures are found by their id too. */

    memcpy(name, source.at, source.length);
    name[source.length] = '\0';
    memcpy(name + source.length + 1, code.at, code.length);
    name[source.length + 1 + code.length] = '\0';
    return XXH3_64bits(name, source.length + code.length + 2);
}

static bool next_kept(struct wire_cursor *cursor, struct bytes *one)
{
    const uint8_t *start = cursor->at;

    if (cursor->at == cursor->end)
        return false;
    wire_skip(cursor);
    *one = (struct bytes){start, (size_t)(cursor->at - start)};
    return true;
}

/* As next_kept, reading on the way no more than the id: most facts only have to be told apart. */
static bool next_id(struct wire_cursor *cursor, struct bytes *one, struct bytes *id)
{
    const uint8_t *start = cursor->at;
    struct wire_item item;
    uint32_t pairs;

    if (cursor->at == cursor->end)
        return false;
    wire_read(cursor, &item);
    for (pairs = item.count; pairs > 0; pairs--) {
        wire_read(cursor, &item);
        if (item.integer == kept_fact_schema.fields[KEPT_FACT_ID].key) {
            wire_read(cursor, &item);
            *id = item.bytes;
        } else {
            wire_skip(cursor);
        }
    }
    *one = (struct bytes){start, (size_t)(cursor->at - start)};
    return true;
}

static enum outcome decode_kept(struct bytes one, struct arena *arena, struct kept_fact *kept,
                                struct failure *why)
{
    return record_decode(&kept_fact_schema, one, kept, arena, NULL, why);
}

/* A complaint is told apart by who makes it too; its ids are none of the dossier's own. */
static bool same_identity(const struct kept_fact *kept, const struct fact *fact)
{
    if (fact->type != FACT_COMPLAINED)
        return kept->source.length == 0;
    return bytes_equal(kept->source, fact->source);
}

static bool same_content(const struct kept_fact *kept, const struct fact *fact)
{
    return kept->type == fact->type && kept->time_us == fact->time_us &&
           bytes_equal(kept->data, fact->data);
}

static enum outcome encode_kept(const struct fact *fact, int64_t position, struct arena *arena,
                                struct bytes *encoded, struct failure *why)
{
    struct kept_fact kept = {
        .present = message_whole(&kept_fact_schema),
        .position = position,
        .recorded_us = fact->recorded_us,
        .type = fact->type,
        .time_us = fact->time_us,
        .id = fact->id,
        .data = fact->data,
        .source = fact->source,
    };
    struct arena_sink sink;

    if (fact->type != FACT_COMPLAINED)
        kept.present &= ~(UINT64_C(1) << KEPT_FACT_SOURCE);
    arena_sink_open(&sink, arena);
    if (!record_encode(&kept_fact_schema, &kept, &sink.sink))
        return fail(why, REJECT, "fact does not fit the memory for one dossier");
    *encoded = sink.written;
    return DONE;
}

enum outcome dossier_add(struct bytes kept, uint32_t count, const struct fact *fact,
                         int64_t position, struct arena *arena, enum addition *addition,
                         struct bytes *encoded, struct failure *why)
{
    struct wire_cursor cursor = wire_cursor(kept);
    struct bytes one, id = {0};

    while (next_id(&cursor, &one, &id)) {
        struct kept_fact known;

        if (!bytes_equal(id, fact->id))
            continue;
        TRY(decode_kept(one, arena, &known, why));
        if (!same_identity(&known, fact))
            continue;
        *addition = same_content(&known, fact) ? DUPLICATE : CONFLICT;
        return DONE;
    }
    *addition = count < DOSSIER_FACTS_LIMIT ? ADDED : TOO_MANY;
    return *addition == ADDED ? encode_kept(fact, position, arena, encoded, why) : DONE;
}

static bool holds(struct bytes kept, struct bytes record)
{
    struct wire_cursor cursor = wire_cursor(kept);
    struct bytes one;

    while (next_kept(&cursor, &one))
        if (bytes_equal(one, record))
            return true;
    return false;
}

uint32_t dossier_lacks(struct bytes kept, struct bytes wanted)
{
    struct wire_cursor cursor = wire_cursor(wanted);
    struct bytes one;
    uint32_t missing = 0;

    while (next_kept(&cursor, &one))
        missing += !holds(kept, one);
    return missing;
}

static uint32_t count_kept(struct bytes kept)
{
    struct wire_cursor cursor = wire_cursor(kept);
    struct bytes one;
    uint32_t count = 0;

    while (next_kept(&cursor, &one))
        count++;
    return count;
}

static enum outcome decode_fact(const struct kept_fact *kept, struct arena *arena,
                                struct history_fact *fact, struct failure *why)
{
    const struct schema *schema;
    void *data;

    if (kept->type <= FACT_NONE || kept->type >= FACT_TYPE_COUNT)
        return fail(why, FATAL, "kept fact has type %d, which this version does not know",
                    kept->type);
    schema = fact_kinds[kept->type].data;
    data = arena_take(arena, schema->size);
    if (!data)
        return fail(why, REJECT, "dossier has more facts than the memory for one takes");
    TRY(record_decode(schema, kept->data, data, arena, NULL, why));
    *fact = (struct history_fact){
        .type = kept->type,
        .time_us = kept->time_us,
        .position = kept->position,
        .recorded_us = kept->recorded_us,
        .id = kept->id,
        .source = kept->source,
        .data = data,
    };
    return DONE;
}

enum outcome dossier_facts(struct bytes kept, struct arena *arena, struct history_fact **facts,
                           uint32_t *count, struct failure *why)
{
    struct wire_cursor cursor = wire_cursor(kept);
    struct bytes one;
    uint32_t row = 0;

    *count = count_kept(kept);
    *facts = arena_take(arena, sizeof **facts * *count);
    if (!*facts)
        return fail(why, REJECT, "dossier has more facts than the memory for one takes");
    while (next_kept(&cursor, &one)) {
        struct kept_fact known;

        TRY(decode_kept(one, arena, &known, why));
        TRY(decode_fact(&known, arena, &(*facts)[row++], why));
    }
    return DONE;
}

enum outcome dossier_fold(struct bytes kept, struct bytes posted, const struct catalogue *catalogue,
                          struct arena *arena, struct dossier_state *state, struct failure *why)
{
    struct posting before;

    *state = (struct dossier_state){0};
    TRY(dossier_facts(kept, arena, &state->facts, &state->fact_count, why));
    TRY(history_fold(state->facts, state->fact_count, arena, &state->history, why));
    TRY(judgement_make(&state->history, catalogue, arena, &state->judgement, why));
    TRY(contributions_of(&state->history, &state->judgement, state->facts, state->fact_count, arena,
                         &state->contributions, why));
    TRY(posting_of(&state->history, &state->contributions, arena, &state->posting, why));
    TRY(posting_encode(&state->posting, arena, &state->posted, why));
    TRY(posting_decode(posted, arena, &before, why));
    return posting_difference(&before, &state->posting, arena, &state->difference, why);
}
