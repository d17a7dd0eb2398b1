/*
 * tracker: follows every dossier from receipt to result.
 *
 * Reads the log of facts, keeps the dossiers, units and procedures, and says what each changed
 * dossier contributes to the counts beyond what it had posted (protocol rules 4 to 8 and 11).
 */
#include <stdlib.h>

#include "runtime/clock.h"
#include "runtime/day.h"
#include "runtime/log.h"
#include "runtime/service.h"
#include "runtime/stream_server.h"
#include "tracker/tracker.h"

enum {
    ARENA_BYTES = 64 << 20,
    CREDIT_BYTES = 4 << 20,
    BETWEEN_CHECKPOINTS_MS = 100,
    OLDEST_MS = 2000,
    PING_MS = 10000,
    HOLD_AFTER_TRIES = 3,
};

struct tracker_settings {
    const char *database;
    const char *intake;
    const char *stream;
    const char *partitions;
    int64_t resident_mib;
    int64_t pending_mib;
};

#define AT(member) offsetof(struct tracker_settings, member)

static const struct setting settings_table[] = {
    {"TRACKER_DATABASE",     SETTING_SECRET, AT(database),     NULL,                            "the URL of PostgreSQL"},
    {"TRACKER_INTAKE",       SETTING_TEXT,   AT(intake),       "ipc:///run/thuocdo/log.sock",
     "the URL where intake serves the log"                                                                             },
    {"TRACKER_STREAM",       SETTING_TEXT,   AT(stream),       "ipc:///run/thuocdo/delta.sock",
     "the URL where the aggregator fetches deltas"                                                                     },
    {"TRACKER_PARTITIONS",   SETTING_TEXT,   AT(partitions),   "all",
     "the partitions to hold, like 0-2,4"                                                                              },
    {"TRACKER_RESIDENT_MIB", SETTING_COUNT,  AT(resident_mib), "1024",
     "memory for dossiers between checkpoints"                                                                         },
    {"TRACKER_PENDING_MIB",  SETTING_COUNT,  AT(pending_mib),  "512",
     "memory for facts not yet committed"                                                                              },
};

struct tracker_service {
    struct tracker_settings settings;
    void *zmq;
    struct stream_server *server;
    struct tracker tracker;
    int64_t began_ms; /* The last checkpoint. */
    int64_t took_ms;  /* That checkpoint. */
    int64_t quiet_ms; /* When the session was last used. */
    size_t pending_bytes;
    bool counted; /* This start of the process stands in position.starts. */
};

/* ---- records ---- */

static struct tracked *tracked_of(struct tracker *tracker, int64_t partition)
{
    for (int row = 0; row < tracker->count; row++)
        if (tracker->tracked[row].partition == partition)
            return &tracker->tracked[row];
    return NULL;
}

/* The record at which three starts have ended is set aside; nobody else waits for it. */
static void hold(struct tracker *tracker, struct tracked *tracked, int64_t position,
                 struct bytes record)
{
    struct fact fact;
    struct failure why;

    arena_reset(&tracker->arena);
    if (record_decode(&fact_schema, record, &fact, &tracker->arena, NULL, &why) == DONE)
        tracker_tally(tracker, tracked->partition, fact.source, day_of_instant(fact.recorded_us))
            ->held++;
    tracker_set_aside(tracker, tracked->partition, position, NULL, record);
    tracked->read_at = position;
    tracked->trying = 0;
    log_line(LOG_ERROR, "event=held partition=%lld position=%lld", (long long)tracked->partition,
             (long long)position);
}

static enum outcome say_trying(struct tracker *tracker, struct tracked *tracked, int64_t position,
                               struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->partition);
    parameter_integer(&parameters, position);
    return database_change(&tracker->database, statement(tracker_sql, "try_record"), &parameters, 1,
                           why);
}

/* One record, one checkpoint: if it ends the process, the next start knows which it was. */
static enum outcome take_carefully(struct tracker *tracker, struct tracked *tracked,
                                   int64_t position, struct bytes record, struct failure *why)
{
    if (tracked->trying == position && tracked->tries >= HOLD_AFTER_TRIES) {
        hold(tracker, tracked, position, record);
    } else {
        TRY(say_trying(tracker, tracked, position, why));
        tracker_keep(tracked, position, record);
        TRY(tracker_absorb(tracker, tracked, why));
    }
    tracker->careful_left--;
    return tracker_checkpoint(tracker, why);
}

