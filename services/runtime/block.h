/*
 * block: records of a stream, packed many to a row (protocol rule 1).
 */
#pragma once

#include "proto/message.h"
#include "runtime/buffer.h"

enum { BLOCK_RECORDS = 4096, BLOCK_DATA = 4 << 20, SOCKET_BLOCK_LIMIT = 1 << 30 };

/* Packs records, one encoded value behind another; compressed when that is worth it. */
enum codec block_pack(struct bytes records, struct buffer *packed);

/* Unpacks into `records`. FATAL when the block is not what its row says. */
enum outcome block_unpack(const struct block *block, struct buffer *records, struct failure *why);

/* Walks records: false at the end. */
struct record_walk {
    struct bytes rest;
    int64_t position; /* Of the record last given. */
};

struct record_walk block_records(const struct block *block, struct bytes records);
bool block_next(struct record_walk *walk, struct bytes *record);
