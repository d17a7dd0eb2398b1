/*
 * plain: the agency table computed plainly from the list of facts, beside that from the sums.
 */
#pragma once

#include "tests/flow/world.h"

/*
 * Reads the log, folds every dossier in another order than it came, counts states day by day, and
 * compares each cell of the agency table for a few periods with the one that reporter/core makes
 * from the sums.
 */
enum outcome plain_agrees(const struct world *world, struct failure *why);
