/*
 * simulate: plays a province's one-stop system for a year whose published tables are known.
 *
 * The facts it writes are invented dossier by dossier, yet the tables that Bình Định printed for
 * 2023-01-01..2023-12-25 follow from them by the rules of counting. The same seed gives the same
 * bytes on every machine; it reads no clock and uses no floating point.
 */
#pragma once

#include <stdint.h>

#include "runtime/outcome.h"

struct simulate_options {
    uint64_t seed;
    const char *directory;
    const char *agencies; /* Comma-separated agency_ids to play, NULL = all. */
    const char *of;       /* What to play: NULL is the year of Bình Định, else see printed.h. */
};

/*
 * Writes organisation.jsonl, facts.jsonl, national.jsonl, payments.jsonl and feedback.jsonl into
 * the directory, which is made if missing; of a printed report one file for each system. REJECT
 * names an unknown agency or report, RETRY a file that cannot be written.
 */
enum outcome simulate_run(const struct simulate_options *options, struct failure *why);
