#include <stdlib.h>

#include "tracker/core/folding.h"

/* ---- refusal and receipt ---- */

/* The moment of a refusal that the last snapshot reports, FOR_EVER when it reports none. */
static int64_t snapshot_refusal(const struct folding *folding)
{
    const struct snapshot_data *data = last_snapshot(folding);

    if (!snapshot_has(folding, SNAPSHOT_STATUS) || data->status != 3)
        return FOR_EVER;
    return snapshot_has(folding, SNAPSHOT_REFUSED_AT) ? data->refused_us
                                                      : folding->snapshot->time_us;
}

/* True when the fact stands before a status 3 of that moment in the order of facts. */
static bool before_refusal(const struct history_fact *fact, int64_t refused_us)
{
    const int rank = fact_kinds[fact->type].rank, refusal = fact_kinds[FACT_STATUS].rank;

    if (fact->time_us != refused_us)
        return fact->time_us < refused_us;
    return rank < refusal || (rank == refusal && fact_status(fact) <= 3);
}

/* Finds the last refusal; facts before `start` are wiped by it where they speak of the course. */
static void find_refusal(struct folding *folding)
{
    const int64_t by_snapshot = snapshot_refusal(folding);

    for (uint32_t row = 0; row < folding->count; row++)
        if (fact_status(&folding->facts[row]) == 3) {
            folding->refused = true;
            folding->refused_us = folding->facts[row].time_us;
            folding->start = row + 1;
        }
    if (by_snapshot == FOR_EVER || (folding->refused && by_snapshot <= folding->refused_us))
        return;
    folding->refused = true;
    folding->refused_us = by_snapshot;
    while (folding->start < folding->count &&
           before_refusal(&folding->facts[folding->start], by_snapshot))
        folding->start++;
}

static bool after_refusal(const struct folding *folding, int64_t at_us)
{
    return !folding->refused || at_us > folding->refused_us;
}

/* The same for what a snapshot dates, which stands where the equal status would. */
static bool survives_refusal(const struct folding *folding, int64_t at_us, int32_t status)
{
    return after_refusal(folding, at_us) || (at_us == folding->refused_us && status > 3);
}

/* R: the last correction, else the earliest received, else the snapshot's, else the first 2. */
static bool find_receipt(struct folding *folding, int64_t *received_us)
{
    int64_t corrected = FOR_EVER, received = FOR_EVER, registered = FOR_EVER;

    for (uint32_t row = 0; row < folding->count; row++) {
        const struct history_fact *fact = &folding->facts[row];

        if (fact->type == FACT_CORRECTED && has(fact, CORRECTED_RECEIVED_AT) &&
            after_refusal(folding, fact->data->corrected.received_us))
            corrected = fact->data->corrected.received_us;
        else if (fact->type == FACT_RECEIVED && received == FOR_EVER &&
                 after_refusal(folding, fact->time_us))
            received = fact->time_us;
        else if (fact_status(fact) == 2 && registered == FOR_EVER &&
                 after_refusal(folding, fact->time_us))
            registered = fact->time_us;
    }
    *received_us = corrected;
    if (*received_us == FOR_EVER)
        *received_us = received;
    if (*received_us == FOR_EVER && snapshot_has(folding, SNAPSHOT_RECEIVED_AT) &&
        after_refusal(folding, last_snapshot(folding)->received_us))
        *received_us = last_snapshot(folding)->received_us;
    if (*received_us == FOR_EVER)
        *received_us = registered;
    return *received_us != FOR_EVER;
}

/* ---- the course: events in order ---- */

/* The order of facts, in which all that the snapshot dates ranks as statuses do. */
static int order_of_events(const void *left, const void *right)
{
    const struct event *one = left, *other = right;
    int order;

    if (one->at_us != other->at_us)
        return one->at_us < other->at_us ? -1 : 1;
    order = one->place - other->place;
    if (order)
        return order;
    order = history_compare(one->fact->id, other->fact->id);
    return order ? order : one->row - other->row;
}

static void add_event(struct folding *folding, int64_t at_us, int32_t status, int32_t place)
{
    const struct event event = {.at_us = at_us,
                                .status = status,
                                .place = place,
                                .row = (int32_t)folding->event_count,
                                .fact = folding->snapshot};

    if (survives_refusal(folding, at_us, place))
        folding->events[folding->event_count++] = event;
}

