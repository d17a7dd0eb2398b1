/*
 * printed: facts from which the statistics of a small office follow as it printed them.
 *
 * Two quarters of administrative reform: Tân Hồng district 2021 and the Department of Planning and
 * Investment of Điện Biên 2023. What was printed is in printed/ as groups of procedures and of
 * dossiers with their counts, and as reported figures; where the printed table contradicts itself,
 * the groups have the corrected count (tests/fixtures/ says which, and why). The same seed gives
 * the same bytes.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "runtime/outcome.h"

/* Whether there is a report of that name. */
bool printed_known(const char *report);

/*
 * Writes one file of facts for each system of the report, SYSTEM.jsonl, into the directory, which
 * must be there. RETRY names a file that cannot be written.
 */
enum outcome printed_write(const char *report, const char *directory, uint64_t seed,
                           struct failure *why);
