#include "thuocdo/send/delivery.h"

#include <stdlib.h>

#include "runtime/clock.h"
#include "runtime/socket.h"

enum { LOOK_MS = 200, RESUME_MS = 200, ACK_ARENA = 4 << 20 };

struct flight {
    struct batch batch;
    struct buffer message;
    bool is_acked;
    int64_t durable;
    int64_t rejected;
};

struct delivery {
    const struct delivery_options *options;
    struct spool *spool;
    struct progress *progress;
    struct batch_cutter cutter;
    void *socket;
    void *memory; /* Of one ack. */
    struct flight *flights;
    struct mark done;   /* Up to here everything is acknowledged. */
    int64_t next;       /* Number of the batch to cut next. */
    struct place place; /* Where it begins. */
    bool is_cut;        /* The lines have ended. */
    int64_t told;       /* Rejected items are named up to this batch. */
    int64_t told_large; /* And lines that are too large. */
    int64_t large;      /* Such lines behind the last batch. */
    int64_t answered_ms;
    int64_t sent_ms;
    int64_t resumed;
    int64_t resumed_ms;
    bool is_silent;
};

static struct flight *flight_of(const struct delivery *delivery, int64_t batch)
{
    return &delivery->flights[batch % DELIVERY_WINDOW];
}

static void tell_too_large(void *context, int64_t batch, int64_t line)
{
    struct delivery *delivery = context;

    if (batch > delivery->told_large)
        progress_too_large(delivery->progress, line);
}

static enum outcome connect_again(struct delivery *delivery, struct failure *why)
{
    /* A new socket also forgets what waits in the old one, which nobody may ever have taken. */
    socket_close(&delivery->socket);
    return socket_connect(delivery->options->zmq, ZMQ_DEALER, delivery->options->url,
                          SOCKET_MESSAGE_LIMIT, &delivery->socket, why);
}

static void send_from(struct delivery *delivery, int64_t batch)
{
    for (; batch < delivery->next; batch++)
        if (!flight_of(delivery, batch)->is_acked)
            socket_send(delivery->socket, buffer_bytes(&flight_of(delivery, batch)->message));
    delivery->sent_ms = clock_ms();
}

/* Cuts and sends until as many are in flight as may be. */
static void fill(struct delivery *delivery)
{
    const struct bytes producer = {delivery->spool->producer, PRODUCER_BYTES};
    const int64_t first = delivery->next;

    while (!delivery->is_cut && delivery->next - delivery->done.batch <= DELIVERY_WINDOW) {
        struct flight *flight = flight_of(delivery, delivery->next);

        batch_cut(&delivery->cutter, delivery->next, delivery->place, &flight->batch);
        if (delivery->next > delivery->told_large)
            delivery->told_large = delivery->next;
        delivery->place = flight->batch.to;
        if (flight->batch.count == 0) {
            delivery->is_cut = true;
            delivery->large = flight->batch.too_large;
            break;
        }
        flight->is_acked = false;
        batch_encode(&flight->batch, bytes_of_text(delivery->options->source), producer,
                     &flight->message);
        delivery->next++;
    }
    if (delivery->next > first)
        send_from(delivery, first);
}

/* Moves behind the batches that are acknowledged without a gap. */
static enum outcome advance(struct delivery *delivery, struct failure *why)
{
    struct mark *done = &delivery->done;

    while (done->batch + 1 < delivery->next) {
        const struct flight *flight = flight_of(delivery, done->batch + 1);

        if (!flight->is_acked)
            return DONE;
        done->batch++;
        done->place = flight->batch.to;
        done->sent += flight->batch.count;
        done->durable += flight->durable;
        done->rejected += flight->rejected;
        done->too_large += flight->batch.too_large;
        if (done->batch % SPOOL_MARK_BATCHES == 0)
            TRY(spool_add(delivery->spool, done, false, why));
    }
    return DONE;
}

/* The numbers go on elsewhere: from a batch in flight, or from a mark when it is further back. */
static void resume(struct delivery *delivery, int64_t batch)
{
    const int64_t now_ms = clock_ms();

    /* Each batch that went out too early brings the same answer. */
    if (batch == delivery->resumed && now_ms - delivery->resumed_ms < RESUME_MS)
        return;
    delivery->resumed = batch;
    delivery->resumed_ms = now_ms;
    if (batch > delivery->done.batch) {
        send_from(delivery, batch);
        return;
    }
    delivery->done = spool_back(delivery->spool, batch);
    delivery->next = delivery->done.batch + 1;
    delivery->place = delivery->done.place;
    delivery->is_cut = false;
}

static enum outcome take_resume(struct delivery *delivery, const struct ack *ack,
                                struct failure *why)
{
    if (ack->resume < 1 || ack->resume > ack->batch)
        return fail(why, REJECT, "intake asks for batch %lld when it is sent batch %lld",
                    (long long)ack->resume, (long long)ack->batch);
    /* Beyond what is in flight: said before the numbers went back. */
    if (ack->batch < delivery->next)
        resume(delivery, ack->resume);
    return DONE;
}

