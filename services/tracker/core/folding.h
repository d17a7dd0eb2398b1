/*
 * folding: what the parts of a fold share; private to history.c, stated.c and course.c.
 */
#pragma once

#include "tracker/core/history.h"

/* The status of an ending whose moment nobody stated. */
enum { ENDED_SOMETIME = 0, ANY_END = -1 };
#define FOR_EVER INT64_MAX

/* A status at a moment, said by a step or by the dated facts of the last snapshot. */
struct event {
    int64_t at_us;
    int32_t status;
    int32_t
        place; /* Among the events of one moment: its status, but for a supplement back at once. */
    int32_t row; /* Among those of one snapshot. */
    bool is_step;
    bool dropped;
    int32_t stretch; /* How often the dossier had been reopened before. */
    const struct history_fact *fact;
};

struct folding {
    const struct history_fact *facts;
    uint32_t count;
    const struct history_fact *snapshot; /* The last one, NULL when there is none. */
    uint32_t start;                      /* The first fact after the last refusal. */
    bool refused;
    int64_t refused_us;
    struct event *events; /* In order. */
    uint32_t event_count;
    int32_t last_stretch;       /* The only one that counts for the end. */
    const struct event *ending; /* The event that gave E, NULL while there is none. */
    struct history *history;
};

static inline void raise_flag(struct history *history, enum history_flag flag)
{
    history_raise(&history->flags, flag, true);
}

static inline int64_t fact_status(const struct history_fact *fact)
{
    return fact->type == FACT_STATUS ? fact->data->status.status : 0;
}

static inline bool has(const struct history_fact *fact, uint32_t row)
{
    return field_present(fact->data->present, row);
}

static inline const struct snapshot_data *last_snapshot(const struct folding *folding)
{
    return folding->snapshot ? &folding->snapshot->data->snapshot : NULL;
}

static inline bool snapshot_has(const struct folding *folding, enum snapshot_row row)
{
    return folding->snapshot && has(folding->snapshot, row);
}

/* Fills in what was last stated: unit, procedure, channel, papers, fees, status, voided. */
void folding_state(struct folding *folding);

/* Finds the last refusal, then R. False when there is no receipt after it. */
bool folding_receipt(struct folding *folding);

/* Finds E and the waits between R and E. REJECT when the arena is full. */
enum outcome folding_course(struct folding *folding, struct arena *arena, struct failure *why);

/* Finds what was stated of the due, and what is odd about it. REJECT when the arena is full. */
enum outcome folding_dues(struct folding *folding, struct arena *arena, struct failure *why);

static inline enum outcome no_room_to_fold(struct failure *why)
{
    return fail(why, REJECT, "dossier has more facts than the memory for one takes");
}
