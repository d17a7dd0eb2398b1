#include "tests/thuocdo/fake_intake.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "runtime/buffer.h"
#include "runtime/clock.h"
#include "runtime/socket.h"

enum { ARENA_BYTES = 4 << 20, AWAY_MS = 300 };

static void answer(void *socket, struct bytes peer, const struct ack *ack)
{
    struct buffer message = {0};
    struct sink sink = buffer_sink(&message);

    record_encode(&ack_schema, ack, &sink);
    socket_send_to(socket, peer, buffer_bytes(&message));
    buffer_free(&message);
}

static struct ack ack_of(const struct submit *submit)
{
    return (struct ack){.present = 0xf, .producer = submit->producer, .batch = submit->batch};
}

static void acknowledge(const struct fake_intake *intake, void *socket, struct bytes peer,
                        const struct submit *submit)
{
    struct ack ack = ack_of(submit);
    struct rejected_item *rows = heap_take(submit->items.count, sizeof *rows);
    uint32_t count = 0;

    for (uint32_t item = 0; item < submit->items.count; item++)
        if (intake->reject_every && (item + 1) % intake->reject_every == 0)
            rows[count++] = (struct rejected_item){.present = 0x19,
                                                   .item = item,
                                                   .field = bytes_of_text("unit"),
                                                   .rule = bytes_of_text("unit is not known")};
    ack.durable = submit->items.count - count;
    ack.rejected = (struct list){rows, count};
    answer(socket, peer, &ack);
    free(rows);
}

static void store(struct fake_intake *intake, const struct submit *submit)
{
    const struct bytes *items = submit->items.at;
    uint64_t content = (uint64_t)submit->format;

    for (uint32_t item = 0; item < submit->items.count; item++)
        content = XXH3_64bits_withSeed(items[item].at, items[item].length, content);
    if (intake->content[submit->batch] && intake->content[submit->batch] != content)
        intake->is_content_changed = true;
    intake->content[submit->batch] = content;
    intake->items[submit->batch] = submit->items.count;
    if (submit->batch == intake->stored + 1)
        intake->stored = submit->batch;
}

static void take(struct fake_intake *intake, void *socket, struct bytes peer,
                 const struct submit *submit, enum fault_kind fault)
{
    struct ack ack = ack_of(submit);

    cr_assert(submit->batch > 0 && submit->batch < FAKE_BATCHES);
    if (fault == FAULT_REFUSE) {
        ack.present |= UINT64_C(1) << ACK_REFUSED;
        ack.refused = bytes_of_text("source is not registered");
        answer(socket, peer, &ack);
        return;
    }
    if (submit->batch > intake->stored + 1 || fault == FAULT_AHEAD) {
        ack.present |= UINT64_C(1) << ACK_RESUME;
        ack.resume = fault == FAULT_AHEAD ? FAKE_BATCHES : intake->stored + 1;
        answer(socket, peer, &ack);
        return;
    }
    store(intake, submit);
    if (fault != FAULT_LOSE_ACK)
        acknowledge(intake, socket, peer, submit);
    if (fault == FAULT_DOUBLE)
        acknowledge(intake, socket, peer, submit);
}

static const struct fault *fault_now(const struct fake_intake *intake)
{
    static const struct fault none = {0, FAULT_NONE, 0};

    for (int row = 0; row < FAKE_FAULTS; row++)
        if (intake->faults[row].message == intake->messages)
            return &intake->faults[row];
    return &none;
}

static void *bind_again(const struct fake_intake *intake)
{
    struct failure why;
    void *socket;

    cr_assert_eq(socket_bind(intake->zmq, ZMQ_ROUTER, intake->url, BATCH_BYTES, &socket, &why),
                 DONE, "%s", why.text);
    return socket;
}

/* False when it is to say nothing any more. */
static bool take_message(struct fake_intake *intake, void **socket, struct envelope *envelope,
                         void *memory)
{
    struct arena arena = arena_over(memory, ARENA_BYTES);
    const struct fault *fault;
    struct submit submit;
    struct failure why;

    intake->messages++;
    fault = fault_now(intake);
    cr_assert_eq(message_decode(&submit_schema, envelope_message(envelope), &submit, &arena, &why),
                 DONE, "%s", why.text);
    if (fault->kind == FAULT_RESTORE)
        intake->stored = fault->to;
    if (fault->kind == FAULT_DIE) {
        socket_close(socket);
        clock_sleep_ms(AWAY_MS);
        *socket = bind_again(intake);
    } else if (fault->kind != FAULT_LOSE && fault->kind != FAULT_DEAD) {
        take(intake, *socket, envelope_peer(envelope), &submit, fault->kind);
    }
    return fault->kind != FAULT_DEAD;
}

static void *run(void *context)
{
    struct fake_intake *intake = context;
    void *memory = heap_take(1, ARENA_BYTES);
    void *socket = bind_again(intake);
    struct envelope envelope;
    bool is_alive = true;

    while (!atomic_load(&intake->stop)) {
        socket_wait(&socket, 1, 20);
        while (is_alive && socket_take(socket, true, &envelope)) {
            is_alive = take_message(intake, &socket, &envelope, memory);
            envelope_close(&envelope);
        }
        if (!is_alive)
            clock_sleep_ms(20);
    }
    socket_close(&socket);
    free(memory);
    return NULL;
}

void fake_intake_start(struct fake_intake *intake, const char *folder)
{
    intake->zmq = zmq_ctx_new();
    snprintf(intake->url, sizeof intake->url, "ipc://%s/intake.sock", folder);
    cr_assert_eq(pthread_create(&intake->thread, NULL, run, intake), 0);
}

void fake_intake_stop(struct fake_intake *intake)
{
    atomic_store(&intake->stop, true);
    pthread_join(intake->thread, NULL);
    zmq_ctx_term(intake->zmq);
}

int64_t fake_intake_items(const struct fake_intake *intake)
{
    int64_t items = 0;

    for (int64_t batch = 1; batch <= intake->stored; batch++)
        items += intake->items[batch];
    return items;
}
