#include "tests/flow/making.h"

#include <stdio.h>
#include <stdlib.h>

#include "intake/core/admit.h"
#include "runtime/arena.h"
#include "runtime/day.h"

enum {
    DOSSIERS_AT_LEAST = 8,
    DOSSIERS_AT_MOST = 22,
    ITEMS = 1200,
    ITEM_BYTES = 4096,
    BATCH_MOST = 9
};

const char *const producer_sources[PRODUCERS] = {"mot-cua", "mot-cua", "bo-nganh"};

/* The last unit is never opened: its dossiers stay unmapped. */
static const char *const units[] = {"H08.1", "H08.2", "H08.3", "H08.4", "H08.9"};
static const char *const procedures[] = {"1.01", "1.02", "1.03", "1.04", "9.99"};

enum {
    UNITS = sizeof units / sizeof units[0],
    PROCEDURES = sizeof procedures / sizeof procedures[0]
};

struct making_item {
    struct buffer item;
    int producer;
    bool wrong;
};

struct making {
    struct chance *chance;
    int producer;     /* Who says it. */
    char subject[32]; /* Of what is said. */
    int number;       /* Of facts, for their ids. */
    struct making_item items[ITEMS];
    size_t count;
    uint8_t *memory;
};

#define BIT(row) (UINT64_C(1) << (row))

static bool maybe(const struct making *making, int percent)
{
    return chance_below(making->chance, 100) < (uint64_t)percent;
}

static int64_t moment_on(const struct making *making, int32_t day)
{
    static const int64_t clocks_s[] = {0, 27000, 36000, 61200, 86399};

    return day_start(day) + clocks_s[chance_below(making->chance, 5)] * SECOND_US;
}

static int64_t moment(const struct making *making)
{
    return moment_on(making,
                     (int32_t)chance_between(making->chance, FIRST_DAY, FIRST_DAY + MADE_DAYS - 1));
}

static struct due due(const struct making *making, int32_t around)
{
    const int32_t day = around + (int32_t)chance_between(making->chance, -2, 12);

    if (maybe(making, 50))
        return (struct due){.day = day, .is_date = true};
    return (struct due){.instant_us = day_start(day) + 61200 * SECOND_US, .day = day};
}

static struct bytes unit(const struct making *making)
{
    return bytes_of_text(units[chance_below(making->chance, UNITS)]);
}

static struct bytes procedure(const struct making *making)
{
    return bytes_of_text(procedures[chance_below(making->chance, PROCEDURES)]);
}

static int32_t one_of(const struct making *making, int choices)
{
    return 1 + (int32_t)chance_below(making->chance, (uint64_t)choices);
}

static void encode(struct making *making, const struct fact *fact, const union fact_data *data,
                   bool wrong)
{
    struct arena arena = arena_over(making->memory, ITEM_BYTES);
    struct buffer *item = &making->items[making->count].item;
    struct sink sink = buffer_sink(item);

    if (making->count == ITEMS || !fact_encode(fact, data, &arena, &sink))
        abort();
    making->items[making->count].producer = making->producer;
    making->items[making->count++].wrong = wrong;
}

/* Says it; sometimes twice, sometimes otherwise under the same id, sometimes in a wrong name. */
static void say(struct making *making, enum fact_type type, int64_t time_us,
                const union fact_data *data)
{
    char id[24];
    struct fact fact = {
        .present = BIT(FACT_ROW_TYPE) | BIT(FACT_ROW_ID) | BIT(FACT_ROW_SOURCE) |
                   BIT(FACT_ROW_TIME) | BIT(FACT_ROW_SUBJECT),
        .type = (int32_t)type,
        .source = bytes_of_text(producer_sources[making->producer]),
        .time_us = time_us,
        .subject = bytes_of_text(making->subject),
    };

    snprintf(id, sizeof id, "%02x-%d", (unsigned)chance_below(making->chance, 256),
             making->number++);
    fact.id = bytes_of_text(id);
    encode(making, &fact, data, false);
    if (maybe(making, 6))
        encode(making, &fact, data, false);
    if (maybe(making, 4)) {
        fact.time_us += DAY_US;
        encode(making, &fact, data, false);
    }
    if (maybe(making, 2)) {
        fact.source = bytes_of_text("somebody-else");
        encode(making, &fact, data, true);
    }
}

/* ---- dossiers ---- */

static void say_received(struct making *making, int64_t time_us)
{
    union fact_data data = {
        .received = {.procedure = procedure(making),
                     .unit = unit(making),
                     .channel = one_of(making, 3),
                     .due = due(making, day_of_instant(time_us) + 3)}
    };

    data.present = BIT(RECEIVED_PROCEDURE) | BIT(RECEIVED_UNIT) | BIT(RECEIVED_CHANNEL);
    if (maybe(making, 85))
        data.present |= BIT(RECEIVED_DUE);
    say(making, FACT_RECEIVED, time_us, &data);
}

