/*
 * national: one dossier as the national record has it: national-format.md 1.2 and 1.3.
 *
 * Every scalar is a string; what is not there is "", null or missing, as the systems differ.
 */
#pragma once

#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/state.h"

enum { NATIONAL_MOMENT = 16 };

/* The second as yyyyMMddHHmmss in local time. */
void national_moment(int64_t second, char text[NATIONAL_MOMENT]);

/* Adds the DongBoHoSoMC item that says what is true at the second. */
void national_add_record(struct outfile *output, const struct year *year, const struct story *story,
                         int64_t second);

/* Adds the CapNhatTienDoHoSoMC item of one step. */
void national_add_step(struct outfile *output, const struct story *story, int64_t second,
                       int status);
