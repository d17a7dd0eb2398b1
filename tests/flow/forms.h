/*
 * forms: every form that we ship, filled in for units and procedures of the stream.
 */
#pragma once

#include "tests/flow/identities.h"

/* REJECT when a table contradicts itself, or two adjacent periods do not give the whole. */
enum outcome forms_fill(const struct stocks *stocks, const struct cabinet *cabinet,
                        struct chance *chance, struct failure *why);
