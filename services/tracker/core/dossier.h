/*
 * dossier: a dossier as it is kept, from its packed facts to what is to be posted.
 *
 * Pure. Facts are kept as kept_fact records one after another, in the order of the log; each
 * identity once, the one logged first (domain.md section 1).
 */
#pragma once

#include "proto/message.h"
#include "tracker/core/posting.h"

/* The hash under which a dossier is found: of source and code, a NUL behind each. */
uint64_t dossier_key(struct bytes source, struct bytes code);

enum addition { ADDED, DUPLICATE, CONFLICT, TOO_MANY };

/*
 * What adding the fact to the kept ones means; on ADDED its encoding is in the arena, to be put
 * behind them. DUPLICATE: same id and same content. CONFLICT: same id, other content. Complaints,
 * which are kept with every dossier of their code, are told apart by source and id.
 */
enum outcome dossier_add(struct bytes kept, uint32_t count, const struct fact *fact,
                         int64_t position, struct arena *arena, enum addition *addition,
                         struct bytes *encoded, struct failure *why);

/* The kept facts, decoded into the arena. */
enum outcome dossier_facts(struct bytes kept, struct arena *arena, struct history_fact **facts,
                           uint32_t *count, struct failure *why);

/* How many of the wanted records are not among the kept ones, byte for byte. */
uint32_t dossier_lacks(struct bytes kept, struct bytes wanted);

struct dossier_state {
    struct history history;
    struct history_fact *facts; /* In order. */
    uint32_t fact_count;
    struct judgement judgement;
    struct contributions contributions;
    struct posting posting;
    struct bytes posted;    /* The posting, encoded. */
    struct list difference; /* struct posting: what takes the stored posting there. */
};

/* Folds the kept facts and compares with the posting stored so far. Everything in the arena. */
enum outcome dossier_fold(struct bytes kept, struct bytes posted, const struct catalogue *catalogue,
                          struct arena *arena, struct dossier_state *state, struct failure *why);
