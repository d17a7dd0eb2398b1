/*
 * sums: S(measure, day) of the rows of a table, read from the database once and held in memory.
 */
#pragma once

#include "reporter/series.h"

struct sums {
    size_t rows;
    size_t day_count;
    int32_t days[TABLE_DAYS];
    int64_t *at;    /* [day][row][channel][measure]; channel 0 is all of them together. */
    int64_t *marks; /* [day][row][channel][mark]; NULL for a form without marks. */
};

/* What a row is called in the statements for sums. */
enum sums_kind { SUMS_MEMBER, SUMS_OWN, SUMS_UNMAPPED, SUMS_ALL };

struct sums_row {
    enum sums_kind kind;
    const char *code;
};

enum outcome sums_open(struct sums *sums, struct asking *asking, const struct form *form,
                       int32_t from, int32_t to, size_t rows, struct failure *why);

/* The same for days that no form asks for: TABLE_DAYS at most, the last one the latest. */
enum outcome sums_open_days(struct sums *sums, struct asking *asking, const int32_t *days,
                            size_t day_count, size_t rows, struct failure *why);

/* What is asked of a statement for sums. */
struct sums_question {
    const char *unit;
    const struct series *series;
    bool by_field; /* It wants to know the day whose fields the procedures have. */
};

/* Adds what the statement answers for each day. */
enum outcome sums_read(struct sums *sums, struct asking *asking, const char *name,
                       const struct sums_question *question, const struct sums_row *rows,
                       struct failure *why);

/* The same of a statement for marks; asks nothing for a form without any. */
enum outcome sums_read_marks(struct sums *sums, struct asking *asking, const char *name,
                             const struct sums_question *question, const struct sums_row *rows,
                             struct failure *why);

/* Adds the rows of the statement that was run last as those of one of the days. */
enum outcome sums_take(struct sums *sums, const struct asking *asking, size_t day,
                       const struct sums_row *rows, struct failure *why);

int64_t sums_value(const struct sums *sums, size_t row, enum measure measure,
                   enum formula_channel channel, int32_t day);

/* Whether any measure, or mark that was read, of the row is not 0 at the end of its last day. */
bool sums_any(const struct sums *sums, size_t row);
