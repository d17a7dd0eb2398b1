/*
 * complaint: the fact that a feedback makes about the dossier it names.
 *
 * dossier.complained concerns every dossier with that code, of whichever source (domain.md section
 * 1), so it lies in the partition of the dossier's code. Its id is a keyed hash of the feedback's
 * number and id: the feedback sent again makes the same fact again.
 */
#pragma once

#include "proto/fact.h"

struct complaint {
    struct fact fact; /* Without `data` in bytes: fact_encode makes them. */
    union fact_data data;
};

/* True for a feedback.received that names a dossier; no other fact makes a complaint. */
bool complaint_due(const struct fact *fact, const union fact_data *data);

/*
 * Makes the complaint of a fact for which one is due, under the source's secret of key_length
 * bytes. Texts point to those of the feedback and into the arena. REJECT when that is full.
 */
enum outcome complaint_of(const struct fact *feedback, const union fact_data *data,
                          const uint8_t *key, size_t key_length, struct arena *arena,
                          struct complaint *complaint, struct failure *why);
