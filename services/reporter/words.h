/*
 * words: what facts, measures and states are called in an office, in Vietnamese.
 */
#pragma once

#include "proto/fact.h"
#include "proto/measure.h"
#include "reporter/core/writer.h"
#include "tracker/core/history.h"

/* What happened, with everything that the fact states. */
void words_fact(struct writer *writer, const struct history_fact *fact);

/* 08:35:10 ngày 01/02/2023 */
void words_instant(struct writer *writer, int64_t instant_us);
/* 01/02/2023 */
void words_day(struct writer *writer, int32_t day);
void words_due(struct writer *writer, const struct due *due);

const char *words_of_standing(enum standing standing);
const char *words_of_wait(enum wait_reason reason);
const char *words_of_attribute(enum attribute attribute);
const char *words_of_channel(int32_t channel);
const char *words_of_mark(enum measure mark);
void words_measure(struct writer *writer, enum measure measure); /* Marks too. */

/* Early, on time or late, and why; of dossiers that are not finished what keeps them. */
void words_verdict(struct writer *writer, const struct history *history);
