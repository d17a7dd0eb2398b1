#include "thuocdo/preview/proposed.h"

#include <stdlib.h>
#include <string.h>

#include "proto/json.h"

extern const struct embedded preview_sql[];

enum { ARENA_BYTES = 16 << 20 };

/* Behind everything that has a position; which fact came first decides nothing else. */
enum { NO_POSITION = INT32_MAX };

void proposed_open(struct proposed *proposed)
{
    *proposed = (struct proposed){.memory = heap_take(1, ARENA_BYTES)};
    proposed->arena = arena_over(proposed->memory, ARENA_BYTES);
}

static void free_code(struct proposed_code *code)
{
    for (size_t row = 0; row < code->voice_count; row++) {
        buffer_free(&code->voices[row].facts);
        free((void *)(uintptr_t)code->voices[row].source.at);
    }
    free(code->voices);
    free(code->name);
    free(code);
}

void proposed_close(struct proposed *proposed)
{
    struct proposed_code *code, *next;

    HASH_ITER(hh, proposed->codes, code, next)
    {
        HASH_DEL(proposed->codes, code);
        free_code(code);
    }
    free(proposed->memory);
    *proposed = (struct proposed){0};
}

/* ---- what is kept ---- */

static struct proposed_voice *voice_of(struct proposed_code *code, struct bytes source)
{
    struct proposed_voice *voice;
    uint8_t *copy;

    for (size_t row = 0; row < code->voice_count; row++)
        if (bytes_equal(code->voices[row].source, source))
            return &code->voices[row];
    code->voices = heap_resize(code->voices, code->voice_count + 1, sizeof *code->voices);
    voice = &code->voices[code->voice_count++];
    copy = heap_take(source.length + 1, 1);
    memcpy(copy, source.at, source.length);
    *voice = (struct proposed_voice){
        .source = {copy, source.length}
    };
    return voice;
}

static enum outcome read_kept(struct proposed_code *code, struct database *database,
                              struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, code->family);
    parameter_text(&parameters, code->code);
    TRY(database_query(database, statement(preview_sql, "preview_reference"), &parameters, why));
    for (int row = 0; row < row_count(database); row++) {
        struct proposed_voice *voice = voice_of(code, row_bytes(database, row, 0));
        const struct bytes facts = row_bytes(database, row, 2);

        voice->count = (uint32_t)row_integer(database, row, 1);
        buffer_add(&voice->facts, facts.at, facts.length);
    }
    return DONE;
}

/* "family code" without a NUL; gives its length. */
static size_t name_of(enum fact_family family, struct bytes code, char name[CODE_LIMIT + 3])
{
    name[0] = (char)('0' + (int)family);
    name[1] = ' ';
    memcpy(name + 2, code.at, code.length);
    return code.length + 2;
}

bool proposed_find(const struct proposed *proposed, enum fact_family family, struct bytes code)
{
    const struct proposed_code *found;
    char name[CODE_LIMIT + 3];
    const size_t length = name_of(family, code, name);

    HASH_FIND(hh, proposed->codes, name, length, found);
    return found != NULL;
}

static enum outcome code_of(struct proposed *proposed, struct database *database,
                            const struct fact *fact, struct proposed_code **found,
                            struct failure *why)
{
    const enum fact_family family = fact_kinds[fact->type].family;
    char name[CODE_LIMIT + 3];
    const size_t length = name_of(family, fact->subject, name);

    HASH_FIND(hh, proposed->codes, name, length, *found);
    if (*found)
        return DONE;
    *found = heap_take(1, sizeof **found);
    (*found)->name = heap_take(length + 1, 1);
    memcpy((*found)->name, name, length);
    (*found)->family = (int32_t)family;
    (*found)->code = (struct bytes){(const uint8_t *)(*found)->name + 2, length - 2};
    HASH_ADD_KEYPTR(hh, proposed->codes, (*found)->name, length, *found);
    return read_kept(*found, database, why);
}

enum outcome proposed_facts(const struct proposed_code *code, struct arena *arena,
                            struct history_fact **facts, uint32_t *count, struct failure *why)
{
    uint32_t total = 0;

    *count = 0;
    for (size_t row = 0; row < code->voice_count; row++)
        total += code->voices[row].count;
    *facts = arena_take(arena, total * sizeof **facts);
    if (!*facts)
        return fail(why, REJECT, "%s has more facts than memory is set aside for", code->name + 2);
    for (size_t row = 0; row < code->voice_count; row++) {
        const struct proposed_voice *voice = &code->voices[row];
        struct history_fact *some;
        uint32_t rows;

        TRY(dossier_facts(buffer_bytes(&voice->facts), arena, &some, &rows, why));
        for (uint32_t at = 0; at < rows; at++) {
            some[at].source = voice->source;
            (*facts)[(*count)++] = some[at];
        }
    }
    return DONE;
}

