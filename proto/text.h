/*
 * text: UTF-8 that we are willing to keep.
 *
 * Pure: normalising writes into the arena, nothing else is touched.
 */
#pragma once

#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/outcome.h"

/* REJECT unless the bytes are valid UTF-8 (no surrogates, no overlong forms) without NUL. */
enum outcome text_check(struct bytes text, struct failure *why);

/*
 * The text in Unicode normal form C: plain ASCII as it stands, all else in the arena. The text must
 * have passed text_check. REJECT when the arena is full.
 */
enum outcome text_normalise(struct bytes text, struct arena *arena, struct bytes *normal,
                            struct failure *why);
