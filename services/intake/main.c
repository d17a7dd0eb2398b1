/*
 * intake: checks what arrives, and lets it in.
 *
 * Takes numbered batches of facts from sources, refuses what is wrong item by item, writes the
 * rest to the log of facts and acknowledges after the commit (protocol rules 1, 3 and 10).
 */
#include <stdlib.h>

#include "intake/items.h"
#include "intake/joining.h"
#include "intake/store.h"
#include "runtime/clock.h"
#include "runtime/log.h"
#include "runtime/service.h"
#include "runtime/socket.h"
#include "runtime/stream_server.h"

enum {
    ARENA_BYTES = 8 << 20,
    SUBMIT_ARENA = 1 << 20,
    GATHER_BYTES = 16 << 20, /* Commit at the latest when so much is gathered. */
    SOURCES_MS = 1000,       /* How old the registered sources may be. */
    UNKNOWN_SOURCE_MS = 20,  /* The same, when one is asked for that is not among them. */
    PING_MS = 10000,
    JOIN_EVERY_MS = 1000,
    PRODUCERS = 1024,
};

struct intake_settings {
    const char *database;
    const char *listen;
    const char *stream;
    int64_t join_after_ms;
};

#define AT(member) offsetof(struct intake_settings, member)

static const struct setting settings_table[] = {
    {"INTAKE_DATABASE",   SETTING_SECRET,   AT(database),      NULL,                             "the URL of PostgreSQL"},
    {"INTAKE_LISTEN",     SETTING_TEXT,     AT(listen),        "ipc:///run/thuocdo/intake.sock",
     "the URL where sources submit batches"                                                                             },
    {"INTAKE_STREAM",     SETTING_TEXT,     AT(stream),        "ipc:///run/thuocdo/log.sock",
     "the URL where the tracker fetches the log"                                                                        },
    {"INTAKE_JOIN_AFTER", SETTING_DURATION, AT(join_after_ms), "24h",
     "how old blocks of the log must be to be joined"                                                                   },
};

struct intake {
    struct intake_settings settings;
    void *zmq;
    void *socket;
    struct stream_server *server;
    struct database database;
    struct source *sources;
    int64_t sources_ms; /* When they were read. */
    int64_t quiet_ms;   /* When the session was last used. */
    struct known known;
    struct gathering gathering;
    struct producer producers[PRODUCERS];
    size_t producer_count;
    struct intake_items items;
    struct joining joining;
    int64_t joined_ms; /* When blocks were last looked at. */
    struct buffer answer;
    void *memory;
    void *submit_memory;
};

/* ---- answers ---- */

static void send_ack(struct intake *intake, const struct gathered *batch, struct ack *ack)
{
    struct sink sink = buffer_sink(&intake->answer);

    buffer_clear(&intake->answer);
    record_encode(&ack_schema, ack, &sink);
    /* A source that has gone asks again when it is back. */
    socket_send_to(intake->socket, (struct bytes){batch->peer, batch->peer_length},
                   buffer_bytes(&intake->answer));
}

static struct ack new_ack(const struct submit *submit)
{
    return (struct ack){
        .present = UINT64_C(1) << ACK_PRODUCER | UINT64_C(1) << ACK_BATCH |
                   UINT64_C(1) << ACK_DURABLE | UINT64_C(1) << ACK_REJECTED,
        .producer = submit->producer,
        .batch = submit->batch,
    };
}

static void refuse(struct intake *intake, const struct gathered *batch, const struct submit *submit,
                   const char *rule)
{
    struct ack ack = new_ack(submit);

    ack.present |= UINT64_C(1) << ACK_REFUSED;
    ack.refused = bytes_of_text(rule);
    send_ack(intake, batch, &ack);
}

static void resume(struct intake *intake, const struct gathered *batch, const struct submit *submit,
                   int64_t number)
{
    struct ack ack = new_ack(submit);

    ack.present |= UINT64_C(1) << ACK_RESUME;
    ack.resume = number;
    send_ack(intake, batch, &ack);
}

static struct bytes text_at(const struct intake *intake, size_t place)
{
    return bytes_of_text(gathering_text(&intake->gathering, place));
}

/* The answer to a batch that is committed. */
static void acknowledge(struct intake *intake, const struct gathered *batch)
{
    const struct submit submit = {
        .producer = {batch->producer->id, PRODUCER_BYTES},
        .batch = batch->batch,
    };
    struct ack ack = new_ack(&submit);
    struct rejected_item *rows = heap_take(batch->reject_count + 1, sizeof *rows);
    int64_t refused = 0;

    for (size_t row = 0; row < batch->reject_count; row++) {
        const struct reject *reject = &batch->rejects[row];

        refused += row == 0 || batch->rejects[row - 1].item != reject->item;
        rows[row] = (struct rejected_item){
            .present = UINT64_C(1) | UINT64_C(1) << 3 | UINT64_C(1) << 4,
            .item = reject->item,
            .id = text_at(intake, reject->id),
            .subject = text_at(intake, reject->subject),
            .field = text_at(intake, reject->field),
            .rule = text_at(intake, reject->rule),
        };
        if (rows[row].id.length)
            rows[row].present |= UINT64_C(1) << 1;
        if (rows[row].subject.length)
            rows[row].present |= UINT64_C(1) << 2;
    }
    ack.durable = batch->items - refused;
    /* Items with many records can have more; the table of rejects holds them all. */
    ack.rejected = (struct list){
        rows, (uint32_t)(batch->reject_count < BATCH_ITEMS ? batch->reject_count : BATCH_ITEMS)};
    send_ack(intake, batch, &ack);
    free(rows);
}

