#include "tests/proto/examples.h"

#include "proto/message.h"

#define TEXT(literal)                                   \
    {                                                   \
        (const uint8_t *)(literal), sizeof(literal) - 1 \
    }
#define WHOLE(count) ((UINT64_C(1) << (count)) - 1)
#define SIXTEEN      TEXT("\x00\x01\x02\x03\x04\x05\x06\x07\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff")
#define LIST(array)                             \
    {                                           \
        array, sizeof(array) / sizeof(array)[0] \
    }

static struct bytes items[] = {TEXT("{}"), TEXT("\x80")};

static const struct submit submit = {
    .present = WHOLE(5),
    .producer = SIXTEEN,
    .batch = 17,
    .source = TEXT("binhdinh"),
    .format = FORMAT_JSON,
    .items = LIST(items),
};

static struct rejected_item rejected[] = {
    {.present = WHOLE(5),
     .item = 1,
     .id = TEXT("bd-2023-000018"),
     .subject = TEXT("000.00.12.H08-230201-0002"),
     .field = TEXT("channel"),
     .rule = TEXT("channel is not one of direct, online, post")},
};

static const struct ack ack = {
    .present = WHOLE(6),
    .producer = SIXTEEN,
    .batch = 17,
    .durable = 4095,
    .rejected = LIST(rejected),
    .resume = 16,
    .refused = TEXT("batch 17 is not the next one; resume at 16"),
};

static const struct fetch fetch = {
    .present = WHOLE(4), .stream = STREAM_DELTA, .partition = 3, .after = 70000, .credit = 1048576};

static struct block block_list[] = {
    {.present = WHOLE(4), .last = 70002, .n = 2, .codec = CODEC_PLAIN, .data = TEXT("\x80\x80")},
};

static const struct blocks blocks = {
    .present = WHOLE(5),
    .stream = STREAM_LOG,
    .partition = 4,
    .after = 70000,
    .end = INT64_C(5000000000),
    .blocks = LIST(block_list),
};

static const struct kept_fact kept_fact = {
    .present = WHOLE(7),
    .position = 70001,
    .recorded_us = -1,
    .type = FACT_MOVED,
    .time_us = INT64_C(1675215310000000),
    .id = TEXT("bd-2023-000017"),
    .data = TEXT("\x81\x01\xa6H08.13"),
    .source = TEXT("binhdinh"),
};

static int64_t entries[] = {19389, 0, 1, 19396, 2, -1};

static struct posting postings[] = {
    {.present = WHOLE(4),
     .unit = TEXT("H08.12"),
     .procedure = TEXT("1.001193"),
     .channel = 2,
     .entries = LIST(entries)},
};

static const struct delta delta = {
    .present = WHOLE(7),
    .dossier = 12345,
    .cause = 70001,
    .system = TEXT("binhdinh"),
    .postings = LIST(postings),
    .unit = TEXT("H08"),
    .first_day = -25567,
    .last_day = 84005,
};

static const struct changed changed = {
    .present = WHOLE(3), .unit = TEXT("H08.12"), .first_day = 19358, .last_day = 19389};

static struct argument arguments[] = {
    {.present = WHOLE(2), .name = TEXT("from"), .value = TEXT("2023-01-15")},
    {.present = WHOLE(2), .name = TEXT("unit"), .value = TEXT("H08")       },
};

static const struct query query = {
    .present = WHOLE(2), .ask = TEXT("report"), .arguments = LIST(arguments)};

static const struct answer answer = {
    .present = WHOLE(3),
    .status = 2,
    .error = TEXT("the aggregator has not caught up"),
    .body = TEXT("{\"cells\":[]}"),
};

const struct example example_messages[EXAMPLE_MESSAGES] = {
    {"submit",    &submit_schema,    &submit,    FACT_NONE},
    {"ack",       &ack_schema,       &ack,       FACT_NONE},
    {"fetch",     &fetch_schema,     &fetch,     FACT_NONE},
    {"blocks",    &blocks_schema,    &blocks,    FACT_NONE},
    {"kept_fact", &kept_fact_schema, &kept_fact, FACT_NONE},
    {"delta",     &delta_schema,     &delta,     FACT_NONE},
    {"changed",   &changed_schema,   &changed,   FACT_NONE},
    {"query",     &query_schema,     &query,     FACT_NONE},
    {"answer",    &answer_schema,    &answer,    FACT_NONE},
};
