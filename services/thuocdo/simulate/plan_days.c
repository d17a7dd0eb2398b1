#include "thuocdo/simulate/plan.h"

#include <assert.h>

#include "runtime/day.h"

enum {
    TRIES = 200,
    /* Desks take nothing in the last hour, so that a dossier of one day has room for its steps. */
    DESK_SECONDS = WORKDAY_SECONDS - 3600,
    ROOM_SECONDS = 3600,
    ON_SPOT_SECONDS = 900,
    DAYS_BEFORE = 60,  /* Working days before the period in which carried ones came in. */
    LATEST_DELAY = 10, /* Working days. */
};

/* The working days in which a dossier of a kind is received, and may end. */
struct window {
    int64_t first_receipt, last_receipt; /* Working days, both included. */
    int64_t first_end, last_end;
};

static struct window window_of(const struct planned *planned, const struct dossier *one)
{
    const struct year *year = planned->year;
    const int64_t first = year->first / WORKDAY_SECONDS;
    const int64_t duty = year->duty / WORKDAY_SECONDS;
    const int64_t last = year->end / WORKDAY_SECONDS - 1;
    const struct window windows[] = {
        [KIND_PAST] = {first - DAYS_BEFORE, first - 1, first - DAYS_BEFORE, first - 1},
        [KIND_CARRIED] = {first - DAYS_BEFORE, first - 1, first,               last     },
        [KIND_EARLY] = {first,               duty - 1,  first,               last     },
        [KIND_LATER] = {duty,                last,      duty,                last     },
        [KIND_NEVER] = {first,               last - 3,  first,               last     },
        [KIND_VOIDED] = {first,               last - 3,  first,               last     },
    };

    return windows[one->kind];
}

static int64_t workday(const struct planned *planned, int32_t day)
{
    return office_from(&planned->year->calendar, day);
}

/* The due day by the procedure's limit, and the one in force once it was put off. */
static void set_due(struct planned *planned, struct dossier *one, int put_off)
{
    const struct calendar *calendar = &planned->year->calendar;
    const struct procedure *procedure = &planned->year->catalogue.procedures[one->procedure];

    one->first_due = office_due(calendar, one->received, procedure->limit);
    one->due = calendar->day_of[workday(planned, one->first_due) + put_off];
}

/* By how many working days its due day is put off: an extension, or time lost to a supplement. */
static int put_off_days(struct planned *planned, const struct dossier *one)
{
    if (dossier_has(one, MARK_EXTENDED))
        return (int)dice_between(&planned->dice, 4, 15);
    if (dossier_has(one, MARK_SUPPLEMENT) &&
        !(one->marks & (MARK_LATE | MARK_NO_DUE | MARK_CORRECTED)) &&
        dice_permille(&planned->dice, 600))
        return (int)dice_between(&planned->dice, 1, 6);
    return 0;
}

static bool due_fits(const struct planned *planned, const struct dossier *one, struct window window)
{
    const int64_t due = workday(planned, one->due);

    if (one->outcome == OUTCOME_OPEN && dossier_counted(one) && !dossier_has(one, MARK_WAITING) &&
        !dossier_has(one, MARK_NO_DUE))
        return due >= window.last_end;
    if (dossier_has(one, MARK_LATE))
        return due >= window.first_end - LATEST_DELAY && due < window.last_end;
    return due >= window.first_end;
}

/* Draws receipts until one fits, then moves on day by day towards the window's far end. */
static void choose_receipt(struct planned *planned, struct dossier *one, struct window window)
{
    const int put_off = put_off_days(planned, one);
    const int64_t earliest = dossier_has(one, MARK_END_FIRST) ? ROOM_SECONDS : 0;
    int64_t day = 0;

    for (int try = 0; try < TRIES; try++) {
        /* Hard cases are near an end of the window: late ones early, open ones at its close. */
        if (try < TRIES / 2)
            day = dice_between(&planned->dice, window.first_receipt, window.last_receipt);
        else if (dossier_has(one, MARK_LATE) && one->kind != KIND_CARRIED)
            day = window.first_receipt + (try - TRIES / 2) % 3;
        else
            day = window.last_receipt - (try - TRIES / 2) % 3;
        one->received =
            day * WORKDAY_SECONDS + dice_between(&planned->dice, earliest, DESK_SECONDS - 1);
        set_due(planned, one, put_off);
        if (due_fits(planned, one, window))
            return;
    }
    assert(false && "no receipt keeps the planned verdict");
}

/* Most end well before their day, some on it. */
static int64_t timely_end(struct planned *planned, int64_t first, int64_t last)
{
    const int64_t one = dice_between(&planned->dice, first, last);
    const int64_t other = dice_between(&planned->dice, first, last);

    return dice_permille(&planned->dice, 300) ? last : (one + other) / 2;
}

static int64_t end_day(struct planned *planned, const struct dossier *one, struct window window)
{
    const int64_t receipt = one->received / WORKDAY_SECONDS;
    const int64_t first = receipt > window.first_end ? receipt : window.first_end;
    const int64_t due = workday(planned, one->due);
    const int64_t last = due < window.last_end ? due : window.last_end;
    int64_t late = due + dice_between(&planned->dice, 1, LATEST_DELAY);

    if (!dossier_has(one, MARK_LATE))
        return timely_end(planned, first, last);
    if (late < window.first_end)
        late = window.first_end;
    return late < window.last_end ? late : window.last_end;
}

static void choose_end(struct planned *planned, struct dossier *one, struct window window)
{
    int64_t day;

    if (one->outcome == OUTCOME_OPEN) {
        one->ended = one->received + 25 * WORKDAY_SECONDS;
        if (one->ended >= (window.last_end + 1) * WORKDAY_SECONDS)
            one->ended = (window.last_end + 1) * WORKDAY_SECONDS - 1;
        return;
    }
    if (dossier_has(one, MARK_END_FIRST) || dossier_has(one, MARK_ON_SPOT)) {
        one->ended = one->received + ON_SPOT_SECONDS;
        return;
    }
    day = end_day(planned, one, window);
    one->ended = day * WORKDAY_SECONDS + dice_below(&planned->dice, WORKDAY_SECONDS - 60);
    if (one->ended < one->received + ROOM_SECONDS)
        one->ended = one->received + ROOM_SECONDS;
}

static void forget_due(struct dossier *one)
{
    one->first_due = DAY_NONE;
    one->due = DAY_NONE;
}

void plan_days(struct planned *planned)
{
    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];
        const struct window window = window_of(planned, one);

        choose_receipt(planned, one, window);
        choose_end(planned, one, window);
        if (dossier_has(one, MARK_NO_DUE))
            forget_due(one);
        one->code_day = office_day(&planned->year->calendar, dossier_first_desk(one));
    }
}
