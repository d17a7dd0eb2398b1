/*
 * book: day contributions held in memory, in place of the sum tables.
 */
#pragma once

#include "proto/formula.h"
#include "reporter/core/table.h"

struct posting {
    size_t row; /* The row of the table that it belongs to. */
    enum measure measure;
    enum formula_channel channel;
    int32_t day;
    int64_t amount;
};

struct book {
    const struct posting *postings;
    size_t count;
    size_t total_row; /* Its sums are those of all postings, whatever row they name. */
};

/* The `sum` of a table_request whose context is a book. */
int64_t book_sum(void *context, size_t row, enum measure measure, enum formula_channel channel,
                 int32_t day);
