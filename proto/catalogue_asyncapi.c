#include <stdio.h>
#include <string.h>

#include "proto/catalogue.h"
#include "proto/catalogue_schema.h"
#include "proto/fact.h"

static json_t *add(json_t *object, const char *name, json_t *value)
{
    json_object_set_new(object, name, value);
    return object;
}

/* One for each service that binds a socket; where it listens is a setting of the service. */
static json_t *servers(void)
{
    json_t *all = json_object();

    for (const struct catalogue_channel *row = catalogue_channels; row->name; row++)
        if (!json_object_get(all, row->binds))
            add(all, row->binds,
                json_pack("{s:s, s:s, s:{s:{s:s, s:s}}}", "host", "{address}", "protocol", "zmq",
                          "variables", "address", "default", row->binds, "description",
                          "Host and port; a setting of the service."));
    return all;
}

static json_t *channel(const struct catalogue_channel *row)
{
    const char *const question = row->question->name, *const answer = row->answer->name;
    json_t *messages = json_object(), *zmq;
    char server[80];

    add(messages, question, catalogue_reference("messages", question));
    add(messages, answer, catalogue_reference("messages", answer));
    zmq = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "bind", "ROUTER", "boundBy", row->binds,
                    "connect", "DEALER", "connectedBy", row->connects, "security", "CURVE",
                    "frames", "one MessagePack map with integer keys");
    if (row->record)
        add(zmq, "records", json_string(row->record->name));
    snprintf(server, sizeof server, "#/servers/%s", row->binds);
    return json_pack("{s:s, s:s, s:[{s:s}], s:o, s:o}", "address", row->name, "description",
                     row->meaning, "servers", "$ref", server, "messages", messages, "x-zmq", zmq);
}

static json_t *channel_message(const struct catalogue_channel *row, const struct schema *schema)
{
    char path[160];

    snprintf(path, sizeof path, "#/channels/%s/messages/%s", row->name, schema->name);
    return json_pack("[{s:s}]", "$ref", path);
}

/* As the service that binds the socket sees it: it receives the question and replies. */
static json_t *operation(const struct catalogue_channel *row)
{
    char path[80];

    snprintf(path, sizeof path, "#/channels/%s", row->name);
    return json_pack("{s:s, s:{s:s}, s:o, s:{s:{s:s}, s:o}}", "action", "receive", "channel",
                     "$ref", path, "messages", channel_message(row, row->question), "reply",
                     "channel", "$ref", path, "messages", channel_message(row, row->answer));
}

static json_t *message(const char *name, const char *summary, json_t *payload)
{
    return json_pack("{s:s, s:s, s:s, s:o}", "name", name, "summary", summary, "contentType",
                     "application/vnd.msgpack", "payload", payload);
}

/* A fact of one type: the envelope, with the data of that type. */
static json_t *fact_message(const struct fact_kind *kind)
{
    json_t *typed = json_pack("{s:{s:{s:s}, s:o}}", "properties", "type", "const", kind->name,
                              "data", catalogue_reference("schemas", kind->data->name));
    json_t *payload =
        json_pack("{s:[o, o]}", "allOf", catalogue_reference("schemas", "fact"), typed);
    json_t *whole = message(kind->name, kind->data->meaning, payload);

    if (fact_is_derived((enum fact_type)(kind - fact_kinds)))
        add(whole, "x-sender", json_string("intake"));
    return add(whole, "x-family", json_string(fact_family_names[kind->family]));
}

static json_t *messages(void)
{
    json_t *all = json_object();

    for (const struct catalogue_message *row = catalogue_messages; row->schema; row++) {
        const char *const name = row->schema->name;
        json_t *one = message(name, row->schema->meaning, catalogue_reference("schemas", name));

        add(one, "x-sender", json_string(row->sender));
        add(one, "x-reader", json_string(row->reader));
        add(all, name, one);
    }
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++)
        add(all, fact_kinds[type].name, fact_message(&fact_kinds[type]));
    return all;
}

/* In JSON the data of a fact is an object of its own, not the bytes of one. */
static json_t *fact_envelope(void)
{
    json_t *whole = catalogue_schema(&fact_schema, false);
    json_t *properties = json_object_get(whole, "properties");

    add(properties, "data",
        json_pack("{s:s, s:s, s:i}", "type", "object", "description", "What the type says.",
                  "x-key", fact_schema.fields[FACT_ROW_DATA].key));
    add(properties, "specversion",
        json_pack("{s:s, s:s}", "const", "1.0", "description", "CloudEvents; in JSON only."));
    return whole;
}

static json_t *schemas(void)
{
    const struct schema *records[CATALOGUE_RECORDS];
    const uint32_t count = catalogue_records(records);
    json_t *all = json_object();

    for (const struct catalogue_message *row = catalogue_messages; row->schema; row++)
        add(all, row->schema->name, catalogue_schema(row->schema, true));
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++)
        add(all, fact_kinds[type].data->name, catalogue_schema(fact_kinds[type].data, false));
    for (uint32_t row = 0; row < count; row++)
        add(all, records[row]->name, catalogue_schema(records[row], false));
    return add(all, "fact", fact_envelope());
}

static json_t *info(void)
{
    return json_pack(
        "{s:s, s:s, s:s, s:{s:s, s:s}}", "title", "thuocdo", "version", "1", "description",
        "What one-stop systems and the services of thuocdo say to each other over ZeroMQ. On the "
        "wire a message is one MessagePack map with the integer keys given as x-key; the schemas "
        "describe its JSON twin. null says the same as leaving a key out. Unknown keys of a fact "
        "are dropped and counted; between services they are refused.",
        "license", "name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0");
}

static int write_json(const char *bytes, size_t length, void *context)
{
    struct sink *sink = context;

    return sink->write(sink->context, bytes, length) ? 0 : -1;
}

bool catalogue_asyncapi(struct sink *sink)
{
    json_t *channels = json_object(), *operations = json_object(), *document;
    bool is_whole;

    for (const struct catalogue_channel *row = catalogue_channels; row->name; row++) {
        add(channels, row->name, channel(row));
        add(operations, row->name, operation(row));
    }
    document = json_pack("{s:s, s:o, s:s, s:o, s:o, s:o, s:{s:o, s:o}}", "asyncapi", "3.0.0",
                         "info", info(), "defaultContentType", "application/vnd.msgpack", "servers",
                         servers(), "channels", channels, "operations", operations, "components",
                         "messages", messages(), "schemas", schemas());
    is_whole = document && json_dump_callback(document, write_json, sink, JSON_INDENT(2)) == 0 &&
               sink->write(sink->context, "\n", 1);
    json_decref(document);
    return is_whole;
}
