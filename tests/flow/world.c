#include "tests/flow/world.h"

#include <stdlib.h>

#include "tests/flow/audit.h"
#include "tests/flow/plain.h"

enum { STEPS_AT_LEAST = 300, STEPS_AT_MOST = 1200, ROUNDS = 400, WINDOW = 3, AUDIT_ONCE_IN = 60 };

static const struct layout layouts[] = {
    {1, {3, 0}, {{0, 1, 2}}  },
    {2, {1, 2}, {{0}, {1, 2}}},
    {2, {2, 1}, {{0, 1}, {2}}},
};

/* ---- producers ---- */

static void send_batch(struct world *world, int producer, int64_t number)
{
    const uint8_t name[PRODUCER_BYTES] = {(uint8_t)producer};
    const struct made_batch *batch = &world->made.batches[producer][number - 1];
    const struct submit submit = {
        .present = message_whole(&submit_schema),
        .producer = {name,            sizeof name                                           },
        .batch = number,
        .source = bytes_of_text(producer_sources[producer]),
        .format = FORMAT_FACT,
        .items = {batch->items.at, (uint32_t)(batch->items.length / sizeof(struct bytes))},
    };

    post_send(&world->stage.post, TO_INTAKE, 0, 0, &submit_schema, &submit);
}

/* What is not acknowledged is sent again; sometimes what is acknowledged, too. */
static void produce(struct world *world, int producer)
{
    struct chance *chance = &world->stage.chance;
    const int64_t last = world->made.counts[producer];
    int64_t number = world->acknowledged[producer] + chance_between(chance, 1, WINDOW);

    if (world->acknowledged[producer] > 0 && chance_once_in(chance, 10))
        number = chance_between(chance, 1, world->acknowledged[producer]);
    if (number <= last)
        send_batch(world, producer, number);
}

static void take_ack(struct world *world, struct bytes message)
{
    void *memory = heap_take(4096, 1);
    struct arena arena = arena_over(memory, 4096);
    struct ack ack;
    struct failure why;
    int producer;

    if (message_decode(&ack_schema, message, &ack, &arena, &why) != DONE)
        abort();
    producer = intake_producer(ack.producer);
    if (field_present(ack.present, ACK_RESUME))
        send_batch(world, producer, ack.resume);
    else if (ack.batch > world->acknowledged[producer])
        world->acknowledged[producer] = ack.batch;
    free(memory);
}

/* ---- the post ---- */

static void take_blocks(struct world *world, const struct letter *letter)
{
    const struct stored *stored = &world->stage.stored;
    void *memory = heap_take(64 << 10, 1);
    struct arena arena = arena_over(memory, 64 << 10);
    struct blocks blocks;
    struct failure why;

    if (message_decode(&blocks_schema, buffer_bytes(&letter->message), &blocks, &arena, &why) !=
        DONE)
        abort();
    if (letter->receiver == TO_TRACKER) {
        struct tracker_model *tracker = &world->trackers[letter->group][letter->instance];

        if (tracker->alive)
            tracker_take(tracker, stored, &blocks);
    } else {
        struct aggregator_model *aggregator = &world->aggregators[letter->group][letter->instance];

        if (aggregator->alive)
            aggregator_take(aggregator, stored, &blocks);
    }
    free(memory);
}

/* A batch reaches whoever listens: the one with the lock, or the one that does not know better. */
static void deliver(struct world *world)
{
    struct letter letter;

    if (!post_take(&world->stage.post, &letter))
        return;
    if (letter.receiver == TO_INTAKE) {
        struct intake_model *intake =
            &world->intakes[chance_below(&world->stage.chance, INSTANCES)];

        if (intake->alive)
            intake_take(intake, &world->stage, buffer_bytes(&letter.message));
    } else if (letter.receiver == TO_PRODUCER) {
        take_ack(world, buffer_bytes(&letter.message));
    } else {
        take_blocks(world, &letter);
    }
    buffer_free(&letter.message);
}

/* ---- services ---- */

/* The lock is free only when the old session has ended (rule 9). */
static void move_intake(struct world *world, int number)
{
    struct intake_model *intake = &world->intakes[number];

    if (world->stage.fair || chance_once_in(&world->stage.chance, 6))
        world->holder = number;
    if (world->holder != number)
        return;
    if (!intake->alive)
        intake_start(intake, &world->stage.stored);
    intake_commit(intake, &world->stage, true);
}

/* One that lost the lock may still believe in it; what it then commits is refused. */
static void move_frozen_intake(struct world *world)
{
    struct intake_model *intake = &world->intakes[1 - world->holder];

    if (intake->alive)
        intake_commit(intake, &world->stage, false);
}

static void move_tracker(struct world *world, int group, int instance)
{
    const struct layout *layout = world->tracker_layout;
    struct tracker_model *tracker = &world->trackers[group][instance];
    struct stage *stage = &world->stage;

    if (!tracker->alive)
        tracker_start(tracker, &stage->stored, layout->partitions[group], layout->counts[group]);
    if (!stage->fair && chance_once_in(&stage->chance, 30))
        tracker_forget(tracker);
    else if (chance_once_in(&stage->chance, 2))
        tracker_ask(tracker, stage);
    else
        tracker_checkpoint(tracker, stage);
}

