/*
 * log: one key=value line on standard error for each thing that happened.
 */
#pragma once

#include "runtime/outcome.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Names the service in every line and sets the lowest level that is printed ("debug" … "error"). */
void log_open(const char *service, const char *level);

/* The text is key=value pairs; values with blanks stand in quotes: log_line(LOG_INFO, "at=%d", 1).
 */
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What went wrong, its outcome and where it was noticed. */
void log_failure(enum log_level level, enum outcome outcome, const struct failure *why);
