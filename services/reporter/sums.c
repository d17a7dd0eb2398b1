#include "reporter/sums.h"

#include <stdlib.h>

#include "reporter/store.h"
#include "runtime/log.h"

enum { CHANNELS = 4, FIRST_MEASURE = 3 };

static int64_t *place_of(const struct sums *sums, size_t day, size_t row, size_t channel)
{
    return sums->at + ((day * sums->rows + row) * CHANNELS + channel) * MEASURE_COUNT;
}

enum outcome sums_open(struct sums *sums, struct asking *asking, const struct form *form,
                       int32_t from, int32_t to, size_t rows, struct failure *why)
{
    void *at;

    *sums = (struct sums){.rows = rows};
    sums->day_count = table_days(form, from, to, sums->days);
    TRY(asking_take(asking, sums->day_count * rows * CHANNELS * MEASURE_COUNT * sizeof *sums->at,
                    &at, why));
    sums->at = at;
    return DONE;
}

static bool same_row(const struct sums_row *row, enum sums_kind kind, struct bytes code)
{
    if (row->kind != kind)
        return false;
    return kind == SUMS_UNMAPPED || kind == SUMS_ALL || bytes_equal(bytes_of_text(row->code), code);
}

/* Both lists are in the same order, so the search goes on from where the last one ended. */
static bool find_row(const struct sums *sums, const struct sums_row *rows, enum sums_kind kind,
                     struct bytes code, size_t *place)
{
    for (size_t step = 0; step < sums->rows; step++) {
        const size_t row = (*place + step) % sums->rows;

        if (same_row(&rows[row], kind, code)) {
            *place = row;
            return true;
        }
    }
    return false;
}

static enum outcome add_row(struct sums *sums, const struct database *database, int row, size_t day,
                            const struct sums_row *rows, size_t *place, struct failure *why)
{
    const enum sums_kind kind = (enum sums_kind)row_integer(database, row, 0);
    const struct bytes code = row_bytes(database, row, 1);
    const int64_t channel = row_integer(database, row, 2);
    int64_t *all, *one;

    if (!find_row(sums, rows, kind, code, place))
        return fail(why, FATAL, "sums: '%.*s' is no row of the table", (int)code.length,
                    (const char *)code.at);
    if (channel <= 0 || channel >= CHANNELS)
        return fail(why, FATAL, "sums: channel %lld is unknown", (long long)channel);
    all = place_of(sums, day, *place, FORMULA_ANY_CHANNEL);
    one = place_of(sums, day, *place, (size_t)channel);
    for (int measure = 0; measure < MEASURE_COUNT; measure++) {
        one[measure] += row_integer(database, row, FIRST_MEASURE + measure);
        all[measure] += row_integer(database, row, FIRST_MEASURE + measure);
    }
    return DONE;
}

enum outcome sums_read(struct sums *sums, struct asking *asking, const char *name, const char *unit,
                       const struct sums_row *rows, struct failure *why)
{
    for (size_t day = 0; day < sums->day_count; day++) {
        struct parameters parameters = {0};
        size_t place = 0;

        parameter_text(&parameters, bytes_of_text(unit));
        parameter_integer(&parameters, sums->days[sums->day_count - 1]);
        parameter_integer(&parameters, sums->days[day]);
        TRY(database_query(asking->database, statement(reporter_sql, name), &parameters, why));
        for (int row = 0; row < row_count(asking->database); row++)
            TRY(add_row(sums, asking->database, row, day, rows, &place, why));
    }
    return DONE;
}

int64_t sums_value(const struct sums *sums, size_t row, enum measure measure,
                   enum formula_channel channel, int32_t day)
{
    for (size_t place = 0; place < sums->day_count; place++)
        if (sums->days[place] == day)
            return place_of(sums, place, row, (size_t)channel)[measure];
    log_line(LOG_ERROR, "why=\"a day was not among those the form asks for\" day=%d", day);
    abort();
}

bool sums_any(const struct sums *sums, size_t row)
{
    const int64_t *at = place_of(sums, sums->day_count - 1, row, FORMULA_ANY_CHANNEL);

    for (int measure = 0; measure < MEASURE_COUNT; measure++)
        if (at[measure])
            return true;
    return false;
}
