/*
 * writing: what a checkpoint of the tracker's model writes.
 */
#pragma once

#include "tests/flow/tracker_model.h"

/* Takes the catalogue anew when partition 0 has moved, and begins to post again (rule 7). */
void writing_refresh(struct tracker_model *tracker, const struct stored *stored);

/* Touches the next few dossiers whose procedure has changed. */
void writing_repost(struct tracker_model *tracker, int place, struct stage *stage);

/* Folds every changed dossier once, and takes its delta against the stored posting (rule 6). */
void writing_gather(struct tracker_model *tracker, const struct stored *stored,
                    struct tracker_changes *changes);

/* Hands the deltas out to everyone who reads them: what must never be done before a commit. */
void writing_send(const struct tracker_changes *changes, struct stage *stage);
