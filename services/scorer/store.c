#include "scorer/store.h"

#include <stdlib.h>

enum outcome store_positions(struct database *database, int64_t count, int64_t *changed_at,
                             struct failure *why)
{
    TRY(database_query(database, statement(scorer_sql, "read_position"), NULL, why));
    if (row_count(database) != count)
        return fail(why, FATAL, "scorer.position has %d partitions, not %lld", row_count(database),
                    (long long)count);
    for (int row = 0; row < row_count(database); row++)
        changed_at[row] = row_integer(database, row, 1);
    return DONE;
}

enum outcome store_move(struct database *database, int64_t partition, int64_t before,
                        int64_t changed_at, struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    parameter_integer(&parameters, changed_at);
    parameter_integer(&parameters, before);
    TRY(database_query(database, statement(scorer_sql, "move_position"), &parameters, why));
    if (atoll(PQcmdTuples(database->result)) != 1)
        return fail(why, RETRY, "partition %lld: another has moved the position from %lld",
                    (long long)partition, (long long)before);
    return DONE;
}

static int32_t month_at(const struct database *database, int column)
{
    return row_is_null(database, 0, column)
               ? MONTH_NONE
               : month_of_day((int32_t)row_integer(database, 0, column));
}

enum outcome store_scored(struct database *database, const struct rubric *rubric, int32_t *first,
                          int32_t *last, struct failure *why)
{
    struct parameters parameters = {0};

    parameter_text(&parameters, bytes_of_text(rubric->id));
    TRY(database_query(database, statement(scorer_sql, "read_scored"), &parameters, why));
    *first = month_at(database, 0);
    *last = month_at(database, 1);
    return DONE;
}

enum outcome store_first_month(struct database *database, int32_t *month, struct failure *why)
{
    TRY(database_query(database, statement(scorer_sql, "read_first"), NULL, why));
    *month = month_at(database, 0);
    return DONE;
}

/* ---- units ---- */

static enum rubric_level level_of(struct bytes name)
{
    static const struct {
        const char *name;
        enum rubric_level level;
    } levels[] = {
#define X(NAME, name) {#name, RUBRIC_LEVEL_##NAME},
        RUBRIC_LEVELS(X)
#undef X
    };

    for (size_t row = 0; row < sizeof levels / sizeof levels[0]; row++)
        if (bytes_equal(bytes_of_text(levels[row].name), name))
            return levels[row].level;
    return RUBRIC_LEVEL_ANY;
}

/* Rows of one code stand together. */
static void add_unit(struct units *units, struct buffer *texts, struct bytes code, uint32_t row)
{
    struct unit *last = units->count ? &units->at[units->count - 1] : NULL;

    if (!last || !bytes_equal(last->code, code)) {
        last = &units->at[units->count++];
        last->code = (struct bytes){texts->at + texts->length, code.length};
        last->first = row;
        buffer_add(texts, code.at, code.length);
    }
    last->count++;
}

static struct unit_version read_version(const struct database *database, int row)
{
    return (struct unit_version){
        .holds_from = (int32_t)row_integer(database, row, 1),
        .holds_to = (int32_t)row_integer(database, row, 2),
        .from_day = (int32_t)row_integer(database, row, 3),
        .open = row_bool(database, row, 4),
        .level = level_of(row_bytes(database, row, 5)),
    };
}

enum outcome store_units(struct database *database, struct units *units, struct buffer *texts,
                         struct failure *why)
{
    size_t length = 0;
    uint32_t rows;

    TRY(database_query(database, statement(scorer_sql, "read_units"), NULL, why));
    rows = (uint32_t)row_count(database);
    for (uint32_t row = 0; row < rows; row++)
        length += row_bytes(database, (int)row, 0).length;
    *units = (struct units){
        .at = heap_take(rows + 1, sizeof *units->at),
        .versions = heap_take(rows + 1, sizeof *units->versions),
    };
    /* Codes point into the texts, which therefore must not move while they are added. */
    *texts = (struct buffer){heap_take(length + 1, 1), 0, length + 1};
    for (uint32_t row = 0; row < rows; row++) {
        add_unit(units, texts, row_bytes(database, (int)row, 0), row);
        units->versions[row] = read_version(database, (int)row);
    }
    for (uint32_t row = 0; row < rows; row++)
        units->versions[row].parent = row_is_null(database, (int)row, 6)
                                          ? UNIT_NONE
                                          : units_find(units, row_bytes(database, (int)row, 6));
    return DONE;
}