static void take_rejected(struct delivery *delivery, const struct flight *flight,
                          const struct ack *ack)
{
    const struct rejected_item *rows = ack->rejected.at;

    if (ack->batch <= delivery->told)
        return;
    for (uint32_t row = 0; row < ack->rejected.count; row++) {
        const int64_t item = rows[row].item;

        progress_reject(delivery->progress,
                        item < (int64_t)flight->batch.count ? flight->batch.lines[item] : 0,
                        &rows[row]);
    }
}

static enum outcome take_ack(struct delivery *delivery, const struct ack *ack, struct failure *why)
{
    struct flight *flight = flight_of(delivery, ack->batch);

    if (field_present(ack->present, ACK_REFUSED))
        return fail(why, REJECT, "intake refuses: %.*s", (int)ack->refused.length,
                    (const char *)ack->refused.at);
    if (!bytes_equal(ack->producer, (struct bytes){delivery->spool->producer, PRODUCER_BYTES}))
        return DONE;
    delivery->answered_ms = clock_ms();
    delivery->is_silent = false;
    if (field_present(ack->present, ACK_RESUME))
        return take_resume(delivery, ack, why);
    if (ack->batch <= delivery->done.batch || ack->batch >= delivery->next || flight->is_acked)
        return DONE;
    take_rejected(delivery, flight, ack);
    flight->is_acked = true;
    flight->durable = ack->durable;
    flight->rejected = ack->rejected.count;
    TRY(advance(delivery, why));
    if (delivery->done.batch > delivery->told)
        delivery->told = delivery->done.batch;
    return DONE;
}

static enum outcome take_answers(struct delivery *delivery, struct failure *why)
{
    struct envelope envelope;
    enum outcome outcome = DONE;

    while (outcome == DONE && socket_take(delivery->socket, false, &envelope)) {
        struct arena arena = arena_over(delivery->memory, ACK_ARENA);
        struct ack ack;

        outcome = message_decode(&ack_schema, envelope_message(&envelope), &ack, &arena, why);
        if (outcome == DONE)
            outcome = take_ack(delivery, &ack, why);
        else
            failure_prefix(why, "intake's answer cannot be read");
        envelope_close(&envelope);
    }
    return outcome;
}

static enum outcome break_silence(struct delivery *delivery, struct failure *why)
{
    const int64_t now_ms = clock_ms();
    const int64_t last_ms =
        delivery->answered_ms > delivery->sent_ms ? delivery->answered_ms : delivery->sent_ms;

    if (now_ms - delivery->answered_ms > delivery->options->patience_ms)
        return fail(why, RETRY,
                    "intake does not answer at %s: the same command goes on from here later",
                    delivery->options->url);
    if (now_ms - last_ms < delivery->options->silence_ms)
        return DONE;
    if (!delivery->is_silent)
        progress_say(delivery->progress, "intake does not answer, trying again");
    delivery->is_silent = true;
    TRY(connect_again(delivery, why));
    send_from(delivery, delivery->done.batch + 1);
    return DONE;
}

static enum outcome deliver(struct delivery *delivery, struct failure *why)
{
    TRY(connect_again(delivery, why));
    delivery->answered_ms = clock_ms();
    for (;;) {
        fill(delivery);
        if (delivery->is_cut && delivery->done.batch + 1 == delivery->next)
            break;
        socket_wait(&delivery->socket, 1, LOOK_MS);
        TRY(take_answers(delivery, why));
        TRY(break_silence(delivery, why));
        progress_show(delivery->progress, delivery->done.durable, delivery->done.rejected);
    }
    delivery->done.place = delivery->place;
    delivery->done.too_large += delivery->large;
    return spool_add(delivery->spool, &delivery->done, true, why);
}

enum outcome delivery_run(const struct delivery_options *options, const struct lines *lines,
                          struct spool *spool, struct progress *progress, struct mark *end,
                          struct failure *why)
{
    struct delivery delivery = {
        .options = options,
        .spool = spool,
        .progress = progress,
        .cutter = {.lines = lines, .too_large = tell_too_large, .context = &delivery},
        .memory = heap_take(1, ACK_ARENA),
        .flights = heap_take(DELIVERY_WINDOW, sizeof(struct flight)),
        .done = spool_last(spool),
    };
    enum outcome outcome;

    line_taker_open(&delivery.cutter.taker, options->wanted);
    delivery.next = delivery.done.batch + 1;
    delivery.place = delivery.done.place;
    progress_begin(progress, progress->file, delivery.done.durable);
    outcome = deliver(&delivery, why);
    progress_clear(progress);
    *end = delivery.done;
    for (int row = 0; row < DELIVERY_WINDOW; row++) {
        buffer_free(&delivery.flights[row].batch.bytes);
        buffer_free(&delivery.flights[row].message);
    }
    line_taker_close(&delivery.cutter.taker);
    socket_close(&delivery.socket);
    free(delivery.flights);
    free(delivery.memory);
    return outcome;
}
