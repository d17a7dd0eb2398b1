#include "tests/tracker/orders.h"

#include <stdio.h>

#include "runtime/day.h"
#include "tests/tracker/sheet.h"

enum {
    FIRST_DAY = 19752, /* 2024-01-30: Tết lies in the days that follow. */
    DAYS = 45,
    SHAPE_MOMENTS = 5,
    REFERENCES = 160,
    ARRIVALS = 2 * ORDERS_LONG_MOST,
    ARENA_BYTES = 1 << 20
};

/* Numbers of facts in the order in which they arrive; a number that came before comes again. */
struct arrivals {
    int count;
    int at[ARRIVALS];
};

static uint64_t below(struct orders *orders, uint64_t count)
{
    return chance_below(&orders->talk.chance, count);
}

void orders_open(struct orders *orders, uint64_t seed, const char *holidays)
{
    *orders = (struct orders){
        .talk = {.chance = {seed}, .first_day = FIRST_DAY, .days = DAYS}
    };
    for (int row = 0; row < 2; row++)
        orders->memory[row].at = heap_take(ARENA_BYTES, 1);
    orders->told = arena_over(orders->memory[0].at, ARENA_BYTES);
    orders->fold = arena_over(orders->memory[1].at, ARENA_BYTES);
    cabinet_open(&orders->cabinet);
    shelf_read_days(&orders->cabinet.shelf, holidays);
    for (int row = 0; row < REFERENCES; row++) {
        struct fact fact;

        arena_reset(&orders->cabinet.arena);
        fact = talk_reference(&orders->talk, &orders->cabinet.arena);
        cabinet_keep(&orders->cabinet, &fact);
    }
    cabinet_read_catalogue(&orders->cabinet);
}

void orders_close(struct orders *orders)
{
    cabinet_close(&orders->cabinet);
    buffer_free(&orders->memory[0]);
    buffer_free(&orders->memory[1]);
    buffer_free(&orders->kept);
    buffer_free(&orders->sheet);
    buffer_free(&orders->expected);
}

/* ---- facts ---- */

static void begin(struct orders *orders, uint64_t seed)
{
    orders->talk.chance.state = seed;
    orders->talk.number = 0;
    orders->count = 0;
    arena_reset(&orders->told);
}

static void tell(struct orders *orders, enum fact_type type, int64_t time_us)
{
    const size_t complainant = type == FACT_COMPLAINED ? below(orders, TALK_SOURCES) : 0;

    orders->facts[orders->count++] =
        talk_fact(&orders->talk, type, time_us, talk_source(complainant), bytes_of_text("HS-1"),
                  &orders->told);
    orders->seen.types |= UINT32_C(1) << type;
}

static void tell_shape(struct orders *orders, uint64_t seed, enum fact_type type)
{
    int64_t moments[SHAPE_MOMENTS];

    begin(orders, seed);
    moments[0] = talk_moment(&orders->talk);
    for (int row = 1; row < SHAPE_MOMENTS; row++)
        moments[row] = talk_near(&orders->talk, moments[0]);
    tell(orders, type, moments[below(orders, SHAPE_MOMENTS)]);
    if (talk_maybe(&orders->talk, 85))
        tell(orders, FACT_RECEIVED, moments[0]);
    while (orders->count < ORDERS_SHAPE)
        tell(orders, talk_dossier_type(&orders->talk), moments[below(orders, SHAPE_MOMENTS)]);
    if (orders->planted == ORDERS_CONTRADICTED)
        orders->facts[6] = talk_contradiction(&orders->talk, &orders->facts[0], &orders->told);
}

static void tell_history(struct orders *orders, uint64_t seed)
{
    int left;

    begin(orders, seed);
    left = (int)chance_between(&orders->talk.chance, ORDERS_LONG_LEAST, ORDERS_LONG_MOST);
    if (talk_maybe(&orders->talk, 90))
        tell(orders, FACT_RECEIVED, talk_moment(&orders->talk));
    for (; left > 1; left--) {
        const enum fact_type type = talk_dossier_type(&orders->talk);
        const bool final = type == FACT_VOIDED && below(orders, 8) > 0;

        tell(orders, final ? FACT_STATUS : type, talk_moment(&orders->talk));
    }
    if (orders->planted == ORDERS_CONTRADICTED)
        orders->facts[1] = talk_contradiction(&orders->talk, &orders->facts[0], &orders->told);
}

/* ---- one order ---- */

/* Takes in one arrival as the tracker does. */
static enum outcome take(struct orders *orders, const struct fact *told, int64_t position,
                         bool again, struct failure *why)
{
    struct fact fact = *told;
    enum addition addition;
    struct bytes encoded;

    if (orders->planted == ORDERS_RECORDED_ANEW)
        fact.recorded_us = day_start(FIRST_DAY + DAYS / 2) + position * DAY_US;
    TRY(dossier_add(buffer_bytes(&orders->kept), orders->kept_count, &fact, position, &orders->fold,
                    &addition, &encoded, why));
    if (addition == ADDED) {
        buffer_add(&orders->kept, encoded.at, encoded.length);
        orders->kept_count++;
    }
    if (orders->planted != ORDERS_CONTRADICTED && addition != (again ? DUPLICATE : ADDED))
        return fail(why, REJECT, "arrival %lld, %s, was taken as %d", (long long)position,
                    fact_kinds[fact.type].name, (int)addition);
    return DONE;
}

