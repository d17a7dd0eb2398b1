#include "tests/flow/tally.h"

#include <stdlib.h>

#include "aggregator/gathered.h"
#include "runtime/buffer.h"
#include "runtime/day.h"

enum {
    FIRST_ROOM = 1 << 14,
    NUMBERS_AN_ENTRY = 3,
    DAY_BITS = 20,
    MEASURE_BITS = 8,
    CODE_BITS = 6,
    SMALL_BITS = 4
};

static const uint64_t used = UINT64_C(1) << 63;

_Static_assert(MARK_END <= 1 << MEASURE_BITS, "a measure fits its bits");
_Static_assert(TALK_UNITS < 1 << CODE_BITS, "a unit fits its bits");

static uint64_t pack(const struct tally_key *key)
{
    uint64_t packed = (uint64_t)(uint32_t)key->day & ((UINT64_C(1) << DAY_BITS) - 1);

    packed = packed << MEASURE_BITS | key->measure;
    packed = packed << CODE_BITS | key->unit;
    packed = packed << CODE_BITS | key->procedure;
    packed = packed << SMALL_BITS | key->channel;
    packed = packed << SMALL_BITS | key->system;
    return packed | used;
}

static uint64_t take_bits(uint64_t *packed, int bits)
{
    const uint64_t taken = *packed & ((UINT64_C(1) << bits) - 1);

    *packed >>= bits;
    return taken;
}

struct tally_key tally_key_of(const struct tally_entry *entry)
{
    uint64_t packed = entry->key & ~used;
    struct tally_key key;

    key.system = (uint8_t)take_bits(&packed, SMALL_BITS);
    key.channel = (uint8_t)take_bits(&packed, SMALL_BITS);
    key.procedure = (uint8_t)take_bits(&packed, CODE_BITS);
    key.unit = (uint8_t)take_bits(&packed, CODE_BITS);
    key.measure = (uint8_t)take_bits(&packed, MEASURE_BITS);
    key.day = (int32_t)packed;
    return key;
}

static struct tally_entry *place_of(const struct tally *tally, uint64_t key)
{
    size_t place = (key * UINT64_C(0x9e3779b97f4a7c15)) >> 20 & (tally->room - 1);

    while (tally->at[place].key && tally->at[place].key != key)
        place = (place + 1) & (tally->room - 1);
    return &tally->at[place];
}

static void grow(struct tally *tally)
{
    const struct tally old = *tally;

    tally->room = old.room ? 2 * old.room : FIRST_ROOM;
    tally->at = heap_take(tally->room, sizeof *tally->at);
    for (size_t row = 0; row < old.room; row++)
        if (old.at[row].key)
            *place_of(tally, old.at[row].key) = old.at[row];
    free(old.at);
}

static void add(struct tally *tally, const struct tally_key *key, int64_t n)
{
    struct tally_entry *entry;

    if (2 * tally->count >= tally->room)
        grow(tally);
    entry = place_of(tally, pack(key));
    if (!entry->key) {
        entry->key = pack(key);
        tally->count++;
    }
    entry->n += n;
}

void tally_post(struct tally *tally, size_t system, const struct posting *posting)
{
    const int64_t *entry = posting->entries.at, *end = entry + posting->entries.count;
    const size_t procedure = talk_procedure_of(posting->procedure);
    struct tally_key key = {.system = (uint8_t)system,
                            .unit = (uint8_t)talk_unit_of(posting->unit),
                            .channel = (uint8_t)posting->channel};

    for (; entry < end; entry += NUMBERS_AN_ENTRY) {
        const bool mark = measure_is_mark((enum measure)entry[1]);

        key.day = (int32_t)entry[0];
        key.measure = (uint8_t)entry[1];
        key.procedure = (uint8_t)(mark ? TALK_PROCEDURES : procedure);
        add(tally, &key, entry[2]);
    }
}

/* ---- what was gathered ---- */

static size_t system_of(const char *name)
{
    size_t system = 0;

    while (!bytes_equal(talk_source(system), bytes_of_text(name)))
        system++;
    return system;
}

static void take_cell(struct tally *tally, const struct cell *cell)
{
    struct tally_key key = {
        .day = cell->key.start,
        .system = (uint8_t)system_of(cell->key.system),
        .unit = (uint8_t)talk_unit_of(bytes_of_text(cell->key.unit)),
        .procedure = (uint8_t)talk_procedure_of(bytes_of_text(cell->key.procedure)),
        .channel = (uint8_t)cell->key.channel,
    };

    for (uint64_t left = cell->sums.touched; left; left &= left - 1) {
        key.measure = (uint8_t)__builtin_ctzll(left);
        add(tally, &key, cell->sums.at[key.measure]);
    }
}

void tally_take(struct tally *tally, const struct gathered *gathered)
{
    for (const struct cell *cell = gathered->cells.set; cell; cell = cell->hh.next)
        take_cell(tally, cell);
    for (const struct mark *mark = gathered->marks.set; mark; mark = mark->hh.next) {
        const struct tally_key key = {
            .day = mark->key.start,
            .system = (uint8_t)system_of(mark->key.system),
            .unit = (uint8_t)talk_unit_of(bytes_of_text(mark->key.unit)),
            .procedure = TALK_PROCEDURES,
            .channel = (uint8_t)mark->key.channel,
            .measure = (uint8_t)mark->key.mark,
        };

        add(tally, &key, mark->n);
    }
}

/* ---- comparing ---- */

static enum outcome differs(const struct tally_entry *entry, const char *what, int64_t other,
                            struct failure *why)
{
    const struct tally_key key = tally_key_of(entry);
    char day[DAY_TEXT];

    day_print(key.day, day);
    return fail(why, REJECT,
                "%s on %s, unit %d, procedure %d, channel %d, system %d: %lld, %s %lld",
                measure_name((enum measure)key.measure), day, key.unit, key.procedure, key.channel,
                key.system, (long long)entry->n, what, (long long)other);
}

static enum outcome holds_all(const struct tally *tally, const struct tally *other,
                              const char *what, struct failure *why)
{
    for (size_t row = 0; row < tally->room; row++) {
        const struct tally_entry *entry = &tally->at[row];
        const int64_t n = entry->key && other->room ? place_of(other, entry->key)->n : 0;

        if (entry->n != n)
            return differs(entry, what, n, why);
    }
    return DONE;
}

enum outcome tally_equal(const struct tally *running, const struct tally *anew, struct failure *why)
{
    TRY(holds_all(running, anew, "and counted anew", why));
    return holds_all(anew, running, "counted anew, and running", why);
}

enum outcome tally_not_negative(const struct tally *tally, struct failure *why)
{
    for (size_t row = 0; row < tally->room; row++)
        if (tally->at[row].n < 0)
            return differs(&tally->at[row], "not below", 0, why);
    return DONE;
}

void tally_clear(struct tally *tally)
{
    if (tally->room)
        memset(tally->at, 0, tally->room * sizeof *tally->at);
    tally->count = 0;
}

void tally_free(struct tally *tally)
{
    free(tally->at);
    *tally = (struct tally){0};
}
