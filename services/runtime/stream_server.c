#include "runtime/stream_server.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/clock.h"
#include "runtime/database.h"
#include "runtime/log.h"
#include "runtime/socket.h"

enum {
    WAITING = 64,        /* Fetches that wait for news at one time. */
    BLOCKS_AT_ONCE = 64, /* Rows to an answer. */
    NO_NEWS_MS = 1000,
    FETCH_BYTES = 1 << 16,
    ARENA = 1 << 16,
    PEER_BYTES = 64,
};

/* A reader that has asked and not been answered. */
struct waiting {
    uint8_t peer[PEER_BYTES];
    size_t peer_length; /* 0: this place is free. */
    struct fetch fetch;
    int64_t until_ms;
};

struct stream_server {
    struct stream_server_options options;
    void *poke; /* The committing thread's end. */
    void *poked;
    void *router;
    pthread_t thread;
    struct database database;
    struct waiting waiting[WAITING];
    struct buffer answer;
    uint8_t memory[ARENA];
};

static enum outcome read_end(struct stream_server *server, int64_t partition, int64_t *end,
                             struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    TRY(database_query(&server->database, server->options.read_end, &parameters, why));
    *end = row_integer(&server->database, 0, 0);
    return DONE;
}

/* Fills the answer with blocks after the reader's position, as many as its credit takes. */
static enum outcome read_blocks(struct stream_server *server, const struct fetch *fetch,
                                struct blocks *blocks, struct failure *why)
{
    struct arena arena = arena_over(server->memory, sizeof server->memory);
    struct database *database = &server->database;
    struct parameters parameters = {0};
    struct block *rows;
    int64_t bytes = 0;

    TRY(read_end(server, fetch->partition, &blocks->end, why));
    parameter_integer(&parameters, fetch->partition);
    parameter_integer(&parameters, fetch->after);
    parameter_integer(&parameters, BLOCKS_AT_ONCE);
    TRY(database_query(database, server->options.read_blocks, &parameters, why));
    rows = arena_take(&arena, BLOCKS_AT_ONCE * sizeof *rows);
    blocks->blocks = (struct list){rows, 0};
    for (int row = 0; row < row_count(database) && (row == 0 || bytes < fetch->credit); row++) {
        rows[row] = (struct block){
            .present = 0xf,
            .last = row_integer(database, row, 0),
            .n = row_integer(database, row, 1),
            .codec = (int32_t)row_integer(database, row, 2),
            .data = row_bytes(database, row, 3),
        };
        bytes += (int64_t)rows[row].data.length;
        blocks->blocks.count++;
    }
    /* Blocks may have been committed between the two statements. */
    if (blocks->blocks.count > 0 && rows[blocks->blocks.count - 1].last > blocks->end)
        blocks->end = rows[blocks->blocks.count - 1].last;
    return DONE;
}

/* Answers one reader: true when it is answered or gone, false when it goes on waiting. */
static enum outcome answer(struct stream_server *server, struct waiting *waiting, int64_t now_ms,
                           struct failure *why)
{
    const struct fetch *fetch = &waiting->fetch;
    struct blocks blocks = {
        .present = message_whole(&blocks_schema),
        .stream = (int32_t)server->options.stream,
        .partition = fetch->partition,
        .after = fetch->after,
    };
    struct sink sink = buffer_sink(&server->answer);

    TRY(read_blocks(server, fetch, &blocks, why));
    /* A reader ahead of us must hear it at once: its database is not ours. */
    if (blocks.blocks.count == 0 && blocks.end >= fetch->after && now_ms < waiting->until_ms)
        return DONE;
    buffer_clear(&server->answer);
    record_encode(&blocks_schema, &blocks, &sink);
    socket_send_to(server->router, (struct bytes){waiting->peer, waiting->peer_length},
                   buffer_bytes(&server->answer));
    waiting->peer_length = 0;
    return DONE;
}

static enum outcome answer_all(struct stream_server *server, struct failure *why)
{
    const int64_t now_ms = clock_ms();

    for (int place = 0; place < WAITING; place++)
        if (server->waiting[place].peer_length > 0)
            TRY(answer(server, &server->waiting[place], now_ms, why));
    return DONE;
}

