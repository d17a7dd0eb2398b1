/*
 * preview: whose verdict would change with other facts about procedures and units, or another
 * calendar. Reads in one snapshot, changes nothing.
 */
#pragma once

#include "thuocdo/preview/output.h"
#include "thuocdo/preview/proposal.h"

/*
 * Folds every dossier that may be judged otherwise under both catalogues and shows those that are;
 * `unit` NULL, or only those of it and of all that ever stood below it.
 */
enum outcome preview_run(const struct proposal_catalogues *catalogues, struct database *database,
                         const char *unit, struct preview_output *output, struct failure *why);
