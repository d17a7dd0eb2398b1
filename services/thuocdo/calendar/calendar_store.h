/*
 * calendar_store: bringing the special days of the installation in line with a list.
 *
 * What counts of it (hours of work, not only words) is one change, with a version of its own, after
 * which the tracker judges anew whom it touches.
 */
#pragma once

#include <stdio.h>

#include "runtime/database.h"
#include "thuocdo/calendar/calendar_file.h"

extern const struct embedded calendar_sql[];

enum calendar_origin { CALENDAR_SHIPPED, CALENDAR_LOCAL };

struct calendar_change {
    int64_t version; /* 0: nothing that counts has changed. */
    int32_t first_day;
    int32_t last_day;
    int days; /* Days that are special otherwise than before, and be it in words. */
};

/*
 * Makes the rows of the origin those of the list: all the shipped ones, the local ones of the years
 * that the list names. Prints each day that changes to `out` unless that is NULL. In a transaction
 * of the caller's.
 */
enum outcome calendar_replace(struct database *database, enum calendar_origin origin,
                              const struct calendar_rows *rows, FILE *out,
                              struct calendar_change *change, struct failure *why);

/* Brings the shipped rows in line with the list that is part of the program, in one transaction. */
enum outcome calendar_ship(struct database *database, struct calendar_change *change,
                           struct failure *why);
