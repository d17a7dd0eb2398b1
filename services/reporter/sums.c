#include "reporter/sums.h"

#include <stdlib.h>
#include <string.h>

#include "reporter/store.h"
#include "runtime/log.h"

/* Columns of the statements: kind, code, channel, then measures; or a mark and its n. */
enum { CHANNELS = 4, FIRST_MEASURE = 3, MARK = 3, MARK_N = 4 };

static size_t cell_of(const struct sums *sums, size_t day, size_t row, size_t channel)
{
    return (day * sums->rows + row) * CHANNELS + channel;
}

static int64_t *place_of(const struct sums *sums, size_t day, size_t row, size_t channel)
{
    return sums->at + cell_of(sums, day, row, channel) * MEASURE_COUNT;
}

static int64_t *marks_of(const struct sums *sums, size_t day, size_t row, size_t channel)
{
    return sums->marks + cell_of(sums, day, row, channel) * MARK_COUNT;
}

static enum outcome make_room(struct sums *sums, struct asking *asking, struct failure *why)
{
    const size_t cells = sums->day_count * sums->rows * CHANNELS;
    void *at;

    TRY(asking_take(asking, cells * MEASURE_COUNT * sizeof *sums->at, &at, why));
    sums->at = at;
    return DONE;
}

enum outcome sums_open(struct sums *sums, struct asking *asking, const struct form *form,
                       int32_t from, int32_t to, size_t rows, struct failure *why)
{
    void *at;

    *sums = (struct sums){.rows = rows};
    sums->day_count = table_days(form, from, to, sums->days);
    TRY(make_room(sums, asking, why));
    if (!form_has_marks(form))
        return DONE;
    TRY(asking_take(asking, sums->day_count * rows * CHANNELS * MARK_COUNT * sizeof *sums->marks,
                    &at, why));
    sums->marks = at;
    return DONE;
}

enum outcome sums_open_days(struct sums *sums, struct asking *asking, const int32_t *days,
                            size_t day_count, size_t rows, struct failure *why)
{
    *sums = (struct sums){.rows = rows, .day_count = day_count};
    memcpy(sums->days, days, day_count * sizeof *days);
    return make_room(sums, asking, why);
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

/* Which row and channel of the table the row of an answer is about. */
static enum outcome find_place(const struct sums *sums, const struct database *database, int row,
                               const struct sums_row *rows, size_t *place, size_t *channel,
                               struct failure *why)
{
    const enum sums_kind kind = (enum sums_kind)row_integer(database, row, 0);
    const struct bytes code = row_bytes(database, row, 1);
    const int64_t number = row_integer(database, row, 2);

    if (!find_row(sums, rows, kind, code, place))
        return fail(why, FATAL, "sums: '%.*s' is no row of the table", (int)code.length,
                    (const char *)code.at);
    if (number <= 0 || number >= CHANNELS)
        return fail(why, FATAL, "sums: channel %lld is unknown", (long long)number);
    *channel = (size_t)number;
    return DONE;
}

static enum outcome add_row(struct sums *sums, const struct database *database, int row, size_t day,
                            const struct sums_row *rows, size_t *place, struct failure *why)
{
    int64_t *all, *one;
    size_t channel;

    TRY(find_place(sums, database, row, rows, place, &channel, why));
    all = place_of(sums, day, *place, FORMULA_ANY_CHANNEL);
    one = place_of(sums, day, *place, channel);
    for (int measure = 0; measure < MEASURE_COUNT; measure++) {
        one[measure] += row_integer(database, row, FIRST_MEASURE + measure);
        all[measure] += row_integer(database, row, FIRST_MEASURE + measure);
    }
    return DONE;
}

/* A mark that this version does not know is none of the form's. */
static enum outcome add_mark(struct sums *sums, const struct database *database, int row,
                             size_t day, const struct sums_row *rows, size_t *place,
                             struct failure *why)
{
    const int64_t mark = row_integer(database, row, MARK) - MARK_FIRST;
    const int64_t n = row_integer(database, row, MARK_N);
    size_t channel;

    TRY(find_place(sums, database, row, rows, place, &channel, why));
    if (mark < 0 || mark >= MARK_COUNT)
        return DONE;
    marks_of(sums, day, *place, channel)[mark] += n;
    marks_of(sums, day, *place, FORMULA_ANY_CHANNEL)[mark] += n;
    return DONE;
}

typedef enum outcome add_answer(struct sums *sums, const struct database *database, int row,
                                size_t day, const struct sums_row *rows, size_t *place,
                                struct failure *why);

static enum outcome query_day(const struct sums *sums, struct asking *asking, const char *name,
                              const struct sums_question *question, size_t day, struct failure *why)
{
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(question->unit));
    parameter_integer(&parameters, question->series->tree_day);
    parameter_integer(&parameters, sums->days[day]);
    series_parameters(question->series, &parameters);
    if (question->by_field)
        parameter_integer(&parameters, sums->days[sums->day_count - 1]);
    return database_query(asking->database, statement(reporter_sql, name), &parameters, why);
}

static enum outcome read_days(struct sums *sums, struct asking *asking, const char *name,
                              const struct sums_question *question, const struct sums_row *rows,
                              add_answer *add, struct failure *why)
{
    for (size_t day = 0; day < sums->day_count; day++) {
        size_t place = 0;

        TRY(query_day(sums, asking, name, question, day, why));
        for (int row = 0; row < row_count(asking->database); row++)
            TRY(add(sums, asking->database, row, day, rows, &place, why));
    }
    return DONE;
}

enum outcome sums_read(struct sums *sums, struct asking *asking, const char *name,
                       const struct sums_question *question, const struct sums_row *rows,
                       struct failure *why)
{
    return read_days(sums, asking, name, question, rows, add_row, why);
}

enum outcome sums_read_marks(struct sums *sums, struct asking *asking, const char *name,
                             const struct sums_question *question, const struct sums_row *rows,
                             struct failure *why)
{
    return sums->marks ? read_days(sums, asking, name, question, rows, add_mark, why) : DONE;
}

enum outcome sums_take(struct sums *sums, const struct asking *asking, size_t day,
                       const struct sums_row *rows, struct failure *why)
{
    size_t place = 0;

    for (int row = 0; row < row_count(asking->database); row++)
        TRY(add_row(sums, asking->database, row, day, rows, &place, why));
    return DONE;
}

int64_t sums_value(const struct sums *sums, size_t row, enum measure measure,
                   enum formula_channel channel, int32_t day)
{
    for (size_t place = 0; place < sums->day_count; place++)
        if (sums->days[place] == day && measure < MEASURE_COUNT)
            return place_of(sums, place, row, (size_t)channel)[measure];
        else if (sums->days[place] == day && sums->marks)
            return marks_of(sums, place, row, (size_t)channel)[measure - MARK_FIRST];
    log_line(LOG_ERROR, "why=\"a day or a mark was not among those the form asks for\" day=%d",
             day);
    abort();
}

static bool any(const int64_t *at, size_t count)
{
    while (count > 0)
        if (at[--count])
            return true;
    return false;
}

bool sums_any(const struct sums *sums, size_t row)
{
    const size_t day = sums->day_count - 1;

    return any(place_of(sums, day, row, FORMULA_ANY_CHANNEL), MEASURE_COUNT) ||
           (sums->marks && any(marks_of(sums, day, row, FORMULA_ANY_CHANNEL), MARK_COUNT));
}
