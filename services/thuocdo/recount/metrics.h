/*
 * metrics: what a recount found, as Prometheus text in a file (textfile collector of
 * node-exporter).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "runtime/outcome.h"

/* What was last found in a partition. */
struct recount_found {
    bool counted; /* At least once since the start. */
    int64_t dossiers;
    int64_t differences;
};

struct recount_metrics {
    struct recount_found *partitions; /* By number; 0: the log and what is in no partition. */
    int count;
    int64_t last_success_us; /* End of the last round that came to its end; 0: none yet. */
    int64_t duration_ms;     /* Of that round. */
};

/* Writes the file beside its place and moves it there, so that nobody reads half of it. */
enum outcome metrics_write(const char *path, const struct recount_metrics *metrics,
                           struct failure *why);
