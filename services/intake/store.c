#include "intake/store.h"

#include <stdlib.h>

#include "runtime/block.h"

static void add_list(struct source *source, const char *list)
{
    for (const char *at = list; *at;) {
        const size_t length = strcspn(at, "\n");

        if (length > 0 && source->rights.prefix_count < SOURCE_PREFIXES)
            source->rights.prefixes[source->rights.prefix_count++] =
                (struct bytes){(const uint8_t *)at, length};
        at += length + (at[length] == '\n');
    }
}

static void add_families(struct source *source, struct bytes list)
{
    const char *at = (const char *)list.at, *end = at + list.length;

    while (at < end) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        const size_t length = (size_t)((next ? next : end) - at);
        const int32_t family = admit_family(at, length);

        if (family >= 0)
            source->rights.families |= UINT32_C(1) << family;
        at += length + 1;
    }
}

static struct source *read_source(const struct database *database, int row)
{
    struct source *source = heap_take(1, sizeof *source);
    const struct bytes name = row_bytes(database, row, 0), key = row_bytes(database, row, 1);
    const struct bytes prefixes = row_bytes(database, row, 2);

    memcpy(source->name, name.at, name.length < SOURCE_LIMIT ? name.length : SOURCE_LIMIT);
    source->rights.source = bytes_of_text(source->name);
    source->key_length = key.length < sizeof source->key ? key.length : sizeof source->key;
    memcpy(source->key, key.at, source->key_length);
    source->texts = heap_take(prefixes.length + 1, 1);
    memcpy(source->texts, prefixes.at, prefixes.length);
    add_list(source, source->texts);
    add_families(source, row_bytes(database, row, 3));
    return source;
}

void store_free_sources(struct source **sources)
{
    struct source *source, *next;

    HASH_ITER(hh, *sources, source, next)
    {
        HASH_DEL(*sources, source);
        free(source->texts);
        free(source);
    }
}

enum outcome store_sources(struct database *database, struct source **sources, struct failure *why)
{
    TRY(database_query(database, statement(intake_sql, "read_sources"), NULL, why));
    store_free_sources(sources);
    for (int row = 0; row < row_count(database); row++) {
        struct source *source = read_source(database, row);

        HASH_ADD_KEYPTR(hh, *sources, source->name, strlen(source->name), source);
    }
    return DONE;
}

enum outcome store_known(struct database *database, struct known *known, struct failure *why)
{
    TRY(database_query(database, statement(intake_sql, "read_known"), NULL, why));
    for (int row = 0; row < row_count(database); row++)
        known_add(known, row_bool(database, row, 0) ? KNOWN_UNIT : KNOWN_PROCEDURE,
                  row_bytes(database, row, 1), row_bytes(database, row, 2), false);
    return DONE;
}

enum outcome store_end(struct database *database, int64_t partition, int64_t *end,
                       struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    TRY(database_query(database, statement(intake_sql, "read_end"), &parameters, why));
    *end = row_integer(database, 0, 0);
    return DONE;
}

static void name_producer(struct parameters *parameters, const struct producer *producer)
{
    parameter_text(parameters, bytes_of_text(producer->source));
    parameter_bytes(parameters, (struct bytes){producer->id, sizeof producer->id});
}

enum outcome store_producer(struct database *database, struct producer *producer,
                            struct failure *why)
{
    struct parameters parameters = {0};

    name_producer(&parameters, producer);
    TRY(database_query(database, statement(intake_sql, "read_producer"), &parameters, why));
    producer->stored = row_count(database) ? row_integer(database, 0, 0) : 0;
    producer->batch = producer->stored;
    return DONE;
}

enum outcome store_rejects(struct database *database, struct gathering *gathering,
                           struct gathered *batch, struct failure *why)
{
    struct parameters parameters = {0};

    name_producer(&parameters, batch->producer);
    parameter_integer(&parameters, batch->batch);
    TRY(database_query(database, statement(intake_sql, "read_rejects"), &parameters, why));
    for (int row = 0; row < row_count(database); row++) {
        char field[FAILURE_FIELD] = "", rule[FAILURE_TEXT] = "";
        const struct bytes field_text = row_bytes(database, row, 3);
        const struct bytes rule_text = row_bytes(database, row, 4);

        memcpy(field, field_text.at,
               field_text.length < sizeof field ? field_text.length : sizeof field - 1);
        memcpy(rule, rule_text.at,
               rule_text.length < sizeof rule ? rule_text.length : sizeof rule - 1);
        gathering_reject(gathering, batch, row_integer(database, row, 0), 0,
                         row_bytes(database, row, 1), row_bytes(database, row, 2), field, rule);
    }
    return DONE;
}

static enum outcome write_block(struct database *database, const struct gathering *gathering,
                                int64_t partition, size_t first, size_t count,
                                struct buffer *packed, struct failure *why)
{
    const struct partition_records *records = &gathering->records[partition];
    const size_t from = first ? (size_t)records->ends[first - 1] : 0;
    const size_t to = (size_t)records->ends[first + count - 1];
    const enum codec codec =
        block_pack((struct bytes){records->records.at + from, to - from}, packed);
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    parameter_integer(&parameters, records->end + (int64_t)(first + count));
    parameter_integer(&parameters, (int64_t)count);
    parameter_integer(&parameters, gathering->now_us);
    parameter_integer(&parameters, (int64_t)codec);
    parameter_bytes(&parameters, buffer_bytes(packed));
    return database_change(database, statement(intake_sql, "write_block"), &parameters, 1, why);
}

