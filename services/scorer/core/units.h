/*
 * units: the tree of units over time, and from which day on each one's scores may differ.
 *
 * Pure: arrays that somebody else owns. A unit has at least one version; they follow each other
 * without a gap, the first one also standing for all days before it.
 */
#pragma once

#include "runtime/bytes.h"
#include "scorer/core/period.h"
#include "scorer/core/rubric.h"

#define UNIT_NONE UINT32_MAX
#define UNTOUCHED INT32_MAX

struct unit_version {
    int32_t holds_from;
    int32_t holds_to;
    int32_t from_day; /* When it began: holds_from but for the first version. */
    bool open;
    enum rubric_level level;
    uint32_t parent; /* UNIT_NONE: a root. */
};

struct unit {
    struct bytes code;
    uint32_t first; /* Of its versions. */
    uint32_t count;
};

struct units {
    struct unit *at; /* By code, bytewise. */
    uint32_t count;
    struct unit_version *versions;
};

/* UNIT_NONE when there is no such unit. */
uint32_t units_find(const struct units *units, struct bytes code);

const struct unit_version *units_version(const struct units *units, uint32_t unit, int32_t day);

/* Was the unit open on one of the days of the period? */
bool units_open_in(const struct units *units, uint32_t unit, const struct period *period);

/*
 * The unit and all above it on the day, from below; a circle of parents
 * ends at UNIT_DEPTH.
 */
enum { UNIT_DEPTH = 32 };
size_t units_path(const struct units *units, uint32_t unit, int32_t day, uint32_t path[UNIT_DEPTH]);

/*
 * Notes in `touched`, a day for each unit, that the sums of the unit changed from the day on: its
 * scores and those of every unit that is above it on that day or later.
 */
void units_touch(const struct units *units, int32_t *touched, uint32_t unit, int32_t day);
void units_touch_all(const struct units *units, int32_t *touched, int32_t day);
