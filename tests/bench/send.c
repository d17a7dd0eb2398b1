#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "proto/message.h"
#include "runtime/clock.h"
#include "runtime/socket.h"

enum { WINDOW = 8, POLL_MS = 20, PATIENCE_MS = 600000, ARENA_BYTES = 8 << 20 };

struct sending {
    void *zmq;
    void *socket;
    struct bytes rest; /* Batches not yet sent, each behind its length. */
    int under_way;
    int64_t durable;
    struct arena arena;
};

static enum outcome send_next(struct sending *sending, struct failure *why)
{
    size_t length;

    memcpy(&length, sending->rest.at, sizeof length);
    if (!socket_send(sending->socket, (struct bytes){sending->rest.at + sizeof length, length}))
        return fail(why, RETRY, "no room");
    sending->rest.at += sizeof length + length;
    sending->rest.length -= sizeof length + length;
    sending->under_way++;
    return DONE;
}

static enum outcome take_ack(struct sending *sending, struct bytes message, struct failure *why)
{
    struct ack ack;

    arena_reset(&sending->arena);
    TRY(message_decode(&ack_schema, message, &ack, &sending->arena, why));
    if (field_present(ack.present, ACK_REFUSED))
        return fail(why, FATAL, "intake refuses a batch: %.*s", (int)ack.refused.length,
                    (const char *)ack.refused.at);
    if (field_present(ack.present, ACK_RESUME))
        return fail(why, FATAL, "intake asks for batch %lld again", (long long)ack.resume);
    if (ack.rejected.count > 0) {
        const struct rejected_item *first = ack.rejected.at;

        return fail(why, FATAL, "intake rejects %u facts, the first for its %.*s: %.*s",
                    (unsigned)ack.rejected.count, (int)first->field.length,
                    (const char *)first->field.at, (int)first->rule.length,
                    (const char *)first->rule.at);
    }
    sending->durable += ack.durable;
    sending->under_way--;
    return DONE;
}

static enum outcome take_acks(struct sending *sending, struct failure *why)
{
    struct envelope envelope;

    while (socket_take(sending->socket, false, &envelope)) {
        const enum outcome outcome = take_ack(sending, envelope_message(&envelope), why);

        envelope_close(&envelope);
        TRY(outcome);
    }
    return DONE;
}

static enum outcome send_all(struct sending *sending, struct failure *why)
{
    while (sending->rest.length > 0 || sending->under_way > 0) {
        bool room = true;

        while (room && sending->rest.length > 0 && sending->under_way < WINDOW)
            room = send_next(sending, why) == DONE;
        socket_wait(&sending->socket, 1, room ? 1000 : 1);
        TRY(take_acks(sending, why));
    }
    return DONE;
}

/* Column 0 of `visible`: sums are up to date; column 1: scores are, too. */
static enum outcome wait_for(struct database *database, int column, struct failure *why)
{
    const int64_t until_ms = clock_ms() + PATIENCE_MS;

    while (clock_ms() < until_ms) {
        TRY(database_query(database, statement(bench_sql, "visible"), NULL, why));
        if (row_bool(database, 0, column))
            return DONE;
        clock_sleep_ms(POLL_MS);
    }
    return fail(why, FATAL, "facts are not counted after ten minutes");
}

/* A run counts only when nothing is missing: every fact logged, every dossier in the sums. */
static enum outcome check_balance(struct database *database, int64_t durable, struct failure *why)
{
    int64_t logged, stored, counted, received;

    TRY(database_query(database, statement(bench_sql, "balance"), NULL, why));
    logged = row_integer(database, 0, 0);
    stored = row_integer(database, 0, 1);
    counted = row_integer(database, 0, 2);
    received = row_integer(database, 0, 3);
    if (logged < durable || stored + row_integer(database, 0, 4) != logged || counted != received)
        return fail(why, FATAL,
                    "the sums do not balance: %lld acknowledged, %lld logged, %lld stored; "
                    "%lld dossiers, %lld received in the sums",
                    (long long)durable, (long long)logged, (long long)stored, (long long)counted,
                    (long long)received);
    return DONE;
}

static enum outcome send_and_wait(struct sending *sending, const struct meter *meter,
                                  struct failure *why)
{
    struct usage acknowledged, used, scored;

    TRY(send_all(sending, why));
    TRY(meter_read(meter, &acknowledged, why));
    TRY(wait_for(meter->database, 0, why));
    TRY(meter_read(meter, &used, why));
    TRY(wait_for(meter->database, 1, why));
    TRY(meter_read(meter, &scored, why));
    TRY(check_balance(meter->database, sending->durable, why));
    printf("acknowledged_us=%lld scored_us=%lld ", (long long)acknowledged.wall_us,
           (long long)scored.wall_us);
    meter_print("pipeline", sending->durable, &used);
    return DONE;
}

/* send URL POSTMASTER SOCKET BATCHES SERVICE… */
enum outcome bench_send(int argc, char **argv, struct failure *why)
{
    struct sending sending = {0};
    struct database database;
    struct meter meter = {.database = &database};
    enum outcome outcome;

    if (argc < 4 || argc > 4 + BENCH_PROCESSES)
        return fail(why, REJECT, "send takes URL POSTMASTER SOCKET BATCHES SERVICE…");
    TRY(bench_map(argv[3], &sending.rest, why));
    TRY(bench_open(&database, argv[0], why));
    meter.postmaster = (int)strtol(argv[1], NULL, 10);
    for (; meter.service_count < argc - 4; meter.service_count++)
        meter.services[meter.service_count] = (int)strtol(argv[4 + meter.service_count], NULL, 10);
    sending.arena = arena_over(heap_take(1, ARENA_BYTES), ARENA_BYTES);
    sending.zmq = zmq_ctx_new();
    outcome = socket_connect(sending.zmq, ZMQ_DEALER, argv[2], -1, &sending.socket, why);
    if (outcome == DONE)
        outcome = meter_start(&meter, why);
    if (outcome == DONE)
        outcome = send_and_wait(&sending, &meter, why);
    socket_close(&sending.socket);
    zmq_ctx_term(sending.zmq);
    free(sending.arena.base);
    database_close(&database);
    return outcome;
}
