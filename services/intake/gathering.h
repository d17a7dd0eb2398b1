/*
 * gathering: what will be committed together: records by partition, rejects, producers.
 *
 * It lives from one commit to the next; when a commit fails it is thrown away whole, and the
 * sources send again (protocol rules 8 and 10).
 */
#pragma once

#include "intake/core/admit.h"
#include "intake/known.h"
#include "proto/message.h"
#include "runtime/buffer.h"

enum { GATHERED_BATCHES = 256, UNKNOWN_NAMES = 1024, PARTITIONS_LIMIT = 256 };

/* A registered source. */
struct source {
    char name[SOURCE_LIMIT + 1];
    struct source_rights rights;
    uint8_t key[64];
    size_t key_length;
    char *texts; /* What rights point into. */
    UT_hash_handle hh;
};

/* A sender of numbered batches, as it will stand after the commit. */
struct producer {
    char source[SOURCE_LIMIT + 1];
    uint8_t id[PRODUCER_BYTES];
    int64_t stored; /* Last batch committed. */
    int64_t batch;  /* Last batch, gathered ones included. */
    int64_t sent, derived, logged, rejected;
};

struct reject {
    int64_t item;
    int64_t part;
    size_t subject, id, field, rule; /* Places in texts; each ends with a NUL. */
};

/* One batch and what became of it; the ack is made from it after the commit. */
struct gathered {
    uint8_t peer[64];
    size_t peer_length;
    struct producer *producer;
    int64_t batch;
    int64_t items;
    struct reject *rejects;
    size_t reject_count;
    size_t reject_room;
};

struct partition_records {
    int64_t end; /* Position of the last committed record. */
    struct buffer records;
    int64_t *ends; /* Where each record ends in `records`. */
    size_t count;
    size_t room;
};

struct unknown_name {
    const char *name;
    int64_t count;
    char source[SOURCE_LIMIT + 1];
};

struct gathering {
    int64_t partitions; /* 1..partitions hold facts of dossiers; 0 the rest. */
    struct partition_records records[PARTITIONS_LIMIT + 1];
    struct gathered batches[GATHERED_BATCHES];
    size_t batch_count;
    struct buffer texts; /* Of rejects. */
    struct unknown_name unknown[UNKNOWN_NAMES];
    size_t unknown_count;
    int64_t now_us;
    size_t bytes;
};

void gathering_clear(struct gathering *gathering); /* Keeps the memory. */
void gathering_close(struct gathering *gathering);

/*
 * Puts the fact, with its moment of arrival, behind the others of its partition. REJECT when it has
 * more than FACT_BYTES_LIMIT bytes: nothing is put there then.
 */
enum outcome gathering_log(struct gathering *gathering, const struct fact *fact,
                           const union fact_data *data, struct arena *arena, struct failure *why);

/* Takes the fact out again that was the last one to be put into its partition. */
void gathering_take_back(struct gathering *gathering, const struct fact *fact);

void gathering_reject(struct gathering *gathering, struct gathered *batch, int64_t item,
                      int64_t part, struct bytes subject, struct bytes id, const char *field,
                      const char *rule);

/* Counts an unknown key by name; names that are not on the list count as "other". */
void gathering_unknown(struct gathering *gathering, const char *source, const char *name,
                       size_t length);

static inline const char *gathering_text(const struct gathering *gathering, size_t place)
{
    return (const char *)gathering->texts.at + place;
}