static void say_status(struct making *making, int64_t time_us, int64_t status)
{
    union fact_data data = {
        .status = {.present = BIT(STATUS_STATUS),
                   .status = status,
                   .due = due(making, day_of_instant(time_us)),
                   .channel_out = one_of(making, 3),
                   .on_spot = true}
    };

    if (maybe(making, 8))
        data.present |= BIT(STATUS_DUE);
    if (status == 10 && maybe(making, 60))
        data.present |= BIT(STATUS_CHANNEL_OUT);
    if (status == 10 && maybe(making, 30))
        data.present |= BIT(STATUS_ON_SPOT);
    say(making, FACT_STATUS, time_us, &data);
}

static void say_corrected(struct making *making, int64_t time_us)
{
    union fact_data data = {
        .corrected = {.procedure = procedure(making),
                      .unit = unit(making),
                      .channel = one_of(making, 3),
                      .received_us = moment(making),
                      .due = due(making, day_of_instant(time_us))}
    };

    data.present = 1 + chance_below(making->chance, 31);
    say(making, FACT_CORRECTED, time_us, &data);
}

static void say_papers(struct making *making, int64_t time_us)
{
    union fact_data data = {
        .papers = {.digitised = maybe(making, 80),
                   .reused = one_of(making, 3),
                   .e_result = maybe(making, 80),
                   .population_db = maybe(making, 80)}
    };

    data.present = chance_below(making->chance, 64);
    say(making, FACT_PAPERS, time_us, &data);
}

static void say_snapshot(struct making *making, int64_t time_us)
{
    static const int64_t statuses[] = {2, 3, 4, 7, 9, 9, 10, 10};
    union fact_data data = {
        .snapshot = {.procedure = procedure(making),
                     .unit = unit(making),
                     .channel = one_of(making, 3),
                     .status = statuses[chance_below(making->chance, 8)],
                     .received_us = moment(making),
                     .due = due(making, day_of_instant(time_us)),
                     .finished_us = moment(making),
                     .returned_us = moment(making),
                     .channel_out = one_of(making, 3),
                     .refused_us = moment(making)}
    };

    data.present = chance_below(making->chance, 1024) | BIT(SNAPSHOT_STATUS);
    say(making, FACT_SNAPSHOT, time_us, &data);
}

static void say_money(struct making *making, int64_t time_us)
{
    const int64_t amount_vnd = chance_between(making->chance, 0, 3) * 10000;
    const union fact_data fee = {
        .fee = {.present = 3, .amount_vnd = amount_vnd, .kind = 1}
    };
    const union fact_data paid = {
        .paid = {.present = 3, .amount_vnd = amount_vnd, .channel = one_of(making, 4)}
    };

    if (maybe(making, 50))
        say(making, FACT_FEE, time_us, &fee);
    if (maybe(making, 70))
        say(making, FACT_PAID, time_us + DAY_US, &paid);
}

static void say_something(struct making *making, int64_t time_us)
{
    const union fact_data moved = {
        .moved = {.present = 1, .unit = unit(making)}
    };
    const union fact_data extended = {
        .extended = {.present = 1, .due = due(making, day_of_instant(time_us) + 4)}
    };
    const union fact_data voided = {
        .voided = {.present = 1, .reason = true}
    };
    const uint64_t drawn = chance_below(making->chance, 20);

    if (drawn < 4)
        say_corrected(making, time_us);
    else if (drawn < 7)
        say(making, FACT_MOVED, time_us, &moved);
    else if (drawn < 10)
        say(making, FACT_EXTENDED, time_us, &extended);
    else if (drawn < 13)
        say_papers(making, time_us);
    else if (drawn < 16)
        say_money(making, time_us);
    else if (drawn < 19)
        say_snapshot(making, time_us);
    else
        say(making, FACT_VOIDED, time_us, &voided);
}

static void make_dossier(struct making *making, int number)
{
    static const int64_t statuses[] = {2, 3, 4, 4, 5, 5, 6, 7, 8, 9, 9, 9, 10, 10};
    const bool second = chance_once_in(making->chance, 3);
    int64_t time_us = moment(making);
    int facts = (int)chance_between(making->chance, 1, 7);

    snprintf(making->subject, sizeof making->subject, "HS-%03d", number);
    making->producer = second ? 2 : 0;
    if (maybe(making, 92))
        say_received(making, time_us);
    for (; facts > 0; facts--) {
        /* Two programs of one source may tell of the same dossier. */
        making->producer = second ? 2 : (int)chance_below(making->chance, 2);
        time_us += chance_between(making->chance, 0, 9) * DAY_US;
        if (maybe(making, 60))
            say_status(making, time_us, statuses[chance_below(making->chance, 14)]);
        else
            say_something(making, time_us);
    }
}

/* ---- catalogue ---- */

