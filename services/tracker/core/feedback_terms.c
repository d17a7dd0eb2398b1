#include "runtime/day.h"
#include "tracker/core/feedback.h"

#define X(NAME, name, days) #name,
const char *const feedback_term_names[] = {FEEDBACK_TERMS(X)};
#undef X
#define X(NAME, name, days) days,
static const int64_t allowed[] = {FEEDBACK_TERMS(X)};
#undef X

/* ---- terms ---- */

static struct moment effective(const struct calendar *calendar, int64_t instant_us)
{
    return calendar_receipt(calendar, moment_of_instant(instant_us));
}

/*
 * Working days of the wait that come after the day counted up to, which becomes its last one. The
 * day of the request is one of them when nothing was worked on it before; that of the reply is, as
 * the day of the arrival does not count either. A wait in which nobody works adds nothing.
 */
static int64_t waited_days(const struct calendar *calendar, const struct feedback_wait *wait,
                           int32_t *counted)
{
    const struct moment from = effective(calendar, wait->from_us);
    const struct moment to = effective(calendar, wait->to_us);
    int32_t first = from.day + (from.minute > calendar_day(calendar, from.day)->from[0]);

    if (calendar_minutes(calendar, from, to) == 0)
        return 0;
    if (first <= *counted)
        first = *counted + 1;
    *counted = to.day;
    return calendar_days(calendar, first, to.day + 1);
}

static void allow(const struct calendar *calendar, struct feedback_term *term, int64_t waited)
{
    const int32_t last = calendar_nth_day(calendar, term->start.day, term->days + waited);

    term->waited = waited;
    term->due = calendar_end_of(calendar, last);
    term->late_from = calendar_next_day(calendar, last + 1);
}

static bool beyond(const struct calendar *calendar, const struct feedback_term *term,
                   int64_t instant_us)
{
    return calendar_minutes(calendar, term->due, moment_of_instant(instant_us)) > 0;
}

static struct feedback_term *open_term(const struct calendar *calendar, struct feedback *feedback,
                                       enum feedback_term_kind kind, int64_t start_us)
{
    struct feedback_term *term = &feedback->terms[kind];

    term->applies = true;
    term->start_us = start_us;
    term->start = effective(calendar, start_us);
    term->days = allowed[kind];
    allow(calendar, term, 0);
    return term;
}

static void close_term(const struct calendar *calendar, struct feedback_term *term, int64_t done_us)
{
    term->done = true;
    term->done_us = done_us;
    term->broken = beyond(calendar, term, done_us);
}

/* To refuse or to hand on: for who has asked for more it is too late to do so at once. */
static void judge_decision(const struct calendar *calendar, struct feedback *feedback)
{
    struct feedback_term *term;

    if (feedback->requested || feedback->outcome == OUTCOME_ANSWERED)
        return;
    term = open_term(calendar, feedback, TERM_DECISION, feedback->arrived_us);
    if (feedback->standing != FEEDBACK_ENDED)
        return;
    term->judges = true;
    close_term(calendar, term, feedback->ended_us);
}

/* To ask for more: that it was asked late is forgiven when work goes on. */
static void judge_request(const struct calendar *calendar, struct feedback *feedback)
{
    struct feedback_term *term;

    if (feedback->standing == FEEDBACK_ENDED && !feedback->requested)
        return;
    term = open_term(calendar, feedback, TERM_REQUEST, feedback->arrived_us);
    if (!feedback->requested)
        return;
    term->judges = feedback->standing == FEEDBACK_WAITING && feedback->wait_count == 1;
    close_term(calendar, term, feedback->requested_us);
}

/*
 * To answer. Each wait moves the due, unless the due had passed before: then it is late, whatever
 * follows. Who refused or handed it on at once is not judged by it.
 */
static void judge_answer(const struct calendar *calendar, struct feedback *feedback)
{
    struct feedback_term *term = open_term(calendar, feedback, TERM_ANSWER, feedback->arrived_us);
    int32_t counted = term->start.day;
    int64_t waited = 0;

    term->judges = !feedback->terms[TERM_DECISION].done;
    for (uint32_t row = 0; row < feedback->wait_count; row++) {
        const struct feedback_wait *wait = &feedback->waits[row];

        if (beyond(calendar, term, wait->from_us))
            break;
        term->moving = wait->to_us == INT64_MAX;
        if (term->moving)
            break;
        waited += waited_days(calendar, wait, &counted);
        allow(calendar, term, waited);
    }
    if (feedback->standing == FEEDBACK_ENDED)
        close_term(calendar, term, feedback->ended_us);
}

static void judge_publication(const struct calendar *calendar, struct feedback *feedback)
{
    struct feedback_term *term;

    if (feedback->outcome != OUTCOME_ANSWERED)
        return;
    term = open_term(calendar, feedback, TERM_PUBLICATION, feedback->ended_us);
    if (!feedback->published)
        return;
    term->judges = true;
    close_term(calendar, term, feedback->published_us);
}

/* ---- open beyond its limit ---- */

/* Adds a run that does not begin before the one added last. */
static void add_run(struct feedback *feedback, struct day_run run)
{
    struct day_run *runs = feedback->runs;
    const uint32_t count = feedback->run_count;

    if (run.from_day >= run.to_day)
        return;
    if (count == 0 || run.from_day > runs[count - 1].to_day)
        runs[feedback->run_count++] = run;
    else if (run.to_day > runs[count - 1].to_day)
        runs[count - 1].to_day = run.to_day;
}

