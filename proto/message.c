#include "proto/message.h"

#include "proto/fact.h"

/* Larger than any block a service makes; the walk over headers has made sure the bytes are there.
 */
enum { BLOCK_LIMIT = 1 << 30 };

const char *const item_format_names[] = {"", "fact", "json", "national", NULL};
const char *const stream_names[] = {"", "intake.log", "tracker.delta", "aggregator.changed", NULL};
static const char *const codec_names[] = {"", "plain", "zstd", NULL};

/* Rows: key, name, kind, required, place in the struct, limit, names, record, meaning. */
#define AT(member) offsetof(struct RECORD, member)
#define SCHEMA(LINKAGE, NAME, sentence)                                                          \
    LINKAGE const struct schema NAME##_schema = {#NAME, NAME##_fields,                           \
                                                 sizeof NAME##_fields / sizeof NAME##_fields[0], \
                                                 sizeof(struct RECORD), sentence}

#define RECORD rejected_item
static const struct field rejected_item_fields[] = {
    {1, "item",    FIELD_INTEGER, true,  AT(item),    0,          NULL, NULL, "Place in the batch, from 0."},
    {2, "id",      FIELD_TEXT,    false, AT(id),      NAME_LIMIT, NULL, NULL,
     "Its id, where one could be read."                                                                    },
    {3, "subject", FIELD_TEXT,    false, AT(subject), NAME_LIMIT, NULL, NULL,
     "Its subject, where one could be read."                                                               },
    {4, "field",   FIELD_TEXT,    true,  AT(field),   NAME_LIMIT, NULL, NULL, "The field at fault."        },
    {5, "rule",    FIELD_TEXT,    true,  AT(rule),    NAME_LIMIT, NULL, NULL, "What is wrong with it."     },
};
SCHEMA(static, rejected_item, "One item of a batch that was refused.");
#undef RECORD

#define RECORD submit
static const struct field submit_fields[] = {
    {1, "producer", FIELD_BINARY,   true, AT(producer), PRODUCER_BYTES, NULL,              NULL,
     "16 random bytes that name the sender of numbered batches."                                                         },
    {2, "batch",    FIELD_INTEGER,  true, AT(batch),    0,              NULL,              NULL, "1, 2, 3 …"           },
    {3, "source",   FIELD_TEXT,     true, AT(source),   SOURCE_LIMIT,   NULL,              NULL, "The registered system."},
    {4, "format",   FIELD_CHOICE,   true, AT(format),   0,              item_format_names, NULL,
     "What the items are."                                                                                               },
    {5, "items",    FIELD_BINARIES, true, AT(items),    BATCH_ITEMS,    NULL,              NULL,
     "Facts in MessagePack, canonical JSON lines, or national records in JSON."                                          },
};
SCHEMA(, submit, "Source to intake: one batch of a producer.");
#undef RECORD

#define RECORD ack
static const struct field ack_fields[] = {
    {1, "producer", FIELD_BINARY,  true,  AT(producer), PRODUCER_BYTES, NULL, NULL,                  "As submitted."             },
    {2, "batch",    FIELD_INTEGER, true,  AT(batch),    0,              NULL, NULL,                  "As submitted."             },
    {3, "durable",  FIELD_INTEGER, true,  AT(durable),  0,              NULL, NULL,
     "Facts of the batch that are logged."                                                                                       },
    {4, "rejected", FIELD_RECORDS, true,  AT(rejected), BATCH_ITEMS,    NULL, &rejected_item_schema,
     "Items refused."                                                                                                            },
    {5, "resume",   FIELD_INTEGER, false, AT(resume),   0,              NULL, NULL,                  "The batch to send instead."},
    {6, "refused",  FIELD_TEXT,    false, AT(refused),  NAME_LIMIT,     NULL, NULL,
     "Why the whole batch was not taken."                                                                                        },
};
SCHEMA(, ack, "Intake to source, after commit.");
#undef RECORD

#define RECORD fetch
static const struct field fetch_fields[] = {
    {1, "stream",    FIELD_CHOICE,  true, AT(stream),    0, stream_names, NULL, "Which stream."             },
    {2, "partition", FIELD_INTEGER, true, AT(partition), 0, NULL,         NULL, "Which partition."          },
    {3, "after",     FIELD_INTEGER, true, AT(after),     0, NULL,         NULL, "The reader's own position."},
    {4, "credit",    FIELD_INTEGER, true, AT(credit),    0, NULL,         NULL,
     "Bytes of blocks it is ready to take."                                                                 },
};
SCHEMA(, fetch, "Reader to the writer of a stream.");
#undef RECORD

#define RECORD block
static const struct field block_fields[] = {
    {1, "last",  FIELD_INTEGER, true, AT(last),  0,           NULL,        NULL, "Position of its last record."},
    {2, "n",     FIELD_INTEGER, true, AT(n),     0,           NULL,        NULL, "How many records."           },
    {3, "codec", FIELD_CHOICE,  true, AT(codec), 0,           codec_names, NULL, "How the data is packed."     },
    {4, "data",  FIELD_BINARY,  true, AT(data),  BLOCK_LIMIT, NULL,        NULL,
     "The records, one after another."                                                                         },
};
SCHEMA(static, block, "Some records of a stream, as stored.");
#undef RECORD

#define RECORD blocks
static const struct field blocks_fields[] = {
    {1, "stream",    FIELD_CHOICE,  true, AT(stream),    0,           stream_names, NULL,          "As asked."                         },
    {2, "partition", FIELD_INTEGER, true, AT(partition), 0,           NULL,         NULL,          "As asked."                         },
    {3, "after",     FIELD_INTEGER, true, AT(after),     0,           NULL,         NULL,          "As asked."                         },
    {4, "end",       FIELD_INTEGER, true, AT(end),       0,           NULL,         NULL,          "The writer's end of the partition."},
    {5, "blocks",    FIELD_RECORDS, true, AT(blocks),    BATCH_ITEMS, NULL,         &block_schema,
     "None: no news."                                                                                                                  },
};
SCHEMA(, blocks, "Writer of a stream to its reader.");
#undef RECORD