/* ---- batches ---- */

/* What is gathered points to producers, not to sources, so they may change under it. */
static enum outcome fresh_sources(struct intake *intake, int64_t age_ms, struct failure *why)
{
    const int64_t now_ms = clock_ms();

    if (intake->sources_ms && now_ms - intake->sources_ms < age_ms)
        return DONE;
    TRY(store_sources(&intake->database, &intake->sources, why));
    intake->sources_ms = now_ms;
    return DONE;
}

/* A source that was registered a moment ago is looked for once more before it is refused. */
static enum outcome find_source(struct intake *intake, const struct submit *submit,
                                const struct source **source, struct failure *why)
{
    TRY(fresh_sources(intake, SOURCES_MS, why));
    HASH_FIND(hh, intake->sources, submit->source.at, submit->source.length, *source);
    if (*source)
        return DONE;
    TRY(fresh_sources(intake, UNKNOWN_SOURCE_MS, why));
    HASH_FIND(hh, intake->sources, submit->source.at, submit->source.length, *source);
    return DONE;
}

static enum outcome find_producer(struct intake *intake, const struct source *source,
                                  const struct submit *submit, struct producer **producer,
                                  struct failure *why)
{
    struct producer *new;

    for (size_t row = 0; row < intake->producer_count; row++) {
        *producer = &intake->producers[row];
        if (strcmp((*producer)->source, source->name) == 0 &&
            memcmp((*producer)->id, submit->producer.at, PRODUCER_BYTES) == 0)
            return DONE;
    }
    new = &intake->producers[intake->producer_count++];
    *new = (struct producer){0};
    memcpy(new->source, source->name, sizeof new->source);
    memcpy(new->id, submit->producer.at, PRODUCER_BYTES);
    *producer = new;
    return store_producer(&intake->database, new, why);
}

/* A batch that is committed already gets the same answer again, from the tables. */
static enum outcome answer_again(struct intake *intake, struct gathered *batch,
                                 const struct submit *submit, struct failure *why)
{
    batch->batch = submit->batch;
    batch->items = submit->items.count;
    TRY(store_rejects(&intake->database, &intake->gathering, batch, why));
    acknowledge(intake, batch);
    batch->reject_count = 0;
    return DONE;
}

static enum outcome take_submit(struct intake *intake, struct gathered *batch,
                                const struct submit *submit, struct failure *why)
{
    const struct source *source;

    if (submit->producer.length != PRODUCER_BYTES) {
        refuse(intake, batch, submit, "producer is not 16 bytes");
        return DONE;
    }
    TRY(find_source(intake, submit, &source, why));
    if (!source) {
        refuse(intake, batch, submit, "source is not registered: see thuocdo source add");
        return DONE;
    }
    TRY(find_producer(intake, source, submit, &batch->producer, why));
    if (submit->batch <= batch->producer->stored)
        return answer_again(intake, batch, submit, why);
    if (submit->batch <= batch->producer->batch)
        return DONE; /* Gathered already: the answer comes with the commit. */
    if (submit->batch != batch->producer->batch + 1) {
        resume(intake, batch, submit, batch->producer->batch + 1);
        return DONE;
    }
    batch->batch = submit->batch;
    items_take(&intake->items, source, submit, batch);
    batch->producer->batch = submit->batch;
    intake->gathering.batch_count++;
    return DONE;
}

static enum outcome take_message(struct intake *intake, struct envelope *envelope,
                                 struct failure *why)
{
    struct gathered *batch = &intake->gathering.batches[intake->gathering.batch_count];
    const struct bytes peer = envelope_peer(envelope);
    struct arena arena = arena_over(intake->submit_memory, SUBMIT_ARENA);
    struct submit submit = {0};
    struct failure wrong;

    if (peer.length > sizeof batch->peer)
        return DONE;
    memcpy(batch->peer, peer.at, peer.length);
    batch->peer_length = peer.length;
    batch->reject_count = 0;
    if (message_decode(&submit_schema, envelope_message(envelope), &submit, &arena, &wrong) !=
        DONE) {
        log_failure(LOG_WARNING, REJECT, &wrong);
        submit.producer = (struct bytes){(const uint8_t *)"", 0};
        refuse(intake, batch, &submit, wrong.text);
        return DONE;
    }
    return take_submit(intake, batch, &submit, why);
}

/* Takes what is there, without waiting for more, up to what one commit should hold. */
static enum outcome gather(struct intake *intake, struct failure *why)
{
    struct gathering *gathering = &intake->gathering;
    struct envelope envelope;

