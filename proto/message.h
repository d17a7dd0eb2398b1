/*
 * message: what travels between sources and services besides facts.
 *
 * protocol.md in services/README.md's words: sources submit batches and are acknowledged after
 * commit; a reader fetches blocks of records after its own position; deltas carry what a dossier
 * now contributes beyond what it had posted; `changed` says where scores may differ.
 */
#pragma once

#include "proto/field.h"

enum { BATCH_ITEMS = 4096, BATCH_BYTES = 1 << 20, PRODUCER_BYTES = 16, POSTING_NUMBERS = 65536 };

enum item_format { FORMAT_NONE, FORMAT_FACT, FORMAT_JSON, FORMAT_NATIONAL };
enum stream { STREAM_NONE, STREAM_LOG, STREAM_DELTA, STREAM_CHANGED };
enum codec { CODEC_NONE, CODEC_PLAIN, CODEC_ZSTD };

/* Source to intake: one batch of a producer, all items of one format. */
struct submit {
    uint64_t present;
    struct bytes producer; /* 16 random bytes, kept by the sender. */
    int64_t batch;         /* 1, 2, 3 … */
    struct bytes source;
    int32_t format;
    struct list items; /* struct bytes */
};

struct rejected_item {
    uint64_t present;
    int64_t item; /* Place in the batch, from 0. */
    struct bytes id;
    struct bytes subject;
    struct bytes field;
    struct bytes rule;
};

/* Intake to source, after COMMIT. */
struct ack {
    uint64_t present;
    struct bytes producer;
    int64_t batch;
    int64_t durable;      /* Facts logged from this batch. */
    struct list rejected; /* struct rejected_item */
    int64_t resume;       /* Present when the batch number is not the next one: send this one. */
    struct bytes refused; /* Present when the batch as a whole was not taken: why. */
};
enum ack_row {
    ACK_PRODUCER,
    ACK_BATCH,
    ACK_DURABLE,
    ACK_REJECTED,
    ACK_RESUME,
    ACK_REFUSED,
};

/* Reader to the service that writes the stream. */
struct fetch {
    uint64_t present;
    int32_t stream;
    int64_t partition;
    int64_t after;  /* The reader's own position. */
    int64_t credit; /* Bytes of blocks it is ready to take. */
};

struct block {
    uint64_t present;
    int64_t last; /* Position of its last record. */
    int64_t n;    /* Records in it: (last - n, last]. */
    int32_t codec;
    struct bytes data;
};

/* The answer: no blocks means no news; end is the writer's end of the partition. */
struct blocks {
    uint64_t present;
    int32_t stream;
    int64_t partition;
    int64_t after;
    int64_t end;
    struct list blocks; /* struct block */
};

/* A fact as it is kept with its dossier. */
struct kept_fact {
    uint64_t present;
    int64_t position;
    int64_t recorded_us;
    int32_t type;
    int64_t time_us;
    struct bytes id;
    struct bytes data;   /* Encoded, canonical. */
    struct bytes source; /* Of a complaint, which others than the dossier's source may make. */
};

enum kept_fact_row {
    KEPT_FACT_POSITION,
    KEPT_FACT_RECORDED_AT,
    KEPT_FACT_TYPE,
    KEPT_FACT_TIME,
    KEPT_FACT_ID,
    KEPT_FACT_DATA,
    KEPT_FACT_SOURCE,
};

/* What a dossier contributes under one key: entries are day, measure, n, day, measure, n … */
struct posting {
    uint64_t present;
    struct bytes unit;      /* Absent: none was ever stated. */
    struct bytes procedure; /* Absent likewise. */
    int64_t channel;
    struct list entries; /* int64_t */
};
enum posting_row { POSTING_UNIT, POSTING_PROCEDURE, POSTING_CHANNEL, POSTING_ENTRIES };

/* One changed dossier: what it contributes now less what was posted. */
struct delta {
    uint64_t present;
    int64_t dossier;
    int64_t cause; /* Log position of the newest fact, or of the catalogue fact. */
    struct bytes system;
    struct list postings; /* struct posting */
    struct bytes unit;    /* Partition 0 only: a unit whose catalogue data changed. */
    int64_t first_day;
    int64_t last_day;
};
enum delta_row {
    DELTA_DOSSIER,
    DELTA_CAUSE,
    DELTA_SYSTEM,
    DELTA_POSTINGS,
    DELTA_UNIT,
    DELTA_FIRST_DAY,
    DELTA_LAST_DAY,
};

/* Aggregator to scorer: days of a unit on which sums changed. */
struct changed {
    uint64_t present;
    struct bytes unit;
    int64_t first_day;
    int64_t last_day;
};

struct argument {
    uint64_t present;
    struct bytes name;
    struct bytes value;
};

/* A question to the reporter. */
struct query {
    uint64_t present;
    struct bytes ask; /* report, dossier, dossiers, score, status, rejects, sources, wait … */
    struct list arguments; /* struct argument */
};

struct answer {
    uint64_t present;
    int64_t status;     /* 0 answered, 1 refused, 2 not yet: ask again. */
    struct bytes error; /* When it is not 0: why. */
    struct bytes body;
};
enum answer_row { ANSWER_STATUS, ANSWER_ERROR, ANSWER_BODY };

extern const char *const item_format_names[];
extern const char *const stream_names[];

extern const struct schema submit_schema;
extern const struct schema ack_schema;
extern const struct schema fetch_schema;
extern const struct schema blocks_schema;
extern const struct schema kept_fact_schema;
extern const struct schema posting_schema;
extern const struct schema delta_schema;
extern const struct schema changed_schema;
extern const struct schema query_schema;
extern const struct schema answer_schema;

/* `present` of a record whose every field is there. */
static inline uint64_t message_whole(const struct schema *schema)
{
    return (UINT64_C(1) << schema->count) - 1;
}