static enum outcome take_record_of_log(void *context, int64_t partition, int64_t position,
                                       struct bytes record, struct failure *why)
{
    struct tracker_service *service = context;
    struct tracked *tracked = tracked_of(&service->tracker, partition);

    if (service->tracker.careful_left > 0)
        return take_carefully(&service->tracker, tracked, position, record, why);
    tracker_keep(tracked, position, record);
    service->pending_bytes += record.length;
    return DONE;
}

static enum outcome take_retries(struct tracker *tracker, struct tracked *tracked,
                                 struct failure *why)
{
    struct database *database = &tracker->database;
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->partition);
    TRY(database_query(database, statement(tracker_sql, "take_retries"), &parameters, why));
    for (int row = 0; row < row_count(database); row++) {
        const struct retried retried = {tracked->partition, row_integer(database, row, 0)};
        const struct bytes record = row_bytes(database, row, 1);
        struct fact fact;

        arena_reset(&tracker->arena);
        TRY(record_decode(&fact_schema, record, &fact, &tracker->arena, NULL, why));
        tracker_tally(tracker, tracked->partition, fact.source, day_of_instant(fact.recorded_us))
            ->held--;
        buffer_add(&tracker->retried, &retried, sizeof retried);
        tracker_keep(tracked, retried.position, record);
    }
    return DONE;
}

/* ---- the loop ---- */

static enum outcome absorb_all(struct tracker_service *service, struct failure *why)
{
    for (int row = 0; row < service->tracker.count; row++)
        TRY(tracker_absorb(&service->tracker, &service->tracker.tracked[row], why));
    return DONE;
}

static bool reposting(const struct tracker *tracker)
{
    for (int row = 0; row < tracker->count; row++)
        if (tracker->tracked[row].pass.under_way ||
            catalogue_behind(tracker, &tracker->tracked[row]))
            return true;
    return false;
}

static bool unsaved(const struct tracker *tracker)
{
    for (int row = 0; row < tracker->count; row++)
        if (tracked_changed(&tracker->tracked[row]) ||
            tracker->tracked[row].read_at != tracker->tracked[row].log_at ||
            tracker->tracked[row].catalogue_next != tracker->tracked[row].catalogue_at ||
            tracker->tracked[row].calendar_next != tracker->tracked[row].calendar_at ||
            tracker->tracked[row].starts > 0)
            return true;
    return tracker->tally_count > 0;
}

/* Protocol rule 5: when the input is drained, or too much or too old is pending. */
static bool checkpoint_due(const struct tracker_service *service)
{
    const struct tracker *tracker = &service->tracker;
    const int64_t now_ms = clock_ms();

    if (!unsaved(tracker))
        return false;
    if (tracker->records >= CHECKPOINT_RECORDS ||
        service->pending_bytes >= (size_t)service->settings.pending_mib << 20)
        return true;
    if (tracker->oldest_ms && now_ms - tracker->oldest_ms >= OLDEST_MS)
        return true;
    return stream_reader_drained(&tracker->reader) &&
           now_ms - service->began_ms >= service_pause(BETWEEN_CHECKPOINTS_MS, service->took_ms);
}

/* A filter that holds more than it was made for says "perhaps" too often. */
static enum outcome renew_filters(struct tracker *tracker, struct failure *why)
{
    for (int row = 0; row < tracker->count; row++) {
        struct tracked *tracked = &tracker->tracked[row];

        if (tracked->filter.count > tracked->filter.capacity)
            TRY(tracker_load_filter(tracker, tracked, why));
    }
    return DONE;
}

static enum outcome checkpoint(struct tracker_service *service, struct failure *why)
{
    struct tracker *tracker = &service->tracker;

    service->began_ms = service->quiet_ms = clock_ms();
    for (int row = 0; row < tracker->count; row++)
        TRY(catalogue_repost(tracker, &tracker->tracked[row], why));
    TRY(tracker_checkpoint(tracker, why));
    service->took_ms = clock_ms() - service->began_ms;
    service->pending_bytes = 0;
    stream_server_poke(service->server);
    return renew_filters(tracker, why);
}

/* Now and then: keep the session awake, look for retries and for another's catalogue. */
static enum outcome now_and_then(struct tracker_service *service, struct failure *why)
{
    struct tracker *tracker = &service->tracker;

