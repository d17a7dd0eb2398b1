#include "tests/flow/folder.h"

#include <stdio.h>
#include <stdlib.h>

#include "tracker/core/feedback.h"

/* The arena is larger than any folder, so nothing can be refused. */
static void expect(enum outcome outcome, const struct failure *why)
{
    if (outcome == DONE)
        return;
    fprintf(stderr, "%s\n", why->text);
    abort();
}

bool folder_keep(struct folder *folder, const struct fact *fact, int64_t position,
                 struct arena *arena)
{
    enum addition addition;
    struct bytes encoded;
    struct failure why;

    expect(dossier_add(buffer_bytes(&folder->kept), folder->count, fact, position, arena, &addition,
                       &encoded, &why),
           &why);
    if (addition != ADDED)
        return false;
    buffer_add(&folder->kept, encoded.at, encoded.length);
    folder->count++;
    return true;
}

static enum outcome fold_dossier(const struct folder *folder, struct bytes posted,
                                 const struct catalogue *catalogue, struct arena *arena,
                                 struct folded *folded, struct failure *why)
{
    TRY(dossier_fold(buffer_bytes(&folder->kept), posted, catalogue, arena, &folded->dossier, why));
    folded->posting = folded->dossier.posting;
    folded->posted = folded->dossier.posted;
    folded->difference = folded->dossier.difference;
    return DONE;
}

static enum outcome fold_feedback(const struct folder *folder, struct bytes posted,
                                  const struct catalogue *catalogue, struct arena *arena,
                                  struct folded *folded, struct failure *why)
{
    struct feedback_state state;

    TRY(feedback_of_kept(buffer_bytes(&folder->kept), posted, catalogue, arena, &state, why));
    folded->posting = state.posting;
    folded->posted = state.posted;
    folded->difference = state.difference;
    return DONE;
}

void folder_fold(const struct folder *folder, bool feedback, struct bytes posted,
                 const struct catalogue *catalogue, struct arena *arena, struct folded *folded)
{
    struct failure why;

    *folded = (struct folded){0};
    expect(
        (feedback ? fold_feedback : fold_dossier)(folder, posted, catalogue, arena, folded, &why),
        &why);
}

void folder_free(struct folder *folder)
{
    buffer_free(&folder->kept);
    buffer_free(&folder->posted);
}
