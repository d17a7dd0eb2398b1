/*
 * stream_reader: asks for blocks after its own position and hands them out in order.
 *
 * Protocol rule 4: it asks again after a silence, drops what is stale, doubled or out of order, and
 * stops the process when its own position is beyond the writer's end.
 */
#pragma once

#include "proto/message.h"
#include "runtime/buffer.h"
#include "runtime/socket.h"

enum { READER_PARTITIONS = 257 };

struct reading {
    int64_t partition;
    int64_t position; /* Of the last record handed out. */
    int64_t end;      /* The writer's, as last heard; -1 before that. */
    int64_t asked_ms; /* 0: nothing asked. */
};

struct stream_reader {
    void *socket; /* DEALER */
    enum stream stream;
    int64_t credit; /* Bytes asked for at a time. */
    struct reading readings[READER_PARTITIONS];
    int count;
    struct buffer request;
    struct buffer records;
    struct buffer arena;
};

/* Called for each record of a partition in order of position. */
typedef enum outcome take_record(void *context, int64_t partition, int64_t position,
                                 struct bytes record, struct failure *why);

enum outcome stream_reader_open(struct stream_reader *reader, void *zmq, const char *url,
                                enum stream stream, int64_t credit, struct failure *why);
void stream_reader_close(struct stream_reader *reader);

/* Adds a partition to read after the position. */
void stream_reader_add(struct stream_reader *reader, int64_t partition, int64_t position);

/* Forgets all partitions and whatever is under way. */
void stream_reader_forget(struct stream_reader *reader);

/* Asks for every partition that has nothing under way, or for too long. */
void stream_reader_ask(struct stream_reader *reader);

/* Hands out the records of one answer; *taken says whether there was one. */
enum outcome stream_reader_take(struct stream_reader *reader, take_record *take, void *context,
                                bool *taken, struct failure *why);

/* True when every partition has been read to the writer's end as last heard. */
bool stream_reader_drained(const struct stream_reader *reader);
