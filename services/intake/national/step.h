/*
 * step: one item of CapNhatTienDoHoSoMC, as a dossier.status fact.
 */
#pragma once

#include "intake/national/keys.h"

/* Fills all of the fact but source, subject and item. REJECT without a moment or a status. */
enum outcome step_convert(struct reading *reading, const json_t *item, struct national_fact *fact);
