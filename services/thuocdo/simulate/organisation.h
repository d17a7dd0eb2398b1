/*
 * organisation: the province, its agencies and the procedures they handle, as facts.
 */
#pragma once

#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/year.h"

void organisation_write(struct outfile *output, const struct year *year);
