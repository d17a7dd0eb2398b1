/*
 * telling_parts: what the telling of a dossier and that of a feedback have in common.
 */
#pragma once

#include <jansson.h>

#include "reporter/core/writer.h"
#include "tracker/core/posting.h"

/* ---- for people ---- */

void parts_number(struct writer *writer, int64_t value);

/* 17:00 ngày 01/02/2023 */
void parts_moment(struct writer *writer, struct moment moment);

/* "  Đơn vị: H08.12 – Sở Tư pháp" with a line feed; the name may be NULL. */
void parts_coded(struct writer *writer, const char *title, struct bytes code, const char *name);

void parts_instant(struct writer *writer, const char *title, int64_t instant_us);

/* "Quá hạn: từ ngày …": a run of days; to_day is the first one behind it, INT32_MAX: for ever. */
void parts_run(struct writer *writer, int32_t from_day, int32_t to_day);

/* The working hours from the first day to the last, as they change on the way. */
void parts_hours(struct writer *writer, const struct calendar *calendar, int32_t first_day,
                 int32_t last_day);

/* Each day on the way that is no working day, or is one by decree, and why. */
void parts_special_days(struct writer *writer, const struct calendar *calendar, int32_t first_day,
                        int32_t last_day);

void parts_facts(struct writer *writer, int64_t partition, const struct history_fact *facts,
                 uint32_t count);

void parts_contributions(struct writer *writer, const struct contributions *contributions,
                         bool is_current);

/* ---- as JSON; the caller's, to give back with json_decref ---- */

json_t *parts_code_json(struct bytes code);
json_t *parts_instant_json(bool known, int64_t instant_us);
json_t *parts_day_json(int32_t day);

/* 2024-02-08T17:00, a local minute; an end of hours at 24:00 stays on its day. */
json_t *parts_moment_json(struct moment moment);

json_t *parts_run_json(int32_t from_day, int32_t to_day);

/* Days without work from the first to the last, and those with work by decree. */
json_t *parts_special_days_json(const struct calendar *calendar, int32_t first_day,
                                int32_t last_day);

/* The source is that of facts which do not say another. */
json_t *parts_facts_json(const char *source, int64_t partition, const struct history_fact *facts,
                         uint32_t count);

json_t *parts_contributions_json(const struct contributions *contributions);