enum outcome store_homes(struct database *database, const struct units *units, uint32_t *homes,
                         uint32_t *count, struct failure *why)
{
    *count = 0;
    TRY(database_query(database, statement(scorer_sql, "read_homes"), NULL, why));
    for (int row = 0; row < row_count(database); row++) {
        const uint32_t unit = units_find(units, row_bytes(database, row, 0));

        if (unit != UNIT_NONE && *count < units->count)
            homes[(*count)++] = unit;
    }
    return DONE;
}

/* ---- sums ---- */

/* PostgreSQL's way to write a list of texts. */
static void add_array(struct buffer *array, const struct units *units, const bool *wanted)
{
    const char *between = "{";

    for (uint32_t unit = 0; unit < units->count; unit++) {
        const struct bytes code = units->at[unit].code;

        if (!wanted[unit])
            continue;
        buffer_add(array, between, 1);
        buffer_add(array, "\"", 1);
        for (size_t at = 0; at < code.length; at++) {
            if (code.at[at] == '"' || code.at[at] == '\\')
                buffer_add(array, "\\", 1);
            buffer_add(array, code.at + at, 1);
        }
        buffer_add(array, "\"", 1);
        between = ",";
    }
    buffer_add(array, "}", sizeof "}");
}

static void parameter_array(struct parameters *parameters, const struct buffer *array)
{
    const int row = parameters->count++;

    parameters->values[row] = (const char *)array->at;
    parameters->formats[row] = 0;
}

/* Columns of the statements: the unit, channel and month; then measures, or a mark and its n. */
enum { STEP_UNIT, STEP_CHANNEL, STEP_MONTH, FIRST_MEASURE, MARK = FIRST_MEASURE, MARK_N };

/* Where a row belongs; false when its unit is newer than the tree we know: a record that tells of
 * it is on its way. */
struct step {
    uint32_t unit;
    int32_t month;
    enum formula_channel channel;
};

static bool read_step(const struct database *database, int row, const struct units *units,
                      const struct sums *sums, struct step *step)
{
    step->unit = units_find(units, row_bytes(database, row, STEP_UNIT));
    step->channel = (enum formula_channel)row_integer(database, row, STEP_CHANNEL);
    step->month = row_is_null(database, row, STEP_MONTH)
                      ? sums->first_month - 1
                      : month_of_day((int32_t)row_integer(database, row, STEP_MONTH));
    return step->unit != UNIT_NONE;
}

static void add_step(const struct database *database, int row, const struct units *units,
                     struct sums *sums)
{
    struct step step;

    if (!read_step(database, row, units, sums, &step))
        return;
    for (int measure = 0; measure < MEASURE_COUNT; measure++)
        if (!row_is_null(database, row, FIRST_MEASURE + measure))
            sums_add(sums, step.unit, step.month, step.channel, (enum measure)measure,
                     row_integer(database, row, FIRST_MEASURE + measure));
}

/* A mark that this version does not know is in no rubric. */
static void add_mark(const struct database *database, int row, const struct units *units,
                     struct sums *sums)
{
    const int64_t mark = row_integer(database, row, MARK);
    struct step step;

    if (read_step(database, row, units, sums, &step) && mark >= MARK_FIRST && mark < MARK_END)
        sums_add(sums, step.unit, step.month, step.channel, (enum measure)mark,
                 row_integer(database, row, MARK_N));
}

static enum outcome open_sums(struct database *database, const char *name,
                              const struct units *units, const bool *wanted,
                              const struct sums *sums, struct failure *why)
{
    struct parameters parameters = {0};
    struct buffer array = {0};
    enum outcome outcome;

    if (wanted) {
        add_array(&array, units, wanted);
        parameter_array(&parameters, &array);
    } else {
        parameter_null(&parameters);
    }
    parameter_integer(&parameters, month_start(sums->first_month));
    parameter_integer(&parameters, month_start(sums->first_month + (int32_t)sums->months) - 1);
    outcome = database_query(database, statement(scorer_sql, name), &parameters, why);
    buffer_free(&array);
    return outcome;
}

typedef void add_row(const struct database *database, int row, const struct units *units,
                     struct sums *sums);

