#include "thuocdo/simulate/arrival.h"

#include <stdlib.h>

#include "thuocdo/simulate/canonical.h"
#include "thuocdo/simulate/pushes.h"

struct arriving {
    int64_t second;
    uint32_t dossier;
    int16_t number;    /* Of the event, or of the record. */
    int16_t is_record; /* The source's whole record instead of one event. */
};

struct queue {
    struct arriving *list;
    size_t count;
    size_t room;
};

static enum outcome add(struct queue *queue, struct arriving arriving, struct failure *why)
{
    if (queue->count == queue->room) {
        const size_t room = queue->room ? queue->room * 2 : 65536;
        void *grown = realloc(queue->list, room * sizeof *queue->list);

        if (!grown)
            return fail(why, RETRY, "simulate: no memory for %zu facts", room);
        queue->list = grown;
        queue->room = room;
    }
    queue->list[queue->count++] = arriving;
    return DONE;
}

static int64_t delay(struct dice *dice)
{
    const int64_t luck = dice_below(dice, 1000);

    if (luck < 60)
        return dice_between(dice, 2 * HOUR, 2 * DAY);
    if (luck < 100)
        return dice_between(dice, 2 * DAY, 8 * DAY);
    if (luck < 115)
        return dice_between(dice, WEEK, 6 * WEEK);
    return dice_between(dice, 1, 120);
}

static enum outcome send(struct queue *queue, struct arriving arriving, struct dice *dice,
                         struct failure *why)
{
    arriving.second += delay(dice);
    TRY(add(queue, arriving, why));
    if (!dice_permille(dice, 16))
        return DONE;
    arriving.second += dice_between(dice, 1, 3 * DAY);
    return add(queue, arriving, why);
}

static enum outcome send_dossier(const struct year *year, uint32_t number, struct story *story,
                                 struct queue *queue, struct failure *why)
{
    const struct dossier *dossier = &year->dossiers[number];
    const bool records = dossier_has(dossier, MARK_SNAPSHOTS);
    struct dice dice = dice_seeded(dossier->seed, 4);
    int64_t seconds[RECORDS];
    int count;

    story_play(year, dossier, story);
    for (int at = 0; at < story->count; at++) {
        const struct event *event = &story->events[at];

        if (!records || canonical_beside_records(event))
            TRY(send(queue, (struct arriving){event->time, number, (int16_t)at, 0}, &dice, why));
    }
    count = records ? pushes_records(year, story, seconds) : 0;
    for (int at = 0; at < count; at++)
        TRY(send(queue, (struct arriving){seconds[at], number, (int16_t)at, 1}, &dice, why));
    return DONE;
}

static int by_arrival(const void *left, const void *right)
{
    const struct arriving *one = left, *other = right;

    if (one->second != other->second)
        return one->second < other->second ? -1 : 1;
    if (one->dossier != other->dossier)
        return one->dossier < other->dossier ? -1 : 1;
    if (one->is_record != other->is_record)
        return one->is_record - other->is_record;
    return one->number - other->number;
}

static void write_one(const struct year *year, const struct arriving *arriving, struct story *story,
                      struct outfile *facts, struct outfile *payments)
{
    const struct dossier *dossier = &year->dossiers[arriving->dossier];
    int64_t seconds[RECORDS];

    story_play(year, dossier, story);
    if (arriving->is_record) {
        pushes_records(year, story, seconds);
        canonical_add_snapshot(facts, year, story, arriving->number, seconds[arriving->number]);
    } else {
        canonical_add_event(facts, year, story, arriving->number);
    }
    outfile_end_line(facts);
    if (arriving->is_record || dossier->kind == KIND_VOIDED ||
        story->events[arriving->number].kind != EVENT_PAID)
        return;
    canonical_add_event(payments, year, story, arriving->number);
    outfile_end_line(payments);
}

static enum outcome send_all(const struct year *year, struct story *story, struct queue *queue,
                             struct failure *why)
{
    for (size_t at = 0; at < year->count; at++)
        TRY(send_dossier(year, (uint32_t)at, story, queue, why));
    return DONE;
}

enum outcome arrival_write(const struct year *year, struct outfile *facts, struct outfile *payments,
                           struct failure *why)
{
    struct queue queue = {0};
    struct story story;
    const enum outcome outcome = send_all(year, &story, &queue, why);

    if (outcome == DONE && queue.count)
        qsort(queue.list, queue.count, sizeof *queue.list, by_arrival);
    for (size_t at = 0; outcome == DONE && at < queue.count; at++)
        write_one(year, &queue.list[at], &story, facts, payments);
    free(queue.list);
    return outcome;
}
