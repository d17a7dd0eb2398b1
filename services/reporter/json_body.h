/*
 * json_body: a JSON value as the body of an answer, or as a part of it.
 */
#pragma once

#include <jansson.h>

#include "runtime/buffer.h"

/* Puts the value and a line feed behind what is there; keys stay in the order they were set. */
void json_body_put(struct buffer *body, const json_t *value);

/* The same on one line, without the line feed. */
void json_line_put(struct buffer *body, const json_t *value);
