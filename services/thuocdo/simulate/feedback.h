/*
 * feedback: what applicants are told and what they say: messages, votes, feedback and its steps.
 *
 * None of it changes a cell of the tables that were printed. It has dice of its own, so that a year
 * is the same whether it is sent or not.
 */
#pragma once

#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/year.h"

/* Writes it dossier by dossier, each in order of time. */
enum outcome feedback_write(const struct year *year, struct outfile *output, struct failure *why);
