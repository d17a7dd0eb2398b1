/*
 * feedback_story: a feedback told in few words, and what became of it printed for people.
 *
 * A fact is MONTH-DAYThh:mm WORD, of 2026, where WORD is a step, `received` with =UNIT (U1 unless
 * said), `staff`, or closed=VERDICT; commas stand between them. March 2 is a Monday; February 16 to
 * 20 are Tết, and Saturday the 28th makes up for a Monday.
 */
#pragma once

#include "tracker/core/feedback.h"

enum { FEEDBACK_FACTS = 12, FEEDBACK_TEXT = 1024 };

struct told {
    struct history_fact facts[FEEDBACK_FACTS];
    union fact_data data[FEEDBACK_FACTS];
    char ids[FEEDBACK_FACTS][8];
    char units[FEEDBACK_FACTS][8];
    uint32_t count;
};

struct printed {
    char text[FEEDBACK_TEXT];
    size_t used;
};

/* A word that it does not know fails the test. */
void feedback_tell(struct told *told, const char *text);

/* One more fact, at a moment, with an id of its own. */
void feedback_tell_one(struct told *told, int64_t time_us, const char *word);

void feedback_calendar(struct calendar *calendar);

/* "ended answered late; (request 03-09 kept); answer 03-26 +3 broken": brackets do not judge. */
void feedback_print(struct printed *printed, const struct feedback *feedback);

/* "03-02 received_procedure bad; 03-27 ended_late answered". */
void feedback_print_counts(struct printed *printed, const struct contributions *contributions);

/* Folds, judges and prints both. */
void feedback_fold_told(const struct told *told, struct printed *state, struct printed *counts);
