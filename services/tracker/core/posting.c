#include "tracker/core/posting.h"

#include "runtime/arena_sink.h"

enum { NUMBERS_AN_ENTRY = 3 };

static enum outcome no_room(struct failure *why)
{
    return fail(why, REJECT, "dossier has more postings than the memory for one takes");
}

enum outcome posting_of(const struct history *history, const struct contributions *contributions,
                        struct arena *arena, struct posting *posting, struct failure *why)
{
    int64_t *numbers = arena_take(arena, (size_t)contributions->count * NUMBERS_AN_ENTRY * 8);

    *posting = (struct posting){0};
    if (!numbers)
        return no_room(why);
    if (contributions->count == 0)
        return DONE;
    posting->present = UINT64_C(1) << POSTING_CHANNEL | UINT64_C(1) << POSTING_ENTRIES;
    posting->unit = history->unit;
    posting->procedure = history->procedure;
    posting->channel = history->channel;
    if (posting->unit.length)
        posting->present |= UINT64_C(1) << POSTING_UNIT;
    if (posting->procedure.length)
        posting->present |= UINT64_C(1) << POSTING_PROCEDURE;
    posting->entries = (struct list){numbers, contributions->count * NUMBERS_AN_ENTRY};
    for (uint32_t row = 0; row < contributions->count; row++) {
        *numbers++ = contributions->at[row].day;
        *numbers++ = contributions->at[row].measure;
        *numbers++ = contributions->at[row].n;
    }
    return DONE;
}

enum outcome posting_encode(const struct posting *posting, struct arena *arena,
                            struct bytes *encoded, struct failure *why)
{
    struct arena_sink sink;

    arena_sink_open(&sink, arena);
    if (posting->entries.count > 0 && !record_encode(&posting_schema, posting, &sink.sink))
        return no_room(why);
    *encoded = sink.written;
    return DONE;
}

enum outcome posting_decode(struct bytes encoded, struct arena *arena, struct posting *posting,
                            struct failure *why)
{
    *posting = (struct posting){0};
    if (encoded.length == 0)
        return DONE;
    return message_decode(&posting_schema, encoded, posting, arena, why);
}

static bool same_key(const struct posting *left, const struct posting *right)
{
    return left->channel == right->channel && bytes_equal(left->unit, right->unit) &&
           bytes_equal(left->procedure, right->procedure);
}

/* Orders two entries by day and measure. */
static int compare_entries(const int64_t *left, const int64_t *right)
{
    if (left[0] != right[0])
        return left[0] < right[0] ? -1 : 1;
    return (left[1] > right[1]) - (left[1] < right[1]);
}

static int64_t *put(int64_t *into, const int64_t *entry, int64_t n)
{
    into[0] = entry[0];
    into[1] = entry[1];
    into[2] = n;
    return into + NUMBERS_AN_ENTRY;
}

/* after - before, both in order, into `into`; returns how many numbers were written. */
static uint32_t subtract(const struct list *before, const struct list *after, int64_t *into)
{
    const int64_t *old = before->at, *old_end = old + before->count;
    const int64_t *new = after->at, *new_end = new + after->count;
    int64_t *at = into;

    while (old < old_end || new < new_end) {
        const int order = old == old_end ? 1 : new == new_end ? -1 : compare_entries(old, new);

        if (order < 0)
            at = put(at, old, -old[2]);
        else if (order > 0)
            at = put(at, new, new[2]);
        else if (old[2] != new[2])
            at = put(at, new, new[2] - old[2]);
        if (order <= 0)
            old += NUMBERS_AN_ENTRY;
        if (order >= 0)
            new += NUMBERS_AN_ENTRY;
    }
    return (uint32_t)(at - into);
}

static enum outcome add_difference(const struct posting *key, const struct list *before,
                                   const struct list *after, struct arena *arena,
                                   struct list *difference, struct failure *why)
{
    int64_t *numbers = arena_take(arena, ((size_t)before->count + after->count + 1) * 8);
    struct posting *into = &((struct posting *)difference->at)[difference->count];

    if (!numbers)
        return no_room(why);
    *into = *key;
    into->entries = (struct list){numbers, subtract(before, after, numbers)};
    difference->count += into->entries.count > 0;
    return DONE;
}

enum outcome posting_difference(const struct posting *before, const struct posting *after,
                                struct arena *arena, struct list *difference, struct failure *why)
{
    const struct list none = {0};

    *difference = (struct list){arena_take(arena, 2 * sizeof(struct posting)), 0};
    if (!difference->at)
        return no_room(why);
    if (same_key(before, after) || before->entries.count == 0)
        return add_difference(after, &before->entries, &after->entries, arena, difference, why);
    TRY(add_difference(before, &before->entries, &none, arena, difference, why));
    return add_difference(after, &none, &after->entries, arena, difference, why);
}
