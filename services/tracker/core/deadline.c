#include "tracker/core/deadline.h"

#include "runtime/day.h"

enum { MONTHS_A_YEAR = 12, MINUTES_AN_HOUR = 60 };

static int days_in_month(int32_t first)
{
    return (int)(day_month_start(first + 31) - first);
}

static int32_t add_months(int32_t day, int64_t months)
{
    struct date date = day_to_date(day);
    const int64_t since = (int64_t)date.year * MONTHS_A_YEAR + date.month - 1 + months;
    int32_t first;

    date.year = (int)(since / MONTHS_A_YEAR);
    date.month = (int)(since % MONTHS_A_YEAR) + 1;
    first = day_from_date((struct date){date.year, date.month, 1});
    /* The 31st of a month that has none is its last day. */
    return first + (date.day <= days_in_month(first) ? date.day : days_in_month(first)) - 1;
}

struct moment deadline_base(const struct calendar *calendar, struct limit limit,
                            struct moment receipt)
{
    int32_t day = receipt.day;

    if (limit.n > 0 && limit.unit == LIMIT_HOUR)
        return calendar_after(calendar, receipt, limit.n * MINUTES_AN_HOUR);
    if (limit.n > 0 && limit.unit == LIMIT_WORKING_DAY)
        day = calendar_nth_day(calendar, day, limit.n);
    else if (limit.n > 0 && limit.unit == LIMIT_DAY)
        day = calendar_next_day(calendar, day + (int32_t)limit.n);
    else if (limit.n > 0)
        day = calendar_next_day(calendar, add_months(day, limit.n));
    return calendar_end_of(calendar, day);
}

/* A plain date counts to the end of hours; on a day without hours to the end of the day. */
static struct moment due_of_extension(const struct calendar *calendar, const struct due *due)
{
    return due->is_date ? calendar_end_of(calendar, due->day) : moment_of_instant(due->instant_us);
}

/* Work behind the due in force makes it late, unless it was late before. */
static void look(const struct calendar *calendar, struct deadline *deadline, struct moment now)
{
    if (deadline->late || calendar_minutes(calendar, deadline->due, now) == 0)
        return;
    deadline->late = true;
    deadline->late_from = calendar_first_worked(calendar, deadline->due);
}

static struct moment made(const struct deadline_question *question, uint32_t row)
{
    return moment_of_instant(question->extensions[row].made_us);
}

static void tell(const struct deadline_question *question, const struct deadline_step *step)
{
    if (question->trace)
        question->trace->told(question->trace->context, step);
}

/* What becomes of an announcement: the first in time that goes beyond the due replaces it. */
static enum deadline_event outcome_of(const struct deadline_step *step,
                                      const struct deadline *deadline)
{
    if (deadline->extended_by >= 0)
        return DEADLINE_EXTENDED_ALREADY;
    if (step->from.day > deadline->due.day)
        return DEADLINE_EXTENDED_LATE;
    return moment_order(step->to, deadline->due) <= 0 ? DEADLINE_NOT_EXTENDED : DEADLINE_EXTENDED;
}

/*
 * What was late on the day of the announcement is judged anew, what was late on an earlier one
 * stays so.
 */
static bool extend(const struct deadline_question *question, uint32_t row,
                   struct deadline *deadline)
{
    struct deadline_step step = {
        .from = made(question, row),
        .to = due_of_extension(question->calendar, &question->extensions[row].due),
    };

    step.event = outcome_of(&step, deadline);
    if (step.event == DEADLINE_EXTENDED) {
        deadline->due = step.to;
        deadline->extended_by = (int32_t)row;
        if (deadline->late_from.day == step.from.day)
            deadline->late = false;
        look(question->calendar, deadline, step.from);
    }
    step.due = deadline->due;
    tell(question, &step);
    return step.event == DEADLINE_EXTENDED;
}

/* A wait, or a part of one that an extension divides. */
static void move_on(const struct deadline_question *question, struct moment from, struct moment to,
                    struct deadline *deadline)
{
    struct deadline_step step = {DEADLINE_WAITED, from, to, deadline->due, 0};

    step.minutes = calendar_minutes(question->calendar, from, to);
    step.due = deadline->due = calendar_after(question->calendar, deadline->due, step.minutes);
    tell(question, &step);
}

/* A wait moves the due, in parts where an extension is announced within it. */
static void wait_through(const struct deadline_question *question, const struct deadline_wait *wait,
                         uint32_t *extension, struct deadline *deadline)
{
    const bool lasts = wait->to_us == INT64_MAX;
    const struct moment to = lasts ? (struct moment){INT32_MAX, 0} : moment_of_instant(wait->to_us);
    struct moment from = moment_of_instant(wait->from_us);
    struct moment stands = deadline->due;

    for (; *extension < question->extension_count; ++*extension) {
        const struct moment at = made(question, *extension);

        if (moment_order(at, to) > 0)
            break;
        move_on(question, from, at, deadline);
        if (extend(question, *extension, deadline))
            stands = deadline->due;
        from = at;
    }
    deadline->moving = lasts;
    if (!lasts) {
        move_on(question, from, to, deadline);
        return;
    }
    deadline->due = stands;
    tell(question, &(struct deadline_step){DEADLINE_WAITED, from, to, stands, 0});
}

static void begin(const struct deadline_question *question, struct deadline *deadline)
{
    const struct moment received = moment_of_instant(question->received_us);

    deadline->receipt = calendar_receipt(question->calendar, received);
    deadline->base = deadline_base(question->calendar, question->limit, deadline->receipt);
    deadline->due = deadline->base;
    tell(question, &(struct deadline_step){
                       .event = DEADLINE_RECEIVED, .from = received, .to = deadline->receipt});
    tell(question, &(struct deadline_step){.event = DEADLINE_LIMITED, .due = deadline->base});
}

void deadline_compute(const struct deadline_question *question, struct deadline *deadline)
{
    const struct calendar *calendar = question->calendar;
    uint32_t extension = 0;

    *deadline = (struct deadline){.known = question->limit.unit != LIMIT_NONE, .extended_by = -1};
    if (!deadline->known)
        return;
    begin(question, deadline);
    for (uint32_t row = 0; row < question->wait_count; row++) {
        const struct moment from = moment_of_instant(question->waits[row].from_us);

        for (; extension < question->extension_count; extension++) {
            if (moment_order(made(question, extension), from) >= 0)
                break;
            extend(question, extension, deadline);
        }
        look(calendar, deadline, from);
        wait_through(question, &question->waits[row], &extension, deadline);
    }
    for (; extension < question->extension_count; extension++)
        extend(question, extension, deadline);
    if (!deadline->late && !deadline->moving)
        deadline->late_from = calendar_first_worked(calendar, deadline->due);
}