static void move_aggregator(struct world *world, int group, int instance)
{
    const struct layout *layout = world->aggregator_layout;
    struct aggregator_model *aggregator = &world->aggregators[group][instance];
    struct stage *stage = &world->stage;

    if (!aggregator->alive)
        aggregator_start(aggregator, &stage->stored, layout->partitions[group],
                         layout->counts[group]);
    if (!stage->fair && chance_once_in(&stage->chance, 30))
        aggregator_forget(aggregator);
    else if (chance_once_in(&stage->chance, 2))
        aggregator_ask(aggregator, stage);
    else
        aggregator_checkpoint(aggregator, stage);
}

static void join_old_blocks(struct world *world)
{
    struct stored_stream *log =
        &world->stage.stored.log[chance_below(&world->stage.chance, STREAMS)];

    if (log->count > 1)
        stored_join(log, chance_below(&world->stage.chance, log->count - 1));
}

static void step(struct world *world)
{
    struct chance *chance = &world->stage.chance;
    const int group = (int)chance_below(chance, GROUPS);
    const int instance = (int)chance_below(chance, INSTANCES);
    const uint64_t drawn = chance_below(chance, 100);

    if (drawn < 10)
        produce(world, (int)chance_below(chance, PRODUCERS));
    else if (drawn < 55)
        deliver(world);
    else if (drawn < 63)
        move_intake(world, instance);
    else if (drawn < 64)
        move_frozen_intake(world);
    else if (drawn < 83 && group < world->tracker_layout->groups)
        move_tracker(world, group, instance);
    else if (drawn < 98 && group < world->aggregator_layout->groups)
        move_aggregator(world, group, instance);
    else if (drawn >= 98)
        join_old_blocks(world);
}

/* ---- the end of a run ---- */

static void end_everybody(struct world *world)
{
    for (int row = 0; row < INSTANCES; row++) {
        intake_forget(&world->intakes[row]);
        for (int group = 0; group < GROUPS; group++) {
            tracker_forget(&world->trackers[group][row]);
            aggregator_forget(&world->aggregators[group][row]);
        }
    }
}

static bool at_rest(const struct world *world)
{
    const struct stored *stored = &world->stage.stored;

    for (int row = 0; row < PRODUCERS; row++)
        if (world->acknowledged[row] != world->made.counts[row])
            return false;
    for (int group = 0; group < world->tracker_layout->groups; group++)
        if (!world->trackers[group][0].alive ||
            !tracker_settled(&world->trackers[group][0], stored))
            return false;
    for (int row = 0; row < STREAMS; row++)
        if (stored->delta_at[row] != stored_end(&stored->deltas[row]))
            return false;
    return true;
}

/* Fair weather: one instance of each, nothing is lost, until nothing is left to do. */
static enum outcome come_to_rest(struct world *world, struct failure *why)
{
    world->stage.fair = world->stage.post.fair = true;
    end_everybody(world);
    for (int round = 0; round < ROUNDS && !at_rest(world); round++) {
        for (int row = 0; row < PRODUCERS; row++)
            produce(world, row);
        move_intake(world, 0);
        for (int group = 0; group < world->tracker_layout->groups; group++)
            move_tracker(world, group, 0);
        for (int group = 0; group < world->aggregator_layout->groups; group++)
            move_aggregator(world, group, 0);
        while (world->stage.post.count > 0)
            deliver(world);
    }
    if (!at_rest(world))
        return fail(why, REJECT, "after all weather it does not come to rest");
    return DONE;
}

static enum outcome weather(struct world *world, struct failure *why)
{
    int64_t steps = chance_between(&world->stage.chance, STEPS_AT_LEAST, STEPS_AT_MOST);

    for (; steps > 0; steps--) {
        step(world);
        if (chance_once_in(&world->stage.chance, AUDIT_ONCE_IN))
            TRY(audit(world, why));
    }
    TRY(come_to_rest(world, why));
    TRY(audit(world, why));
    TRY(audit_producers(world, why));
    return plain_agrees(world, why);
}

enum outcome world_run(uint64_t seed, enum planted planted, struct failure *why)
{
    struct world *world = heap_take(1, sizeof *world);
    struct chance *chance = &world->stage.chance;
    enum outcome outcome;

    world->seed = seed;
    chance->state = seed;
    stored_open(&world->stage.stored);
    world->stage.stored.planted = planted;
    world->stage.post.chance = chance;
    world->tracker_layout = &layouts[chance_below(chance, 3)];
    world->aggregator_layout = &layouts[chance_below(chance, 3)];
    for (int group = 0; group < GROUPS; group++)
        for (int instance = 0; instance < INSTANCES; instance++) {
            world->trackers[group][instance].group = world->aggregators[group][instance].group =
                group;
            world->trackers[group][instance].instance =
                world->aggregators[group][instance].instance = instance;
        }
    make_everything(chance, &world->made);
    outcome = weather(world, why);
    if (outcome != DONE)
        failure_prefix(why, "SEED=%llu", (unsigned long long)seed);
    end_everybody(world);
    post_close(&world->stage.post);
    made_free(&world->made);
    stored_close(&world->stage.stored);
    free(world);
    return outcome;
}
