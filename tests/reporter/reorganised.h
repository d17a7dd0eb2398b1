/*
 * reorganised: a random organisation over some years, and random dossiers in it.
 *
 * Units are opened, merged, split, given other codes, moved, renamed and closed, with and without
 * saying who goes on; some successions contradict each other, lead in a circle, back, or to a unit
 * that nobody opened, and now and then units are told to be above each other. Everything is by
 * number; reorganised_code gives a unit its code.
 */
#pragma once

#include "tests/support/chance.h"

enum {
    UNITS = 36, /* Opened at most … */
    GHOSTS = 4, /* … and named by others without ever being opened. */
    CODES = UNITS + GHOSTS,
    NO_UNIT = -1,
    DEPTH = 5, /* The root is 1. */
    VERSIONS = 400,
    SUCCESSIONS = 120,
    SUCCESSORS = 3,
    CELLS = 60,
    SOURCES = 3, /* The last one is national and counts nowhere. */
    DOSSIERS = 3 * CELLS,
    CODE_TEXT = 8,
};

struct version {
    int unit;
    int32_t day;
    bool open;
    int parent;
};

struct succession {
    int unit;
    int32_t day;
    int successors[SUCCESSORS];
    int count;
};

/* `n` dossiers that share their life. */
struct dossier_group {
    int unit;
    int channel; /* 1 direct, 2 online, 3 post. */
    int source;
    int partition;
    int64_t n;
    int32_t received;
    bool ended, late, withdrawn;
    int32_t end;
    int32_t overdue; /* The first day, of late ones. */
};

struct reorganised {
    struct chance chance;
    int units;                         /* Opened at some time: 0 … units - 1, in that order. */
    struct version versions[VERSIONS]; /* Rising by day. */
    int version_count;
    struct succession successions[SUCCESSIONS]; /* Each unit and day once, in no order. */
    int succession_count;
    bool circle;        /* Some units were told to be above each other. */
    int homes[SOURCES]; /* Where dossiers of unknown units hang. */
    struct dossier_group groups[DOSSIERS];
    int group_count;
    int32_t days[VERSIONS]; /* On which something happened, rising. */
    int day_count;
};

void reorganised_make(struct reorganised *made, uint64_t seed);

void reorganised_code(int unit, char text[CODE_TEXT]);

/* A period whose borders like to lie where something happened. */
void reorganised_period(struct reorganised *made, int32_t *from, int32_t *to);
