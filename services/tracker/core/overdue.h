/*
 * overdue: the days at whose end an open dossier is past its stated due (domain.md section 3,
 * local).
 *
 * Pure; days that lie in the future are said like any others.
 */
#pragma once

#include "tracker/core/judgement.h"

/* The runs in order, in the arena. REJECT when it is too small. */
enum outcome overdue_runs(const struct history *history, struct arena *arena,
                          const struct day_run **runs, uint32_t *count, struct failure *why);

/* The wait that lasts at the end of the day, among so many; NULL when there is none. */
const struct wait *overdue_wait_at(const struct wait *waits, uint32_t count, int32_t day);
