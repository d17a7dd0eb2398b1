#include <stdlib.h>

#include "tracker/core/dossier.h"
#include "tracker/core/feedback.h"

static int order_of_facts(const void *left, const void *right)
{
    return history_order(left, right);
}

static enum outcome post(struct feedback_state *state, struct bytes posted, struct arena *arena,
                         struct failure *why)
{
    const struct history key = {.unit = state->feedback.unit, .channel = CHANNEL_DIRECT};
    struct posting before;

    TRY(posting_of(&key, &state->contributions, arena, &state->posting, why));
    TRY(posting_encode(&state->posting, arena, &state->posted, why));
    TRY(posting_decode(posted, arena, &before, why));
    return posting_difference(&before, &state->posting, arena, &state->difference, why);
}

enum outcome feedback_of_kept(struct bytes kept, struct bytes posted,
                              const struct catalogue *catalogue, struct arena *arena,
                              struct feedback_state *state, struct failure *why)
{
    struct feedback *feedback = &state->feedback;

    *state = (struct feedback_state){0};
    TRY(dossier_facts(kept, arena, &state->facts, &state->fact_count, why));
    qsort(state->facts, state->fact_count, sizeof *state->facts, order_of_facts);
    TRY(feedback_fold(state->facts, state->fact_count, arena, feedback, why));
    feedback_judge(catalogue_calendar(catalogue, feedback->unit), feedback);
    TRY(feedback_contributions(feedback, arena, &state->contributions, why));
    return post(state, posted, arena, why);
}