/* ---- lines ---- */

static enum outcome check_family(const struct fact *fact, struct failure *why)
{
    const enum fact_family family = fact_kinds[fact->type].family;

    if (family != FAMILY_CATALOGUE && family != FAMILY_ORGANISATION)
        return fail_field(why, REJECT, "type", "only facts about procedures and units");
    return DONE;
}

/* The fact with its data encoded, all of it in the arena. */
static enum outcome read_fact(struct proposed *proposed, struct bytes line, struct fact *fact,
                              json_t **value, struct failure *why)
{
    struct arena *arena = &proposed->arena;
    union fact_data *data = arena_take(arena, sizeof *data);
    struct buffer encoded = {0};
    struct sink sink = buffer_sink(&encoded);
    enum outcome outcome = DONE;
    char *copy;

    TRY(json_read(line, value, why));
    TRY(json_decode_fact(*value, fact, data, arena, NULL, why));
    TRY(check_family(fact, why));
    TRY(record_normalise(&fact_schema, fact, arena, why));
    TRY(record_normalise(fact_kinds[fact->type].data, data, arena, why));
    record_encode(fact_kinds[fact->type].data, data, &sink);
    copy = arena_text(arena, (const char *)encoded.at, encoded.length);
    if (copy)
        fact->data = (struct bytes){(const uint8_t *)copy, encoded.length};
    else
        outcome = fail(why, REJECT, "it does not fit the memory for one fact");
    buffer_free(&encoded);
    return outcome;
}

static enum outcome take_fact(struct proposed *proposed, struct database *database,
                              const struct fact *fact, struct failure *why)
{
    struct proposed_code *code;
    struct proposed_voice *voice;
    enum addition addition;
    struct bytes encoded;

    TRY(code_of(proposed, database, fact, &code, why));
    voice = voice_of(code, fact->source);
    TRY(dossier_add(buffer_bytes(&voice->facts), voice->count, fact, NO_POSITION, &proposed->arena,
                    &addition, &encoded, why));
    switch (addition) {
    case ADDED:
        buffer_add(&voice->facts, encoded.at, encoded.length);
        voice->count++;
        proposed->added++;
        return DONE;
    case DUPLICATE: proposed->known++; return DONE;
    case CONFLICT:
        return fail_field(why, REJECT, "id", "the source has said something else under this id");
    case TOO_MANY: break;
    }
    return fail_field(why, REJECT, "subject", "has more facts already than are kept of one code");
}

static enum outcome take_line(struct proposed *proposed, struct database *database,
                              struct bytes line, struct failure *why)
{
    json_t *value = NULL;
    struct fact fact;
    enum outcome outcome;

    arena_reset(&proposed->arena);
    why->field[0] = '\0';
    outcome = read_fact(proposed, line, &fact, &value, why);
    if (outcome == DONE)
        outcome = take_fact(proposed, database, &fact, why);
    json_decref(value);
    return outcome;
}

static bool next_line(struct bytes *rest, struct bytes *line)
{
    const uint8_t *end;

    if (rest->length == 0)
        return false;
    end = memchr(rest->at, '\n', rest->length);
    *line = (struct bytes){rest->at, end ? (size_t)(end - rest->at) : rest->length};
    rest->at += end ? line->length + 1 : line->length;
    rest->length -= end ? line->length + 1 : line->length;
    return true;
}

static bool is_blank(struct bytes line)
{
    for (size_t at = 0; at < line.length; at++)
        if (line.at[at] != ' ' && line.at[at] != '\t' && line.at[at] != '\r')
            return false;
    return true;
}

enum outcome proposed_read(struct proposed *proposed, struct database *database, struct bytes text,
                           proposed_refused *refused, void *context, struct failure *why)
{
    size_t number = 0, wrong = 0;
    struct bytes line;

    while (next_line(&text, &line)) {
        enum outcome outcome;

        number++;
        if (is_blank(line))
            continue;
        outcome = take_line(proposed, database, line, why);
        if (outcome == REJECT) {
            wrong++;
            refused(context, number, why->field, why->text);
        } else {
            TRY(outcome);
        }
    }
    if (wrong > 0)
        return fail(why, REJECT, "%zu line%s refused", wrong, wrong == 1 ? " is" : "s are");
    return DONE;
}
