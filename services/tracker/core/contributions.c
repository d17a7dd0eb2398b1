#include "tracker/core/contributions.h"

#include <stdlib.h>

#include "runtime/day.h"

/* Course, verdicts, votes; attributes twice; flags. */
enum { FIXED = 16 + 2 * ATTRIBUTE_COUNT + FLAG_COUNT };

_Static_assert(MARK_FIRST + FLAG_COUNT == (int)MEASURE_ON_TIME_HERE_SECOND_SUPPLEMENT,
               "the marks begin with the flags, in their order");

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

static const enum measure notified_measures[] = {
    [TEMPLATE_RESULT_READY] = MEASURE_NOTIFIED_RESULT_READY,
    [TEMPLATE_APOLOGY] = MEASURE_NOTIFIED_APOLOGY,
    [TEMPLATE_OTHER] = MEASURE_NOTIFIED_OTHER,
};
static const enum measure closed_differences[DIFFERENCE_COUNT] = {
    [DIFFERENCE_SECOND_SUPPLEMENT] = MEASURE_ON_TIME_HERE_SECOND_SUPPLEMENT,
    [DIFFERENCE_DUE_CHANGED] = MEASURE_ON_TIME_HERE_DUE_CHANGED,
    [DIFFERENCE_DUE_MISSING] = MEASURE_ON_TIME_HERE_DUE_MISSING,
    [DIFFERENCE_WITHDRAWN] = MEASURE_ON_TIME_HERE_WITHDRAWN,
    [DIFFERENCE_WAITING] = MEASURE_LATE_HERE_WAITING,
};
/* Each is followed by the measure of the first day after the run. */
static const enum measure open_differences[DIFFERENCE_COUNT] = {
    [DIFFERENCE_SECOND_SUPPLEMENT] = MEASURE_OPEN_ON_TIME_HERE_SECOND_SUPPLEMENT_IN,
    [DIFFERENCE_DUE_CHANGED] = MEASURE_OPEN_ON_TIME_HERE_DUE_CHANGED_IN,
    [DIFFERENCE_DUE_MISSING] = MEASURE_OPEN_ON_TIME_HERE_DUE_MISSING_IN,
    [DIFFERENCE_PAUSED] = MEASURE_OPEN_ON_TIME_HERE_WAITING_IN,
    [DIFFERENCE_STOPPED] = MEASURE_OPEN_ON_TIME_HERE_STOPPED_IN,
    [DIFFERENCE_WAITING] = MEASURE_OPEN_LATE_HERE_WAITING_IN,
};

static void add(struct contributions *contributions, int32_t day, enum measure measure, int64_t n)
{
    if (n)
        contributions->at[contributions->count++] = (struct contribution){day, (int32_t)measure, n};
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

/* A run of days: in on its first day, out on the first day after it. */
static void add_run(struct contributions *contributions, const struct day_run *run,
                    enum measure measure)
{
    add(contributions, run->from_day, measure, 1);
    if (run->to_day != INT32_MAX)
        add(contributions, run->to_day, (enum measure)(measure + 1), 1);
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

/* Late by Decision 766, and bad: from a day on until the end. */
static void add_national(struct contributions *contributions, const struct history *history,
                         const struct judgement *judgement)
{
    const int32_t bad_day = judgement_bad_day(history, judgement);
    struct day_run run = {judgement->national.late_day, INT32_MAX};

    if (history_ended(history))
        run.to_day = day_of_instant(history->ended_us);
    if (judgement->national.lateness != NOT_LATE)
        add_run(contributions, &run, MEASURE_LATE_IN_766);
    run.from_day = bad_day;
    if (bad_day != DAY_NONE)
        add_run(contributions, &run, MEASURE_BAD_IN_766);
}

static void add_differences(struct contributions *contributions, const struct history *history,
                            const struct judgement *judgement)
{
    if (judgement->difference != DIFFERENCE_NONE)
        add(contributions, day_of_instant(history->ended_us),
            closed_differences[judgement->difference], 1);
    for (uint32_t row = 0; row < judgement->run_count; row++)
        add_run(contributions, &judgement->runs[row].days,
                open_differences[judgement->runs[row].difference]);
}

static void add_flags(struct contributions *contributions, uint32_t flags, int32_t day)
{
    for (int flag = 0; flag < FLAG_COUNT; flag++)
        if (flags >> flag & 1U)
            add(contributions, day, (enum measure)(MARK_FIRST + flag), 1);
}

/* Votes and messages of a dossier that counts. */
static void add_voices(struct contributions *contributions, const struct history *history,
                       const struct history_fact *facts, uint32_t count)
{
    const struct vote *vote = &history->vote;

    if (vote->level > 0)
        add(contributions, day_of_instant(vote->cast_us), MEASURE_RATED, 1);
    if (vote->level >= 4)
        add(contributions, day_of_instant(vote->cast_us), MEASURE_RATED_SATISFIED, 1);
    for (uint32_t row = 0; row < count; row++)
        if (facts[row].type == FACT_NOTIFIED)
            add(contributions, day_of_instant(facts[row].time_us),
                notified_measures[facts[row].data->notified.template], 1);
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

int32_t contributions_flag_day(const struct history *history)
{
    return day_of_instant(history_counted(history) ? history->received_us : history->first_us);
}

static void add_all(struct contributions *contributions, const struct history *history,
                    const struct judgement *judgement, const struct history_fact *facts,
                    uint32_t count)
{
    add_course(contributions, history);
    add_attributes(contributions, history, judgement->attributes);
    add_waits(contributions, history);
    for (uint32_t row = 0; row < judgement->overdue_count; row++)
        add_run(contributions, &judgement->overdue[row], MEASURE_OVERDUE_IN);
    add_national(contributions, history, judgement);
    add_differences(contributions, history, judgement);
    add_payments(contributions, facts, count);
    add_voices(contributions, history, facts, count);
    if (judgement->handling_minutes)
        add(contributions, day_of_instant(history->ended_us), MEASURE_HANDLING_MINUTES,
            judgement->handling_minutes);
}

enum outcome contributions_of(const struct history *history, const struct judgement *judgement,
                              const struct history_fact *facts, uint32_t count, struct arena *arena,
                              struct contributions *contributions, struct failure *why)
{
    const size_t room = FIXED + 2 * ((size_t)count + judgement->overdue_count +
                                     judgement->run_count + history->wait_count);

    *contributions = (struct contributions){0};
    contributions->at = arena_take(arena, room * sizeof *contributions->at);
    if (!contributions->at)
        return fail(why, REJECT, "dossier has more facts than the memory for one takes");
    if (history_counted(history))
        add_all(contributions, history, judgement, facts, count);
    add_flags(contributions, judgement->flags, contributions_flag_day(history));
    merge(contributions);
    return DONE;
}
