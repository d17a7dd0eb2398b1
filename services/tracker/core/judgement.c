#include "tracker/core/judgement.h"

#include "runtime/day.h"
#include "tracker/core/overdue.h"

/* More than this between handing in and receipt is worth a look. */
enum { RECEIVED_LATE_MINUTES = 8 * 60 };

const char *const difference_names[] = {"",
#define DIFFERENCE_TEXT(NAME, name, label) name,
                                        DIFFERENCES(DIFFERENCE_TEXT)
#undef DIFFERENCE_TEXT
                                            NULL};
const char *const difference_labels[] = {"",
#define DIFFERENCE_TEXT(NAME, name, label) label,
                                         DIFFERENCES(DIFFERENCE_TEXT)
#undef DIFFERENCE_TEXT
                                             NULL};

static enum outcome no_room(struct failure *why)
{
    return fail(why, REJECT, "dossier has more facts than the memory for one takes");
}

/* ---- attributes ---- */

static uint32_t bit(enum attribute attribute, bool holds)
{
    return holds ? UINT32_C(1) << attribute : 0;
}

bool judgement_complained(const struct history *history)
{
    return history->feedback_given || history->vote.level == 1 || history->vote.level == 2;
}

static uint32_t attributes_of(const struct history *history,
                              const struct procedure_version *procedure)
{
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
           bit(ATTRIBUTE_E_RESULT_DUE, e_result && result_due) |
           bit(ATTRIBUTE_COMPLAINED, judgement_complained(history));
}

/* ---- the lawful due ---- */

enum outcome judgement_question(const struct history *history, const struct judgement *judgement,
                                struct arena *arena, struct deadline_question *question,
                                struct failure *why)
{
    struct deadline_wait *waits = arena_take(arena, history->pause_count * sizeof *waits + 1);
    struct deadline_extension *extensions =
        arena_take(arena, history->extension_count * sizeof *extensions + 1);

    if (!waits || !extensions)
        return no_room(why);
    *question = (struct deadline_question){
        .calendar = judgement->calendar,
        .received_us = history->received_us,
        .waits = waits,
        .extensions = extensions,
    };
    if (judgement->procedure)
        question->limit = judgement->procedure->limit;
    for (uint32_t row = 0; row < history->pause_count; row++)
        if (history->pauses[row].reason != WAIT_STOPPED)
            waits[question->wait_count++] =
                (struct deadline_wait){history->pauses[row].from_us, history->pauses[row].to_us};
    for (uint32_t row = 0; row < history->extension_count; row++)
        if (!history_ended(history) || history->extensions[row].made_us <= history->ended_us)
            extensions[question->extension_count++] = (struct deadline_extension){
                history->extensions[row].made_us, history->extensions[row].due};
    return DONE;
}

/* ---- why the verdicts differ ---- */

static enum difference difference_at_end(const struct history *history,
                                         const struct national *national)
{
    const bool late_here = history->verdict == VERDICT_LATE;

    if (!history_ended(history) || late_here == (national->lateness != NOT_LATE))
        return DIFFERENCE_NONE;
    if (late_here)
        return DIFFERENCE_WAITING;
    if (history->standing == STANDING_WITHDRAWN)
        return DIFFERENCE_WITHDRAWN;
    if (national->lateness == LATE_SECOND_SUPPLEMENT)
        return DIFFERENCE_SECOND_SUPPLEMENT;
    return history->has_due ? DIFFERENCE_DUE_CHANGED : DIFFERENCE_DUE_MISSING;
}

/* Late there and not overdue here at the end of that day: why? */
static enum difference difference_on(const struct history *history, const struct national *national,
                                     int32_t day)
{
    const struct wait *pause;

    if (national->lateness == LATE_SECOND_SUPPLEMENT)
        return DIFFERENCE_SECOND_SUPPLEMENT;
    if (!history->has_due)
        return DIFFERENCE_DUE_MISSING;
    pause = overdue_wait_at(history->pauses, history->pause_count, day);
    if (!pause)
        return DIFFERENCE_DUE_CHANGED;
    return pause->reason == WAIT_STOPPED ? DIFFERENCE_STOPPED : DIFFERENCE_PAUSED;
}

/* Days that follow on others of the same reason make one run with them. */
static void add_run(struct difference_run *runs, uint32_t *count, int32_t from_day, int32_t to_day,
                    enum difference difference)
{
    struct difference_run *last = *count > 0 ? &runs[*count - 1] : NULL;

    if (from_day >= to_day)
        return;
    if (last && last->difference == difference && last->days.to_day == from_day)
        last->days.to_day = to_day;
    else
        runs[(*count)++] = (struct difference_run){
            {from_day, to_day},
            difference
        };
}

/* The first day after `day` and before `behind` on which a wait begins or ends, else `behind`. */
static int32_t next_turn(const struct history *history, int32_t day, int32_t behind)
{
    for (uint32_t row = 0; row < history->pause_count; row++) {
        const struct wait *pause = &history->pauses[row];
        const int32_t from_day = day_of_instant(pause->from_us);
        const int32_t to_day = pause->to_us == INT64_MAX ? INT32_MAX : day_of_instant(pause->to_us);

        if (from_day > day && from_day < behind)
            return from_day;
        if (to_day > day && to_day < behind)
            return to_day;
    }
    return behind;
}

