/*
 * hidden: facts that no sum shows, because their dossier is not counted, or not yet on that day.
 */
#pragma once

#include "reporter/series.h"

/* Whether any fact up to the day has come about a dossier of the unit or of one below it. */
enum outcome hidden_facts(struct asking *asking, const struct series *series, const char *unit,
                          int32_t day, bool *any, struct failure *why);
