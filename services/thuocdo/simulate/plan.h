/*
 * plan: decides the dossiers of one agency so that its published row follows exactly.
 *
 * First so many dossiers of each kind and outcome, then exactly so many of them with each
 * attribute, then how each one lives, then days that keep the verdict, then payments.
 */
#pragma once

#include "thuocdo/simulate/year.h"

/* Adds the agency's dossiers to the year, in order of receipt. RETRY when memory ends. */
enum outcome plan_agency(struct year *year, int agency, struct failure *why);

/* Gives the dossiers their codes, once every agency is planned. */
void plan_codes(struct year *year);

/* The parts of it, in the order in which they are taken; all see the agency's dossiers only. */
struct planned {
    struct year *year;
    const struct published *published;
    int agency;
    struct dossier *dossiers;
    size_t count;
    struct dice dice;
};

void plan_marks(struct planned *planned); /* Attributes: plan_marks.c */
void plan_lives(struct planned *planned); /* How each lives: plan_lives.c */
void plan_days(struct planned *planned);  /* Receipt, due, end: plan_days.c */
enum outcome plan_payments(struct planned *planned, struct failure *why); /* plan_payments.c */
