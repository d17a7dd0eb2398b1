/*
 * envelopes: the year as national records, several items to an envelope.
 */
#pragma once

#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/year.h"

/* Writes every dossier that was not voided, as pushed; RETRY when memory ends. */
enum outcome envelopes_write(const struct year *year, struct outfile *national,
                             struct failure *why);
