#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reporter/store.h"
#include "tests/reporter/series_trial.h"

enum {
    CHANNELS = 4,
    FIRST_MEASURE = 3,
    MAP_ARRAYS = 4,
    ALL = UNITS + 1,
    ROWS = UNITS + 2,
    MARKS_EVERY = 4
};

/* Kinds of rows, as the statements say them. */
enum { KIND_BELOW, KIND_OWN, KIND_UNMAPPED, KIND_ALL };

/* S(measure, last day) by row and channel. */
struct found {
    int64_t at[ROWS][CHANNELS][MEASURE_COUNT];
};

struct map {
    char *arrays[MAP_ARRAYS]; /* In the trial's arena, in quotes. */
    int32_t tree_day;
};

static const struct {
    const char *name;
    const char *types;
} prepared[] = {
    {"successors",     "integer"                                          },
    {"predecessors",   "integer, integer"                                 },
    {"roots",          "integer, text, text, text"                        },
    {"rows_of_units",  "text, integer, integer, integer, text, text, text"},
    {"sums_of_units",  "text, integer, integer, text, text, text, text"   },
    {"marks_of_units", "text, integer, integer, text, text, text, text"   },
    {"marks_of_all",   "text, integer, integer, text, text, text, text"   },
    {"sums_of_all",    "text, integer, integer, text, text, text, text"   },
};

void statements_prepare(struct trial *trial)
{
    for (size_t row = 0; row < sizeof prepared / sizeof prepared[0]; row++) {
        const char *text = statement(reporter_sql, prepared[row].name);

        trial_put(trial, "PREPARE %s (%s) AS ", prepared[row].name, prepared[row].types);
        buffer_add(&trial->sql, text, strlen(text));
        trial_execute(trial, prepared[row].name);
    }
}

static void query(struct trial *trial, const char *what)
{
    struct failure why;

    buffer_add(&trial->sql, "", 1);
    if (database_query(&trial->database, (const char *)trial->sql.at, NULL, &why) != DONE)
        trial_stop(trial, what, &why);
    buffer_clear(&trial->sql);
}

static int unit_of(const struct trial *trial, struct bytes code)
{
    for (int unit = 0; unit < trial->made.units; unit++) {
        char text[CODE_TEXT];

        reorganised_code(unit, text);
        if (bytes_equal(bytes_of_text(text), code))
            return unit;
    }
    return NO_UNIT;
}

static void read_map(struct trial *trial, const struct plain_question *question, struct map *map)
{
    arena_reset(&trial->arena);
    map->tree_day = question->series == SERIES_PREDECESSOR ? question->from : question->to;
    for (int row = 0; row < MAP_ARRAYS; row++)
        map->arrays[row] = arena_text(&trial->arena, "{}", 2);
    if (question->series == SERIES_REPORTED)
        return;
    if (question->series == SERIES_SUCCESSOR)
        trial_put(trial, "EXECUTE successors(%d)", question->to);
    else
        trial_put(trial, "EXECUTE predecessors(%d, %d)", question->from, question->to);
    query(trial, "who goes on");
    for (int row = 0; row < MAP_ARRAYS; row++) {
        const struct bytes text = row_bytes(&trial->database, 0, row);

        map->arrays[row] = arena_text(&trial->arena, (const char *)text.at, text.length);
    }
}

static void check_roots(struct trial *trial, const struct plain_question *question,
                        const struct map *map, const int *roots, int count)
{
    trial_put(trial, "EXECUTE roots(%d, '%s', '%s', '%s')", map->tree_day, map->arrays[0],
              map->arrays[2], map->arrays[3]);
    query(trial, "roots");
    if (row_count(&trial->database) != count)
        trial_differs(trial, question, roots[0], "*", "number of roots",
                      row_count(&trial->database), count);
    for (int row = 0; row < count; row++)
        if (unit_of(trial, row_bytes(&trial->database, row, 0)) != roots[row])
            trial_differs(trial, question, roots[row], "*", "root", 0, 1);
}

static void check_rows(struct trial *trial, const struct plain_question *question,
                       const struct map *map, int unit)
{
    const bool successor = question->series == SERIES_SUCCESSOR;
    const bool predecessor = question->series == SERIES_PREDECESSOR;
    char code[QUOTED_TEXT];
    int wanted = 1;

    trial_put(trial, "EXECUTE rows_of_units(%s, %d, %d, %d, '%s', '%s', '%s')",
              trial_quoted(unit, code), map->tree_day, successor ? question->to : question->from,
              predecessor ? question->from : question->to, map->arrays[0], map->arrays[2],
              map->arrays[3]);
    query(trial, "rows");
    for (int other = 0; other < trial->made.units; other++)
        wanted += other != unit && plain_hangs_below(question, other, unit);
    if (row_count(&trial->database) != wanted)
        trial_differs(trial, question, unit, "*", "number of rows", row_count(&trial->database),
                      wanted);
    for (int row = 0; row < wanted; row++) {
        const int other = unit_of(trial, row_bytes(&trial->database, row, 1));
        const bool open = row_bool(&trial->database, row, 3);

        if (other == NO_UNIT || (other != unit && !plain_hangs_below(question, other, unit)))
            trial_differs(trial, question, unit, "?", "a row of the table", 1, 0);
        if (open != plain_is_open(question, other))
            trial_differs(trial, question, unit, trial_quoted(other, code), "open", open, !open);
    }
}

