#include "bench/story.h"

#include "runtime/buffer.h"
#include "runtime/day.h"

/* 2023-01-02, a Monday. */
enum { FIRST_DAY = 19359, WORKING_DAYS = 5, PROCEDURES_OF_A_UNIT = 150 };

#define MINUTE_US (60 * SECOND_US)
#define HOUR_US   (60 * MINUTE_US)
#define OPENS_US  (7 * HOUR_US + 30 * MINUTE_US)
#define OPEN_US   (9 * HOUR_US + 30 * MINUTE_US)

/* ---- the life of one dossier ---- */

/* The same moment within office hours of a working day. */
static int64_t at_work(int64_t instant_us)
{
    int32_t day = day_of_instant(instant_us);
    const int64_t of_day_us = instant_us - day_start(day);

    if (day_weekday(day) >= WORKING_DAYS)
        day += 2;
    return day_start(day) + OPENS_US + of_day_us % OPEN_US;
}

static void add_step(struct story *story, struct dossier *dossier, enum step step,
                     int64_t least_minutes, int64_t most_minutes)
{
    const int64_t before_us = dossier->times[dossier->count - 1];
    const int64_t minutes = chance_between(&story->chance, least_minutes, most_minutes);
    int64_t at_us = at_work(before_us + minutes * MINUTE_US);

    if (at_us <= before_us)
        at_us = before_us + MINUTE_US;
    dossier->steps[dossier->count] = (uint8_t)step;
    dossier->times[dossier->count++] = at_us;
}

static void live(struct story *story, struct dossier *dossier)
{
    struct chance *chance = &story->chance;
    const uint64_t luck = chance_below(chance, 100);

    add_step(story, dossier, STEP_PAPERS, 1, 10);
    if (luck < 44) {
        add_step(story, dossier, STEP_FEE, 1, 10);
        add_step(story, dossier, STEP_PAID, 1, 300);
    }
    add_step(story, dossier, STEP_PROCESSING, 10, 600);
    if (luck >= 90) {
        add_step(story, dossier, STEP_SUPPLEMENT, 60, 1440);
        add_step(story, dossier, STEP_SUPPLIED, 600, 4320);
    }
    add_step(story, dossier, STEP_FINISHED, 1440, 20000);
    if (chance_once_in(chance, 2))
        add_step(story, dossier, STEP_RESULT, 1, 10);
    add_step(story, dossier, STEP_RETURNED, 10, 2880);
}

static struct dossier *begin(struct story *story)
{
    struct dossier *dossier = heap_take(1, sizeof *dossier);
    struct chance *chance = &story->chance;
    const int64_t number = story->begun++, working_day = number / story->daily;
    const int32_t day =
        (int32_t)(FIRST_DAY + working_day / WORKING_DAYS * 7 + working_day % WORKING_DAYS);
    uint64_t rank = chance_below(chance, PROCEDURES_OF_A_UNIT);

    dossier->number = number;
    dossier->of_day = number % story->daily;
    dossier->unit = (uint16_t)chance_below(chance, (uint64_t)story->units);
    /* A unit has its own procedures, of which few are asked for often. */
    rank = rank * chance_below(chance, PROCEDURES_OF_A_UNIT) / PROCEDURES_OF_A_UNIT;
    dossier->procedure = (uint16_t)((dossier->unit * UINT64_C(97) + rank) % STORY_PROCEDURES);
    dossier->channel = (uint8_t)(1 + chance_below(chance, 3));
    dossier->due_day = day + (int32_t)chance_between(chance, 3, 16);
    dossier->amount_vnd = (int32_t)chance_between(chance, 1, 50) * 10000;
    dossier->times[0] = day_start(day) + OPENS_US + OPEN_US * dossier->of_day / story->daily;
    dossier->steps[0] = STEP_RECEIVED;
    dossier->count = 1;
    live(story, dossier);
    return dossier;
}

/* ---- all of them in order ---- */

static bool is_before(const struct dossier *left, const struct dossier *right)
{
    const int64_t left_us = left->times[left->told], right_us = right->times[right->told];

    return left_us != right_us ? left_us < right_us : left->number < right->number;
}

static void swap(struct story *story, size_t left, size_t right)
{
    struct dossier *kept = story->heap[left];

    story->heap[left] = story->heap[right];
    story->heap[right] = kept;
}

static void sink_first(struct story *story)
{
    size_t at = 0, first = 0;

    do {
        at = first;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < story->count; child++)
            if (is_before(story->heap[child], story->heap[first]))
                first = child;
        swap(story, at, first);
    } while (first != at);
}

static void push(struct story *story, struct dossier *dossier)
{
    size_t at = story->count++;

    if (story->count > story->room) {
        story->room = story->room ? 2 * story->room : 1024;
        story->heap = heap_resize(story->heap, story->room, sizeof(struct dossier *));
    }
    story->heap[at] = dossier;
    for (; at > 0 && is_before(dossier, story->heap[(at - 1) / 2]); at = (at - 1) / 2)
        swap(story, at, (at - 1) / 2);
}

static void pop(struct story *story)
{
    free(story->heap[0]);
    story->heap[0] = story->heap[--story->count];
    sink_first(story);
}

void story_next(struct story *story, struct dossier *dossier, uint8_t *place)
{
    struct dossier *first;

    /* Receipts come in order of time: the newest dossier is begun before it is told. */
    if (story->count == 0)
        push(story, begin(story));
    while (story->heap[0]->told == 0 && story->heap[0]->number == story->begun - 1)
        push(story, begin(story));
    first = story->heap[0];
    *dossier = *first;
    *place = first->told++;
    if (first->told == first->count)
        pop(story);
    else
        sink_first(story);
}

void story_close(struct story *story)
{
    while (story->count > 0)
        pop(story);
    free(story->heap);
    *story = (struct story){0};
}
