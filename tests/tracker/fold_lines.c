/*
 * fold_lines: what the tracker's core makes of canonical JSON lines, a line per dossier.
 *
 * Reads lines from standard input, drops what is not a fact, keeps of each identity the first, and
 * prints the same as `oracle.py contributions`, so that the two can be compared.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "runtime/arena_sink.h"
#include "runtime/day.h"
#include "tracker/core/dossier.h"
#include "tracker/core/reference.h"

enum { ARENA_BYTES = 64 << 20 };

struct subject {
    char *source;
    char *subject;
    bool is_procedure;
    uint8_t *kept;
    size_t length;
    uint32_t count;
};

struct book {
    struct subject *subjects;
    size_t count;
    size_t room;
};

static void ignore(void *context, const char *name, size_t length)
{
    (void)context;
    (void)name;
    (void)length;
}

static char *text_of(struct bytes bytes)
{
    char *text = malloc(bytes.length + 1);

    memcpy(text, bytes.at, bytes.length);
    text[bytes.length] = '\0';
    return text;
}

static int same_text(const char *text, struct bytes bytes)
{
    return strlen(text) == bytes.length && memcmp(text, bytes.at, bytes.length) == 0;
}

/* Catalogue facts of all sources about one code belong together; dossiers are their source's. */
static struct subject *find(struct book *book, const struct fact *fact)
{
    const bool reference = fact_is_reference((enum fact_type)fact->type);
    const struct bytes source = reference ? (struct bytes){(const uint8_t *)"", 0} : fact->source;
    struct subject *subject;

    for (size_t row = 0; row < book->count; row++)
        if (same_text(book->subjects[row].subject, fact->subject) &&
            same_text(book->subjects[row].source, source))
            return &book->subjects[row];
    if (book->count == book->room) {
        book->room = book->room ? 2 * book->room : 1024;
        book->subjects = realloc(book->subjects, book->room * sizeof *book->subjects);
    }
    subject = &book->subjects[book->count++];
    *subject = (struct subject){.source = text_of(source), .subject = text_of(fact->subject)};
    subject->is_procedure = reference;
    return subject;
}

static void keep(struct book *book, struct fact *fact, int64_t position, struct arena *arena)
{
    struct subject *subject;
    enum addition addition;
    struct bytes encoded;
    struct failure why;

    if (fact_kinds[fact->type].family == FAMILY_ORGANISATION)
        return;
    subject = find(book, fact);
    if (dossier_add((struct bytes){subject->kept, subject->length}, subject->count, fact, position,
                    arena, &addition, &encoded, &why) != DONE ||
        addition != ADDED)
        return;
    subject->kept = realloc(subject->kept, subject->length + encoded.length);
    memcpy(subject->kept + subject->length, encoded.at, encoded.length);
    subject->length += encoded.length;
    subject->count++;
}

static void read_line(struct book *book, struct bytes line, int64_t position, struct arena *arena)
{
    const struct unknown_keys unknown = {ignore, NULL};
    union fact_data data;
    struct fact fact;
    struct failure why;
    struct arena_sink sink;
    json_t *value;

    if (json_read(line, &value, &why) != DONE)
        return;
    arena_reset(arena);
    if (json_decode_fact(value, &fact, &data, arena, &unknown, &why) == DONE &&
        record_normalise(&fact_schema, &fact, arena, &why) == DONE &&
        record_normalise(fact_kinds[fact.type].data, &data, arena, &why) == DONE) {
        arena_sink_open(&sink, arena);
        if (record_encode(fact_kinds[fact.type].data, &data, &sink.sink)) {
            fact.data = sink.written;
            keep(book, &fact, position, arena);
        }
    }
    json_decref(value);
}

static int order_of_versions(const void *left, const void *right)
{
    const struct procedure_version *one = left, *other = right;
    const int order = history_compare(one->code, other->code);

    return order ? order : (one->from_day > other->from_day) - (one->from_day < other->from_day);
}

static struct catalogue read_catalogue(const struct book *book, struct arena *arena)
{
    struct procedure_version *rows = NULL;
    uint32_t count = 0;

    for (size_t row = 0; row < book->count; row++) {
        const struct subject *subject = &book->subjects[row];
        struct published_version *versions;
        struct history_fact *facts;
        uint32_t fact_count, version_count;
        struct failure why;

        if (!subject->is_procedure)
            continue;
        arena_reset(arena);
        if (dossier_facts((struct bytes){subject->kept, subject->length}, arena, &facts,
                          &fact_count, &why) != DONE ||
            reference_procedure(facts, fact_count, arena, &versions, &version_count, &why) != DONE)
            continue;
        for (uint32_t version = 0; version < version_count; version++) {
            const struct procedure_data *data = versions[version].data;

            rows = realloc(rows, (count + 1) * sizeof *rows);
            rows[count++] = (struct procedure_version){
                bytes_of_text(subject->subject), versions[version].from_day, data->fee,
                data->result_is_paper,           data->service_level,        data->interlink};
        }
    }
    if (count)
        qsort(rows, count, sizeof *rows, order_of_versions);
    return (struct catalogue){rows, count};
}

static json_t *code_json(struct bytes code)
{
    return code.length ? json_stringn((const char *)code.at, code.length) : json_null();
}

static json_t *posted_json(const struct list *entries)
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

static void print_subject(const struct subject *subject, const struct catalogue *catalogue,
                          struct arena *arena)
{
    struct dossier_state state;
    struct failure why;
    json_t *line;
    char *text;

    arena_reset(arena);
    if (dossier_fold((struct bytes){subject->kept, subject->length}, (struct bytes){0}, catalogue,
                     arena, &state, &why) != DONE) {
        fprintf(stderr, "%s: %s\n", subject->subject, why.text);
        exit(1);
    }
    line = json_pack(
        "{s:s,s:s,s:o,s:o,s:s,s:s,s:o}", "source", subject->source, "subject", subject->subject,
        "unit", code_json(state.history.unit), "procedure", code_json(state.history.procedure),
        "channel", channel_names[state.history.channel], "standing",
        standing_names[state.history.standing], "posted", posted_json(&state.posting.entries));
    text = json_dumps(line, JSON_COMPACT);
    puts(text);
    free(text);
    json_decref(line);
}

int main(void)
{
    struct arena arena = arena_over(malloc(ARENA_BYTES), ARENA_BYTES);
    struct book book = {0};
    struct catalogue catalogue;
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int64_t position = 0;

    while ((length = getline(&line, &room, stdin)) > 0)
        read_line(&book, (struct bytes){(const uint8_t *)line, (size_t)length}, ++position, &arena);
    catalogue = read_catalogue(&book, &arena);
    for (size_t row = 0; row < book.count; row++)
        if (!book.subjects[row].is_procedure)
            print_subject(&book.subjects[row], &catalogue, &arena);
    return 0;
}
