#include "tests/flow/intake_model.h"

#include <stdlib.h>

#include "intake/core/admit.h"
#include "runtime/day.h"
#include "tests/flow/making.h"

enum { MEMORY = 64 << 10 };

int intake_producer(struct bytes name)
{
    return name.length == PRODUCER_BYTES && name.at[0] < PRODUCERS ? name.at[0] : -1;
}

void intake_start(struct intake_model *intake, const struct stored *stored)
{
    intake->alive = true;
    intake->memory = heap_take(MEMORY, 1);
    for (int row = 0; row < PRODUCERS; row++)
        intake->stored[row] = intake->batch[row] = stored->producers[row].batch;
}

void intake_forget(struct intake_model *intake)
{
    intake_changes_clear(&intake->changes);
    buffer_free(&intake->acknowledgements);
    free(intake->memory);
    *intake = (struct intake_model){.number = intake->number};
}

/* ---- facts ---- */

static bool nobody_named(void *context, struct bytes code)
{
    (void)context;
    (void)code;
    return false;
}

static enum outcome read_item(struct bytes item, int producer, struct arena *arena,
                              struct fact *fact, union fact_data *data, struct failure *why)
{
    const struct source_rights rights = made_rights(producer);

    TRY(wire_check(item, why));
    TRY(record_decode(&fact_schema, item, fact, arena, NULL, why));
    TRY(fact_decode_data(fact, data, arena, NULL, why));
    TRY(record_normalise(&fact_schema, fact, arena, why));
    TRY(record_normalise(fact_kinds[fact->type].data, data, arena, why));
    return admit(&rights, fact, data, nobody_named, NULL, why);
}

static void log_fact(struct intake_model *intake, struct fact *fact, const union fact_data *data,
                     struct arena *arena)
{
    const int32_t partition = fact_is_reference((enum fact_type)fact->type)
                                  ? 0
                                  : fact_partition(fact->subject, PARTITIONS);
    struct buffer *records = &intake->changes.records[partition];
    struct sink sink = buffer_sink(records);
    int64_t end;

    fact->recorded_us = day_start(FIRST_DAY + MADE_DAYS);
    fact->present |= UINT64_C(1) << FACT_ROW_RECORDED_AT;
    if (!fact_encode(fact, data, arena, &sink))
        abort();
    end = (int64_t)records->length;
    buffer_add(&intake->changes.ends[partition], &end, sizeof end);
}

static void take_items(struct intake_model *intake, int producer, const struct list *items)
{
    const struct bytes *rows = items->at;
    struct stored_producer *more = &intake->changes.producers[producer].more;

    for (uint32_t row = 0; row < items->count; row++) {
        struct arena arena = arena_over(intake->memory, MEMORY);
        union fact_data data;
        struct fact fact;
        struct failure why;

        more->sent++;
        if (read_item(rows[row], producer, &arena, &fact, &data, &why) != DONE) {
            more->rejected++;
            continue;
        }
        log_fact(intake, &fact, &data, &arena);
        more->logged++;
    }
}

/* ---- batches ---- */

static void send_ack(struct stage *stage, int producer, int64_t batch, int64_t resume)
{
    const uint8_t name[PRODUCER_BYTES] = {(uint8_t)producer};
    struct ack ack = {
        .present = UINT64_C(1) << ACK_PRODUCER | UINT64_C(1) << ACK_BATCH |
                   UINT64_C(1) << ACK_DURABLE | UINT64_C(1) << ACK_REJECTED,
        .producer = {name, sizeof name},
        .batch = batch,
        .resume = resume
    };

    if (resume)
        ack.present |= UINT64_C(1) << ACK_RESUME;
    post_send(&stage->post, TO_PRODUCER, producer, 0, &ack_schema, &ack);
}

static bool is_next(struct intake_model *intake, struct stage *stage, int producer, int64_t batch)
{
    if (stage->stored.planted == PLANTED_BATCH_NOT_CHECKED)
        return true;
    if (batch <= intake->stored[producer])
        send_ack(stage, producer, batch, 0);
    else if (batch > intake->batch[producer] + 1)
        send_ack(stage, producer, batch, intake->batch[producer] + 1);
    return batch == intake->batch[producer] + 1;
}

void intake_take(struct intake_model *intake, struct stage *stage, struct bytes message)
{
    void *memory = heap_take(MEMORY, 1);
    struct arena arena = arena_over(memory, MEMORY);
    struct submit submit;
    struct failure why;
    int producer;

    if (message_decode(&submit_schema, message, &submit, &arena, &why) != DONE)
        abort();
    producer = intake_producer(submit.producer);
    if (is_next(intake, stage, producer, submit.batch)) {
        const struct ack ack = {.batch = submit.batch, .durable = producer};

        take_items(intake, producer, &submit.items);
        if (submit.batch > intake->batch[producer])
            intake->batch[producer] = submit.batch;
        buffer_add(&intake->acknowledgements, &ack, sizeof ack);
        if (stage->stored.planted == PLANTED_ACKNOWLEDGED_TOO_EARLY)
            send_ack(stage, producer, submit.batch, 0);
    }
    free(memory);
}

static void acknowledge(const struct intake_model *intake, struct stage *stage)
{
    const struct ack *acks = (const struct ack *)(const void *)intake->acknowledgements.at;

    for (size_t row = 0; row < intake->acknowledgements.length / sizeof *acks; row++)
        send_ack(stage, (int)acks[row].durable, acks[row].batch, 0);
}

void intake_commit(struct intake_model *intake, struct stage *stage, bool holds)
{
    const enum fate fate = stage_fate(stage);
    bool told = false;

    for (int row = 0; row < PRODUCERS; row++) {
        intake->changes.producers[row].before = intake->stored[row];
        intake->changes.producers[row].more.batch = intake->batch[row];
    }
    if (holds && fate != FATE_LOST)
        told = stored_commit_intake(&stage->stored, &intake->changes, stage_blocking(stage)) &&
               fate == FATE_TOLD;
    if (!told) {
        intake_forget(intake);
        return;
    }
    acknowledge(intake, stage);
    memcpy(intake->stored, intake->batch, sizeof intake->stored);
    intake_changes_clear(&intake->changes);
    buffer_clear(&intake->acknowledgements);
}
