#include "proto/catalogue.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "proto/fact.h"
#include "proto/message.h"

const struct catalogue_message catalogue_messages[] = {
    {&submit_schema,    "source",                      "intake"                     },
    {&ack_schema,       "intake",                      "source"                     },
    {&fetch_schema,     "tracker, aggregator, scorer", "intake, tracker, aggregator"},
    {&blocks_schema,    "intake, tracker, aggregator", "tracker, aggregator, scorer"},
    {&fact_schema,      "source, intake",              "intake, tracker"            },
    {&kept_fact_schema, "tracker",                     "tracker"                    },
    {&delta_schema,     "tracker",                     "aggregator"                 },
    {&changed_schema,   "aggregator",                  "scorer"                     },
    {&query_schema,     "thuocdo, programs",           "reporter"                   },
    {&answer_schema,    "reporter",                    "thuocdo, programs"          },
    {NULL,              NULL,                          NULL                         },
};

const struct catalogue_channel catalogue_channels[] = {
    {"submit",             "intake",     "source",     &submit_schema, &ack_schema,    NULL,
     "Numbered batches of facts, acknowledged after commit."                                                },
    {"intake.log",         "intake",     "tracker",    &fetch_schema,  &blocks_schema, &fact_schema,
     "The log of facts, read by position."                                                                  },
    {"tracker.delta",      "tracker",    "aggregator", &fetch_schema,  &blocks_schema, &delta_schema,
     "What dossiers contribute beyond what they had posted, read by position."                              },
    {"aggregator.changed", "aggregator", "scorer",     &fetch_schema,  &blocks_schema, &changed_schema,
     "Where sums changed, read by position."                                                                },
    {"query",              "reporter",   "reader",     &query_schema,  &answer_schema, NULL,
     "Questions about what is published."                                                                   },
    {NULL,                 NULL,         NULL,         NULL,           NULL,           NULL,            NULL},
};

/* Text on its way into a sink. */
struct page {
    struct sink *sink;
    bool is_whole;
};

__attribute__((format(printf, 2, 3))) static void say(struct page *page, const char *format, ...)
{
    char text[4096];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof text);
    page->is_whole = page->is_whole && page->sink->write(page->sink->context, text, (size_t)length);
}

static uint32_t collect(const struct schema *schema, const struct schema **records, uint32_t count)
{
    for (uint32_t row = 0; row < schema->count; row++) {
        const struct schema *inner = schema->fields[row].record;
        uint32_t known = 0;

        if (!inner)
            continue;
        while (known < count && records[known] != inner)
            known++;
        if (known < count)
            continue;
        assert(count < CATALOGUE_RECORDS);
        records[count++] = inner;
        count = collect(inner, records, count);
    }
    return count;
}

uint32_t catalogue_records(const struct schema *records[CATALOGUE_RECORDS])
{
    uint32_t count = 0;

    for (const struct catalogue_message *row = catalogue_messages; row->schema; row++)
        count = collect(row->schema, records, count);
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++)
        count = collect(fact_kinds[type].data, records, count);
    return count;
}

static void say_names(struct page *page, const char *before, const char *const *names)
{
    const char *between = "";

    say(page, "%s", before);
    for (int row = 0; names[row]; row++) {
        if (!names[row][0])
            continue;
        say(page, "%s%d %s", between, row, names[row]);
        between = ", ";
    }
}

static void say_integer(struct page *page, const struct field *field)
{
    if (field->limit)
        say(page, "integer, 0 to %lld", (long long)field->limit);
    else
        say(page, "integer, from 0");
}

static void say_kind(struct page *page, const struct field *field)
{
    const long long limit = field->limit;

    switch (field->kind) {
    case FIELD_TEXT: say(page, "text, 1 to %lld bytes", limit); break;
    case FIELD_BINARY: say(page, "binary, up to %lld bytes", limit); break;
    case FIELD_INTEGER: say_integer(page, field); break;
    case FIELD_SIGNED: say(page, "integer"); break;
    case FIELD_BOOL: say(page, "boolean"); break;
    case FIELD_CHOICE: say_names(page, "one of ", field->names); break;
    case FIELD_CHOICES: say_names(page, "set of bits ", field->names); break;
    case FIELD_INSTANT: say(page, "instant"); break;
    case FIELD_DUE: say(page, "date or instant"); break;
    case FIELD_SPANS: say(page, "up to %d intervals", SPANS_LIMIT); break;
    case FIELD_RECORD: say(page, "record `%s`", field->record->name); break;
    case FIELD_RECORDS: say(page, "up to %lld records `%s`", limit, field->record->name); break;
    case FIELD_BINARIES: say(page, "up to %lld binaries", limit); break;
    case FIELD_NUMBERS: say(page, "up to %lld integers", limit); break;
    case FIELD_RAW: say(page, "any value"); break;
    case FIELD_STATED: say(page, "text that is not kept"); break;
    case FIELD_DATE: say(page, "date"); break;
    case FIELD_DECIMAL:
        say(page, "decimal text, up to %d digits and %d behind a point", DECIMAL_WHOLE,
            DECIMAL_FRACTION);
        break;
    }
}

static void say_fields(struct page *page, const struct schema *schema)
{
    if (schema->count == 0) {
        say(page, "No fields.\n");
        return;
    }
    say(page, "| key | name | kind | required | meaning |\n|---|---|---|---|---|\n");
    for (uint32_t row = 0; row < schema->count; row++) {
        const struct field *field = &schema->fields[row];

        say(page, "| %u | `%s` | ", (unsigned)field->key, field->name);
        say_kind(page, field);
        say(page, " | %s | %s |\n", field->required ? "yes" : "", field->meaning);
    }
}

/* Who may say it. */
static void say_sender(struct page *page, int type)
{
    if (fact_is_derived((enum fact_type)type))
        say(page, "Made by intake of other facts");
    else
        say(page, "Sent by sources that may send %s", fact_family_names[fact_kinds[type].family]);
}

static void say_channels(struct page *page)
{
    say(page, "### Sockets\n\n| socket | bound by | connected by | question | answer | records in "
              "its blocks | meaning |\n|---|---|---|---|---|---|---|\n");
    for (const struct catalogue_channel *row = catalogue_channels; row->name; row++)
        say(page, "| `%s` | %s | %s | `%s` | `%s` | %s | %s |\n", row->name, row->binds,
            row->connects, row->question->name, row->answer->name,
            row->record ? row->record->name : "", row->meaning);
}

bool catalogue_readme(struct sink *sink)
{
    struct page page = {sink, true};
    const struct schema *records[CATALOGUE_RECORDS];
    const uint32_t count = catalogue_records(records);

    say_channels(&page);
    say(&page, "\n## Messages\n");
    for (const struct catalogue_message *row = catalogue_messages; row->schema; row++) {
        say(&page, "\n### %s\n\n%s Sent by %s; read by %s.\n\n", row->schema->name,
            row->schema->meaning, row->sender, row->reader);
        say_fields(&page, row->schema);
    }
    say(&page, "\n## Records inside messages\n");
    for (uint32_t row = 0; row < count; row++) {
        say(&page, "\n### %s\n\n%s\n\n", records[row]->name, records[row]->meaning);
        say_fields(&page, records[row]);
    }
    say(&page, "\n## Data of each type of fact\n");
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++) {
        const struct fact_kind *kind = &fact_kinds[type];

        say(&page, "\n### %s\n\n%s Type %d. ", kind->name, kind->data->meaning, type);
        say_sender(&page, type);
        say(&page, "; read by intake and tracker.\n\n");
        say_fields(&page, kind->data);
    }
    return page.is_whole;
}
