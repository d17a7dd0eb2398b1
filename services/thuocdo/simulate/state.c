#include "thuocdo/simulate/state.h"

#include "runtime/day.h"

static bool ended(const struct state *state)
{
    return state->finished || state->returned;
}

static void close_round(struct state *state, int64_t time)
{
    if (state->round_count && !state->rounds[state->round_count - 1].returned)
        state->rounds[state->round_count - 1].returned = time;
}

static void open_round(struct state *state, int64_t time)
{
    const bool is_open = state->round_count && !state->rounds[state->round_count - 1].returned;

    if (!is_open && state->round_count < ROUNDS)
        state->rounds[state->round_count++] = (struct round){time, 0};
}

static void receive(struct state *state, const struct story *story, const struct event *event)
{
    state->received = event->counts ? story->received : event->time;
    if (!ended(state) && (state->status <= STATUS_REGISTERED || state->status == STATUS_REFUSED))
        state->status = STATUS_RECEIVED;
    /* The receipt that counts states what is true, even where it was first stated wrong. */
    if (!event->counts || event->due != DAY_NONE)
        state->due = event->counts ? story->dossier->first_due : event->due;
}

static void refuse(struct state *state, int64_t time)
{
    state->status = STATUS_REFUSED;
    state->refused = time;
    state->received = 0;
    state->due = DAY_NONE;
    state->round_count = 0;
}

static void go_on(struct state *state, const struct event *event)
{
    state->finished = 0;
    state->returned = 0;
    state->status = event->status;
    close_round(state, event->time);
    if (event->due != DAY_NONE)
        state->due = event->due;
}

static void end(struct state *state, const struct event *event)
{
    int64_t *moment = event->status == STATUS_HANDED_OVER ? &state->returned : &state->finished;

    close_round(state, event->time);
    if (!*moment)
        *moment = event->time;
    if (state->status != STATUS_HANDED_OVER)
        state->status = event->status;
}

static void take_status(struct state *state, const struct event *event)
{
    switch (event->status) {
    case STATUS_REFUSED: refuse(state, event->time); break;
    case STATUS_RECEIVED:
    case STATUS_PROCESSING: go_on(state, event); break;
    case STATUS_WITHDRAWN:
    case STATUS_FINISHED:
    case STATUS_HANDED_OVER: end(state, event); break;
    case STATUS_SUPPLEMENT:
        open_round(state, event->time);
        state->status = STATUS_SUPPLEMENT;
        break;
    case STATUS_REGISTERED:
        if (!state->status)
            state->status = STATUS_REGISTERED;
        break;
    default: state->status = event->status; break;
    }
}

static void take(struct state *state, const struct story *story, const struct event *event)
{
    switch ((enum event_kind)event->kind) {
    case EVENT_RECEIVED: receive(state, story, event); break;
    case EVENT_STATUS: take_status(state, event); break;
    case EVENT_EXTENDED: state->due = event->due; break;
    case EVENT_MOVED: state->unit = event->unit; break;
    case EVENT_PAID:
        if (event->channel <= PAYMENT_GATEWAY) {
            state->paid_online = true;
            state->paid_channel = event->channel;
        }
        break;
    case EVENT_PAPERS:
    case EVENT_FEE:
    case EVENT_CORRECTED:
    case EVENT_VOIDED: break;
    }
}

struct state story_state(const struct story *story, int64_t second)
{
    struct state state = {.due = DAY_NONE, .unit = story->dossier->first_unit};

    for (int at = 0; at < story->count; at++) {
        const struct event *event = &story->events[at];
        const bool received = event->kind == EVENT_RECEIVED && event->counts;

        if ((received ? story->received : event->time) <= second)
            take(&state, story, event);
    }
    state.result_ready = dossier_has(story->dossier, MARK_E_RESULT) && ended(&state) &&
                         state.status != STATUS_WITHDRAWN;
    return state;
}
