/*
 * snapshot: one item of DongBoHoSoMC, as a dossier.snapshot fact.
 */
#pragma once

#include "intake/national/keys.h"

/* Fills all of the fact but source, subject and item. */
enum outcome snapshot_convert(struct reading *reading, const json_t *item,
                              struct national_fact *fact);
