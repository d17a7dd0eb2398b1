/*
 * proposed_days: the calendar as it would be with a file loaded, as `thuocdo calendar --load` does.
 */
#pragma once

#include "runtime/database.h"
#include "thuocdo/calendar/calendar_file.h"
#include "tracker/core/working_time.h"

/*
 * The special days with the file's rows instead of the local ones of the years that it names; in
 * the arena, without their names and sources.
 */
enum outcome proposed_days_read(const struct calendar_rows *days, struct database *database,
                                struct arena *arena, struct special_days *specials,
                                struct failure *why);

/* The first day on which hours of work differ; DAY_NONE: none. */
int32_t proposed_days_first(const struct special_days *before, const struct special_days *after);
