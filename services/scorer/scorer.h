/*
 * scorer: what the process holds between checkpoints, and the checkpoint itself.
 *
 * All of it can be forgotten at any moment (protocol rules 8 and 12).
 */
#pragma once

#include "runtime/stream_reader.h"
#include "scorer/book.h"

enum { RUBRICS = 16 };

struct scorer {
    struct database database;
    struct rubric rubrics[RUBRICS];
    size_t rubric_count;
    bool inherits; /* Some score follows from the parent's numbers. */
    struct formula activity;
    struct slots slots;
    struct stream_reader reader;
    int64_t partitions;                    /* 1..partitions, and 0. */
    int64_t changed_at[READER_PARTITIONS]; /* As committed. */
    struct pending pending;
    struct book book;
    int32_t valid_month; /* January of the year in which the first rubric begins. */
    int32_t beginning;   /* The first month scored, MONTH_NONE when not every rubric has scores. */
    int32_t horizon;     /* The last one, likewise. */
    struct writing writing;
};

/* Reads the rubrics of the comma list; FATAL when one will not do. */
enum outcome scorer_read_rubrics(struct scorer *scorer, const char *list, struct failure *why);

/* Reads how far this installation is scored; then nothing is pending. */
enum outcome scorer_load(struct scorer *scorer, struct failure *why);

/* Forgets everything but the rubrics and the reader's socket. */
void scorer_forget(struct scorer *scorer);

/* One transaction: scores of all that is pending, and the positions. */
enum outcome scorer_checkpoint(struct scorer *scorer, int64_t now_us, struct failure *why);