static enum outcome read_sums(struct database *database, const char *name,
                              const struct units *units, const bool *wanted, struct sums *sums,
                              add_row *add, struct failure *why)
{
    TRY(open_sums(database, name, units, wanted, sums, why));
    do {
        TRY(database_query(database, statement(scorer_sql, "next_sums"), NULL, why));
        for (int row = 0; row < row_count(database); row++)
            add(database, row, units, sums);
    } while (row_count(database) > 0);
    return database_query(database, statement(scorer_sql, "close_sums"), NULL, why);
}

enum outcome store_sums(struct database *database, const struct units *units, const bool *wanted,
                        struct sums *sums, struct failure *why)
{
    uint32_t opened = 0;

    for (uint32_t unit = 0; unit < units->count; unit++) {
        if (wanted && !wanted[unit])
            continue;
        sums_open(sums, unit);
        opened++;
    }
    if (!opened)
        return DONE;
    TRY(read_sums(database, "open_sums", units, wanted, sums, add_step, why));
    if (sums->slots->has_marks)
        TRY(read_sums(database, "open_marks", units, wanted, sums, add_mark, why));
    for (uint32_t unit = 0; unit < units->count; unit++)
        if (!wanted || wanted[unit])
            sums_close(sums, unit);
    return DONE;
}

/* ---- scores ---- */

enum { FLUSH_BYTES = 1 << 20, MADE_COLUMNS = 13 };

enum outcome store_prepare(struct database *database, struct failure *why)
{
    /* The views are judged dear, so they would be compiled at every checkpoint, for seconds. */
    TRY(database_query(database, statement(scorer_sql, "open_touched"), NULL, why));
    return database_query(database, statement(scorer_sql, "open_made"), NULL, why);
}

enum outcome writing_open(struct writing *writing, struct database *database,
                          const struct units *units, const int32_t *touched, struct failure *why)
{
    struct copy *const copy = &writing->copy;

    writing->database = database;
    writing->rows = 0;
    TRY(copy_open(copy, database, &writing->buffer, statement(scorer_sql, "copy_touched"), why));
    for (uint32_t unit = 0; unit < units->count; unit++) {
        if (touched[unit] == UNTOUCHED)
            continue;
        copy_row(copy, 2);
        copy_bytes(copy, units->at[unit].code);
        copy_day(copy, touched[unit]);
    }
    TRY(copy_close(copy, why));
    return copy_open(copy, database, &writing->buffer, statement(scorer_sql, "copy_made"), why);
}

static void copy_known(struct copy *copy, bool known, int64_t value)
{
    if (known)
        copy_integer(copy, value);
    else
        copy_null(copy);
}

enum outcome writing_add(struct writing *writing, const struct scored_unit *of,
                         const struct score_row *rows, size_t count, struct failure *why)
{
    struct copy *const copy = &writing->copy;

    for (size_t row = 0; row < count; row++) {
        copy_row(copy, MADE_COLUMNS);
        copy_bytes(copy, bytes_of_text(of->rubric->id));
        copy_bytes(copy, of->unit);
        copy_bytes(copy, bytes_of_text(of->period->name));
        copy_day(copy, of->period->from_day);
        copy_day(copy, of->period->to_day);
        copy_bytes(copy, bytes_of_text(rows[row].indicator));
        copy_known(copy, rows[row].counted, rows[row].numerator);
        copy_known(copy, rows[row].counted, rows[row].denominator);
        if (rows[row].has_points)
            copy_whole(copy, (int32_t)rows[row].points_hundredths);
        else
            copy_null(copy);
        copy_whole(copy, (int32_t)rows[row].max_hundredths);
        copy_whole(copy, (int32_t)rows[row].coverage_basis_points);
        copy_integer(copy, of->activity);
        copy_instant(copy, of->now_us);
    }
    writing->rows += (int64_t)count;
    return copy_flush(copy, FLUSH_BYTES, why);
}

enum outcome writing_close(struct writing *writing, const struct rubric *rubrics, size_t count,
                           struct failure *why)
{
    TRY(copy_close(&writing->copy, why));
    TRY(database_query(writing->database, statement(scorer_sql, "learn_made"), NULL, why));
    for (size_t row = 0; row < count; row++) {
        struct parameters parameters = {0};

        parameter_text(&parameters, bytes_of_text(rubrics[row].id));
        TRY(database_query(writing->database, statement(scorer_sql, "drop_scores"), &parameters,
                           why));
    }
    return database_query(writing->database, statement(scorer_sql, "put_scores"), NULL, why);
}
