#include "tracker/core/history.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"
#include "tracker/core/folding.h"

#define FLAG_NAME(NAME, name, label) name,
const char *const history_flag_names[] = {HISTORY_FLAGS(FLAG_NAME) NULL};
#undef FLAG_NAME
#define FLAG_LABEL(NAME, name, label) label,
const char *const history_flag_labels[] = {HISTORY_FLAGS(FLAG_LABEL) NULL};
#undef FLAG_LABEL
const char *const standing_names[] = {"never_received", "voided",   "refused",
                                      "open",           "finished", "withdrawn"};
const char *const verdict_names[] = {"", "early", "on_time", "late"};

/* The status code that a step or a snapshot states, 0 for every other fact. */
static int64_t stated_status(const struct history_fact *fact)
{
    if (fact->type == FACT_SNAPSHOT)
        return fact->data->snapshot.status;
    return fact_status(fact);
}

int history_compare(struct bytes left, struct bytes right)
{
    const size_t shorter = left.length < right.length ? left.length : right.length;
    const int order = shorter ? memcmp(left.at, right.at, shorter) : 0;

    if (order)
        return order;
    return (left.length > right.length) - (left.length < right.length);
}

int history_order(const struct history_fact *left, const struct history_fact *right)
{
    const int left_rank = fact_kinds[left->type].rank, right_rank = fact_kinds[right->type].rank;
    int order;

    if (left->time_us != right->time_us)
        return left->time_us < right->time_us ? -1 : 1;
    if (left_rank != right_rank)
        return left_rank < right_rank ? -1 : 1;
    if (stated_status(left) != stated_status(right))
        return stated_status(left) < stated_status(right) ? -1 : 1;
    order = history_compare(left->id, right->id);
    return order ? order : history_compare(left->source, right->source);
}

static int order_of_facts(const void *left, const void *right)
{
    return history_order(left, right);
}

static void judge(struct history *history)
{
    const struct due_statement *due =
        history_due_at(history, history_ended(history) ? history->ended_us : FOR_EVER);
    int32_t ended_day;

    history->has_due = due != NULL;
    if (due)
        history->due = due->due;
    else
        raise_flag(history, FLAG_NO_DUE);
    if (history->standing != STANDING_FINISHED)
        return;
    ended_day = day_of_instant(history->ended_us);
    history->verdict = VERDICT_ON_TIME;
    if (history->has_due && ended_day != history->due.day)
        history->verdict = ended_day < history->due.day ? VERDICT_EARLY : VERDICT_LATE;
}

bool history_ended(const struct history *history)
{
    return history->standing == STANDING_FINISHED || history->standing == STANDING_WITHDRAWN;
}

bool history_counted(const struct history *history)
{
    return history->standing >= STANDING_OPEN;
}

static void find_snapshot(struct folding *folding)
{
    for (uint32_t row = 0; row < folding->count; row++)
        if (folding->facts[row].type == FACT_SNAPSHOT)
            folding->snapshot = &folding->facts[row];
}

/* What is counted nowhere has no faults that count, but for never having been received. */
static enum outcome leave_out(struct folding *folding)
{
    struct history *history = folding->history;

    history->flags = 0;
    if (history->standing == STANDING_VOIDED)
        return DONE;
    history->standing = folding->refused ? STANDING_REFUSED : STANDING_UNKNOWN;
    if (!folding->refused)
        raise_flag(history, FLAG_NEVER_RECEIVED);
    return DONE;
}

enum outcome history_fold(struct history_fact *facts, uint32_t count, struct arena *arena,
                          struct history *history, struct failure *why)
{
    struct folding folding = {.facts = facts, .count = count, .history = history};

    *history = (struct history){.standing = STANDING_UNKNOWN};
    qsort(facts, count, sizeof *facts, order_of_facts);
    history->first_us = count ? facts[0].time_us : 0;
    find_snapshot(&folding);
    folding_state(&folding);
    if (history->standing == STANDING_VOIDED || !folding_receipt(&folding))
        return leave_out(&folding);
    TRY(folding_course(&folding, arena, why));
    TRY(folding_dues(&folding, arena, why));
    judge(history);
    return DONE;
}