static void add_snapshot_ends(struct folding *folding)
{
    const struct snapshot_data *data = last_snapshot(folding);
    const bool finished = snapshot_has(folding, SNAPSHOT_FINISHED_AT);
    const bool returned = snapshot_has(folding, SNAPSHOT_RETURNED_AT);

    if (data->status == 7) {
        if (finished || returned)
            add_event(folding, finished ? data->finished_us : data->returned_us, 7, 7);
        return;
    }
    if (finished)
        add_event(folding, data->finished_us, 9, 9);
    if (returned)
        add_event(folding, data->returned_us, 10, 10);
    /* Finished, the moment unknown: the day on which the source said so. */
    if (!finished && !returned && (data->status == 9 || data->status == 10))
        add_event(folding, folding->snapshot->time_us, ENDED_SOMETIME, (int32_t)data->status);
}

static void add_snapshot_rounds(struct folding *folding)
{
    const struct snapshot_data *data = last_snapshot(folding);
    const struct supplement *rounds = data->supplements.at;

    for (uint32_t row = 0; row < data->supplements.count; row++) {
        add_event(folding, rounds[row].requested_us, 5, 5);
        if (field_present(rounds[row].present, SUPPLEMENT_RETURNED_AT))
            add_event(folding, rounds[row].returned_us, 4,
                      rounds[row].returned_us == rounds[row].requested_us ? 5 : 4);
    }
}

static bool any_step(const struct folding *folding, int32_t status)
{
    for (uint32_t row = 0; row < folding->event_count; row++)
        if (folding->events[row].is_step && folding->events[row].status == status)
            return true;
    return false;
}

static bool step_at(const struct folding *folding, int32_t status, int64_t at_us)
{
    for (uint32_t row = 0; row < folding->event_count; row++)
        if (folding->events[row].is_step && folding->events[row].status == status &&
            folding->events[row].at_us == at_us)
            return true;
    return false;
}

static bool round_at(const struct snapshot_data *data, int64_t at_us)
{
    const struct supplement *rounds = data->supplements.at;

    for (uint32_t row = 0; row < data->supplements.count; row++)
        if (rounds[row].requested_us == at_us)
            return true;
    return false;
}

/* Whether steps and snapshot, both telling of requests, tell of other moments. */
static bool rounds_disagree(const struct folding *folding)
{
    const struct snapshot_data *data = last_snapshot(folding);
    const struct supplement *rounds = data->supplements.at;
    bool told = false, differ = false;

    for (uint32_t row = 0; row < data->supplements.count; row++)
        if (survives_refusal(folding, rounds[row].requested_us, 5)) {
            told = true;
            differ |= !step_at(folding, 5, rounds[row].requested_us);
        }
    for (uint32_t row = 0; row < folding->event_count; row++)
        differ |= folding->events[row].is_step && folding->events[row].status == 5 &&
                  !round_at(data, folding->events[row].at_us);
    return told && differ;
}

/* Steps after the refusal, and the dated facts of the last snapshot, as one list in order. */
static enum outcome list_events(struct folding *folding, struct arena *arena, struct failure *why)
{
    const struct snapshot_data *data = last_snapshot(folding);
    const size_t room =
        (size_t)folding->count + 3 + (data ? 2 * (size_t)data->supplements.count : 0);

    folding->events = arena_take(arena, room * sizeof *folding->events);
    if (!folding->events)
        return no_room_to_fold(why);
    for (uint32_t row = folding->start; row < folding->count; row++) {
        const struct history_fact *fact = &folding->facts[row];

        if (fact->type == FACT_STATUS)
            folding->events[folding->event_count++] =
                (struct event){.at_us = fact->time_us,
                               .status = (int32_t)fact_status(fact),
                               .place = (int32_t)fact_status(fact),
                               .is_step = true,
                               .fact = fact};
    }
    if (data) {
        const bool asked = any_step(folding, 5);

        add_snapshot_ends(folding);
        if (!asked)
            add_snapshot_rounds(folding);
        else if (rounds_disagree(folding))
            raise_flag(folding->history, FLAG_SNAPSHOT_DISAGREES);
    }
    qsort(folding->events, folding->event_count, sizeof *folding->events, order_of_events);
    return DONE;
}

static bool is_end(const struct event *event)
{
    return event->status == ENDED_SOMETIME || event->status == 7 || event->status == 9 ||
           event->status == 10;
}

/* A step that some sources repeat on every push: the last snapshot knows better. */
static bool denied_by_snapshot(const struct folding *folding, const struct event *step)
{
    const struct snapshot_data *data = last_snapshot(folding);
    int64_t end_us;

    if (!data || folding->snapshot->time_us <= step->at_us ||
        (data->status != 7 && data->status != 9 && data->status != 10))
        return false;
    if (snapshot_has(folding, SNAPSHOT_FINISHED_AT))
        end_us = data->finished_us;
    else if (snapshot_has(folding, SNAPSHOT_RETURNED_AT))
        end_us = data->returned_us;
    else
        return false;
    return end_us < step->at_us;
}

