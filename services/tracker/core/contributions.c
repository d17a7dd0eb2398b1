#include "tracker/core/contributions.h"

#include <stdlib.h>

#include "runtime/day.h"

static const enum measure verdict_measures[] = {
    [VERDICT_EARLY] = MEASURE_FINISHED_EARLY,
    [VERDICT_ON_TIME] = MEASURE_FINISHED_ON_TIME,
    [VERDICT_LATE] = MEASURE_FINISHED_LATE,
};
static const enum measure returned_measures[] = {
    [OUT_COUNTER] = MEASURE_RETURNED_COUNTER,
    [OUT_ONLINE] = MEASURE_RETURNED_ONLINE,
    [OUT_POST] = MEASURE_RETURNED_POST,
};

static void add(struct contributions *contributions, int32_t day, enum measure measure, int64_t n)
{
    if (n)
        contributions->at[contributions->count++] = (struct contribution){day, (int32_t)measure, n};
}

/* ---- attributes ---- */

static uint32_t bit(enum attribute attribute, bool holds)
{
    return holds ? UINT32_C(1) << attribute : 0;
}

uint32_t contributions_attributes(const struct history *history, const struct catalogue *catalogue)
{
    const struct procedure_version *procedure =
        catalogue_procedure(catalogue, history->procedure, day_of_instant(history->received_us));
    const bool result_due = procedure && procedure->result_is_paper;
    const bool e_result = history->standing == STANDING_FINISHED && history->e_result_stated;
    const bool fee_due = history->fee_stated ? history->fee_positive : procedure && procedure->fee;
    const bool answered = e_result || !result_due;
    const int32_t level = procedure ? procedure->service_level : SERVICE_NONE;
    const int32_t interlink = procedure ? procedure->interlink : INTERLINK_UNKNOWN;

    return bit(ATTRIBUTE_DIGITISED, history->digitised) | bit(ATTRIBUTE_E_RESULT, e_result) |
           bit(ATTRIBUTE_RESULT_DUE, result_due) | bit(ATTRIBUTE_REUSED, history->reused) |
           bit(ATTRIBUTE_FROM_STORE, history->from_store) |
           bit(ATTRIBUTE_POPULATION_DB, history->population_db) |
           bit(ATTRIBUTE_ACCOUNT_VERIFIED, history->account_verified) |
           bit(ATTRIBUTE_FEE_DUE, fee_due) |
           bit(ATTRIBUTE_PAID_ONLINE, fee_due && history->paid_online_stated) |
           bit(ATTRIBUTE_FULL_ONLINE, level == SERVICE_FULL) |
           bit(ATTRIBUTE_PART_ONLINE, level == SERVICE_PART) |
           bit(ATTRIBUTE_INTERLINKED_SAME_LEVEL, interlink == INTERLINK_SAME_LEVEL) |
           bit(ATTRIBUTE_INTERLINKED_CROSS_LEVEL, interlink == INTERLINK_CROSS_LEVEL) |
           bit(ATTRIBUTE_ONLINE_COMPLETE, history->channel == CHANNEL_ONLINE && answered) |
           bit(ATTRIBUTE_DIGITISED_BOTH, history->digitised && answered) |
           bit(ATTRIBUTE_E_RESULT_DUE, e_result && result_due);
}

/* ---- overdue ---- */

/* Day on which a statement is the one in force at the end of the day; the first is from R on. */
static int32_t in_force_at_end_of(const struct history *history, int32_t day)
{
    int32_t due = history->dues[0].due.day;

    for (uint32_t row = 1; row < history->due_count; row++)
        if (day_of_instant(history->dues[row].made_us) <= day)
            due = history->dues[row].due.day;
    return due;
}

static bool waiting_at_end_of(const struct history *history, int32_t day)
{
    for (uint32_t row = 0; row < history->wait_count; row++) {
        const struct wait *wait = &history->waits[row];

        if (day_of_instant(wait->from_us) <= day &&
            (wait->to_us == INT64_MAX || day_of_instant(wait->to_us) > day))
            return true;
    }
    return false;
}

static int order_of_days(const void *left, const void *right)
{
    const int32_t one = *(const int32_t *)left, other = *(const int32_t *)right;

    return (one > other) - (one < other);
}

/* The days on which the answer may change, in order. */
static uint32_t turning_days(const struct history *history, int32_t *days)
{
    uint32_t count = 0;

    days[count++] = day_of_instant(history->received_us);
    for (uint32_t row = 0; row < history->due_count; row++) {
        days[count++] = day_of_instant(history->dues[row].made_us);
        days[count++] = history->dues[row].due.day + 1;
    }
    for (uint32_t row = 0; row < history->wait_count; row++) {
        days[count++] = day_of_instant(history->waits[row].from_us);
        if (history->waits[row].to_us != INT64_MAX)
            days[count++] = day_of_instant(history->waits[row].to_us);
    }
    qsort(days, count, sizeof *days, order_of_days);
    return count;
}

uint32_t contributions_overdue(const struct history *history, struct arena *arena,
                               struct overdue_run **runs)
{
    const int32_t first = day_of_instant(history->received_us);
    const int32_t end = history_ended(history) ? day_of_instant(history->ended_us) : INT32_MAX;
    const size_t room = 1 + 2 * ((size_t)history->due_count + history->wait_count);
    int32_t *days = arena_take(arena, room * sizeof *days);
    uint32_t count = 0, turns;
    bool overdue = false;

