#include "tests/tracker/talk.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/arena_sink.h"
#include "runtime/day.h"
#include "tests/tracker/talk_data.h"

static const char *const sources[TALK_SOURCES] = {"mot-cua", "bo-nganh", "cong-quoc-gia"};
static const char *const units[TALK_UNITS] = {
    "H08",       "H08.01",    "H08.02",    "H08.03",    "H08.04",    "H08.05",    "H08.06",
    "H08.04.01", "H08.04.02", "H08.04.03", "H08.05.01", "H08.05.02", "H08.05.03", "H08.05.04",
    "H08.06.01", "H08.06.02", "H08.06.03", "H08.06.04", "H08.07",    "H08.99"};
static const char *const procedures[TALK_PROCEDURES] = {
    "1.0001", "1.0002", "1.0003", "1.0004", "1.0005", "1.0006", "1.0007", "1.0008",
    "2.0001", "2.0002", "2.0003", "2.0004", "2.0005", "2.0006", "2.0007", "9.9999"};

const enum fact_type talk_of_dossiers[] = {
    FACT_RECEIVED,  FACT_STATUS, FACT_EXTENDED,   FACT_PAPERS,   FACT_FEE,
    FACT_PAID,      FACT_MOVED,  FACT_RATED,      FACT_NOTIFIED, FACT_SNAPSHOT,
    FACT_CORRECTED, FACT_VOIDED, FACT_COMPLAINED,
};

/* Of a hundred facts about dossiers so many are of that type; the rest are steps. */
static const struct {
    enum fact_type type;
    int percent;
} shares[] = {
    {FACT_RECEIVED,   8},
    {FACT_EXTENDED,   6},
    {FACT_PAPERS,     6},
    {FACT_FEE,        4},
    {FACT_PAID,       5},
    {FACT_MOVED,      4},
    {FACT_RATED,      4},
    {FACT_NOTIFIED,   4},
    {FACT_SNAPSHOT,   7},
    {FACT_CORRECTED,  5},
    {FACT_VOIDED,     1},
    {FACT_COMPLAINED, 2},
};

struct bytes talk_unit(size_t unit)
{
    return bytes_of_text(units[unit]);
}

struct bytes talk_procedure(size_t procedure)
{
    return bytes_of_text(procedures[procedure]);
}

struct bytes talk_source(size_t source)
{
    return bytes_of_text(sources[source]);
}

static size_t place_of(const char *const *codes, size_t count, struct bytes code)
{
    size_t place = 0;

    while (place < count && !bytes_equal(bytes_of_text(codes[place]), code))
        place++;
    return place;
}

size_t talk_unit_of(struct bytes code)
{
    return place_of(units, TALK_UNITS, code);
}

size_t talk_procedure_of(struct bytes code)
{
    return place_of(procedures, TALK_PROCEDURES, code);
}

bool talk_maybe(struct talk *talk, int percent)
{
    return chance_below(&talk->chance, 100) < (uint64_t)percent;
}

static int64_t moment_on(struct talk *talk, int32_t day)
{
    /* Midnight, the first morning, before noon, at noon, the end of hours, one second before
     * midnight. */
    static const int64_t clocks_s[] = {0, 27000, 30900, 41400, 43800, 61200, 61201, 86399};

    return day_start(day) + clocks_s[chance_below(&talk->chance, 8)] * SECOND_US;
}

int64_t talk_moment(struct talk *talk)
{
    return moment_on(talk,
                     talk->first_day + (int32_t)chance_below(&talk->chance, (uint64_t)talk->days));
}

int64_t talk_near(struct talk *talk, int64_t time_us)
{
    if (talk_maybe(talk, 25))
        return time_us;
    return moment_on(talk, day_of_instant(time_us) + (int32_t)chance_between(&talk->chance, -3, 9));
}

enum fact_type talk_dossier_type(struct talk *talk)
{
    int drawn = (int)chance_below(&talk->chance, 100);

    for (size_t row = 0; row < sizeof shares / sizeof shares[0]; row++) {
        if (drawn < shares[row].percent)
            return shares[row].type;
        drawn -= shares[row].percent;
    }
    return FACT_STATUS;
}

