/*
 * arrival: the year's facts in the order in which they reach us.
 *
 * Mostly by their time, but some come hours or weeks late, after other facts of the same
 * dossier, and some come twice.
 */
#pragma once

#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/year.h"

/*
 * Writes every fact into one file, and into the other the payments of dossiers that were not
 * voided. RETRY when memory ends.
 */
enum outcome arrival_write(const struct year *year, struct outfile *facts, struct outfile *payments,
                           struct failure *why);
