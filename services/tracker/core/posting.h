/*
 * posting: what a dossier has contributed so far, and what is to be added to make it right.
 *
 * Pure. A posting is stored encoded with the dossier (protocol rule 6); the delta to send is the
 * new posting less the stored one, so that late facts, moves, corrections and corrected programs
 * are all the same thing.
 */
#pragma once

#include "proto/message.h"
#include "tracker/core/contributions.h"

/* The posting of a folded dossier, in the arena; no entries when it is not counted. */
enum outcome posting_of(const struct history *history, const struct contributions *contributions,
                        struct arena *arena, struct posting *posting, struct failure *why);

/* Encodes it; empty bytes for a posting without entries. */
enum outcome posting_encode(const struct posting *posting, struct arena *arena,
                            struct bytes *encoded, struct failure *why);
enum outcome posting_decode(struct bytes encoded, struct arena *arena, struct posting *posting,
                            struct failure *why);

/*
 * What takes `before` to `after`: none, one or two postings (two when the key changed), in the
 * arena. Entries that stay the same are left out.
 */
enum outcome posting_difference(const struct posting *before, const struct posting *after,
                                struct arena *arena, struct list *difference, struct failure *why);