static enum outcome write_log(struct database *database, const struct gathering *gathering,
                              struct failure *why)
{
    struct buffer packed = {0};
    enum outcome outcome = DONE;

    for (int64_t partition = 0; partition <= gathering->partitions && outcome == DONE; partition++)
        for (size_t first = 0; first < gathering->records[partition].count && outcome == DONE;) {
            const size_t left = gathering->records[partition].count - first;
            const size_t count = left < BLOCK_RECORDS ? left : BLOCK_RECORDS;

            outcome = write_block(database, gathering, partition, first, count, &packed, why);
            first += count;
        }
    buffer_free(&packed);
    return outcome;
}

static enum outcome write_rejects(struct database *database, const struct gathering *gathering,
                                  const struct gathered *batch, struct failure *why)
{
    for (size_t row = 0; row < batch->reject_count; row++) {
        const struct reject *reject = &batch->rejects[row];
        struct parameters parameters = {0};

        name_producer(&parameters, batch->producer);
        parameter_integer(&parameters, batch->batch);
        parameter_integer(&parameters, reject->item);
        parameter_integer(&parameters, reject->part);
        parameter_integer(&parameters, gathering->now_us);
        parameter_text(&parameters, bytes_of_text(gathering_text(gathering, reject->subject)));
        parameter_text(&parameters, bytes_of_text(gathering_text(gathering, reject->id)));
        parameter_text(&parameters, bytes_of_text(gathering_text(gathering, reject->field)));
        parameter_text(&parameters, bytes_of_text(gathering_text(gathering, reject->rule)));
        TRY(database_change(database, statement(intake_sql, "write_reject"), &parameters, 1, why));
    }
    return DONE;
}

/* The figures gathered for the producer, once, whatever the number of its batches. */
static enum outcome write_producer(struct database *database, struct producer *producer,
                                   struct failure *why)
{
    struct parameters parameters = {0};

    if (producer->batch == producer->stored)
        return DONE;
    name_producer(&parameters, producer);
    parameter_integer(&parameters, producer->batch);
    parameter_integer(&parameters, producer->sent);
    parameter_integer(&parameters, producer->derived);
    parameter_integer(&parameters, producer->logged);
    parameter_integer(&parameters, producer->rejected);
    if (producer->stored > 0) {
        parameter_integer(&parameters, producer->stored);
        TRY(database_change(database, statement(intake_sql, "move_producer"), &parameters, 1, why));
    } else {
        TRY(database_change(database, statement(intake_sql, "new_producer"), &parameters, 1, why));
    }
    producer->stored = producer->batch;
    producer->sent = producer->derived = producer->logged = producer->rejected = 0;
    return DONE;
}

static enum outcome write_known_set(struct database *database, struct known_code *set,
                                    struct failure *why)
{
    for (struct known_code *entry = set; entry; entry = entry->hh.next) {
        struct parameters parameters = {0};

        if (!entry->changed)
            continue;
        parameter_integer(&parameters, entry->kind == KNOWN_UNIT);
        parameter_text(&parameters, (struct bytes){(const uint8_t *)entry->code, entry->length});
        parameter_text(&parameters, bytes_of_text(entry->name));
        TRY(database_change(database, statement(intake_sql, "write_known"), &parameters, 1, why));
        entry->changed = false;
    }
    return DONE;
}

static enum outcome write_unknown(struct database *database, const struct gathering *gathering,
                                  struct failure *why)
{
    for (size_t row = 0; row < gathering->unknown_count; row++) {
        struct parameters parameters = {0};

        parameter_text(&parameters, bytes_of_text(gathering->unknown[row].source));
        parameter_text(&parameters, bytes_of_text(gathering->unknown[row].name));
        parameter_integer(&parameters, gathering->unknown[row].count);
        TRY(database_change(database, statement(intake_sql, "write_unknown"), &parameters, 1, why));
    }
    return DONE;
}

enum outcome store_commit(struct database *database, struct gathering *gathering,
                          struct known *known, struct failure *why)
{
    TRY(database_execute(database, "BEGIN", why));
    TRY(write_log(database, gathering, why));
    for (size_t row = 0; row < gathering->batch_count; row++)
        TRY(write_rejects(database, gathering, &gathering->batches[row], why));
    for (size_t row = 0; row < gathering->batch_count; row++)
        TRY(write_producer(database, gathering->batches[row].producer, why));
    TRY(write_known_set(database, known->units, why));
    TRY(write_known_set(database, known->procedures, why));
    TRY(write_unknown(database, gathering, why));
    TRY(database_execute(database, "COMMIT", why));
    for (int64_t partition = 0; partition <= gathering->partitions; partition++)
        gathering->records[partition].end += (int64_t)gathering->records[partition].count;
    return DONE;
}