    *runs = arena_take(arena, room * sizeof **runs);
    if (!days || !*runs || history->due_count == 0)
        return 0;
    turns = turning_days(history, days);
    for (uint32_t turn = 0; turn < turns && days[turn] < end; turn++) {
        const int32_t day = days[turn];
        const bool now = day >= first && in_force_at_end_of(history, day) < day &&
                         !waiting_at_end_of(history, day);

        if (now && !overdue)
            (*runs)[count++] = (struct overdue_run){day, end};
        else if (!now && overdue)
            (*runs)[count - 1].to_day = day;
        overdue = now;
    }
    return count;
}

/* ---- the measures ---- */

static void add_payments(struct contributions *contributions, const struct history_fact *facts,
                         uint32_t count)
{
    for (uint32_t row = 0; row < count; row++) {
        const struct paid_data *paid = &facts[row].data->paid;
        const int32_t day = day_of_instant(facts[row].time_us);
        bool online;

        if (facts[row].type != FACT_PAID)
            continue;
        online = paid->channel == PAYMENT_PORTAL || paid->channel == PAYMENT_GATEWAY;
        add(contributions, day, online ? MEASURE_PAYMENTS_ONLINE : MEASURE_PAYMENTS_DIRECT, 1);
        add(contributions, day, online ? MEASURE_AMOUNT_ONLINE : MEASURE_AMOUNT_DIRECT,
            paid->amount_vnd);
    }
}

static void add_waits(struct contributions *contributions, const struct history *history)
{
    for (uint32_t row = 0; row < history->wait_count; row++) {
        const struct wait *wait = &history->waits[row];

        add(contributions, day_of_instant(wait->from_us), MEASURE_WAITING_IN, 1);
        if (wait->to_us != INT64_MAX)
            add(contributions, day_of_instant(wait->to_us), MEASURE_WAITING_OUT, 1);
    }
}

static void add_overdue(struct contributions *contributions, const struct overdue_run *runs,
                        uint32_t count)
{
    for (uint32_t row = 0; row < count; row++) {
        add(contributions, runs[row].from_day, MEASURE_OVERDUE_IN, 1);
        if (runs[row].to_day != INT32_MAX)
            add(contributions, runs[row].to_day, MEASURE_OVERDUE_OUT, 1);
    }
}

static void add_attributes(struct contributions *contributions, const struct history *history,
                           uint32_t attributes)
{
    for (int attribute = 0; attribute < ATTRIBUTE_COUNT; attribute++) {
        if (!(attributes >> attribute & 1U))
            continue;
        add(contributions, day_of_instant(history->received_us),
            measure_received_with((enum attribute)attribute), 1);
        if (history_ended(history))
            add(contributions, day_of_instant(history->ended_us),
                measure_closed_with((enum attribute)attribute), 1);
    }
}

static void add_course(struct contributions *contributions, const struct history *history)
{
    add(contributions, day_of_instant(history->received_us), MEASURE_RECEIVED, 1);
    if (history_ended(history))
        add(contributions, day_of_instant(history->ended_us),
            history->standing == STANDING_WITHDRAWN ? MEASURE_WITHDRAWN
                                                    : verdict_measures[history->verdict],
            1);
    if (!history->handed_over)
        return;
    add(contributions, day_of_instant(history->handed_over_us),
        returned_measures[history->channel_out], 1);
    if (history->on_spot)
        add(contributions, day_of_instant(history->handed_over_us), MEASURE_RETURNED_ON_SPOT, 1);
}

static int order_of_contributions(const void *left, const void *right)
{
    const struct contribution *one = left, *other = right;

    if (one->day != other->day)
        return one->day < other->day ? -1 : 1;
    return (one->measure > other->measure) - (one->measure < other->measure);
}

/* Sorts, and makes one of all that fall on the same day and measure. */
static void merge(struct contributions *contributions)
{
    uint32_t kept = 0;

    qsort(contributions->at, contributions->count, sizeof *contributions->at,
          order_of_contributions);
    for (uint32_t row = 0; row < contributions->count; row++) {
        if (kept > 0 &&
            order_of_contributions(&contributions->at[kept - 1], &contributions->at[row]) == 0)
            contributions->at[kept - 1].n += contributions->at[row].n;
        else
            contributions->at[kept++] = contributions->at[row];
    }
    contributions->count = kept;
}

enum outcome contributions_of(const struct history *history, const struct history_fact *facts,
                              uint32_t count, const struct catalogue *catalogue,
                              struct arena *arena, struct contributions *contributions,
                              struct failure *why)
{
    struct overdue_run *runs;
    uint32_t run_count;
    size_t room;

    *contributions = (struct contributions){0};
    if (!history_counted(history))
        return DONE;
    run_count = contributions_overdue(history, arena, &runs);
    if (!runs)
        return fail(why, REJECT, "dossier has more facts than the memory for one takes");
    room = 4 + 2 * ((size_t)count + run_count + history->wait_count + ATTRIBUTE_COUNT);
    contributions->at = arena_take(arena, room * sizeof *contributions->at);
    if (!contributions->at)
        return fail(why, REJECT, "dossier has more facts than the memory for one takes");
    add_course(contributions, history);
    add_attributes(contributions, history, contributions_attributes(history, catalogue));
    add_waits(contributions, history);
    add_overdue(contributions, runs, run_count);
    add_payments(contributions, facts, count);
    merge(contributions);
    return DONE;
}
