/*
 * file_text: files that are read whole, and what is wrong in their lines.
 */
#pragma once

#include "runtime/buffer.h"
#include "runtime/outcome.h"

/* REJECT names the file when it cannot be read, or has `limit` bytes or more. */
enum outcome file_text_read(const char *path, size_t limit, struct buffer *text,
                            struct failure *why);

/* Prints "PATH:LINE: what: rule" on standard error, the path being the context. */
void file_text_refuse(void *path, size_t line, const char *what, const char *rule);
