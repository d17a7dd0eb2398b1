#include <criterion/criterion.h>
#include <stdio.h>

#include "runtime/day.h"
#include "tests/flow/making.h"
#include "tests/flow/tracker_model.h"

/* Two trackers of one partition each believe that they are the active one; nobody holds a lock. */
struct scene {
    struct stage stage;
    struct tracker_model old, new;
    int facts;
};

enum { DOSSIERS = 12, MEMORY = 64 << 10, SEEDS = 20 };

static void open_scene(struct scene *scene, enum planted planted, uint64_t seed)
{
    memset(scene, 0, sizeof *scene);
    stored_open(&scene->stage.stored);
    scene->stage.stored.planted = planted;
    scene->stage.chance.state = seed;
    scene->stage.post.chance = &scene->stage.chance;
    scene->stage.fair = scene->stage.post.fair = true;
    scene->new.instance = 1;
}

static void close_scene(struct scene *scene)
{
    tracker_forget(&scene->old);
    tracker_forget(&scene->new);
    post_close(&scene->stage.post);
    stored_close(&scene->stage.stored);
}

/* ---- what is said ---- */

/* Logs the fact by a transaction of its own. */
static void say(struct scene *scene, enum fact_type type, const char *subject,
                const union fact_data *data)
{
    static _Alignas(16) uint8_t memory[4096];
    struct arena arena = arena_over(memory, sizeof memory);
    struct intake_changes changes = {0};
    const bool reference = fact_is_reference(type);
    const int partition = reference ? 0 : fact_partition(bytes_of_text(subject), PARTITIONS);
    struct sink sink = buffer_sink(&changes.records[partition]);
    char id[16];
    struct fact fact = {.present = message_whole(&fact_schema),
                        .type = (int32_t)type,
                        .source = bytes_of_text(producer_sources[0]),
                        .subject = bytes_of_text(subject),
                        .time_us = day_start(FIRST_DAY) + ++scene->facts * SECOND_US};
    int64_t end;

    snprintf(id, sizeof id, "f%d", scene->facts);
    fact.id = bytes_of_text(id);
    cr_assert(fact_encode(&fact, data, &arena, &sink));
    end = (int64_t)changes.records[partition].length;
    buffer_add(&changes.ends[partition], &end, sizeof end);
    for (int row = 0; row < PRODUCERS; row++)
        changes.producers[row].before = scene->stage.stored.producers[row].batch;
    cr_assert(stored_commit_intake(&scene->stage.stored, &changes,
                                   (struct blocking){&scene->stage.chance, 1}));
    intake_changes_clear(&changes);
}

static void say_published(struct scene *scene)
{
    const union fact_data data = {
        .procedure = {.present = 31,
                      .name_vi = bytes_of_text("Thủ tục"),
                      .field = bytes_of_text("Hộ tịch"),
                      .service_level = SERVICE_FULL,
                      .limit = {.present = 3, .n = 5, .unit = 1}}
    };

    say(scene, FACT_PROCEDURE_PUBLISHED, "1.01", &data);
}

static void say_received(struct scene *scene, const char *subject)
{
    const union fact_data data = {
        .received = {.present = 7,
                     .procedure = bytes_of_text("1.01"),
                     .unit = bytes_of_text("H08"),
                     .channel = CHANNEL_DIRECT}
    };

    say(scene, FACT_RECEIVED, subject, &data);
}

static void say_finished(struct scene *scene, const char *subject)
{
    const union fact_data data = {
        .status = {.present = 1, .status = 9}
    };

    say(scene, FACT_STATUS, subject, &data);
}

/* ---- what is done ---- */

static void start(struct scene *scene, struct tracker_model *tracker)
{
    static const int64_t partitions[] = {0, 1, 2};

    tracker_start(tracker, &scene->stage.stored, partitions, STREAMS);
}

