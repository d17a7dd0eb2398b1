#include "thuocdo/simulate/story.h"

#include <assert.h>
#include <string.h>

#include "runtime/day.h"

struct event *story_add(struct story *story, enum event_kind kind, int64_t time)
{
    struct event *added;

    assert(story->count < EVENTS);
    added = &story->events[story->count++];
    memset(added, 0, sizeof *added);
    added->kind = (uint8_t)kind;
    added->time = time;
    added->due = DAY_NONE;
    return added;
}

/* Insertion keeps events of one second in the order in which they were added. */
void story_sort(struct story *story)
{
    for (int at = 1; at < story->count; at++) {
        const struct event moving = story->events[at];
        int to = at;

        for (; to > 0 && story->events[to - 1].time > moving.time; to--)
            story->events[to] = story->events[to - 1];
        story->events[to] = moving;
    }
}
