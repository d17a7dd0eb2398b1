#include "tracker/core/feedback.h"

#include <stdlib.h>

const char *const feedback_standing_names[] = {"never_received", "running", "waiting", "ended"};
const char *const feedback_outcome_names[] = {"", "answered", "refused", "forwarded"};

/* Where a fact stands among those of one moment. */
enum place { PLACE_FORWARDED, PLACE_RECEIVED, PLACE_STEPS, PLACE_CLOSED };

struct event {
    int64_t at_us;
    enum place place;
    const struct history_fact *fact;
};

struct course {
    struct feedback *feedback;
    struct feedback_wait *waits;
};

/* ---- order ---- */

static int32_t step_of(const struct history_fact *fact)
{
    return fact->type == FACT_FEEDBACK_STEP ? fact->data->feedback_step.step : FEEDBACK_STEP_NONE;
}

static int order_of_events(const void *left, const void *right)
{
    const struct event *one = left, *other = right;

    if (one->at_us != other->at_us)
        return one->at_us < other->at_us ? -1 : 1;
    if (one->place != other->place)
        return one->place < other->place ? -1 : 1;
    if (step_of(one->fact) != step_of(other->fact))
        return step_of(one->fact) < step_of(other->fact) ? -1 : 1;
    return history_compare(one->fact->id, other->fact->id);
}

static enum place place_of(const struct history_fact *fact, int64_t first_us)
{
    if (fact->type == FACT_FEEDBACK_RECEIVED)
        return PLACE_RECEIVED;
    if (fact->type == FACT_FEEDBACK_CLOSED)
        return PLACE_CLOSED;
    /* It leaves one office and arrives at the next in the same moment. */
    if (step_of(fact) == FEEDBACK_STEP_FORWARDED && fact->time_us > first_us)
        return PLACE_FORWARDED;
    return PLACE_STEPS;
}

static int64_t first_arrival(const struct history_fact *facts, uint32_t count)
{
    int64_t first_us = INT64_MAX;

    for (uint32_t row = 0; row < count; row++)
        if (facts[row].type == FACT_FEEDBACK_RECEIVED && facts[row].time_us < first_us)
            first_us = facts[row].time_us;
    return first_us;
}

/* What came before the first arrival counts at it. */
static uint32_t make_events(const struct history_fact *facts, uint32_t count, int64_t first_us,
                            struct event *events)
{
    uint32_t rows = 0;

    for (uint32_t row = 0; row < count; row++) {
        const struct history_fact *fact = &facts[row];

        if (fact_is_feedback(fact->type))
            events[rows++] = (struct event){fact->time_us < first_us ? first_us : fact->time_us,
                                            place_of(fact, first_us), fact};
    }
    qsort(events, rows, sizeof *events, order_of_events);
    return rows;
}

/* ---- what they do ---- */

static void state(struct feedback *feedback, const struct history_fact *fact)
{
    const struct feedback_data *data = &fact->data->feedback;

    feedback->unit = data->unit;
    feedback->about = data->about;
    if (field_present(data->present, FEEDBACK_RECEIVED_VIA))
        feedback->via = data->via;
    if (field_present(data->present, FEEDBACK_RECEIVED_DOSSIER))
        feedback->dossier = data->dossier;
}

/* It is with another office, or has come back: all limits begin anew. */
static void arrive(struct course *course, int64_t at_us)
{
    const struct feedback before = *course->feedback;

    *course->feedback = (struct feedback){
        .standing = FEEDBACK_RUNNING,
        .unit = before.unit,
        .about = before.about,
        .via = before.via,
        .dossier = before.dossier,
        .arrived_us = at_us,
        .waits = course->waits,
    };
}

static void receive(struct course *course, const struct event *event)
{
    struct feedback *feedback = course->feedback;
    const bool elsewhere = !bytes_equal(feedback->unit, event->fact->data->feedback.unit);

    if (feedback->standing == FEEDBACK_UNKNOWN || feedback->standing == FEEDBACK_ENDED || elsewhere)
        arrive(course, event->at_us);
    state(feedback, event->fact);
}

static void request(struct course *course, int64_t at_us)
{
    struct feedback *feedback = course->feedback;

    if (feedback->standing != FEEDBACK_RUNNING)
        return;
    feedback->standing = FEEDBACK_WAITING;
    course->waits[feedback->wait_count++] = (struct feedback_wait){at_us, INT64_MAX};
    if (!feedback->requested)
        feedback->requested_us = at_us;
    feedback->requested = true;
}

static void resume(struct course *course, int64_t at_us)
{
    struct feedback *feedback = course->feedback;

    if (feedback->standing != FEEDBACK_WAITING)
        return;
    feedback->standing = FEEDBACK_RUNNING;
    course->waits[feedback->wait_count - 1].to_us = at_us;
}

/* The first ending counts. */
static void end(struct course *course, enum feedback_outcome outcome, int64_t at_us)
{
    struct feedback *feedback = course->feedback;

    if (feedback->standing == FEEDBACK_ENDED)
        return;
    resume(course, at_us);
    feedback->standing = FEEDBACK_ENDED;
    feedback->outcome = outcome;
    feedback->ended_us = at_us;
}

static void take_step(struct course *course, int32_t step, int64_t at_us)
{
    struct feedback *feedback = course->feedback;

    switch ((enum feedback_step)step) {
    case FEEDBACK_STEP_NONE: break;
    case FEEDBACK_STEP_FORWARDED: end(course, OUTCOME_FORWARDED, at_us); break;
    case FEEDBACK_STEP_REFUSED: end(course, OUTCOME_REFUSED, at_us); break;
    case FEEDBACK_STEP_SUPPLEMENT_REQUESTED: request(course, at_us); break;
    case FEEDBACK_STEP_SUPPLEMENTED: resume(course, at_us); break;
    case FEEDBACK_STEP_ANSWERED: end(course, OUTCOME_ANSWERED, at_us); break;
    case FEEDBACK_STEP_PUBLISHED:
        /* Whoever publishes the answer has given it. */
        end(course, OUTCOME_ANSWERED, at_us);
        if (feedback->outcome == OUTCOME_ANSWERED && !feedback->published) {
            feedback->published = true;
            feedback->published_us = at_us;
        }
        break;
    }
}

static void take(struct course *course, const struct event *event)
{
    struct feedback *feedback = course->feedback;

    if (event->fact->type == FACT_FEEDBACK_RECEIVED) {
        receive(course, event);
    } else if (event->fact->type == FACT_FEEDBACK_STEP) {
        take_step(course, event->fact->data->feedback_step.step, event->at_us);
    } else {
        end(course, OUTCOME_ANSWERED, event->at_us);
        feedback->verdict = event->fact->data->feedback_closed.verdict;
        feedback->closed_us = event->at_us;
    }
}

enum outcome feedback_fold(const struct history_fact *facts, uint32_t count, struct arena *arena,
                           struct feedback *feedback, struct failure *why)
{
    const int64_t first_us = first_arrival(facts, count);
    struct event *events = arena_take(arena, ((size_t)count + 1) * sizeof *events);
    struct course course = {feedback,
                            arena_take(arena, ((size_t)count + 1) * sizeof *course.waits)};
    uint32_t rows;

    *feedback = (struct feedback){.standing = FEEDBACK_UNKNOWN};
    if (!events || !course.waits)
        return fail(why, REJECT, "feedback has more facts than the memory for one takes");
    if (first_us == INT64_MAX)
        return DONE;
    rows = make_events(facts, count, first_us, events);
    for (uint32_t row = 0; row < rows; row++)
        take(&course, &events[row]);
    return DONE;
}
