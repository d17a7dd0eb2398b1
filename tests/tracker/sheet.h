/*
 * sheet: what a fold came to, written down as bytes that can be compared.
 *
 * Values only, no addresses: two sheets are equal when the two states say the same.
 */
#pragma once

#include "runtime/buffer.h"
#include "tracker/core/dossier.h"

/* History, judgement, contributions and the encoded posting. */
void sheet_of_state(struct buffer *sheet, const struct dossier_state *state);

/* The set of kept facts: all they say but their positions, by id and source. */
void sheet_of_kept(struct buffer *sheet, struct bytes kept, struct arena *arena);
