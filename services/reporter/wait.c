/*
 * Waiting until all that was logged at one moment is visible in every view (protocol rule 13).
 *
 * The positions to be reached are captured stage by stage, each when the one before is reached, and
 * travel with the client: "log 1:17 2:9 c:3" says what is still to be reached, c being the version
 * of the calendar. So a stream of facts that never ends cannot keep anyone waiting for ever, and
 * the reporter remembers nobody.
 */
#include <stdio.h>
#include <stdlib.h>

#include "proto/fact.h"
#include "reporter/answers.h"
#include "reporter/store.h"

/* What is to be reached, by partition; 0 where nothing is. */
struct marks {
    int64_t *at;
    size_t count;
    int64_t calendar; /* Dossiers must follow this version; first stage only. */
};

static int64_t log_end(const struct positions *position)
{
    return position->log_end;
}

static int64_t delta_end(const struct positions *position)
{
    return position->delta_end;
}

static int64_t changed_end(const struct positions *position)
{
    return position->changed_end;
}

static int64_t log_at(const struct positions *position)
{
    return position->log_at;
}

static int64_t delta_at(const struct positions *position)
{
    return position->delta_at;
}

static int64_t changed_at(const struct positions *position)
{
    return position->changed_at;
}

static const struct stage {
    const char *name;
    const char *reader;
    int64_t (*end)(const struct positions *position);
    int64_t (*at)(const struct positions *position);
} stages[] = {
    {"log",     "tracker",    log_end,     log_at    },
    {"delta",   "aggregator", delta_end,   delta_at  },
    {"changed", "scorer",     changed_end, changed_at},
};

enum { STAGES = sizeof stages / sizeof stages[0] };

static bool is_tracked(const struct positions *positions, size_t partition,
                       const struct marks *marks)
{
    /* Every dossier must follow the catalogue as of the captured end of partition 0. */
    return partition == 0 || (positions[partition].catalogue_at >= marks->at[0] &&
                              positions[partition].calendar_at >= marks->calendar);
}

/* Clears what is reached; what is left is described, the first of it in words. */
static bool reach(const struct stage *stage, const struct positions *positions,
                  const struct marks *marks, struct failure *why)
{
    bool reached = true;

    for (size_t partition = marks->count; partition-- > 0;) {
        const int64_t at = stage->at(&positions[partition]);

        if (at >= marks->at[partition] &&
            (stage != &stages[0] || is_tracked(positions, partition, marks)))
            continue;
        reached = false;
        if (at < marks->at[partition])
            fail(why, RETRY, "%s is at %lld of %lld in partition %zu", stage->reader, (long long)at,
                 (long long)marks->at[partition], partition);
        else
            fail(why, RETRY,
                 "%s has still to follow the catalogue or the calendar in partition %zu",
                 stage->reader, partition);
    }
    return reached;
}

static void capture(const struct stage *stage, const struct positions *positions,
                    struct marks *marks)
{
    marks->calendar = positions[0].calendar_end;
    for (size_t partition = 0; partition < marks->count; partition++)
        marks->at[partition] = stage->end(&positions[partition]);
}

static enum outcome wrong_marks(struct failure *why)
{
    return fail_field(why, REJECT, "after", "after is not what an earlier answer said");
}

/* The place of "17:" or "c:"; NULL when it is neither. */
static int64_t *read_place(const char **text, struct marks *marks)
{
    char *end;
    long long partition;

    if (strncmp(*text, "c:", 2) == 0) {
        *text += 2;
        return &marks->calendar;
    }
    partition = strtoll(*text, &end, 10);
    if (end == *text || *end != ':' || partition < 0 || (size_t)partition >= marks->count)
        return NULL;
    *text = end + 1;
    return &marks->at[partition];
}

/* "17:3 18:9 c:4" into marks. */
static enum outcome read_marks(const char *text, struct marks *marks, struct failure *why)
{
    while (*text) {
        int64_t *place = read_place(&text, marks);
        char *end;

        if (!place)
            return wrong_marks(why);
        *place = strtoll(text, &end, 10);
        if (end == text || (*end && *end != ' '))
            return wrong_marks(why);
        text = *end ? end + 1 : end;
    }
    return DONE;
}

static enum outcome read_after(const char *after, size_t *stage, struct marks *marks,
                               struct failure *why)
{
    for (*stage = 0; *stage < STAGES; ++*stage) {
        const size_t length = strlen(stages[*stage].name);

        if (strncmp(after, stages[*stage].name, length) == 0 && after[length] == ' ')
            return read_marks(after + length + 1, marks, why);
    }
    return wrong_marks(why);
}

static void print_marks(struct asking *asking, const struct stage *stage, const struct marks *marks)
{
    asking_print(asking, "%s", stage->name);
    for (size_t partition = 0; partition < marks->count; partition++)
        if (marks->at[partition] > 0)
            asking_print(asking, " %zu:%lld", partition, (long long)marks->at[partition]);
    if (marks->calendar > 0 && stage == &stages[0])
        asking_print(asking, " c:%lld", (long long)marks->calendar);
    /* Too long to travel as an argument: the client begins anew. */
    if (asking->body->length > NAME_LIMIT)
        buffer_clear(asking->body);
}

enum outcome answer_wait(struct asking *asking, struct failure *why)
{
    const char *after = asking_text(asking, "after");
    struct positions *positions;
    struct marks marks = {0};
    size_t stage = 0;
    void *taken;

    TRY(store_positions(asking, &positions, &marks.count, why));
    TRY(asking_take(asking, marks.count * sizeof *marks.at + 1, &taken, why));
    marks.at = taken;
    if (after)
        TRY(read_after(after, &stage, &marks, why));
    else
        capture(&stages[0], positions, &marks);
    while (reach(&stages[stage], positions, &marks, why)) {
        if (++stage == STAGES)
            return DONE;
        capture(&stages[stage], positions, &marks);
    }
    asking->not_yet = true;
    print_marks(asking, &stages[stage], &marks);
    return DONE;
}
