/*
 * aggregator: adds dossiers up, by unit, procedure, channel, system and day.
 *
 * Reads deltas, adds them to the sum tables and says where sums changed (protocol rule 12).
 */
#include <stdlib.h>

#include "aggregator/aggregator.h"
#include "runtime/clock.h"
#include "runtime/day.h"
#include "runtime/log.h"
#include "runtime/service.h"
#include "runtime/stream_server.h"

enum {
    ARENA_BYTES = 8 << 20,
    CREDIT_BYTES = 4 << 20,
    BETWEEN_CHECKPOINTS_MS = 100,
    OLDEST_MS = 2000,
    PING_MS = 10000,
    CHECKPOINT_RECORDS = 1000000,
    CHECKPOINT_ROWS = 500000,
};

struct aggregator_settings {
    const char *database;
    const char *tracker;
    const char *stream;
    const char *partitions;
    int64_t merge_after_ms;
};

#define AT(member) offsetof(struct aggregator_settings, member)

static const struct setting settings_table[] = {
    {"AGGREGATOR_DATABASE",    SETTING_SECRET,   AT(database),       NULL,                              "the URL of PostgreSQL"},
    {"AGGREGATOR_TRACKER",     SETTING_TEXT,     AT(tracker),        "ipc:///run/thuocdo/delta.sock",
     "the URL where the tracker serves deltas"                                                                                 },
    {"AGGREGATOR_STREAM",      SETTING_TEXT,     AT(stream),         "ipc:///run/thuocdo/changed.sock",
     "the URL where the scorer fetches changes"                                                                                },
    {"AGGREGATOR_PARTITIONS",  SETTING_TEXT,     AT(partitions),     "all",
     "the partitions to hold, like 0-2,4"                                                                                      },
    {"AGGREGATOR_MERGE_AFTER", SETTING_DURATION, AT(merge_after_ms), "60s",
     "how long it must be quiet before day rows of past months are merged"                                                     },
};

struct aggregator_service {
    struct aggregator_settings settings;
    void *zmq;
    struct stream_server *server;
    struct aggregator aggregator;
    int64_t began_ms; /* The last checkpoint. */
    int64_t took_ms;  /* That checkpoint. */
    int64_t busy_ms;  /* When a delta last came. */
    int64_t quiet_ms; /* When the session was last used. */
};

static struct summed *summed_of(struct aggregator *aggregator, int64_t partition)
{
    for (int row = 0; row < aggregator->count; row++)
        if (aggregator->summed[row].partition == partition)
            return &aggregator->summed[row];
    return NULL;
}

static enum outcome take_delta(void *context, int64_t partition, int64_t position,
                               struct bytes record, struct failure *why)
{
    struct aggregator_service *service = context;
    struct aggregator *aggregator = &service->aggregator;
    struct summed *summed = summed_of(aggregator, partition);
    struct delta delta;

    arena_reset(&aggregator->arena);
    if (record_decode(&delta_schema, record, &delta, &aggregator->arena, NULL, why) != DONE) {
        failure_prefix(why, "partition %lld: delta %lld", (long long)partition,
                       (long long)position);
        return FATAL;
    }
    if (aggregator_add(aggregator, summed, &delta, why) != DONE) {
        failure_prefix(why, "partition %lld: delta %lld", (long long)partition,
                       (long long)position);
        return FATAL;
    }
    summed->read_at = position;
    service->busy_ms = clock_ms();
    return DONE;
}

/* ---- the loop ---- */

static bool checkpoint_due(const struct aggregator_service *service)
{
    const struct aggregator *aggregator = &service->aggregator;
    const int64_t now_ms = clock_ms();

    if (aggregator->records == 0)
        return false;
    if (aggregator->records >= CHECKPOINT_RECORDS ||
        gathered_count(&aggregator->days) >= CHECKPOINT_ROWS ||
        now_ms - aggregator->oldest_ms >= OLDEST_MS)
        return true;
    return stream_reader_drained(&aggregator->reader) &&
           now_ms - service->began_ms >= service_pause(BETWEEN_CHECKPOINTS_MS, service->took_ms);
}

static enum outcome checkpoint(struct aggregator_service *service, struct failure *why)
{
    service->began_ms = service->quiet_ms = clock_ms();
    TRY(aggregator_checkpoint(&service->aggregator, why));
    service->took_ms = clock_ms() - service->began_ms;
    stream_server_poke(service->server);
    return DONE;
}

/* In quiet hours: keep the session awake, and merge the day rows of months that are over. */
static enum outcome rest(struct aggregator_service *service, struct failure *why)
{
    const int64_t now_ms = clock_ms();
    bool merged = false;

    if (now_ms - service->quiet_ms < PING_MS)
        return DONE;
    service->quiet_ms = now_ms;
    if (now_ms - service->busy_ms >= service->settings.merge_after_ms)
        TRY(aggregator_merge(&service->aggregator, day_of_instant(clock_now_us()), &merged, why));
    if (merged)
        service->quiet_ms = 0; /* Perhaps there is another month. */
    return database_query(&service->aggregator.database, "SELECT 1::bigint", NULL, why);
}

