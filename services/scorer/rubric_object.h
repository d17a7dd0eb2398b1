/*
 * rubric_object: a JSON object becomes a rubric, or says what is wrong with it.
 */
#pragma once

#include <jansson.h>

#include "runtime/arena.h"
#include "runtime/outcome.h"
#include "scorer/core/rubric.h"

/* The rubric's texts and lists live in the arena; the object may go. */
enum outcome rubric_from_object(json_t *root, struct arena *arena, struct rubric *rubric,
                                struct failure *why);
