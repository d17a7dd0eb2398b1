/*
 * reporter: answers questions about what the other services have written.
 *
 * Reads views only, each question in one snapshot of its own. A question that cannot be answered
 * never ends the process.
 */
#include <stdlib.h>

#include "reporter/asks.h"
#include "runtime/clock.h"
#include "runtime/log.h"
#include "runtime/service.h"
#include "runtime/socket.h"

enum { QUERY_BYTES = 1 << 16, ANSWER_LIMIT = 60 << 20 };

struct reporter_settings {
    const char *database;
    const char *listen;
    int64_t memory;
};

#define AT(member) offsetof(struct reporter_settings, member)

/* clang-format off */
static const struct setting settings_table[] = {
    {"REPORTER_DATABASE", SETTING_SECRET, AT(database), NULL,
     "the URL of PostgreSQL"},
    {"REPORTER_LISTEN",   SETTING_TEXT,   AT(listen),   "ipc:///run/thuocdo/reporter.sock",
     "the URL where questions arrive"},
    {"REPORTER_MEMORY",   SETTING_COUNT,  AT(memory),   "268435456",
     "bytes for one answer"},
};
/* clang-format on */

enum status { STATUS_ANSWERED, STATUS_REFUSED, STATUS_NOT_YET };

struct reporter {
    struct reporter_settings settings;
    void *zmq;
    void *socket;
    struct database database;
    void *memory;
    struct buffer body;
    struct buffer message;
};

static enum outcome connected(struct reporter *reporter, struct failure *why)
{
    if (reporter->database.connection)
        return DONE;
    TRY(database_open(&reporter->database, reporter->settings.database, "thuocdo-reporter", why));
    /* It holds no lock, so it may be silent; every question is planned for what it asks. */
    return database_execute(&reporter->database,
                            "SET idle_session_timeout = 0;"
                            "SET default_transaction_read_only = on;"
                            "SET plan_cache_mode = 'auto';"
                            "SET jit = off",
                            why);
}

static enum outcome in_snapshot(struct reporter *reporter, struct asking *asking,
                                struct failure *why)
{
    TRY(connected(reporter, why));
    TRY(database_execute(&reporter->database, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                         why));
    TRY(asking->ask->answer(asking, why));
    return database_execute(&reporter->database, "COMMIT", why);
}

/* After a refusal the session is as good as before; after anything else that is not worth asking.
 */
static void abandon(struct reporter *reporter, enum outcome outcome)
{
    struct failure why;

    if (outcome != REJECT || database_execute(&reporter->database, "ROLLBACK", &why) != DONE)
        database_close(&reporter->database);
}

static enum outcome attempt(struct reporter *reporter, const struct query *query,
                            struct asking *asking, struct failure *why)
{
    struct arena arena = arena_over(reporter->memory, (size_t)reporter->settings.memory);
    enum outcome outcome;

    *asking = (struct asking){
        .database = &reporter->database,
        .arena = &arena,
        .body = &reporter->body,
    };
    buffer_clear(&reporter->body);
    TRY(asks_read(query, asking, why));
    outcome = in_snapshot(reporter, asking, why);
    if (outcome != DONE)
        abandon(reporter, outcome);
    if (outcome == DONE && reporter->body.length > ANSWER_LIMIT)
        return fail(why, REJECT, "answer is too long for one message: ask for less");
    return outcome;
}

/* A connection may have died since the last question, so one more attempt is made. */
static enum status find_answer(struct reporter *reporter, const struct query *query,
                               struct failure *why)
{
    struct asking asking;
    enum outcome outcome = attempt(reporter, query, &asking, why);

    if (outcome == RETRY) {
        log_failure(LOG_WARNING, outcome, why);
        outcome = attempt(reporter, query, &asking, why);
    }
    if (outcome == DONE)
        return asking.not_yet ? STATUS_NOT_YET : STATUS_ANSWERED;
    log_failure(outcome == REJECT ? LOG_INFO : LOG_WARNING, outcome, why);
    buffer_clear(&reporter->body);
    return outcome == RETRY ? STATUS_NOT_YET : STATUS_REFUSED;
}

static void send_answer(struct reporter *reporter, struct bytes peer, enum status status,
                        const struct failure *why)
{
    struct sink sink = buffer_sink(&reporter->message);
    struct answer answer = {
        .present = UINT64_C(1) << ANSWER_STATUS | UINT64_C(1) << ANSWER_BODY,
        .status = status,
        .error = bytes_of_text(why->text),
        .body = buffer_bytes(&reporter->body),
    };

    if (status != STATUS_ANSWERED)
        answer.present |= UINT64_C(1) << ANSWER_ERROR;
    buffer_clear(&reporter->message);
    record_encode(&answer_schema, &answer, &sink);
    /* Who has gone needs no answer. */
    socket_send_to(reporter->socket, peer, buffer_bytes(&reporter->message));
}

static void take_question(struct reporter *reporter, struct envelope *envelope)
{
    static _Alignas(16) uint8_t room[QUERY_BYTES];
    struct arena arena = arena_over(room, sizeof room);
    const int64_t begun_ms = clock_ms();
    enum status status = STATUS_REFUSED;
    struct failure why = {0};
    struct query query;

    if (message_decode(&query_schema, envelope_message(envelope), &query, &arena, &why) == DONE)
        status = find_answer(reporter, &query, &why);
    else
        buffer_clear(&reporter->body);
    send_answer(reporter, envelope_peer(envelope), status, &why);
    log_line(LOG_INFO, "event=answer status=%d bytes=%zu ms=%lld", (int)status,
             reporter->body.length, (long long)(clock_ms() - begun_ms));
}

/* Questions that are there when it is told to stop are still answered. */
static void serve(struct reporter *reporter)
{
    struct envelope envelope;

    while (!service_stopping()) {
        socket_wait(&reporter->socket, 1, 200);
        while (socket_take(reporter->socket, true, &envelope)) {
            take_question(reporter, &envelope);
            envelope_close(&envelope);
        }
    }
}

static enum outcome run(struct reporter *reporter, struct failure *why)
{
    const int linger_ms = 1000;
    enum outcome outcome;

    reporter->zmq = zmq_ctx_new();
    reporter->memory = heap_take((size_t)reporter->settings.memory, 1);
    while ((outcome = connected(reporter, why)) == RETRY && !service_stopping()) {
        log_failure(LOG_WARNING, outcome, why);
        clock_sleep_ms(500);
    }
    if (outcome != DONE)
        return service_stopping() ? DONE : outcome;
    TRY(socket_bind(reporter->zmq, ZMQ_ROUTER, reporter->settings.listen, QUERY_BYTES,
                    &reporter->socket, why));
    service_ready();
    serve(reporter);
    /* The last answers may still be on their way. */
    zmq_setsockopt(reporter->socket, ZMQ_LINGER, &linger_ms, sizeof linger_ms);
    return DONE;
}

int main(int argc, char **argv)
{
    struct reporter reporter = {0};
    struct failure why = {0};
    enum outcome outcome;

    service_begin("reporter", "Answers questions about what the other services have written.", argc,
                  argv, settings_table, sizeof settings_table / sizeof settings_table[0],
                  &reporter.settings);
    outcome = run(&reporter, &why);
    socket_close(&reporter.socket);
    database_close(&reporter.database);
    if (reporter.zmq)
        zmq_ctx_term(reporter.zmq);
    buffer_free(&reporter.body);
    buffer_free(&reporter.message);
    free(reporter.memory);
    return service_end(outcome, &why);
}
