/*
 * The row of a feedback: its state in plain columns, for SQL, its facts and its posting.
 */
#include "runtime/day.h"
#include "tracker/core/feedback.h"
#include "tracker/tracker.h"

enum { COLUMNS = 22 };

static void copy_when(struct copy *copy, bool known, int64_t instant_us)
{
    if (known)
        copy_instant(copy, instant_us);
    else
        copy_null(copy);
}

static void copy_day_when(struct copy *copy, bool known, int32_t day)
{
    if (known)
        copy_day(copy, day);
    else
        copy_null(copy);
}

static void copy_text_when(struct copy *copy, struct bytes text)
{
    if (text.length)
        copy_bytes(copy, text);
    else
        copy_null(copy);
}

/* The term that judges its end, or will; while the office waits for the citizen its day is open. */
static void copy_due(struct copy *copy, const struct feedback *feedback)
{
    const struct feedback_term *decision = &feedback->terms[TERM_DECISION];
    const struct feedback_term *term = decision->judges ? decision : &feedback->terms[TERM_ANSWER];

    copy_day_when(copy, term->applies && !term->moving, term->due.day);
}

static void copy_course(struct copy *copy, const struct feedback *feedback)
{
    const bool known = feedback->standing != FEEDBACK_UNKNOWN;
    const bool ended = feedback->standing == FEEDBACK_ENDED;

    copy_when(copy, known, feedback->arrived_us);
    copy_day_when(copy, known, day_of_instant(feedback->arrived_us));
    copy_when(copy, feedback->requested, feedback->requested_us);
    copy_due(copy, feedback);
    copy_when(copy, ended, feedback->ended_us);
    copy_small(copy, (int16_t)feedback->outcome);
    if (ended)
        copy_bool(copy, feedback->late);
    else
        copy_null(copy);
    copy_when(copy, feedback->published, feedback->published_us);
    copy_small(copy, (int16_t)feedback->verdict);
    copy_when(copy, feedback->verdict != FEEDBACK_VERDICT_UNSTATED, feedback->closed_us);
}

enum outcome feedback_row(struct tracker *tracker, const struct tracked *tracked,
                          const struct resident *resident, struct copy *copy, struct folded *folded,
                          struct failure *why)
{
    struct feedback_state state;

    TRY(feedback_of_kept(buffer_bytes(&resident->facts), buffer_bytes(&resident->posted),
                         &tracker->reading.catalogue, &tracker->arena, &state, why));
    copy_row(copy, COLUMNS);
    copy_whole(copy, (int32_t)tracked->partition);
    copy_integer(copy, resident->number);
    copy_bytes(copy, bytes_of_text(resident_source(resident)));
    copy_bytes(copy, bytes_of_text(resident_code(resident)));
    copy_small(copy, (int16_t)state.feedback.standing);
    copy_text_when(copy, state.feedback.unit);
    copy_small(copy, (int16_t)state.feedback.about);
    copy_small(copy, (int16_t)state.feedback.via);
    copy_text_when(copy, state.feedback.dossier);
    copy_course(copy, &state.feedback);
    copy_whole(copy, (int32_t)resident->fact_count);
    copy_bytes(copy, buffer_bytes(&resident->facts));
    copy_bytes(copy, state.posted);
    *folded = (struct folded){state.posted, state.difference};
    return DONE;
}
