/*
 * rows: a parameterised test over the rows of a table.
 *
 * Criterion copies parameters into a fresh process as raw bytes, where pointers mean nothing: only
 * the number of the row travels.
 */
#pragma once

#include <criterion/parameterized.h>

static inline void rows_free(struct criterion_test_params *parameters)
{
    cr_free(parameters->params);
}

static inline struct criterion_test_params rows_up_to(size_t count)
{
    size_t *rows = cr_malloc(count * sizeof *rows);

    for (size_t row = 0; row < count; row++)
        rows[row] = row;
    return cr_make_param_array(size_t, rows, count, rows_free);
}

#define ROWS(suite, test, count)             \
    ParameterizedTestParameters(suite, test) \
    {                                        \
        return rows_up_to(count);            \
    }                                        \
    ParameterizedTest(size_t *row, suite, test)