    gathering->now_us = clock_now_us();
    while (gathering->batch_count < GATHERED_BATCHES && gathering->bytes < GATHER_BYTES &&
           intake->producer_count < PRODUCERS && socket_take(intake->socket, true, &envelope)) {
        const enum outcome outcome = take_message(intake, &envelope, why);

        envelope_close(&envelope);
        TRY(outcome);
    }
    return DONE;
}

static enum outcome commit(struct intake *intake, struct failure *why)
{
    struct gathering *gathering = &intake->gathering;

    if (gathering->batch_count > 0) {
        TRY(store_commit(&intake->database, gathering, &intake->known, why));
        stream_server_poke(intake->server);
        for (size_t row = 0; row < gathering->batch_count; row++)
            acknowledge(intake, &gathering->batches[row]);
        intake->quiet_ms = clock_ms();
    }
    gathering_clear(gathering);
    if (intake->producer_count == PRODUCERS)
        intake->producer_count = 0; /* They are in the table. */
    return DONE;
}

/* A session that says nothing for long would be ended (protocol rule 9). */
static enum outcome ping(struct intake *intake, struct failure *why)
{
    if (clock_ms() - intake->quiet_ms < PING_MS)
        return DONE;
    intake->quiet_ms = clock_ms();
    return database_query(&intake->database, "SELECT 1::bigint", NULL, why);
}

/* In quiet moments: one run of old blocks at a time, one partition after the other. */
static enum outcome join(struct intake *intake, struct failure *why)
{
    const int64_t now_ms = clock_ms();
    bool joined;

    if (now_ms - intake->joined_ms < JOIN_EVERY_MS || now_ms - intake->quiet_ms < JOIN_EVERY_MS)
        return DONE;
    TRY(joining_step(&intake->joining, &intake->database, intake->gathering.partitions,
                     intake->settings.join_after_ms, &joined, why));
    intake->joined_ms = joined ? 0 : now_ms;
    return DONE;
}

/* ---- life ---- */

static void forget(void *context)
{
    struct intake *intake = context;

    database_close(&intake->database);
    store_free_sources(&intake->sources);
    known_free(&intake->known);
    gathering_clear(&intake->gathering);
    joining_forget(&intake->joining);
    intake->producer_count = 0;
    intake->sources_ms = 0;
}

/* The one way to start: connect, take the lock, read where the log ends (protocol rule 8). */
static enum outcome start(struct intake *intake, struct failure *why)
{
    static const int64_t whole[] = {0};
    bool held = false;

    TRY(database_open(&intake->database, intake->settings.database, "thuocdo-intake", why));
    TRY(service_partition_count(&intake->database, &intake->gathering.partitions, why));
    TRY(service_hold(&intake->database, LOCK_INTAKE, whole, 1, &held, why));
    for (int64_t partition = 0; partition <= intake->gathering.partitions; partition++)
        TRY(store_end(&intake->database, partition, &intake->gathering.records[partition].end,
                      why));
    intake->quiet_ms = clock_ms();
    return store_known(&intake->database, &intake->known, why);
}

static enum outcome live(void *context, struct failure *why)
{
    struct intake *intake = context;

    TRY(start(intake, why));
    if (!intake->socket)
        TRY(socket_bind(intake->zmq, ZMQ_ROUTER, intake->settings.listen, BATCH_BYTES,
                        &intake->socket, why));
    service_ready();
    while (!service_stopping()) {
        socket_wait(&intake->socket, 1, 200);
        TRY(gather(intake, why));
        TRY(commit(intake, why));
        TRY(ping(intake, why));
        TRY(join(intake, why));
    }
    TRY(gather(intake, why));
    return commit(intake, why);
}

static enum outcome run(struct intake *intake, struct failure *why)
{
    const struct stream_server_options options = {
        .zmq = intake->zmq,
        .listen = intake->settings.stream,
        .database = intake->settings.database,
        .name = "thuocdo-intake-stream",
        .stream = STREAM_LOG,
        .read_blocks = statement(intake_sql, "read_blocks"),
        .read_end = statement(intake_sql, "read_end"),
    };
    const struct service_life life = {live, forget, intake};

    TRY(stream_server_open(&options, &intake->server, why));
    return service_run(&life, why);
}

int main(int argc, char **argv)
{
    struct intake *intake = heap_take(1, sizeof *intake);
    struct failure why = {0};
    enum outcome outcome;

    service_begin("intake", "Checks what arrives, and lets it in.", argc, argv, settings_table,
                  sizeof settings_table / sizeof settings_table[0], &intake->settings);
    intake->zmq = zmq_ctx_new();
    intake->memory = heap_take(1, ARENA_BYTES);
    intake->submit_memory = heap_take(1, SUBMIT_ARENA);
    intake->items = (struct intake_items){&intake->gathering, &intake->known,
                                          arena_over(intake->memory, ARENA_BYTES)};
    outcome = run(intake, &why);
    stream_server_close(intake->server);
    socket_close(&intake->socket);
    zmq_ctx_term(intake->zmq);
    gathering_close(&intake->gathering);
    buffer_free(&intake->answer);
    free(intake->memory);
    free(intake->submit_memory);
    free(intake);
    return service_end(outcome, &why);
}
