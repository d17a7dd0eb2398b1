#include "tests/tracker/cabinet.h"

#include <stdlib.h>

#include "proto/json.h"
#include "runtime/arena_sink.h"
#include "runtime/day.h"
#include "tracker/core/reference.h"

enum { ARENA_BYTES = 8 << 20, NAME_BYTES = SOURCE_LIMIT + CODE_LIMIT + 2 };

void cabinet_open(struct cabinet *cabinet)
{
    *cabinet = (struct cabinet){0};
    cabinet->memory.at = heap_take(ARENA_BYTES, 1);
    cabinet->arena = arena_over(cabinet->memory.at, ARENA_BYTES);
}

void cabinet_empty(struct cabinet *cabinet)
{
    struct file *file, *next;

    HASH_ITER(hh, cabinet->files, file, next)
    {
        HASH_DEL(cabinet->files, file);
        buffer_free(&file->kept);
        free(file->name);
        free(file);
    }
    cabinet->position = cabinet->duplicates = cabinet->conflicts = cabinet->rejected = 0;
}

void cabinet_close(struct cabinet *cabinet)
{
    cabinet_empty(cabinet);
    buffer_free(&cabinet->memory);
    buffer_free(&cabinet->versions);
    shelf_close(&cabinet->shelf);
    buffer_free(&cabinet->whole);
}

static size_t name_of(const struct fact *fact, char name[NAME_BYTES])
{
    const size_t source = fact->type == FACT_COMPLAINED ? 0 : fact->source.length;

    memset(name, 0, NAME_BYTES);
    memcpy(name, fact->source.at, source);
    memcpy(name + source + 1, fact->subject.at, fact->subject.length);
    return source + fact->subject.length + 2;
}

static struct file *file_of(struct cabinet *cabinet, const struct fact *fact)
{
    char name[NAME_BYTES];
    const size_t length = name_of(fact, name);
    struct file *file;

    HASH_FIND(hh, cabinet->files, name, length, file);
    if (file)
        return file;
    file = heap_take(1, sizeof *file);
    file->name = heap_take(length, 1);
    file->name_length = length;
    memcpy(file->name, name, length);
    file->family = fact_kinds[fact->type].family;
    HASH_ADD_KEYPTR(hh, cabinet->files, file->name, length, file);
    return file;
}

void cabinet_keep(struct cabinet *cabinet, const struct fact *fact)
{
    struct file *file = file_of(cabinet, fact);
    enum addition addition;
    struct bytes encoded;
    struct failure why;

    if (dossier_add(buffer_bytes(&file->kept), file->count, fact, ++cabinet->position,
                    &cabinet->arena, &addition, &encoded, &why) != DONE)
        abort(); /* The arena is larger than any file. */
    cabinet->duplicates += addition == DUPLICATE;
    cabinet->conflicts += addition == CONFLICT;
    if (addition != ADDED)
        return;
    buffer_add(&file->kept, encoded.at, encoded.length);
    file->count++;
}

static void ignore(void *context, const char *name, size_t length)
{
    (void)context;
    (void)name;
    (void)length;
}

/* A line may say when intake stored it; else that was at its time. */
static int64_t recorded_at(const json_t *value, int64_t otherwise_us)
{
    const json_t *text = json_object_get(value, "recorded_at");
    int64_t recorded_us;

    if (text && instant_parse(json_string_value(text), json_string_length(text), &recorded_us))
        return recorded_us;
    return otherwise_us;
}

/* As intake takes it: decoded, in normal form, encoded in the one canonical way. */
static enum outcome read_fact(const json_t *value, struct arena *arena, struct fact *fact,
                              struct failure *why)
{
    const struct unknown_keys unknown = {ignore, NULL};
    union fact_data data;
    struct arena_sink sink;

    TRY(json_decode_fact(value, fact, &data, arena, &unknown, why));
    TRY(record_normalise(&fact_schema, fact, arena, why));
    TRY(record_normalise(fact_kinds[fact->type].data, &data, arena, why));
    arena_sink_open(&sink, arena);
    if (!record_encode(fact_kinds[fact->type].data, &data, &sink.sink))
        return fail(why, REJECT, "fact does not fit");
    fact->data = sink.written;
    fact->recorded_us = recorded_at(value, fact->time_us);
    return DONE;
}

void cabinet_file(struct cabinet *cabinet, const json_t *value)
{
    struct failure why;
    struct fact fact;

    arena_reset(&cabinet->arena);
    if (read_fact(value, &cabinet->arena, &fact, &why) != DONE)
        cabinet->rejected++;
    else if (fact_kinds[fact.type].family != FAMILY_FIGURES)
        cabinet_keep(cabinet, &fact);
}

void cabinet_file_line(struct cabinet *cabinet, struct bytes line)
{
    struct failure why;
    json_t *value;

    if (json_read(line, &value, &why) != DONE) {
        cabinet->rejected++;
        return;
    }
    cabinet_file(cabinet, value);
    json_decref(value);
}