static void see(struct orders_seen *seen, const struct dossier_state *state)
{
    const struct judgement *judgement = &state->judgement;

    seen->folds++;
    seen->standings |= UINT32_C(1) << state->history.standing;
    seen->flags |= judgement->flags;
    seen->differences |= UINT32_C(1) << judgement->difference;
    for (uint32_t row = 0; row < judgement->run_count; row++)
        seen->differences |= UINT32_C(1) << judgement->runs[row].difference;
}

/* Everything that the facts amount to when they arrive like that. */
static enum outcome fold(struct orders *orders, const struct arrivals *arrivals,
                         struct buffer *sheet, struct failure *why)
{
    struct dossier_state state;
    uint64_t come = 0;

    arena_reset(&orders->fold);
    buffer_clear(&orders->kept);
    buffer_clear(sheet);
    orders->kept_count = 0;
    for (int row = 0; row < arrivals->count; row++) {
        const uint64_t bit = UINT64_C(1) << arrivals->at[row];

        TRY(take(orders, &orders->facts[arrivals->at[row]], row + 1, come & bit, why));
        come |= bit;
    }
    TRY(dossier_fold(buffer_bytes(&orders->kept), (struct bytes){0}, &orders->cabinet.catalogue,
                     &orders->fold, &state, why));
    see(&orders->seen, &state);
    sheet_of_kept(sheet, buffer_bytes(&orders->kept), &orders->fold);
    sheet_of_state(sheet, &state);
    return DONE;
}

/* Folds them in another order; it must come to what is expected. */
static enum outcome expect_same(struct orders *orders, const struct arrivals *arrivals,
                                struct failure *why)
{
    char order[ARRIVALS * 3 + 1] = "";
    int length = 0;

    TRY(fold(orders, arrivals, &orders->sheet, why));
    if (bytes_equal(buffer_bytes(&orders->sheet), buffer_bytes(&orders->expected)))
        return DONE;
    for (int row = 0; row < arrivals->count; row++)
        length += snprintf(order + length, sizeof order - (size_t)length, "%s%d", row ? "," : "",
                           arrivals->at[row]);
    return fail(why, REJECT, "arriving as %s the facts come to something else", order);
}

static void arrive(struct arrivals *arrivals, int fact)
{
    arrivals->at[arrivals->count++] = fact;
}

/* ---- all orders ---- */

static void swap(int *one, int *other)
{
    const int swapped = *one;

    *one = *other;
    *other = swapped;
}

/* The next order of the numbers, as in a dictionary; false after the last one. */
static bool next_order(int *order, int count)
{
    int place = count - 1, other = count - 1;

    while (place > 0 && order[place - 1] > order[place])
        place--;
    if (place == 0)
        return false;
    while (order[other] < order[place - 1])
        other--;
    swap(&order[other], &order[place - 1]);
    for (int last = count - 1; place < last; place++, last--)
        swap(&order[place], &order[last]);
    return true;
}

/* Once in a while one that has come already comes again. */
static void arrive_in(struct orders *orders, const int *order, struct arrivals *arrivals)
{
    arrivals->count = 0;
    for (int row = 0; row < orders->count; row++) {
        arrive(arrivals, order[row]);
        if (chance_once_in(&orders->talk.chance, 6))
            arrive(arrivals, order[below(orders, (uint64_t)row + 1)]);
    }
}

enum outcome orders_of_shape(struct orders *orders, uint64_t seed, enum fact_type type,
                             struct failure *why)
{
    int order[ORDERS_SHAPE] = {0, 1, 2, 3, 4, 5, 6};
    struct arrivals arrivals = {
        ORDERS_SHAPE, {0, 1, 2, 3, 4, 5, 6}
    };
    enum outcome outcome;

    tell_shape(orders, seed, type);
    outcome = fold(orders, &arrivals, &orders->expected, why);
    do {
        arrive_in(orders, order, &arrivals);
        if (outcome == DONE)
            outcome = expect_same(orders, &arrivals, why);
    } while (outcome == DONE && next_order(order, ORDERS_SHAPE));
    if (outcome != DONE)
        failure_prefix(why, "SEED=%llu, shape with %s", (unsigned long long)seed,
                       fact_kinds[type].name);
    return outcome;
}

/* ---- long histories ---- */

static void shuffle(struct orders *orders, struct arrivals *arrivals)
{
    for (int row = arrivals->count; row > 1; row--)
        swap(&arrivals->at[row - 1], &arrivals->at[below(orders, (uint64_t)row)]);
}

enum outcome orders_of_history(struct orders *orders, uint64_t seed, struct failure *why)
{
    struct arrivals arrivals = {0};
    enum outcome outcome;

    tell_history(orders, seed);
    for (int fact = 0; fact < orders->count; fact++)
        arrive(&arrivals, fact);
    outcome = fold(orders, &arrivals, &orders->expected, why);
    for (int again = 0; again < (orders->count + 9) / 10; again++)
        arrive(&arrivals, (int)below(orders, (uint64_t)orders->count));
    shuffle(orders, &arrivals);
    if (outcome == DONE)
        outcome = expect_same(orders, &arrivals, why);
    if (outcome != DONE)
        failure_prefix(why, "SEED=%llu, history of %d facts", (unsigned long long)seed,
                       orders->count);
    return outcome;
}