#define RECORD kept_fact
static const struct field kept_fact_fields[] = {
    {1, "position",    FIELD_INTEGER, true,  AT(position),    0,            NULL,            NULL, "Position in the log."},
    {2, "recorded_at", FIELD_SIGNED,  true,  AT(recorded_us), 0,            NULL,            NULL,
     "When intake took it, in microseconds since 1970."                                                                  },
    {3, "type",        FIELD_CHOICE,  true,  AT(type),        0,            fact_type_names, NULL, "What kind of fact."  },
    {4, "time",        FIELD_INSTANT, true,  AT(time_us),     0,            NULL,            NULL, "When it happened."   },
    {5, "id",          FIELD_TEXT,    true,  AT(id),          ID_LIMIT,     NULL,            NULL, "Its id."             },
    {6, "data",        FIELD_RAW,     true,  AT(data),        0,            NULL,            NULL, "What it says."       },
    {7, "source",      FIELD_TEXT,    false, AT(source),      SOURCE_LIMIT, NULL,            NULL,
     "Who says so, of complaints: others than the dossier's source may make them."                                       },
};
SCHEMA(, kept_fact, "A fact as it is kept with its dossier.");
#undef RECORD

#define RECORD posting
static const struct field posting_fields[] = {
    {1, "unit",      FIELD_TEXT,    false, AT(unit),      CODE_LIMIT,      NULL, NULL,
     "Unit under which it is counted."     },
    {2, "procedure", FIELD_TEXT,    false, AT(procedure), CODE_LIMIT,      NULL, NULL,
     "Procedure under which it is counted."},
    {3, "channel",   FIELD_INTEGER, true,  AT(channel),   3,               NULL, NULL,
     "Channel under which it is counted."  },
    {4, "entries",   FIELD_NUMBERS, true,  AT(entries),   POSTING_NUMBERS, NULL, NULL,
     "Day, measure, n; again and again."   },
};
SCHEMA(, posting, "What a dossier contributes under one key.");
#undef RECORD

#define RECORD delta
static const struct field delta_fields[] = {
    {1, "dossier",   FIELD_INTEGER, true,  AT(dossier),   0,            NULL, NULL,
     "Number of the dossier; 0 in partition 0."           },
    {2, "cause",     FIELD_INTEGER, true,  AT(cause),     0,            NULL, NULL,
     "Log position of the fact behind it."                },
    {3, "system",    FIELD_TEXT,    false, AT(system),    SOURCE_LIMIT, NULL, NULL,
     "The source of the dossier."                         },
    {4, "postings",  FIELD_RECORDS, true,  AT(postings),  64,           NULL, &posting_schema,
     "One for each key it touches."                       },
    {5, "unit",      FIELD_TEXT,    false, AT(unit),      CODE_LIMIT,   NULL, NULL,
     "Partition 0: the unit whose catalogue data changed."},
    {6, "first_day", FIELD_SIGNED,  false, AT(first_day), 0,            NULL, NULL,
     "Partition 0: the first day concerned."              },
    {7, "last_day",  FIELD_SIGNED,  false, AT(last_day),  0,            NULL, NULL,
     "Partition 0: the last day concerned."               },
};
SCHEMA(, delta, "Tracker to aggregator: what a dossier contributes now, less what was posted.");
#undef RECORD

#define RECORD changed
static const struct field changed_fields[] = {
    {1, "unit",      FIELD_TEXT,   false, AT(unit),      CODE_LIMIT, NULL, NULL,
     "The unit; absent: dossiers that named none."                                                    },
    {2, "first_day", FIELD_SIGNED, true,  AT(first_day), 0,          NULL, NULL,
     "First day concerned, since 1970."                                                               },
    {3, "last_day",  FIELD_SIGNED, true,  AT(last_day),  0,          NULL, NULL, "Last day concerned."},
};
SCHEMA(, changed, "Aggregator to scorer: where sums changed.");
#undef RECORD

#define RECORD argument
static const struct field argument_fields[] = {
    {1, "name",  FIELD_TEXT, true, AT(name),  NAME_LIMIT, NULL, NULL, "Name." },
    {2, "value", FIELD_TEXT, true, AT(value), NAME_LIMIT, NULL, NULL, "Value."},
};
SCHEMA(static, argument, "A named value.");
#undef RECORD

#define RECORD query
static const struct field query_fields[] = {
    {1, "ask",       FIELD_TEXT,    true, AT(ask),       NAME_LIMIT, NULL, NULL,             "What is asked."},
    {2, "arguments", FIELD_RECORDS, true, AT(arguments), 64,         NULL, &argument_schema, "With what."    },
};
SCHEMA(, query, "Reader to reporter: a question.");
#undef RECORD

#define RECORD answer
static const struct field answer_fields[] = {
    {1, "status", FIELD_INTEGER, true,  AT(status), 0,           NULL, NULL,
     "0 answered, 1 refused, 2 not yet."                                                             },
    {2, "error",  FIELD_TEXT,    false, AT(error),  NAME_LIMIT,  NULL, NULL, "Why, when it is not 0."},
    {3, "body",   FIELD_BINARY,  false, AT(body),   BLOCK_LIMIT, NULL, NULL, "The answer."           },
};
SCHEMA(, answer, "Reporter to reader.");
#undef RECORD