/* After the moment, by as much as it takes; sometimes before it, because a clock is wrong. */
static int64_t arrival(struct talk *talk, int64_t time_us)
{
    static const int64_t delays_s[] = {0, 1, 60, 3600, 86400, 259200, 1728000, -299, -300, -301};

    return time_us + delays_s[chance_below(&talk->chance, 10)] * SECOND_US;
}

static struct fact fact_of(struct talk *talk, enum fact_type type, int64_t time_us,
                           struct bytes source, struct bytes subject, struct arena *arena)
{
    char id[ID_LIMIT];
    const int length =
        snprintf(id, sizeof id, "%04x-%lld", (unsigned)chance_below(&talk->chance, 65536),
                 (long long)talk->number++);

    return (struct fact){
        .present = UINT64_C(1) << FACT_ROW_TYPE | UINT64_C(1) << FACT_ROW_ID |
                   UINT64_C(1) << FACT_ROW_SOURCE | UINT64_C(1) << FACT_ROW_TIME |
                   UINT64_C(1) << FACT_ROW_SUBJECT | UINT64_C(1) << FACT_ROW_DATA |
                   UINT64_C(1) << FACT_ROW_RECORDED_AT,
        .type = (int32_t)type,
        .id = {(const uint8_t *)arena_text(arena, id, (size_t)length), (size_t)length},
        .source = source,
        .time_us = time_us,
        .subject = subject,
        .recorded_us = arrival(talk, time_us),
    };
}

/* What intake lets in must be what it would let in. */
static void encode(struct fact *fact, const union fact_data *data, struct arena *arena)
{
    struct arena_sink sink;
    struct failure why;

    if (fact_check(fact, data, &why) != DONE) {
        fprintf(stderr, "talk: %s: %s\n", fact_kinds[fact->type].name, why.text);
        abort();
    }
    arena_sink_open(&sink, arena);
    if (!record_encode(fact_kinds[fact->type].data, data, &sink.sink))
        abort(); /* The arena is larger than any fact. */
    fact->data = sink.written;
}

struct fact talk_fact(struct talk *talk, enum fact_type type, int64_t time_us, struct bytes source,
                      struct bytes subject, struct arena *arena)
{
    struct fact fact = fact_of(talk, type, time_us, source, subject, arena);
    union fact_data data = {0};

    talk_data(talk, type, time_us, subject, arena, &data);
    encode(&fact, &data, arena);
    return fact;
}

struct fact talk_step(struct talk *talk, int64_t status, int64_t time_us, struct bytes source,
                      struct bytes subject, struct arena *arena)
{
    struct fact fact = fact_of(talk, FACT_STATUS, time_us, source, subject, arena);
    union fact_data data = {0};

    talk_data(talk, FACT_STATUS, time_us, subject, arena, &data);
    data.status.status = status;
    encode(&fact, &data, arena);
    return fact;
}

struct fact talk_reference(struct talk *talk, struct arena *arena)
{
    static const enum fact_type of_units[] = {
        FACT_UNIT_OPENED, FACT_UNIT_OPENED,    FACT_UNIT_OPENED, FACT_UNIT_RENAMED,
        FACT_UNIT_CLOSED, FACT_UNIT_SUCCEEDED, FACT_UNIT_HOURS,  FACT_UNIT_HOURS};
    const struct bytes source = talk_source(chance_below(&talk->chance, TALK_SOURCES));
    const int64_t time_us = talk_moment(talk);

    if (talk_maybe(talk, 60))
        return talk_fact(
            talk, talk_maybe(talk, 85) ? FACT_PROCEDURE_PUBLISHED : FACT_PROCEDURE_WITHDRAWN,
            time_us, source, talk_procedure(chance_below(&talk->chance, TALK_UNKNOWN_PROCEDURE)),
            arena);
    return talk_fact(talk, of_units[chance_below(&talk->chance, 8)], time_us, source,
                     talk_unit(chance_below(&talk->chance, TALK_UNKNOWN_UNIT)), arena);
}

struct fact talk_contradiction(struct talk *talk, const struct fact *fact, struct arena *arena)
{
    struct fact other = *fact;

    if (talk_maybe(talk, 50)) {
        other.time_us += DAY_US;
        return other;
    }
    other = talk_fact(talk, (enum fact_type)fact->type, fact->time_us + SECOND_US, fact->source,
                      fact->subject, arena);
    other.id = fact->id;
    return other;
}