/* Puts what the statement says at its place; marks stand for dossiers received. */
static void read_sums(struct trial *trial, const char *name, const struct plain_question *question,
                      const struct map *map, int unit, bool marks, struct found *found)
{
    const struct database *database = &trial->database;
    char code[QUOTED_TEXT];

    trial_put(trial, "EXECUTE %s(%s, %d, %d, '%s', '%s', '%s', '%s')", name,
              trial_quoted(unit, code), map->tree_day, question->to, map->arrays[0], map->arrays[1],
              map->arrays[2], map->arrays[3]);
    query(trial, name);
    for (int row = 0; row < row_count(database); row++) {
        const int64_t kind = row_integer(database, row, 0);
        const int64_t channel = row_integer(database, row, 2);
        const int place = kind == KIND_ALL        ? ALL
                          : kind == KIND_UNMAPPED ? PLAIN_UNMAPPED
                                                  : unit_of(trial, row_bytes(database, row, 1));

        if (place == NO_UNIT || channel < 1 || channel >= CHANNELS ||
            (kind == KIND_OWN) != (place == unit))
            trial_differs(trial, question, unit, "?", "kind of row", kind, -1);
        if (marks)
            found->at[place][channel][MEASURE_RECEIVED] +=
                row_integer(database, row, FIRST_MEASURE + 1);
        for (int measure = 0; measure < MEASURE_COUNT && !marks; measure++)
            found->at[place][channel][measure] +=
                row_integer(database, row, FIRST_MEASURE + measure);
    }
}

static void expect_sums(const struct trial *trial, const struct plain_question *question, int unit,
                        struct found *expected)
{
    for (int row = 0; row < trial->made.group_count; row++) {
        const struct dossier_group *group = &trial->made.groups[row];
        const int place = plain_row_of(question, group, unit);
        int64_t entries[GROUP_NUMBERS];
        const uint32_t count = trial_entries(group, entries);

        for (uint32_t at = 0; at < count && place != PLAIN_NOWHERE; at += 3)
            if (entries[at] <= question->to) {
                expected->at[place][group->channel][entries[at + 1]] += entries[at + 2];
                expected->at[ALL][group->channel][entries[at + 1]] += entries[at + 2];
            }
    }
}

static void expect(const struct trial *trial, const struct plain_question *question, int unit,
                   int row, const char *what, int64_t found, int64_t expected)
{
    char code[QUOTED_TEXT];

    if (found != expected)
        trial_differs(trial, question, unit,
                      row < UNITS             ? trial_quoted(row, code)
                      : row == PLAIN_UNMAPPED ? "unmapped"
                                              : "total",
                      what, found, expected);
}

/* The rows and the total of the unit's table are the model's; the total is added to `all`. */
static void check_sums(struct trial *trial, const struct plain_question *question,
                       const struct map *map, int unit, struct found *all)
{
    static struct found found, expected, marks;
    /* They are placed by statements of their own, but in the same words. */
    const bool with_marks = trial->seed % MARKS_EVERY == 0;

    memset(&found, 0, sizeof found);
    memset(&expected, 0, sizeof expected);
    memset(&marks, 0, sizeof marks);
    read_sums(trial, "sums_of_units", question, map, unit, false, &found);
    read_sums(trial, "sums_of_all", question, map, unit, false, &found);
    if (with_marks) {
        read_sums(trial, "marks_of_units", question, map, unit, true, &marks);
        read_sums(trial, "marks_of_all", question, map, unit, true, &marks);
    }
    expect_sums(trial, question, unit, &expected);
    for (int row = 0; row < ROWS; row++)
        for (int channel = 0; channel < CHANNELS; channel++) {
            const int64_t *at = found.at[row][channel];

            for (int measure = 0; measure < MEASURE_COUNT; measure++) {
                expect(trial, question, unit, row, measure_name((enum measure)measure), at[measure],
                       expected.at[row][channel][measure]);
                all->at[ALL][channel][measure] += row == ALL ? at[measure] : 0;
                trial->rows += at[measure] != 0;
            }
            if (with_marks)
                expect(trial, question, unit, row, "marks",
                       marks.at[row][channel][MEASURE_RECEIVED], at[MEASURE_RECEIVED]);
        }
}

static void check_totals(const struct trial *trial, const struct plain_question *question,
                         const struct found *reported, const struct found *all)
{
    for (int channel = 0; channel < CHANNELS; channel++)
        for (int measure = 0; measure < MEASURE_COUNT; measure++)
            if (all->at[ALL][channel][measure] != reported->at[ALL][channel][measure])
                trial_differs(trial, question, 0, "all roots", measure_name((enum measure)measure),
                              all->at[ALL][channel][measure], reported->at[ALL][channel][measure]);
}

void statements_check(struct trial *trial, struct plain_question *question)
{
    static struct found totals[SERIES];
    const int some = (int)chance_below(&trial->made.chance, (uint64_t)trial->made.units);
    static struct found ignored;
    bool only_root = true;

    memset(totals, 0, sizeof totals);
    for (int series = 0; series < SERIES; series++) {
        int roots[UNITS], count;
        struct map map;

        question->series = (enum table_series)series;
        count = plain_roots(question, roots);
        read_map(trial, question, &map);
        check_roots(trial, question, &map, roots, count);
        only_root &= count == 1;
        for (int root = 0; root < count; root++) {
            check_rows(trial, question, &map, roots[root]);
            check_sums(trial, question, &map, roots[root], &totals[series]);
        }
        /* What stands in a circle is below no root; only a single one shows it nevertheless. */
        if (!trial->made.circle || only_root)
            check_totals(trial, question, &totals[SERIES_REPORTED], &totals[series]);
        check_sums(trial, question, &map, some, &ignored);
    }
}
