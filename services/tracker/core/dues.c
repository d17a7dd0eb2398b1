#include "runtime/day.h"
#include "tracker/core/folding.h"

static bool due_of_fact(const struct history_fact *fact, struct due *due)
{
    switch (fact->type) {
    case FACT_RECEIVED: *due = fact->data->received.due; return has(fact, RECEIVED_DUE);
    case FACT_STATUS: *due = fact->data->status.due; return has(fact, STATUS_DUE);
    case FACT_EXTENDED: *due = fact->data->extended.due; return true;
    case FACT_CORRECTED: *due = fact->data->corrected.due; return has(fact, CORRECTED_DUE);
    case FACT_SNAPSHOT: *due = fact->data->snapshot.due; return has(fact, SNAPSHOT_DUE);
    default: return false;
    }
}

/* A correction voids what was stated before and is in force from R. */
static uint32_t list_dues(const struct folding *folding, struct due_statement *stated,
                          struct due_statement *extensions)
{
    struct history *history = folding->history;
    uint32_t count = 0;

    for (uint32_t row = folding->start; row < folding->count; row++) {
        const struct history_fact *fact = &folding->facts[row];
        struct due due;

        if (!due_of_fact(fact, &due))
            continue;
        if (fact->type == FACT_CORRECTED) {
            history->dues = &stated[count];
            history->due_count = history->extension_count = 0;
        }
        stated[count++] = (struct due_statement){fact->time_us, due};
        history->due_count++;
        if (fact->type == FACT_EXTENDED)
            extensions[history->extension_count++] = (struct due_statement){fact->time_us, due};
    }
    return count;
}

const struct due_statement *history_due_at(const struct history *history, int64_t at_us)
{
    const struct due_statement *due = history->due_count ? history->dues : NULL;

    for (uint32_t row = 1; row < history->due_count; row++)
        if (history->dues[row].made_us <= at_us)
            due = &history->dues[row];
    return due;
}

/* ---- what is odd about them ---- */

/* Each statement beside the one before it, while the dossier was open; voided ones too. */
static void look_at_changes(struct history *history, const struct due_statement *stated,
                            uint32_t count)
{
    const int64_t end_us = history_ended(history) ? history->ended_us : FOR_EVER;

    for (uint32_t row = 1; row < count; row++) {
        const struct due_statement *before = &stated[row - 1], *now = &stated[row];

        if (now->made_us < history->received_us || now->made_us >= end_us)
            continue;
        history_raise(&history->flags, FLAG_DUE_SET_BACK, now->due.day < before->due.day);
        history_raise(&history->flags, FLAG_DUE_CHANGED_AFTER_EXPIRY,
                      now->made_us > history->received_us && now->due.day != before->due.day &&
                          day_of_instant(now->made_us) > before->due.day);
    }
}

/* Whether the statement was in force at some moment from R to E. */
static bool was_in_force(const struct history *history, uint32_t row)
{
    int64_t from_us = history->received_us;

    if (row > 0 && history->dues[row].made_us > from_us)
        from_us = history->dues[row].made_us;
    return from_us <= history->ended_us &&
           (row + 1 == history->due_count || history->dues[row + 1].made_us > from_us);
}

static int64_t second_of(int64_t instant_us)
{
    return (instant_us - day_start(day_of_instant(instant_us))) / SECOND_US;
}

static bool same_second(int64_t left_us, int64_t right_us)
{
    return day_of_instant(left_us) == day_of_instant(right_us) &&
           second_of(left_us) == second_of(right_us);
}

static void look_at_end(struct history *history)
{
    if (!history_ended(history) || history->due_count == 0)
        return;
    history_raise(&history->flags, FLAG_DUE_AFTER_END,
                  history->dues[0].made_us > history->ended_us);
    for (uint32_t row = 0; row < history->due_count; row++)
        history_raise(&history->flags, FLAG_END_EQUALS_DUE,
                      !history->dues[row].due.is_date && was_in_force(history, row) &&
                          same_second(history->dues[row].due.instant_us, history->ended_us));
}

enum outcome folding_dues(struct folding *folding, struct arena *arena, struct failure *why)
{
    struct history *history = folding->history;
    const size_t room = (size_t)folding->count + 1;
    struct due_statement *stated = arena_take(arena, room * sizeof *stated);
    struct due_statement *extensions = arena_take(arena, room * sizeof *extensions);

    if (!stated || !extensions)
        return no_room_to_fold(why);
    history->dues = stated;
    history->extensions = extensions;
    look_at_changes(history, stated, list_dues(folding, stated, extensions));
    look_at_end(history);
    return DONE;
}
