#include "thuocdo/simulate/pushes.h"

#include <assert.h>

#include "runtime/day.h"

enum { BATCH = 600, NIGHT = 23 * HOUR };

/* The end of the minute that holds the second after `second`. */
static int64_t minute_end(int64_t second)
{
    return (second + 1) / MINUTE * MINUTE + MINUTE - 1;
}

static int64_t last_event(const struct story *story)
{
    int64_t last = story->received;

    for (int at = 0; at < story->count; at++) {
        const struct event *event = &story->events[at];
        const bool told = event->kind != EVENT_CORRECTED && event->kind != EVENT_VOIDED &&
                          event->kind != EVENT_RECEIVED;

        if ((told || (event->kind == EVENT_RECEIVED && !event->counts)) && event->time > last)
            last = event->time;
    }
    return last;
}

/* At once, in the night's batch, or when somebody noticed weeks later. */
static int64_t final_second(const struct year *year, const struct story *story, struct dice *dice)
{
    const int64_t last = last_event(story);
    const int64_t luck = dice_below(dice, 100);
    int64_t sent = minute_end(last + dice_between(dice, 5, 10 * MINUTE));

    if (luck < 25)
        sent = minute_end(second_of_day(day_of_second(last)) + NIGHT + dice_below(dice, 6) * BATCH);
    else if (luck < 31)
        sent = minute_end(last + dice_between(dice, HOUR, 20 * DAY));
    return sent < year->last_second ? sent : year->last_second;
}

static bool worth_telling(const struct story *story, const struct event *event, struct dice *dice)
{
    const struct dossier *dossier = story->dossier;

    switch ((enum event_kind)event->kind) {
    case EVENT_RECEIVED: return !dossier_has(dossier, MARK_END_FIRST) && dice_permille(dice, 450);
    case EVENT_EXTENDED: return true;
    case EVENT_MOVED: return dice_permille(dice, 300);
    case EVENT_STATUS:
        if (event->due != DAY_NONE)
            return true;
        return event->status == STATUS_REFUSED
                   ? dice_permille(dice, 600)
                   : event->status >= STATUS_FINISHED && dice_permille(dice, 30);
    case EVENT_PAPERS:
    case EVENT_FEE:
    case EVENT_PAID:
    case EVENT_CORRECTED:
    case EVENT_VOIDED: break;
    }
    return false;
}

static int insert(int64_t seconds[RECORDS], int count, int64_t second)
{
    int at = count;

    while (at > 0 && seconds[at - 1] > second)
        at--;
    if ((at > 0 && seconds[at - 1] == second) || count == RECORDS)
        return count;
    for (int to = count; to > at; to--)
        seconds[to] = seconds[to - 1];
    seconds[at] = second;
    return count + 1;
}

int pushes_records(const struct year *year, const struct story *story, int64_t seconds[RECORDS])
{
    struct dice dice = dice_seeded(story->dossier->seed, 2);
    const int64_t final = final_second(year, story, &dice);
    int count = insert(seconds, 0, final);

    assert(final > last_event(story));
    for (int at = 0; at < story->count; at++) {
        const struct event *event = &story->events[at];
        const bool counts = event->kind == EVENT_RECEIVED && event->counts;
        const int64_t sent = minute_end((counts ? story->received : event->time) + 5);

        if (worth_telling(story, event, &dice) && sent < final)
            count = insert(seconds, count, sent);
    }
    return count;
}

/* Where the order of steps decides, all of them are sent. */
static bool may_lose(const struct dossier *dossier)
{
    return !(dossier->marks & (MARK_REOPENED | MARK_REFUSED | MARK_WAITING | MARK_END_FIRST)) &&
           dossier->outcome != OUTCOME_OPEN;
}

/*
 * A lost step may lose nothing that the last record does not tell: not the first hand-over where
 * it is the end, because a repeated one would then be taken for it.
 */
static bool is_spare(const struct story *story, const struct event *event)
{
    if (event->kind != EVENT_STATUS || event->status != STATUS_HANDED_OVER)
        return true;
    for (int at = 0; at < story->count; at++)
        if (story->events[at].kind == EVENT_STATUS && story->events[at].status == STATUS_FINISHED)
            return true;
    return false;
}

static int64_t step_sent(const struct year *year, int64_t time, struct dice *dice)
{
    int64_t sent = (time / BATCH + 1) * BATCH + MINUTE;

    if (dice_permille(dice, 40))
        sent += dice_between(dice, 1, 20 * DAY / BATCH) * BATCH;
    return sent < year->last_second ? sent : year->last_second;
}

enum habit { HABIT_NONE, HABIT_RECEIPT, HABIT_PUSH };

static enum habit draw_habit(const struct dossier *dossier, struct dice *dice)
{
    const int64_t luck = dice_below(dice, 1000);

    /* A made-up receipt would take back a refusal, or end the wait that keeps a dossier in term. */
    if (dossier->kind == KIND_NEVER || (dossier->marks & (MARK_WAITING | MARK_REFUSED)))
        return HABIT_NONE;
    return luck < 80 ? HABIT_RECEIPT : luck < 150 ? HABIT_PUSH : HABIT_NONE;
}

static bool tells_step(const struct event *event, int64_t *time, uint8_t *status, int64_t received)
{
    *time = event->time;
    *status = event->status;
    if (event->kind == EVENT_RECEIVED) {
        *time = event->counts ? received : event->time;
        *status = STATUS_RECEIVED;
    }
    return event->kind == EVENT_RECEIVED || event->kind == EVENT_STATUS;
}

int pushes_steps(const struct year *year, const struct story *story,
                 struct sent_step steps[STEPS_SENT])
{
    struct dice dice = dice_seeded(story->dossier->seed, 3);
    const bool loses = dice_permille(&dice, 200) && may_lose(story->dossier);
    const enum habit habit = draw_habit(story->dossier, &dice);
    struct dice of_records = dice_seeded(story->dossier->seed, 2);
    const int64_t final = final_second(year, story, &of_records);
    int count = 0;

    for (int at = 0; at < story->count; at++) {
        struct sent_step step;

        if (!tells_step(&story->events[at], &step.time, &step.status, story->received))
            continue;
        step.sent = step_sent(year, step.time, &dice);
        if (loses && dice_permille(&dice, 350) && is_spare(story, &story->events[at]))
            continue;
        if (habit == HABIT_RECEIPT && step.time > story->received)
            steps[count++] = (struct sent_step){step.sent, story->received, STATUS_RECEIVED};
        if (habit == HABIT_PUSH && step.time >= story->received && step.sent < final &&
            step.status != STATUS_RECEIVED)
            steps[count++] = (struct sent_step){step.sent, step.sent, STATUS_RECEIVED};
        steps[count++] = step;
        assert(count + 2 < STEPS_SENT);
    }
    return count;
}