    if (clock_ms() - service->quiet_ms < PING_MS / 10)
        return DONE;
    service->quiet_ms = clock_ms();
    TRY(catalogue_refresh(tracker, why));
    for (int row = 0; row < tracker->count; row++)
        TRY(take_retries(tracker, &tracker->tracked[row], why));
    return DONE;
}

static enum outcome take_all(struct tracker_service *service, struct failure *why)
{
    struct tracker *tracker = &service->tracker;
    bool taken = true;

    stream_reader_ask(&tracker->reader);
    socket_wait(&tracker->reader.socket, 1, reposting(tracker) ? 0 : unsaved(tracker) ? 10 : 100);
    while (taken && service->pending_bytes < (size_t)service->settings.pending_mib << 20) {
        TRY(stream_reader_take(&tracker->reader, take_record_of_log, service, &taken, why));
        stream_reader_ask(&tracker->reader);
    }
    return absorb_all(service, why);
}

static enum outcome step(struct tracker_service *service, struct failure *why)
{
    struct tracker *tracker = &service->tracker;

    TRY(take_all(service, why));
    TRY(now_and_then(service, why));
    if (tracker->careful_left > 0 && stream_reader_drained(&tracker->reader))
        tracker->careful_left = 0;
    if (!checkpoint_due(service) && !reposting(tracker))
        return DONE;
    TRY(checkpoint(service, why));
    return catalogue_refresh(tracker, why);
}

/* The one way to start (protocol rule 8). */
static enum outcome start(struct tracker_service *service, struct failure *why)
{
    struct tracker *tracker = &service->tracker;
    int64_t partitions[READER_PARTITIONS];
    bool held = false;

    TRY(database_open(&tracker->database, service->settings.database, "thuocdo-tracker", why));
    TRY(service_partition_count(&tracker->database, &tracker->partitions, why));
    TRY(service_partitions(service->settings.partitions, tracker->partitions, partitions,
                           &tracker->count, why));
    TRY(service_hold(&tracker->database, LOCK_TRACKER, partitions, tracker->count, &held, why));
    free(tracker->tracked);
    tracker->tracked = heap_take((size_t)tracker->count, sizeof *tracker->tracked);
    for (int row = 0; row < tracker->count; row++)
        tracker->tracked[row].partition = partitions[row];
    if (!held)
        return DONE;
    TRY(tracker_load(tracker, !service->counted, why));
    service->counted = true;
    for (int row = 0; row < tracker->count; row++)
        stream_reader_add(&tracker->reader, partitions[row], tracker->tracked[row].read_at);
    service->began_ms = service->quiet_ms = clock_ms();
    service_ready();
    return DONE;
}

static void forget(void *context)
{
    struct tracker_service *service = context;

    tracker_forget(&service->tracker);
    service->pending_bytes = 0;
}

static enum outcome live(void *context, struct failure *why)
{
    struct tracker_service *service = context;

    TRY(start(service, why));
    while (!service_stopping())
        TRY(step(service, why));
    if (unsaved(&service->tracker))
        return checkpoint(service, why);
    return DONE;
}

static enum outcome run(struct tracker_service *service, struct failure *why)
{
    const struct stream_server_options options = {
        .zmq = service->zmq,
        .listen = service->settings.stream,
        .database = service->settings.database,
        .name = "thuocdo-tracker-stream",
        .stream = STREAM_DELTA,
        .read_blocks = statement(tracker_sql, "read_blocks"),
        .read_end = statement(tracker_sql, "read_end"),
    };
    const struct service_life life = {live, forget, service};

    TRY(stream_server_open(&options, &service->server, why));
    TRY(stream_reader_open(&service->tracker.reader, service->zmq, service->settings.intake,
                           STREAM_LOG, CREDIT_BYTES, why));
    return service_run(&life, why);
}

int main(int argc, char **argv)
{
    struct tracker_service *service = heap_take(1, sizeof *service);
    struct failure why = {0};
    enum outcome outcome;

    service_begin("tracker", "Follows every dossier from receipt to result.", argc, argv,
                  settings_table, sizeof settings_table / sizeof settings_table[0],
                  &service->settings);
    service->zmq = zmq_ctx_new();
    service->tracker.arena = arena_over(heap_take(1, ARENA_BYTES), ARENA_BYTES);
    service->tracker.resident_bytes = (size_t)service->settings.resident_mib << 20;
    outcome = run(service, &why);
    stream_server_close(service->server);
    tracker_close(&service->tracker);
    zmq_ctx_term(service->zmq);
    free(service);
    return service_end(outcome, &why);
}
