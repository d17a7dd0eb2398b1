#include "tests/flow/stocks.h"

#include <stdlib.h>

#include "runtime/buffer.h"

enum { CHANNELS = 3, UNITS = TALK_UNITS + 1, PROCEDURES = TALK_PROCEDURES + 1 };

enum { A_ROW = CHANNELS * MARK_END * STOCKS_DAYS };

void stocks_open(struct stocks *stocks)
{
    stocks->units = heap_take(UNITS * (size_t)A_ROW, sizeof *stocks->units);
    stocks->procedures = heap_take(PROCEDURES * (size_t)A_ROW, sizeof *stocks->procedures);
    stocks->whole = heap_take(A_ROW, sizeof *stocks->whole);
}

void stocks_close(struct stocks *stocks)
{
    free(stocks->units);
    free(stocks->procedures);
    free(stocks->whole);
}

static size_t place_of(size_t row, size_t channel, size_t measure, int32_t day)
{
    const int32_t last = STOCKS_FIRST_DAY + STOCKS_DAYS - 1;
    const int32_t known = day < STOCKS_FIRST_DAY ? STOCKS_FIRST_DAY : day > last ? last : day;

    return ((row * CHANNELS + channel - 1) * MARK_END + measure) * STOCKS_DAYS +
           (size_t)(known - STOCKS_FIRST_DAY);
}

/* Days become sums up to them. */
static void run_up(int64_t *at, size_t rows)
{
    const int64_t *end = at + rows * (size_t)A_ROW;

    for (; at < end; at += STOCKS_DAYS)
        for (int day = 1; day < STOCKS_DAYS; day++)
            at[day] += at[day - 1];
}

void stocks_fill(struct stocks *stocks, const struct tally *tally)
{
    memset(stocks->units, 0, UNITS * (size_t)A_ROW * sizeof *stocks->units);
    memset(stocks->procedures, 0, PROCEDURES * (size_t)A_ROW * sizeof *stocks->procedures);
    memset(stocks->whole, 0, (size_t)A_ROW * sizeof *stocks->whole);
    for (size_t row = 0; row < tally->room; row++) {
        const struct tally_entry *entry = &tally->at[row];
        const struct tally_key key = tally_key_of(entry);

        if (entry->n == 0 || key.system == TALK_NATIONAL)
            continue;
        stocks->units[place_of(key.unit, key.channel, key.measure, key.day)] += entry->n;
        stocks->procedures[place_of(key.procedure, key.channel, key.measure, key.day)] += entry->n;
        stocks->whole[place_of(0, key.channel, key.measure, key.day)] += entry->n;
    }
    run_up(stocks->units, UNITS);
    run_up(stocks->procedures, PROCEDURES);
    run_up(stocks->whole, 1);
}

static int64_t sum_channels(const int64_t *at, size_t row, enum measure measure,
                            enum formula_channel channel, int32_t day)
{
    int64_t sum = 0;

    for (size_t each = 1; each <= CHANNELS; each++)
        if (channel == FORMULA_ANY_CHANNEL || (size_t)channel == each)
            sum += at[place_of(row, each, measure, day)];
    return sum;
}

int64_t stocks_sum(const struct stocks *stocks, const struct stock_row *row, enum measure measure,
                   enum formula_channel channel, int32_t day)
{
    int64_t sum = 0;

    if (day < STOCKS_FIRST_DAY)
        return 0;
    if (row->of == STOCKS_OF_ALL)
        return sum_channels(stocks->whole, 0, measure, channel, day);
    if (row->of == STOCKS_OF_PROCEDURE)
        return sum_channels(stocks->procedures, row->procedure, measure, channel, day);
    for (size_t unit = 0; unit < UNITS; unit++)
        if (row->units >> unit & 1U)
            sum += sum_channels(stocks->units, unit, measure, channel, day);
    return sum;
}