static int32_t day_or_never(int64_t instant_us)
{
    return instant_us == INT64_MAX ? INT32_MAX : day_of_instant(instant_us);
}

/* Waiting on a request that came too late. */
static struct day_run run_of_request(const struct feedback *feedback)
{
    if (!feedback->terms[TERM_REQUEST].broken)
        return (struct day_run){0};
    return (struct day_run){day_of_instant(feedback->requested_us),
                            day_or_never(feedback->waits[0].to_us)};
}

static struct day_run run_of_answer(const struct feedback *feedback)
{
    const struct feedback_term *term = &feedback->terms[TERM_ANSWER];

    if (term->moving)
        return (struct day_run){0};
    return (struct day_run){term->late_from, feedback->standing == FEEDBACK_ENDED
                                                 ? day_of_instant(feedback->ended_us)
                                                 : INT32_MAX};
}

static void find_runs(struct feedback *feedback)
{
    const struct day_run request = run_of_request(feedback);
    const struct day_run answer = run_of_answer(feedback);
    const bool request_first = request.from_day <= answer.from_day;

    add_run(feedback, request_first ? request : answer);
    add_run(feedback, request_first ? answer : request);
}

void feedback_judge(const struct calendar *calendar, struct feedback *feedback)
{
    if (feedback->standing == FEEDBACK_UNKNOWN)
        return;
    judge_decision(calendar, feedback);
    judge_request(calendar, feedback);
    judge_answer(calendar, feedback);
    judge_publication(calendar, feedback);
    find_runs(feedback);
    for (int kind = 0; kind < TERM_COUNT; kind++)
        feedback->late |= feedback->standing == FEEDBACK_ENDED && feedback->terms[kind].judges &&
                          feedback->terms[kind].broken;
}

/* ---- contributions ---- */

enum { CONTRIBUTIONS = 8 + 2 * FEEDBACK_RUNS };

static const enum measure arrivals[] = {
    [FEEDBACK_ABOUT_PROCEDURE] = MEASURE_FEEDBACK_RECEIVED_PROCEDURE,
    [FEEDBACK_ABOUT_STAFF] = MEASURE_FEEDBACK_RECEIVED_STAFF,
};
static const enum measure outcomes[] = {
    [OUTCOME_ANSWERED] = MEASURE_FEEDBACK_ANSWERED,
    [OUTCOME_REFUSED] = MEASURE_FEEDBACK_REFUSED,
    [OUTCOME_FORWARDED] = MEASURE_FEEDBACK_FORWARDED,
};

/* Keeps them in the order of day and measure; no pair comes twice. */
static void add(struct contributions *contributions, int32_t day, enum measure measure)
{
    uint32_t row = contributions->count++;

    for (; row > 0; row--) {
        const struct contribution *before = &contributions->at[row - 1];

        if (before->day < day || (before->day == day && before->measure < (int32_t)measure))
            break;
        contributions->at[row] = *before;
    }
    contributions->at[row] = (struct contribution){day, (int32_t)measure, 1};
}

static void add_end(struct contributions *contributions, const struct feedback *feedback)
{
    const int32_t day = day_of_instant(feedback->ended_us);

    add(contributions, day,
        feedback->late ? MEASURE_FEEDBACK_ENDED_LATE : MEASURE_FEEDBACK_ENDED_ON_TIME);
    add(contributions, day, outcomes[feedback->outcome]);
}

enum outcome feedback_contributions(const struct feedback *feedback, struct arena *arena,
                                    struct contributions *contributions, struct failure *why)
{
    const bool unsatisfied = feedback->verdict == FEEDBACK_VERDICT_UNSATISFIED;
    const int32_t arrived = day_of_instant(feedback->arrived_us);

    *contributions =
        (struct contributions){.at = arena_take(arena, CONTRIBUTIONS * sizeof *contributions->at)};
    if (!contributions->at)
        return fail(why, REJECT, "feedback does not fit the memory for one");
    if (feedback->standing == FEEDBACK_UNKNOWN)
        return DONE;
    add(contributions, arrived, arrivals[feedback->about]);
    for (uint32_t row = 0; row < feedback->run_count; row++) {
        add(contributions, feedback->runs[row].from_day, MEASURE_FEEDBACK_OVERDUE_IN);
        if (feedback->runs[row].to_day != INT32_MAX)
            add(contributions, feedback->runs[row].to_day, MEASURE_FEEDBACK_OVERDUE_OUT);
    }
    if (feedback->standing == FEEDBACK_ENDED)
        add_end(contributions, feedback);
    if (feedback->verdict == FEEDBACK_VERDICT_SATISFIED)
        add(contributions, day_of_instant(feedback->closed_us), MEASURE_FEEDBACK_SATISFIED);
    if (unsatisfied)
        add(contributions, day_of_instant(feedback->closed_us), MEASURE_FEEDBACK_UNSATISFIED);
    if (unsatisfied || feedback->late)
        add(contributions, arrived, MEASURE_FEEDBACK_BAD);
    return DONE;
}