static enum outcome step(struct aggregator_service *service, struct failure *why)
{
    struct aggregator *aggregator = &service->aggregator;
    bool taken = true;

    stream_reader_ask(&aggregator->reader);
    socket_wait(&aggregator->reader.socket, 1, aggregator->records ? 10 : 100);
    while (taken && gathered_count(&aggregator->days) < CHECKPOINT_ROWS) {
        TRY(stream_reader_take(&aggregator->reader, take_delta, service, &taken, why));
        stream_reader_ask(&aggregator->reader);
    }
    if (checkpoint_due(service))
        return checkpoint(service, why);
    return rest(service, why);
}

static enum outcome load(struct aggregator *aggregator, const int64_t *partitions,
                         struct failure *why)
{
    TRY(database_execute(&aggregator->database, statement(aggregator_sql, "open_gathered"), why));
    free(aggregator->summed);
    aggregator->summed = heap_take((size_t)aggregator->count, sizeof *aggregator->summed);
    for (int row = 0; row < aggregator->count; row++) {
        struct summed *summed = &aggregator->summed[row];
        struct parameters parameters = {0};

        parameter_integer(&parameters, partitions[row]);
        TRY(database_query(&aggregator->database, statement(aggregator_sql, "read_position"),
                           &parameters, why));
        if (row_count(&aggregator->database) != 1)
            return fail(why, FATAL, "partition %lld has no position: is the database migrated?",
                        (long long)partitions[row]);
        summed->partition = partitions[row];
        summed->delta_at = summed->read_at = row_integer(&aggregator->database, 0, 0);
        summed->changed_end = row_integer(&aggregator->database, 0, 1);
        stream_reader_add(&aggregator->reader, summed->partition, summed->read_at);
    }
    return DONE;
}

/* The one way to start (protocol rule 8). */
static enum outcome start(struct aggregator_service *service, struct failure *why)
{
    struct aggregator *aggregator = &service->aggregator;
    int64_t partitions[READER_PARTITIONS], highest;
    bool held = false;

    TRY(database_open(&aggregator->database, service->settings.database, "thuocdo-aggregator",
                      why));
    TRY(service_partition_count(&aggregator->database, &highest, why));
    TRY(service_partitions(service->settings.partitions, highest, partitions, &aggregator->count,
                           why));
    TRY(service_hold(&aggregator->database, LOCK_AGGREGATOR, partitions, aggregator->count, &held,
                     why));
    if (!held)
        return DONE;
    TRY(load(aggregator, partitions, why));
    service->began_ms = service->quiet_ms = service->busy_ms = clock_ms();
    service_ready();
    return DONE;
}

static void forget(void *context)
{
    struct aggregator *aggregator = &((struct aggregator_service *)context)->aggregator;

    database_close(&aggregator->database);
    stream_reader_forget(&aggregator->reader);
    aggregator_clear(aggregator);
    for (int row = 0; aggregator->summed && row < aggregator->count; row++)
        buffer_free(&aggregator->summed[row].changed);
}

static enum outcome live(void *context, struct failure *why)
{
    struct aggregator_service *service = context;

    TRY(start(service, why));
    while (!service_stopping())
        TRY(step(service, why));
    if (service->aggregator.records > 0)
        return checkpoint(service, why);
    return DONE;
}

static enum outcome run(struct aggregator_service *service, struct failure *why)
{
    const struct stream_server_options options = {
        .zmq = service->zmq,
        .listen = service->settings.stream,
        .database = service->settings.database,
        .name = "thuocdo-aggregator-stream",
        .stream = STREAM_CHANGED,
        .read_blocks = statement(aggregator_sql, "read_blocks"),
        .read_end = statement(aggregator_sql, "read_end"),
    };
    const struct service_life life = {live, forget, service};

    TRY(stream_server_open(&options, &service->server, why));
    TRY(stream_reader_open(&service->aggregator.reader, service->zmq, service->settings.tracker,
                           STREAM_DELTA, CREDIT_BYTES, why));
    return service_run(&life, why);
}

int main(int argc, char **argv)
{
    struct aggregator_service *service = heap_take(1, sizeof *service);
    struct failure why = {0};
    enum outcome outcome;

    service_begin("aggregator", "Adds dossiers up.", argc, argv, settings_table,
                  sizeof settings_table / sizeof settings_table[0], &service->settings);
    service->zmq = zmq_ctx_new();
    service->aggregator.arena = arena_over(heap_take(1, ARENA_BYTES), ARENA_BYTES);
    outcome = run(service, &why);
    stream_server_close(service->server);
    aggregator_close(&service->aggregator);
    zmq_ctx_term(service->zmq);
    free(service);
    return service_end(outcome, &why);
}
