/*
 * stream: the log of a province as it never ends: facts of all types in any order of arrival.
 *
 * Dossiers of three systems, some of one code in two of them, votes and complaints, feedback,
 * procedures and units that change. Some thousand facts are on their way at a time, and any of them
 * may arrive next; some arrive again, some contradict an earlier one.
 */
#pragma once

#include "runtime/buffer.h"
#include "tests/tracker/talk.h"

enum { STREAM_FIRST_DAY = 19725 /* 2024-01-03 */, STREAM_DAYS = 180 };

struct stream_item {
    uint8_t *record; /* A fact as it is logged. */
    size_t length;
};

struct fact_stream {
    struct talk talk;
    struct buffer memory;
    struct arena arena; /* For one fact. */
    struct stream_item *waiting;
    size_t count;
    int64_t subjects;
    int64_t types[FACT_TYPE_COUNT]; /* How many of each were told. */
    uint8_t *given;
};

void stream_open(struct fact_stream *stream, uint64_t seed);
void stream_close(struct fact_stream *stream);

/* The next record of the log; it is good until the next call. */
struct bytes stream_next(struct fact_stream *stream);

/* Subjects are numbered; every eighth is a feedback. */
size_t stream_subject(struct bytes subject);
bool stream_is_feedback(size_t subject);
