#include "aggregator/marks.h"

#include <stdlib.h>

#include "runtime/buffer.h"

struct mark_key marks_key(int64_t partition, struct bytes unit, int64_t channel,
                          struct bytes system)
{
    struct mark_key key;

    memset(&key, 0, sizeof key);
    key.partition = (int32_t)partition;
    key.channel = (int16_t)channel;
    memcpy(key.unit, unit.at ? (const char *)unit.at : "", unit.length);
    memcpy(key.system, system.at, system.length);
    return key;
}

void marks_add(struct marks *marks, const struct mark_key *key, int64_t n)
{
    struct mark *mark;

    HASH_FIND(hh, marks->set, key, sizeof *key, mark);
    if (!mark) {
        mark = heap_take(1, sizeof *mark);
        mark->key = *key;
        HASH_ADD(hh, marks->set, key, sizeof mark->key, mark);
        marks->count++;
    }
    mark->n += n;
}

void marks_roll_up(const struct marks *days, struct marks *into)
{
    for (const struct mark *mark = days->set; mark; mark = mark->hh.next)
        for (enum step step = STEP_DAY; mark->n && step <= STEP_YEAR; step++) {
            struct mark_key key = mark->key;

            key.step = (int16_t)step;
            key.start = step_start(step, key.start);
            marks_add(into, &key, mark->n);
        }
}

void marks_free(struct marks *marks)
{
    struct mark *mark, *next;

    HASH_ITER(hh, marks->set, mark, next)
    {
        HASH_DEL(marks->set, mark);
        free(mark);
    }
    marks->count = 0;
}
