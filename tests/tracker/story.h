/*
 * story: a dossier told in few words, and its state printed for people.
 *
 * A line is a fact: DAY [CLOCK] TYPE [WORD=VALUE…], where a day is that of February 2024 (31 is
 * the 2nd of March), the clock is 08:00 unless said, and "status 5" is short for "status status=5".
 * Moments are written 04T17:00, days 04, supplements 02T08:00..04T08:00, fees 50000; a WORD is a
 * key of domain.md section 9; recorded_at is when the fact arrived (else at its time).
 * Procedures 1.01 … are published with `published limit=5:working_day`, in force from the day told;
 * units are opened with `opened code=U1` and state hours with `hours code=U1
 * mon=07:30-11:30,13:30-17:00 …`.
 *
 *   01 received unit=U1 procedure=1.01 channel=online due=08
 *   02 09:30 status 4
 */
#pragma once

#include "tests/tracker/cabinet.h"

enum { STORY_TEXT = 4096 };

/* Text that grows up to its room; what does not fit fails the test. */
struct page {
    char *at;
    size_t room;
    size_t length;
};

void page_print(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Files the facts of the lines in the cabinet; a word that it does not know fails the test. */
void story_tell(struct cabinet *cabinet, const char *lines);

/* Files the lines and folds the one dossier that they tell of. */
void story_fold(struct cabinet *cabinet, const char *lines, struct dossier_state *state);

/* "open unit=U1 … R=01T08:00 due=08 …": what the history says, in one line. */
void story_print_history(struct page *page, const struct history *history, uint32_t flags);

/* "01 received", "03 waiting_in 2": a line each. */
void story_print_contributions(struct page *page, const struct contributions *contributions);
