/*
 * canonical: the lines of domain.md section 9 that tell one dossier's story.
 */
#pragma once

#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/state.h"

#define SIMULATE_SOURCE "binhdinh"

/* Which dossier of the year it is, for the ids of its facts. */
size_t canonical_number(const struct year *year, const struct story *story);

/* Writes the fact of the story's event of that number into the line; does not end it. */
void canonical_add_event(struct outfile *output, const struct year *year, const struct story *story,
                         int event);

/* Writes the source's whole record as of the second. */
void canonical_add_snapshot(struct outfile *output, const struct year *year,
                            const struct story *story, int number, int64_t second);

/* Whether a source that reports whole records reports this event on its own as well. */
bool canonical_beside_records(const struct event *event);