/* Late there, and good here at the ends of all these days. */
static void add_good_days(const struct history *history, struct judgement *judgement,
                          struct difference_run *runs, int32_t from_day, int32_t to_day)
{
    while (from_day < to_day) {
        const int32_t behind = next_turn(history, from_day, to_day);

        add_run(runs, &judgement->run_count, from_day, behind,
                difference_on(history, &judgement->national, from_day));
        from_day = behind;
    }
}

/*
 * Overdue here before the first day late there; after it, whatever days lie between the runs of
 * overdue ones, up to the end.
 */
static enum outcome find_runs(const struct history *history, struct judgement *judgement,
                              struct arena *arena, struct failure *why)
{
    const struct national *national = &judgement->national;
    const int32_t end = history_ended(history) ? day_of_instant(history->ended_us) : INT32_MAX;
    const int32_t late = national->lateness != NOT_LATE ? national->late_day : end;
    const size_t room = 2 * ((size_t)judgement->overdue_count + (size_t)history->pause_count + 1);
    struct difference_run *runs = arena_take(arena, room * sizeof *runs);
    int32_t good_from = late;

    if (!runs)
        return no_room(why);
    judgement->runs = runs;
    for (uint32_t row = 0; row < judgement->overdue_count; row++) {
        const struct day_run *overdue = &judgement->overdue[row];

        add_run(runs, &judgement->run_count, overdue->from_day,
                overdue->to_day < late ? overdue->to_day : late, DIFFERENCE_WAITING);
        add_good_days(history, judgement, runs, good_from, overdue->from_day);
        if (overdue->to_day > good_from)
            good_from = overdue->to_day;
    }
    add_good_days(history, judgement, runs, good_from, end);
    return DONE;
}

int32_t judgement_bad_day(const struct history *history, const struct judgement *judgement)
{
    const int32_t received = day_of_instant(history->received_us);
    int32_t day =
        judgement->national.lateness != NOT_LATE ? judgement->national.late_day : INT32_MAX;

    if (history->vote.level == 1 || history->vote.level == 2)
        if (day_of_instant(history->vote.cast_us) < day)
            day = day_of_instant(history->vote.cast_us);
    if (history->feedback_given && day_of_instant(history->feedback_us) < day)
        day = day_of_instant(history->feedback_us);
    if (day == INT32_MAX)
        return DAY_NONE;
    if (history_ended(history) && day > day_of_instant(history->ended_us))
        day = day_of_instant(history->ended_us);
    return day < received ? received : day;
}

/* ---- flags, and the time it took ---- */

static void find_flags(const struct history *history, const struct catalogue *catalogue,
                       struct judgement *judgement)
{
    const struct catalogue_unit *unit = catalogue_unit(catalogue, history->unit);
    const bool fee_due = judgement->attributes >> ATTRIBUTE_FEE_DUE & 1U;
    uint32_t *flags = &judgement->flags;

    history_raise(flags, FLAG_UNMAPPED_UNIT, !unit || !unit->opened);
    history_raise(flags, FLAG_UNMAPPED_PROCEDURE, !judgement->procedure);
    history_raise(flags, FLAG_NO_LIMIT, !history->has_due && !judgement->deadline.known);
    history_raise(flags, FLAG_PAID_WITHOUT_DUTY, history->paid_anything && !fee_due);
    history_raise(flags, FLAG_RECEIVED_LATE,
                  history->submitted && calendar_minutes(judgement->calendar,
                                                         moment_of_instant(history->submitted_us),
                                                         moment_of_instant(history->received_us)) >
                                            RECEIVED_LATE_MINUTES);
    history_raise(flags, FLAG_SYNCHRONISED_LATE,
                  history_ended(history) && history->has_due &&
                      judgement->national.lateness == NOT_LATE &&
                      day_of_instant(history->ended_us) <= history->due.day &&
                      day_of_instant(history->end_recorded_us) > history->due.day);
}

static int64_t minutes_between(const struct calendar *calendar, int64_t from_us, int64_t to_us)
{
    return calendar_minutes(calendar, moment_of_instant(from_us), moment_of_instant(to_us));
}

static int64_t handling_minutes(const struct history *history, const struct calendar *calendar)
{
    int64_t minutes;

    if (history->standing != STANDING_FINISHED)
        return 0;
    minutes = minutes_between(calendar, history->received_us, history->ended_us);
    for (uint32_t row = 0; row < history->wait_count; row++)
        minutes -=
            minutes_between(calendar, history->waits[row].from_us, history->waits[row].to_us);
    return minutes;
}

enum outcome judgement_make(const struct history *history, const struct catalogue *catalogue,
                            struct arena *arena, struct judgement *judgement, struct failure *why)
{
    struct deadline_question question;

    *judgement = (struct judgement){.flags = history->flags};
    if (!history_counted(history))
        return DONE;
    judgement->procedure =
        catalogue_procedure(catalogue, history->procedure, day_of_instant(history->received_us));
    judgement->calendar = catalogue_calendar(catalogue, history->unit);
    judgement->attributes = attributes_of(history, judgement->procedure);
    TRY(judgement_question(history, judgement, arena, &question, why));
    deadline_compute(&question, &judgement->deadline);
    TRY(national_judge(&national_rules_766, history, &judgement->deadline, arena,
                       &judgement->national, why));
    TRY(overdue_runs(history, arena, &judgement->overdue, &judgement->overdue_count, why));
    judgement->difference = difference_at_end(history, &judgement->national);
    TRY(find_runs(history, judgement, arena, why));
    judgement->handling_minutes = handling_minutes(history, judgement->calendar);
    find_flags(history, catalogue, judgement);
    return DONE;
}
