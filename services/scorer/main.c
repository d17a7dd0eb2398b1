/*
 * scorer: turns sums into scores.
 *
 * Reads where sums changed, computes the scores of those units and of all above them anew, and
 * writes them with its positions in one transaction (protocol rules 5, 8, 9 and 12).
 */
#include <stdlib.h>

#include "runtime/clock.h"
#include "runtime/log.h"
#include "runtime/service.h"
#include "scorer/scorer.h"

enum {
    CREDIT_BYTES = 4 << 20,
    RECORD_ARENA = 1 << 16,
    BETWEEN_CHECKPOINTS_MS = 100,
    RESTS = 2,
    OLDEST_MS = 2000,
    PING_MS = 10000,
};

struct scorer_settings {
    const char *database;
    const char *aggregator;
    const char *rubrics;
};

#define AT(member) offsetof(struct scorer_settings, member)

static const struct setting settings_table[] = {
    {"SCORER_DATABASE",   SETTING_SECRET, AT(database),   NULL,                              "the URL of PostgreSQL"},
    {"SCORER_AGGREGATOR", SETTING_TEXT,   AT(aggregator), "ipc:///run/thuocdo/changed.sock",
     "the URL where the aggregator says what changed"                                                               },
    {"SCORER_RUBRICS",    SETTING_TEXT,   AT(rubrics),    "766",
     "the rubrics to score by, with commas between them"                                                            },
};

struct scorer_service {
    struct scorer_settings settings;
    struct scorer scorer;
    void *record_memory;
    int64_t began_ms; /* The last checkpoint. */
    int64_t ended_ms;
    int64_t quiet_ms; /* When the session was last used. */
    bool fresh;       /* Nothing was scored since the start. */
};

/* ---- records ---- */

static enum outcome take_change(void *context, int64_t partition, int64_t position,
                                struct bytes record, struct failure *why)
{
    struct scorer_service *const service = context;
    struct pending *const pending = &service->scorer.pending;
    struct arena arena = arena_over(service->record_memory, RECORD_ARENA);
    struct changed changed;

    if (message_decode(&changed_schema, record, &changed, &arena, why) != DONE) {
        failure_prefix(why, "partition %lld: change %lld", (long long)partition,
                       (long long)position);
        return FATAL;
    }
    if (!field_present(changed.present, 0))
        changed.unit = bytes_of_text("");
    if (partition == 0)
        pending_reference(pending, changed.unit.length > 0, changed.first_day);
    else
        pending_unit(pending, changed.unit, changed.first_day);
    pending->records++;
    if (!pending->oldest_ms)
        pending->oldest_ms = clock_ms();
    return DONE;
}

static bool is_old(const struct pending *pending)
{
    return pending->records && clock_ms() - pending->oldest_ms >= OLDEST_MS;
}

static enum outcome take_all(struct scorer_service *service, struct failure *why)
{
    struct stream_reader *const reader = &service->scorer.reader;
    bool taken = true;

    stream_reader_ask(reader);
    socket_wait(&reader->socket, 1, service->scorer.pending.records ? 10 : 100);
    while (taken && !is_old(&service->scorer.pending)) {
        TRY(stream_reader_take(reader, take_change, service, &taken, why));
        stream_reader_ask(reader);
    }
    return DONE;
}

/* ---- the loop ---- */

/*
 * Protocol rule 5: when the input is drained, or too old. Once after each start without anything
 * pending, as a rubric may be new and the data may have reached another month.
 */
/*
 * Scores are made anew from all that is there, so changes that come while they are made are better
 * gathered: it rests twice as long as the last checkpoint took.
 */
static bool checkpoint_due(const struct scorer_service *service)
{
    const struct pending *const pending = &service->scorer.pending;
    const int64_t took_ms = service->ended_ms - service->began_ms;

    if (clock_ms() - service->ended_ms < RESTS * took_ms)
        return false;
    if (is_old(pending))
        return true;
    return (pending->records || service->fresh) && stream_reader_drained(&service->scorer.reader) &&
           clock_ms() - service->began_ms >= BETWEEN_CHECKPOINTS_MS;
}

static enum outcome checkpoint(struct scorer_service *service, struct failure *why)
{
    const int64_t records = service->scorer.pending.records;

    service->began_ms = clock_ms();
    TRY(scorer_checkpoint(&service->scorer, clock_now_us(), why));
    service->fresh = false;
    service->quiet_ms = service->ended_ms = clock_ms();
    log_line(LOG_DEBUG, "event=checkpoint changes=%lld rows=%lld ms=%lld", (long long)records,
             (long long)service->scorer.writing.rows,
             (long long)(service->quiet_ms - service->began_ms));
    return DONE;
}

/* A session that says nothing for long would be ended (protocol rule 9). */
static enum outcome ping(struct scorer_service *service, struct failure *why)
{
    if (clock_ms() - service->quiet_ms < PING_MS)
        return DONE;
    service->quiet_ms = clock_ms();
    return database_query(&service->scorer.database, "SELECT 1::bigint", NULL, why);
}

static enum outcome take_locks(struct scorer *scorer, bool *held, struct failure *why)
{
    int64_t partitions[READER_PARTITIONS];

    TRY(service_partition_count(&scorer->database, &scorer->partitions, why));
    for (int64_t partition = 0; partition <= scorer->partitions; partition++)
        partitions[partition] = partition;
    return service_hold(&scorer->database, LOCK_SCORER, partitions, (int)scorer->partitions + 1,
                        held, why);
}

/* The one way to start (protocol rule 8). */
static void forget(void *context)
{
    scorer_forget(&((struct scorer_service *)context)->scorer);
}

static enum outcome live(void *context, struct failure *why)
{
    struct scorer_service *const service = context;
    struct scorer *const scorer = &service->scorer;
    bool held;

    TRY(database_open(&scorer->database, service->settings.database, "thuocdo-scorer", why));
    TRY(take_locks(scorer, &held, why));
    if (!held)
        return DONE;
    TRY(scorer_load(scorer, why));
    service->began_ms = service->ended_ms = service->quiet_ms = clock_ms();
    service->fresh = true;
    service_ready();
    while (!service_stopping()) {
        TRY(take_all(service, why));
        if (checkpoint_due(service))
            TRY(checkpoint(service, why));
        TRY(ping(service, why));
    }
    return scorer->pending.records ? checkpoint(service, why) : DONE;
}

static enum outcome run(struct scorer_service *service, void *zmq, struct failure *why)
{
    const struct service_life life = {live, forget, service};
    struct scorer *const scorer = &service->scorer;

    TRY(scorer_read_rubrics(scorer, service->settings.rubrics, why));
    TRY(stream_reader_open(&scorer->reader, zmq, service->settings.aggregator, STREAM_CHANGED,
                           CREDIT_BYTES, why));
    return service_run(&life, why);
}

int main(int argc, char **argv)
{
    static struct scorer_service service;
    struct failure why = {0};
    enum outcome outcome;
    void *zmq;

    service_begin("scorer", "Turns sums into scores.", argc, argv, settings_table,
                  sizeof settings_table / sizeof settings_table[0], &service.settings);
    zmq = zmq_ctx_new();
    service.record_memory = heap_take(1, RECORD_ARENA);
    pending_clear(&service.scorer.pending);
    outcome = run(&service, zmq, &why);
    stream_reader_close(&service.scorer.reader);
    zmq_ctx_term(zmq);
    return service_end(outcome, &why);
}