/* The tracker reads all that is logged. */
static void read_log(struct scene *scene, struct tracker_model *tracker)
{
    static _Alignas(16) uint8_t memory[MEMORY];
    struct letter letter;

    for (int round = 0; round < 3 * DOSSIERS; round++) {
        tracker_ask(tracker, &scene->stage);
        while (post_take(&scene->stage.post, &letter)) {
            struct arena arena = arena_over(memory, sizeof memory);
            struct blocks blocks;
            struct failure why;

            cr_assert_eq(message_decode(&blocks_schema, buffer_bytes(&letter.message), &blocks,
                                        &arena, &why),
                         DONE);
            tracker_take(tracker, &scene->stage.stored, &blocks);
            buffer_free(&letter.message);
        }
    }
}

/* A dozen dossiers are posted under a catalogue that is then published anew, word for word. */
static void set_the_scene(struct scene *scene)
{
    char subject[16];

    start(scene, &scene->old);
    say_published(scene);
    for (int number = 0; number < DOSSIERS; number++) {
        snprintf(subject, sizeof subject, "HS-%d", number);
        say_received(scene, subject);
    }
    read_log(scene, &scene->old);
    for (int round = 0; round < DOSSIERS; round++)
        tracker_checkpoint(&scene->old, &scene->stage);
    cr_assert(tracker_settled(&scene->old, &scene->stage.stored));
    say_published(scene);
    read_log(scene, &scene->old);
    tracker_checkpoint(&scene->old, &scene->stage);
}

/* Meanwhile the new one takes every dossier to its end. */
static void take_over(struct scene *scene)
{
    char subject[16];

    start(scene, &scene->new);
    for (int number = 0; number < DOSSIERS; number++) {
        snprintf(subject, sizeof subject, "HS-%d", number);
        say_finished(scene, subject);
    }
    read_log(scene, &scene->new);
    tracker_checkpoint(&scene->new, &scene->stage);
    cr_assert(scene->new.alive);
}

/* Dossiers whose row has lost what the new one wrote. */
static int count_lost(const struct scene *scene)
{
    int lost = 0;

    for (int partition = 1; partition < STREAMS; partition++)
        for (int64_t row = 0; row < scene->stage.stored.dossiers[partition].count; row++)
            lost += scene->stage.stored.dossiers[partition].at[row].fact_count != 2;
    return lost;
}

Test(takeover, refuses_the_old_one_that_only_posts_again)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct scene scene;

        open_scene(&scene, PLANTED_NOTHING, seed);
        set_the_scene(&scene);
        take_over(&scene);
        tracker_checkpoint(&scene.old, &scene.stage);
        cr_expect_eq(count_lost(&scene), 0, "seed %llu", (unsigned long long)seed);
        close_scene(&scene);
    }
}

/* What of the old one's memory is stale depends on what it has forgotten: any of some will do. */
Test(takeover, would_lose_facts_if_posting_again_compared_nothing)
{
    int lost = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct scene scene;

        open_scene(&scene, PLANTED_REPOST_NOT_COMPARED, seed);
        set_the_scene(&scene);
        take_over(&scene);
        tracker_checkpoint(&scene.old, &scene.stage);
        lost += scene.old.alive ? count_lost(&scene) : 0;
        close_scene(&scene);
    }
    cr_expect_gt(lost, 0, "the test above sees nothing");
}

Test(takeover, refuses_facts_that_the_new_one_has_taken)
{
    struct scene scene;
    int64_t deltas;

    open_scene(&scene, PLANTED_NOTHING, 1);
    set_the_scene(&scene);
    take_over(&scene);
    deltas = stored_end(&scene.stage.stored.deltas[1]) + stored_end(&scene.stage.stored.deltas[2]);
    read_log(&scene, &scene.old);
    tracker_checkpoint(&scene.old, &scene.stage);
    cr_expect_not(scene.old.alive);
    cr_expect_eq(stored_end(&scene.stage.stored.deltas[1]) +
                     stored_end(&scene.stage.stored.deltas[2]),
                 deltas);
    close_scene(&scene);
}