static void make_procedure(struct making *making, const char *code)
{
    int versions = (int)chance_between(making->chance, 0, 4);

    snprintf(making->subject, sizeof making->subject, "%s", code);
    for (; versions > 0; versions--) {
        const union fact_data data = {
            .procedure = {.present = BIT(7) - 1,
                          .name_vi = bytes_of_text("Thủ tục"),
                          .field = bytes_of_text("Hộ tịch"),
                          .service_level = one_of(making, 3),
                          .limit = {.present = 3, .n = 5, .unit = 1},
                          .fee = maybe(making, 50),
                          .result_is_paper = maybe(making, 50)}
        };
        const union fact_data nothing = {0};

        making->producer = 2;
        if (maybe(making, 15))
            say(making, FACT_PROCEDURE_WITHDRAWN, moment(making), &nothing);
        else
            say(making, FACT_PROCEDURE_PUBLISHED, moment(making), &data);
    }
}

static void make_unit(struct making *making, const char *code)
{
    const union fact_data data = {
        .unit = {.present = 7,
                 .name_vi = bytes_of_text("Đơn vị"),
                 .parent = bytes_of_text("H08"),
                 .level = 3}
    };

    snprintf(making->subject, sizeof making->subject, "%s", code);
    making->producer = 2;
    say(making, FACT_UNIT_OPENED, moment(making), &data);
    /* Only the third producer may say so; the others try now and then. */
    making->producer = 0;
    if (maybe(making, 20)) {
        say(making, FACT_UNIT_OPENED, moment(making), &data);
        for (size_t row = making->count; row > 0 && making->items[row - 1].producer == 0; row--)
            making->items[row - 1].wrong = true;
    }
}

/* ---- batches ---- */

static void shuffle(struct making *making)
{
    for (size_t row = making->count; row > 1; row--) {
        const size_t other = chance_below(making->chance, row);
        struct making_item swapped = making->items[row - 1];

        making->items[row - 1] = making->items[other];
        making->items[other] = swapped;
    }
}

static void add_item(struct made_batch *batch, struct bytes item, bool wrong)
{
    int64_t end;

    buffer_add(&batch->bytes, item.at, item.length);
    end = (int64_t)batch->bytes.length;
    buffer_add(&batch->ends, &end, sizeof end);
    batch->wrong += wrong;
}

static void point_items(struct made_batch *batch)
{
    const int64_t *ends = (const int64_t *)(const void *)batch->ends.at;
    int64_t from = 0;

    for (size_t row = 0; row < batch->ends.length / sizeof *ends; row++) {
        const struct bytes item = {batch->bytes.at + from, (size_t)(ends[row] - from)};

        buffer_add(&batch->items, &item, sizeof item);
        from = ends[row];
    }
}

static void fill_batches(struct making *making, struct made *made, int producer)
{
    struct made_batch *batch = NULL;
    int64_t left = 0;

    made->batches[producer] = heap_take(making->count + 1, sizeof *batch);
    for (size_t row = 0; row < making->count; row++) {
        if (making->items[row].producer != producer)
            continue;
        if (left-- == 0) {
            left = chance_between(making->chance, 0, BATCH_MOST - 1);
            batch = &made->batches[producer][made->counts[producer]++];
        }
        add_item(batch, buffer_bytes(&making->items[row].item), making->items[row].wrong);
    }
    for (int64_t row = 0; row < made->counts[producer]; row++)
        point_items(&made->batches[producer][row]);
}

void make_everything(struct chance *chance, struct made *made)
{
    struct making *making = heap_take(1, sizeof *making);
    const int64_t dossiers = chance_between(chance, DOSSIERS_AT_LEAST, DOSSIERS_AT_MOST);

    *made = (struct made){0};
    making->chance = chance;
    making->memory = heap_take(ITEM_BYTES, 1);
    for (int number = 0; number < dossiers; number++)
        make_dossier(making, number);
    for (int row = 0; row < PROCEDURES - 1; row++)
        make_procedure(making, procedures[row]);
    for (int row = 0; row < UNITS - 1; row++)
        make_unit(making, units[row]);
    shuffle(making);
    for (int producer = 0; producer < PRODUCERS; producer++)
        fill_batches(making, made, producer);
    for (size_t row = 0; row < making->count; row++)
        buffer_free(&making->items[row].item);
    free(making->memory);
    free(making);
}

void made_free(struct made *made)
{
    for (int producer = 0; producer < PRODUCERS; producer++) {
        for (int64_t row = 0; row < made->counts[producer]; row++) {
            buffer_free(&made->batches[producer][row].bytes);
            buffer_free(&made->batches[producer][row].items);
            buffer_free(&made->batches[producer][row].ends);
        }
        free(made->batches[producer]);
    }
}

struct source_rights made_rights(int producer)
{
    struct source_rights rights = {
        .source = bytes_of_text(producer_sources[producer]),
        .families = BIT(FAMILY_DOSSIERS),
        .prefixes = {bytes_of_text("H08")},
        .prefix_count = 1,
    };

    if (producer == 2)
        rights.families |= BIT(FAMILY_CATALOGUE) | BIT(FAMILY_ORGANISATION);
    return rights;
}
