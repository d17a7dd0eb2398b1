/*
 * answers: one function for each thing that can be asked; asks.c has their table.
 */
#pragma once

#include "reporter/asking.h"

enum outcome answer_report(struct asking *asking, struct failure *why);
enum outcome answer_indicators(struct asking *asking, struct failure *why);
enum outcome answer_dossiers(struct asking *asking, struct failure *why);
enum outcome answer_dossier(struct asking *asking, struct failure *why);
enum outcome answer_score(struct asking *asking, struct failure *why);
enum outcome answer_sources(struct asking *asking, struct failure *why);
enum outcome answer_status(struct asking *asking, struct failure *why);
enum outcome answer_rejects(struct asking *asking, struct failure *why);
enum outcome answer_feedback(struct asking *asking, struct failure *why);
enum outcome answer_figures(struct asking *asking, struct failure *why);
enum outcome answer_wait(struct asking *asking, struct failure *why);
enum outcome answer_quality(struct asking *asking, struct failure *why);
enum outcome answer_ping(struct asking *asking, struct failure *why);
