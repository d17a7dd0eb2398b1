/*
 * The row of a dossier: its state in plain columns, for SQL, its facts and its posting.
 */
#include "runtime/day.h"
#include "tracker/tracker.h"

enum { COLUMNS = 26 };

static void copy_code(struct copy *copy, struct bytes code)
{
    if (code.length)
        copy_bytes(copy, code);
    else
        copy_null(copy);
}

static void copy_course(struct copy *copy, const struct history *history)
{
    const bool counted = history_counted(history);

    if (counted) {
        copy_day(copy, day_of_instant(history->received_us));
        copy_instant(copy, history->received_us);
    } else {
        copy_null(copy);
        copy_null(copy);
    }
    if (counted && history->has_due)
        copy_day(copy, history->due.day);
    else
        copy_null(copy);
    if (counted && history_ended(history))
        copy_instant(copy, history->ended_us);
    else
        copy_null(copy);
}

static void copy_judgement(struct copy *copy, const struct judgement *judgement)
{
    const struct deadline *deadline = &judgement->deadline;

    if (deadline->known)
        copy_day(copy, deadline->due.day);
    else
        copy_null(copy);
    if (deadline->known && !deadline->moving)
        copy_instant(copy, instant_of_moment(deadline->due));
    else
        copy_null(copy);
    if (judgement->national.lateness != NOT_LATE)
        copy_day(copy, judgement->national.late_day);
    else
        copy_null(copy);
    copy_small(copy, (int16_t)judgement->national.lateness);
    copy_small(copy, (int16_t)judgement->difference);
}

static void copy_flag_day(struct copy *copy, const struct dossier_state *state)
{
    if (state->judgement.flags)
        copy_day(copy, contributions_flag_day(&state->history));
    else
        copy_null(copy);
}

static void copy_dossier(const struct tracked *tracked, const struct resident *resident,
                         const struct dossier_state *state, struct copy *copy)
{
    const struct history *history = &state->history;
    const struct judgement *judgement = &state->judgement;

    copy_row(copy, COLUMNS);
    copy_whole(copy, (int32_t)tracked->partition);
    copy_integer(copy, resident->number);
    copy_bytes(copy, bytes_of_text(resident_source(resident)));
    copy_bytes(copy, bytes_of_text(resident_code(resident)));
    copy_small(copy, (int16_t)history->standing);
    copy_small(copy, (int16_t)history->status);
    copy_code(copy, history->unit);
    copy_code(copy, history->procedure);
    copy_small(copy, (int16_t)history->channel);
    copy_course(copy, history);
    copy_small(copy, (int16_t)history->verdict);
    copy_whole(copy, (int32_t)history->supplement_rounds);
    copy_whole(copy, (int32_t)judgement->attributes);
    copy_integer(copy, judgement->flags);
    copy_whole(copy, (int32_t)resident->fact_count);
    copy_bytes(copy, buffer_bytes(&resident->facts));
    copy_bytes(copy, state->posted);
    copy_judgement(copy, judgement);
    copy_flag_day(copy, state);
}

enum outcome dossier_row(struct tracker *tracker, const struct tracked *tracked,
                         const struct resident *resident, struct copy *copy, struct folded *folded,
                         struct failure *why)
{
    struct dossier_state state;

    TRY(dossier_fold(buffer_bytes(&resident->facts), buffer_bytes(&resident->posted),
                     &tracker->reading.catalogue, &tracker->arena, &state, why));
    copy_dossier(tracked, resident, &state, copy);
    *folded = (struct folded){state.posted, state.difference};
    return DONE;
}