/* A 2 or 4 strictly later than the first ending of a stretch begins another one. */
static void find_stretches(struct folding *folding)
{
    int32_t stretch = 0;
    bool closed = false;
    int64_t closed_us = 0;

    for (uint32_t row = 0; row < folding->event_count; row++) {
        struct event *event = &folding->events[row];

        if (closed && event->is_step && (event->status == 2 || event->status == 4) &&
            event->at_us > closed_us && !denied_by_snapshot(folding, event)) {
            closed = false;
            stretch++;
        }
        event->stretch = stretch;
        if (is_end(event) && !closed) {
            closed = true;
            closed_us = event->at_us;
        }
    }
    folding->last_stretch = stretch;
}

/* The first step of a status in the stretch of an event. */
static const struct event *step_beside(const struct folding *folding, const struct event *event,
                                       int32_t status)
{
    for (uint32_t row = 0; row < folding->event_count; row++)
        if (folding->events[row].is_step && folding->events[row].status == status &&
            folding->events[row].stretch == event->stretch)
            return &folding->events[row];
    return NULL;
}

/* Within a stretch a step wins over what the snapshot says of the same status. */
static bool overruled(const struct folding *folding, const struct event *event)
{
    const struct event *step;

    if (event->is_step || !is_end(event))
        return false;
    if (event->status == ENDED_SOMETIME)
        return step_beside(folding, event, 7) || step_beside(folding, event, 9) ||
               step_beside(folding, event, 10);
    step = step_beside(folding, event, event->status);
    if (step && step->at_us != event->at_us)
        raise_flag(folding->history, FLAG_SNAPSHOT_DISAGREES);
    return step != NULL;
}

static void drop_overruled(struct folding *folding)
{
    uint32_t kept = 0;

    /* At most two are dropped, so that what is judged later still sees every step. */
    for (uint32_t row = 0; row < folding->event_count; row++)
        folding->events[row].dropped = overruled(folding, &folding->events[row]);
    for (uint32_t row = 0; row < folding->event_count; row++)
        if (!folding->events[row].dropped)
            folding->events[kept++] = folding->events[row];
    folding->event_count = kept;
}

/* ---- the end ---- */

/* The first event of a status in the last stretch; any ending for ANY_END. */
static const struct event *first_event(const struct folding *folding, int32_t status)
{
    for (uint32_t row = 0; row < folding->event_count; row++) {
        const struct event *event = &folding->events[row];

        if (event->stretch == folding->last_stretch &&
            (status == ANY_END ? is_end(event) : event->status == status))
            return event;
    }
    return NULL;
}

/* Finished is the first 9, without one the first 10, without that whenever it was. */
static const struct event *finishing(const struct folding *folding)
{
    static const int32_t preferred[] = {9, 10, ENDED_SOMETIME};

    for (int row = 0; row < 3; row++) {
        const struct event *event = first_event(folding, preferred[row]);

        if (event)
            return event;
    }
    return NULL;
}

static void hand_over(struct folding *folding, const struct event *event)
{
    struct history *history = folding->history;

    history->handed_over = true;
    history->handed_over_us = event->at_us;
    if (event->is_step) {
        history->channel_out = event->fact->data->status.channel_out;
        history->on_spot = event->fact->data->status.on_spot;
    }
    if (history->channel_out == OUT_NONE && snapshot_has(folding, SNAPSHOT_CHANNEL_OUT))
        history->channel_out = last_snapshot(folding)->channel_out;
    if (history->channel_out == OUT_NONE)
        history->channel_out = OUT_COUNTER;
    if (event->at_us < folding->ending->at_us)
        raise_flag(history, FLAG_HAND_OVER_BEFORE_FINISH);
}

static void find_end(struct folding *folding)
{
    struct history *history = folding->history;
    const struct event *first = first_event(folding, ANY_END);
    const struct event *returned = first_event(folding, 10);

    history->standing = STANDING_OPEN;
    if (!first) {
        if (folding->last_stretch > 0)
            raise_flag(history, FLAG_REOPENED_NOT_ENDED);
        return;
    }
    history->standing = first->status == 7 ? STANDING_WITHDRAWN : STANDING_FINISHED;
    folding->ending = first->status == 7 ? first : finishing(folding);
    history->ended_us = folding->ending->at_us;
    history->end_recorded_us = folding->ending->fact->recorded_us;
    if (folding->ending->status == ENDED_SOMETIME)
        raise_flag(history, FLAG_END_MOMENT_UNKNOWN);
    if (history->standing == STANDING_FINISHED && returned)
        hand_over(folding, returned);
    if (history->ended_us < history->received_us) {
        history->ended_us = history->received_us;
        raise_flag(history, FLAG_END_BEFORE_RECEIPT);
    }
}

/* ---- waiting ---- */