/* A reader asks once at a time for a partition: what it asked before is void. */
static struct waiting *place_for(struct stream_server *server, struct bytes peer, int64_t partition)
{
    struct waiting *unused = NULL;

    for (int row = 0; row < WAITING; row++) {
        struct waiting *place = &server->waiting[row];

        if (place->peer_length == 0) {
            unused = unused ? unused : place;
            continue;
        }
        if (place->fetch.partition == partition &&
            bytes_equal((struct bytes){place->peer, place->peer_length}, peer))
            return place;
    }
    return unused;
}

static void take_fetches(struct stream_server *server)
{
    struct envelope envelope;

    while (socket_take(server->router, true, &envelope)) {
        const struct bytes peer = envelope_peer(&envelope);
        struct arena arena = arena_over(server->memory, sizeof server->memory);
        struct fetch fetch;
        struct failure why;
        struct waiting *place;

        if (message_decode(&fetch_schema, envelope_message(&envelope), &fetch, &arena, &why) !=
            DONE)
            log_failure(LOG_WARNING, REJECT, &why);
        else if (fetch.stream == (int32_t)server->options.stream && peer.length <= PEER_BYTES &&
                 (place = place_for(server, peer, fetch.partition))) {
            memcpy(place->peer, peer.at, peer.length);
            place->peer_length = peer.length;
            place->fetch = fetch;
            place->until_ms = clock_ms() + NO_NEWS_MS;
        }
        envelope_close(&envelope);
    }
}

/* True when the committing thread says to stop. */
static bool take_pokes(struct stream_server *server)
{
    struct envelope envelope;
    bool stop = false;

    while (socket_take(server->poked, false, &envelope)) {
        stop |= zmq_msg_size(&envelope.message) > 0;
        envelope_close(&envelope);
    }
    return stop;
}

static enum outcome connected(struct stream_server *server, struct failure *why)
{
    if (server->database.connection)
        return DONE;
    TRY(database_open(&server->database, server->options.database, server->options.name, why));
    /* It may be quiet for long, and holds no lock. */
    return database_execute(&server->database,
                            "SET default_transaction_read_only = on; SET idle_session_timeout = 0",
                            why);
}

static void *serve(void *argument)
{
    struct stream_server *server = argument;
    void *const sockets[] = {server->poked, server->router};
    bool stop = false;

    while (!stop) {
        struct failure why;
        enum outcome outcome;

        socket_wait(sockets, 2, 200);
        stop = take_pokes(server);
        take_fetches(server);
        outcome = connected(server, &why);
        if (outcome == DONE)
            outcome = answer_all(server, &why);
        if (outcome != DONE) {
            log_failure(LOG_WARNING, outcome, &why);
            database_close(&server->database);
            clock_sleep_ms(500);
        }
    }
    socket_close(&server->router);
    socket_close(&server->poked);
    database_close(&server->database);
    return NULL;
}

enum outcome stream_server_open(const struct stream_server_options *options,
                                struct stream_server **server, struct failure *why)
{
    struct stream_server *new = heap_take(1, sizeof *new);
    char inproc[64];

    new->options = *options;
    snprintf(inproc, sizeof inproc, "inproc://%s.poke", stream_names[options->stream]);
    *server = new;
    TRY(socket_bind(options->zmq, ZMQ_PAIR, inproc, -1, &new->poked, why));
    TRY(socket_connect(options->zmq, ZMQ_PAIR, inproc, -1, &new->poke, why));
    TRY(socket_bind(options->zmq, ZMQ_ROUTER, options->listen, FETCH_BYTES, &new->router, why));
    if (pthread_create(&new->thread, NULL, serve, new) != 0)
        return fail(why, FATAL, "stream server: cannot start its thread");
    return DONE;
}

void stream_server_poke(struct stream_server *server)
{
    /* No room means that a poke is under way already. */
    socket_send(server->poke, (struct bytes){(const uint8_t *)"", 0});
}

void stream_server_close(struct stream_server *server)
{
    if (!server)
        return;
    if (server->thread) {
        while (!socket_send(server->poke, bytes_of_text("stop")))
            clock_sleep_ms(10);
        pthread_join(server->thread, NULL);
    }
    socket_close(&server->poke);
    socket_close(&server->poked);
    socket_close(&server->router);
    buffer_free(&server->answer);
    free(server);
}
