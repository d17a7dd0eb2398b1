/*
 * deadline_lines: questions about working time with the tracker's answers, a line each.
 *
 * What tests/oracle/working_time.lua reads; the lines are described there.
 */
#pragma once

#include "tracker/core/deadline.h"

/* The head of a calendar: the special days are told when they are not those of the file. */
void line_calendar(const char *name, const struct hours_segment *segments, uint32_t count,
                   const struct special_days *own);

void line_minutes(const struct calendar *calendar, struct moment from, struct moment to);
void line_receipt(const struct calendar *calendar, struct moment moment);
void line_worked(const struct calendar *calendar, struct moment from);
void line_next(const struct calendar *calendar, int32_t day);
void line_nth(const struct calendar *calendar, int32_t day, int64_t n);
void line_end(const struct calendar *calendar, int32_t working_day);
void line_after(const struct calendar *calendar, struct moment from, int64_t minutes);
void line_base(const struct calendar *calendar, struct limit limit, struct moment receipt);
void line_deadline(const struct deadline_question *question);