static bool waits_for(int32_t status, enum wait_reason *reason)
{
    *reason = status == 5 ? WAIT_CITIZEN : status == 6 ? WAIT_PAYMENT : WAIT_STOPPED;
    return status == 5 || status == 6 || status == 8;
}

static bool ends_wait(const struct event *event)
{
    return is_end(event) || event->status == 2 || event->status == 4;
}

/* Within [R, E]: what was asked for before receipt is none of this course's waits. */
static bool in_course(const struct folding *folding, const struct event *event)
{
    const struct history *history = folding->history;

    if (event->at_us < history->received_us)
        return false;
    return !folding->ending || (event->at_us <= history->ended_us && event < folding->ending);
}

/* What is being waited for on the way through the events. */
struct waiting {
    struct wait *waits, *pauses;
    bool now;
    bool asked; /* Papers, since work last went on. */
};

static void end_pause(struct history *history, const struct waiting *waiting, int64_t at_us)
{
    struct wait *pause = &waiting->pauses[history->pause_count - 1];

    pause->to_us = at_us;
    if (pause->from_us == at_us)
        history->pause_count--;
}

/* Another reason on the way splits the time; it stays one wait. */
static void begin_wait(struct history *history, struct waiting *waiting, const struct event *event,
                       enum wait_reason reason, int64_t last_us)
{
    const struct wait wait = {event->at_us, last_us, reason};

    if (reason == WAIT_CITIZEN && !waiting->asked) {
        waiting->asked = true;
        if (++history->supplement_rounds == 2)
            history->second_round_us = event->at_us;
    }
    if (!waiting->now)
        waiting->waits[history->wait_count++] = wait;
    else if (waiting->pauses[history->pause_count - 1].reason == reason)
        return;
    else
        end_pause(history, waiting, event->at_us);
    waiting->pauses[history->pause_count++] = wait;
    waiting->now = true;
}

static void end_wait(struct history *history, struct waiting *waiting, const struct event *event)
{
    waiting->asked = false;
    if (waiting->now) {
        waiting->waits[history->wait_count - 1].to_us = event->at_us;
        end_pause(history, waiting, event->at_us);
    }
    waiting->now = false;
}

/* 8 as the last status: the moment at which the run of them began. */
static void find_stop(struct folding *folding)
{
    struct history *history = folding->history;

    for (uint32_t row = 0; row < folding->event_count && !folding->ending; row++) {
        const struct event *event = &folding->events[row];

        if (event->at_us < history->received_us)
            continue;
        if (event->status == 8 && !history->stopped)
            history->stopped_us = event->at_us;
        history->stopped = event->status == 8;
    }
}

static enum outcome find_waits(struct folding *folding, struct arena *arena, struct failure *why)
{
    struct history *history = folding->history;
    const int64_t last_us = folding->ending ? history->ended_us : FOR_EVER;
    const size_t room = ((size_t)folding->event_count + 1) * sizeof *history->waits;
    struct waiting waiting = {.waits = arena_take(arena, room), .pauses = arena_take(arena, room)};

    if (!waiting.waits || !waiting.pauses)
        return no_room_to_fold(why);
    for (uint32_t row = 0; row < folding->event_count; row++) {
        const struct event *event = &folding->events[row];
        enum wait_reason reason;

        if (!in_course(folding, event))
            continue;
        if (waits_for(event->status, &reason))
            begin_wait(history, &waiting, event, reason, last_us);
        else if (ends_wait(event))
            end_wait(history, &waiting, event);
    }
    history->waits = waiting.waits;
    history->pauses = waiting.pauses;
    history_raise(&history->flags, FLAG_SECOND_SUPPLEMENT, history->supplement_rounds > 1);
    find_stop(folding);
    return DONE;
}

/* ---- what is odd ---- */

/* Nobody is ready without having done anything: read of the whole course, refusals apart. */
static void look_for_processing(const struct folding *folding)
{
    bool processed = false;

    for (uint32_t row = 0; row < folding->event_count; row++) {
        const int32_t status = folding->events[row].status;

        processed |= status == 2 || status == 4 || status == 5 || status == 6 || status == 8;
    }
    history_raise(&folding->history->flags, FLAG_NO_PROCESSING,
                  folding->history->standing == STANDING_FINISHED && !processed);
}

bool folding_receipt(struct folding *folding)
{
    find_refusal(folding);
    return find_receipt(folding, &folding->history->received_us);
}

enum outcome folding_course(struct folding *folding, struct arena *arena, struct failure *why)
{
    TRY(list_events(folding, arena, why));
    find_stretches(folding);
    drop_overruled(folding);
    find_end(folding);
    look_for_processing(folding);
    return find_waits(folding, arena, why);
}