/* ---- the catalogue ---- */

static bool same_code(const struct file *one, const struct file *other)
{
    return one->family == other->family && strcmp(file_subject(one), file_subject(other)) == 0;
}

/* Every source's facts about the code of a file, in the arena. */
static uint32_t facts_of_code(struct cabinet *cabinet, const struct file *told,
                              struct history_fact **facts)
{
    uint32_t count = 0, room = 0;

    for (const struct file *file = cabinet->files; file; file = file->hh.next)
        if (same_code(file, told))
            room += file->count;
    *facts = arena_take(&cabinet->arena, room * sizeof **facts);
    for (const struct file *file = cabinet->files; file; file = file->hh.next) {
        struct history_fact *some;
        struct failure why;
        uint32_t rows;

        if (!same_code(file, told))
            continue;
        if (dossier_facts(buffer_bytes(&file->kept), &cabinet->arena, &some, &rows, &why) != DONE)
            abort();
        for (uint32_t row = 0; row < rows; row++) {
            some[row].source = bytes_of_text(file_source(file));
            (*facts)[count++] = some[row];
        }
    }
    return count;
}

static void add_versions(struct cabinet *cabinet, const struct file *file)
{
    struct published_version *versions;
    struct history_fact *facts;
    struct failure why;
    uint32_t count;

    arena_reset(&cabinet->arena);
    count = facts_of_code(cabinet, file, &facts);
    if (file->family == FAMILY_ORGANISATION) {
        shelf_add(&cabinet->shelf, bytes_of_text(file_subject(file)), facts, count,
                  &cabinet->arena);
        return;
    }
    if (reference_procedure(facts, count, &cabinet->arena, &versions, &count, &why) != DONE)
        abort();
    for (uint32_t row = 0; row < count; row++) {
        const struct procedure_version version =
            reference_version(bytes_of_text(file_subject(file)), &versions[row]);

        buffer_add(&cabinet->versions, &version, sizeof version);
    }
}

static int order_of_versions(const void *left, const void *right)
{
    const struct procedure_version *one = left, *other = right;
    const int order = history_compare(one->code, other->code);

    return order ? order : (one->from_day > other->from_day) - (one->from_day < other->from_day);
}

/* Whether an earlier file has told of the same code. */
static bool told_before(const struct cabinet *cabinet, const struct file *file)
{
    const struct file *other = cabinet->files;

    while (other != file && !same_code(other, file))
        other = other->hh.next;
    return other != file;
}

void cabinet_read_catalogue(struct cabinet *cabinet)
{
    struct procedure_version *versions;
    uint32_t count;

    buffer_clear(&cabinet->versions);
    shelf_clear(&cabinet->shelf);
    for (const struct file *file = cabinet->files; file; file = file->hh.next)
        if (file->family != FAMILY_DOSSIERS && !told_before(cabinet, file))
            add_versions(cabinet, file);
    versions = (struct procedure_version *)(void *)cabinet->versions.at;
    count = (uint32_t)(cabinet->versions.length / sizeof *versions);
    if (count > 0)
        qsort(versions, count, sizeof *versions, order_of_versions);
    cabinet->catalogue = (struct catalogue){.versions = versions, .count = count};
    shelf_make(&cabinet->shelf, &cabinet->catalogue);
}

/* What is complained about the code of a file, NULL when nothing is. */
static const struct file *complaints_of(const struct cabinet *cabinet, const struct file *file)
{
    const char *name = file_subject(file) - 1; /* The NUL behind no source. */
    struct file *found;

    HASH_FIND(hh, cabinet->files, name, strlen(file_subject(file)) + 2, found);
    return found;
}

enum outcome cabinet_fold(struct cabinet *cabinet, const struct file *file,
                          struct dossier_state *state, struct failure *why)
{
    const struct file *complaints = complaints_of(cabinet, file);

    buffer_clear(&cabinet->whole);
    buffer_add(&cabinet->whole, file->kept.at, file->kept.length);
    if (complaints && complaints != file)
        buffer_add(&cabinet->whole, complaints->kept.at, complaints->kept.length);
    arena_reset(&cabinet->arena);
    return dossier_fold(buffer_bytes(&cabinet->whole), (struct bytes){0}, &cabinet->catalogue,
                        &cabinet->arena, state, why);
}

json_t *cabinet_entries(const struct list *entries)
{
    json_t *list = json_array();
    const int64_t *numbers = entries->at;

    for (uint32_t row = 0; row < entries->count; row += 3) {
        char day[DAY_TEXT];

        day_print((int32_t)numbers[row], day);
        json_array_append_new(list, json_pack("[s,s,I]", day,
                                              measure_name((enum measure)numbers[row + 1]),
                                              (json_int_t)numbers[row + 2]));
    }
    return list;
}
