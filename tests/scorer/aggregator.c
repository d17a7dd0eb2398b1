#include "tests/scorer/aggregator.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "runtime/block.h"
#include "runtime/clock.h"
#include "runtime/socket.h"

enum { PARTITIONS = 3, RECORDS = 4096, BLOCK = 7, BLOCKS = 16, NO_NEWS_MS = 20, PEER = 32 };

struct partition {
    struct buffer records;
    size_t ends[RECORDS + 1]; /* Of the bytes up to a position. */
    int64_t count;
};

/* A question that waits for news. */
struct waiting {
    uint8_t peer[PEER];
    size_t peer_length;
    int64_t after;
    int64_t since_ms; /* 0: nobody waits. */
};

struct aggregator {
    void *zmq;
    void *socket;
    pthread_t thread;
    pthread_mutex_t lock;
    atomic_bool stop;
    struct partition partitions[PARTITIONS];
    struct waiting waiting[PARTITIONS];
    struct buffer packed[BLOCKS];
    struct buffer answer;
};

static void answer(struct aggregator *aggregator, int64_t number)
{
    struct partition *const partition = &aggregator->partitions[number];
    struct waiting *const waiting = &aggregator->waiting[number];
    struct sink sink = buffer_sink(&aggregator->answer);
    struct block rows[BLOCKS];
    struct blocks blocks = {
        .present = message_whole(&blocks_schema),
        .stream = STREAM_CHANGED,
        .partition = number,
        .after = waiting->after,
        .end = partition->count,
        .blocks = {rows, 0},
    };

    for (int64_t at = waiting->after; at < partition->count && blocks.blocks.count < BLOCKS;) {
        /* Blocks end at multiples of their size, as committed ones stay what they are. */
        const int64_t next = (at / BLOCK + 1) * BLOCK;
        const int64_t last = next < partition->count ? next : partition->count;
        const size_t from = partition->ends[at], to = partition->ends[last];
        struct buffer *const packed = &aggregator->packed[blocks.blocks.count];
        const enum codec codec =
            block_pack((struct bytes){partition->records.at + from, to - from}, packed);

        rows[blocks.blocks.count++] = (struct block){
            .present = 0xF, /* Every field of a block. */
            .last = last,
            .n = last - at,
            .codec = (int32_t)codec,
            .data = buffer_bytes(packed),
        };
        at = last;
    }
    buffer_clear(&aggregator->answer);
    record_encode(&blocks_schema, &blocks, &sink);
    socket_send_to(aggregator->socket, (struct bytes){waiting->peer, waiting->peer_length},
                   buffer_bytes(&aggregator->answer));
    waiting->since_ms = 0;
}

static void hear(struct aggregator *aggregator, struct envelope *envelope)
{
    const struct bytes peer = envelope_peer(envelope);
    uint8_t memory[1024];
    struct arena arena = arena_over(memory, sizeof memory);
    struct failure why;
    struct fetch fetch;
    struct waiting *waiting;

    if (message_decode(&fetch_schema, envelope_message(envelope), &fetch, &arena, &why) != DONE ||
        fetch.partition >= PARTITIONS || peer.length > PEER)
        return;
    waiting = &aggregator->waiting[fetch.partition];
    memcpy(waiting->peer, peer.at, peer.length);
    waiting->peer_length = peer.length;
    waiting->after = fetch.after;
    waiting->since_ms = clock_ms();
}

static void *serve(void *context)
{
    struct aggregator *const aggregator = context;
    struct envelope envelope;

    while (!aggregator->stop) {
        socket_wait(&aggregator->socket, 1, 5);
        while (socket_take(aggregator->socket, true, &envelope)) {
            hear(aggregator, &envelope);
            envelope_close(&envelope);
        }
        pthread_mutex_lock(&aggregator->lock);
        for (int64_t number = 0; number < PARTITIONS; number++) {
            const struct waiting *const waiting = &aggregator->waiting[number];

            if (waiting->since_ms && (waiting->after != aggregator->partitions[number].count ||
                                      clock_ms() - waiting->since_ms >= NO_NEWS_MS))
                answer(aggregator, number);
        }
        pthread_mutex_unlock(&aggregator->lock);
    }
    return NULL;
}

struct aggregator *aggregator_open(const char *url)
{
    struct aggregator *const aggregator = calloc(1, sizeof *aggregator);
    struct failure why;

    cr_assert(aggregator);
    aggregator->zmq = zmq_ctx_new();
    cr_assert_eq(socket_bind(aggregator->zmq, ZMQ_ROUTER, url, -1, &aggregator->socket, &why), DONE,
                 "%s", why.text);
    pthread_mutex_init(&aggregator->lock, NULL);
    cr_assert_eq(pthread_create(&aggregator->thread, NULL, serve, aggregator), 0);
    return aggregator;
}

void aggregator_close(struct aggregator *aggregator)
{
    aggregator->stop = true;
    pthread_join(aggregator->thread, NULL);
    socket_close(&aggregator->socket);
    zmq_ctx_term(aggregator->zmq);
    for (int number = 0; number < PARTITIONS; number++)
        buffer_free(&aggregator->partitions[number].records);
    for (int block = 0; block < BLOCKS; block++)
        buffer_free(&aggregator->packed[block]);
    buffer_free(&aggregator->answer);
    pthread_mutex_destroy(&aggregator->lock);
    free(aggregator);
}

void aggregator_add(struct aggregator *aggregator, int64_t number, const char *unit,
                    int32_t first_day, int32_t last_day)
{
    struct partition *const partition = &aggregator->partitions[number];
    struct changed changed = {
        .present = message_whole(&changed_schema),
        .unit = bytes_of_text(unit ? unit : ""),
        .first_day = first_day,
        .last_day = last_day,
    };
    struct sink sink;

    if (!unit)
        changed.present &= ~UINT64_C(1);
    pthread_mutex_lock(&aggregator->lock);
    cr_assert_lt(partition->count, RECORDS);
    sink = buffer_sink(&partition->records);
    record_encode(&changed_schema, &changed, &sink);
    partition->ends[++partition->count] = partition->records.length;
    pthread_mutex_unlock(&aggregator->lock);
}

int64_t aggregator_end(struct aggregator *aggregator, int64_t number)
{
    int64_t end;

    pthread_mutex_lock(&aggregator->lock);
    end = aggregator->partitions[number].count;
    pthread_mutex_unlock(&aggregator->lock);
    return end;
}
