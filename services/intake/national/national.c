#include "intake/national/national.h"

#include "intake/national/keys.h"
#include "intake/national/moment.h"
#include "intake/national/scalar.h"
#include "intake/national/snapshot.h"
#include "intake/national/step.h"
#include "proto/text.h"

struct service {
    const char *name;
    enum outcome (*convert)(struct reading *reading, const json_t *item,
                            struct national_fact *fact);
};

static const struct service services[] = {
    [NATIONAL_BY_KEYS] = {"",                    NULL            },
    [NATIONAL_DOSSIERS] = {"DongBoHoSoMC",        snapshot_convert},
    [NATIONAL_STEPS] = {"CapNhatTienDoHoSoMC", step_convert    },
};

enum { SERVICES = sizeof services / sizeof services[0] };

/* Keys that a step has and a dossier has not. */
static const char *const step_keys[] = {"ThoiDiemXuLy", "TrangThai"};

struct envelope {
    uint64_t present;
    struct bytes service;
    struct bytes unit;
    int64_t sent_us;
    const json_t *items;
};

enum envelope_row { ENVELOPE_SERVICE, ENVELOPE_UNIT, ENVELOPE_SENT, ENVELOPE_ITEMS };

#define AT(member) offsetof(struct envelope, member)

/* isUpdating is a hint that changes nothing; session is a secret. */
static const char *const envelope_outside[] = {"session", "isUpdating", NULL};
static const struct key envelope_rows[] = {
    {"service",     key_text,    ENVELOPE_SERVICE, AT(service), NULL},
    {"madonvi",     key_code,    ENVELOPE_UNIT,    AT(unit),    NULL},
    {"ThoiDiemGui", key_instant, ENVELOPE_SENT,    AT(sent_us), NULL},
    {"data",        key_value,   ENVELOPE_ITEMS,   AT(items),   NULL},
};
static const struct keys envelope_keys = {
    envelope_rows, sizeof envelope_rows / sizeof envelope_rows[0], envelope_outside};

static bool is_envelope(const json_t *value)
{
    return json_object_get(value, "data") || json_object_get(value, "service");
}

static enum outcome service_by_name(struct bytes name, enum national_service *service,
                                    struct failure *why)
{
    for (int row = NATIONAL_DOSSIERS; row < SERVICES; row++)
        if (bytes_equal(name, bytes_of_text(services[row].name))) {
            *service = (enum national_service)row;
            return DONE;
        }
    return fail_field(why, REJECT, "service", "service is neither %s nor %s",
                      services[NATIONAL_DOSSIERS].name, services[NATIONAL_STEPS].name);
}

static enum outcome open_envelope(const json_t *value, struct reading *reading,
                                  enum national_service *service, const json_t **items)
{
    struct envelope envelope = {0};

    TRY(keys_read(&envelope_keys, reading, value, &envelope));
    if (field_present(envelope.present, ENVELOPE_SERVICE))
        TRY(service_by_name(envelope.service, service, reading->why));
    if (!json_is_array(envelope.items) && !json_is_object(envelope.items))
        return fail_field(reading->why, REJECT, "data", "data is missing or not a list");
    if (field_present(envelope.present, ENVELOPE_UNIT))
        reading->unit = envelope.unit;
    if (field_present(envelope.present, ENVELOPE_SENT))
        reading->sent_us = envelope.sent_us;
    *items = envelope.items;
    return DONE;
}

static enum national_service service_by_keys(const json_t *item)
{
    for (size_t row = 0; row < sizeof step_keys / sizeof step_keys[0]; row++)
        if (json_object_get(item, step_keys[row]))
            return NATIONAL_STEPS;
    return NATIONAL_DOSSIERS;
}

static enum outcome keep_subject(struct reading *reading, struct bytes text, bool is_borrowed)
{
    struct bytes subject = text;

    if (is_borrowed) {
        subject.at =
            (const uint8_t *)arena_text(reading->arena, (const char *)text.at, text.length);
        if (!subject.at)
            return keys_no_room(reading);
    }
    if (text_normalise(subject, reading->arena, &subject, reading->why) != DONE)
        return keys_no_room(reading);
    if (subject.length > CODE_LIMIT)
        return fail_field(reading->why, REJECT, "MaHoSo",
                          "MaHoSo has %zu bytes, at most %d are taken", subject.length, CODE_LIMIT);
    reading->subject = subject;
    return DONE;
}

/* The number of the dossier is taken as it stands: two spellings are two dossiers. */
static enum outcome read_subject(struct reading *reading, const json_t *item)
{
    const json_t *const value = json_object_get(item, "MaHoSo");
    struct scalar scalar;

    if (!scalar_read(value, &scalar) || json_is_boolean(value))
        return fail_field(reading->why, REJECT, "MaHoSo", "MaHoSo is not a text");
    if (scalar_trimmed(scalar.text).length == 0)
        return fail_field(reading->why, REJECT, "MaHoSo", "MaHoSo is missing");
    if (memchr(scalar.text.at, 0, scalar.text.length))
        return fail_field(reading->why, REJECT, "MaHoSo", "MaHoSo has a NUL");
    return keep_subject(reading, scalar.text, !json_is_string(value));
}

static enum outcome convert_item(struct reading *reading, enum national_service service,
                                 const json_t *item, size_t number)
{
    const struct national_sinks *const sinks = reading->sinks;
    struct national_fact fact = {.item = number};

    if (!json_is_object(item))
        return fail_field(reading->why, REJECT, "data", "item is not an object");
    TRY(read_subject(reading, item));
    if (service == NATIONAL_BY_KEYS)
        service = service_by_keys(item);
    TRY(services[service].convert(reading, item, &fact));
    fact.fact.source = reading->national->source;
    fact.fact.subject = reading->subject;
    fact.fact.present = UINT64_C(1) << FACT_ROW_TYPE | UINT64_C(1) << FACT_ROW_ID |
                        UINT64_C(1) << FACT_ROW_SOURCE | UINT64_C(1) << FACT_ROW_TIME |
                        UINT64_C(1) << FACT_ROW_SUBJECT;
    return sinks->emit(sinks->context, &fact, reading->why);
}

static enum outcome take_item(struct reading *reading, enum national_service service,
                              const json_t *item, size_t number)
{
    const struct national_sinks *const sinks = reading->sinks;
    struct national_refusal refusal = {.item = number};
    const size_t used = reading->arena->used;
    enum outcome outcome;

    reading->subject = (struct bytes){0};
    outcome = convert_item(reading, service, item, number);
    if (outcome != REJECT)
        return outcome;
    refusal.subject = reading->subject;
    refusal.field = reading->why->field;
    refusal.rule = reading->why->text;
    sinks->refuse(sinks->context, &refusal);
    *reading->why = (struct failure){0};
    reading->arena->used = used;
    return DONE;
}

enum outcome national_convert(const json_t *value, const struct national_context *national,
                              struct arena *arena, const struct national_sinks *sinks,
                              struct failure *why)
{
    struct reading reading = {.national = national,
                              .sinks = sinks,
                              .arena = arena,
                              .unit = national->unit,
                              .sent_us = national->arrival_us,
                              .why = why};
    enum national_service service = national->service;
    const json_t *items = value;

    if (national->key_length < NATIONAL_KEY_MINIMUM || national->key_length > NATIONAL_KEY_MAXIMUM)
        return fail(why, FATAL, "the key of the source has %zu bytes, not %d to %d",
                    national->key_length, NATIONAL_KEY_MINIMUM, NATIONAL_KEY_MAXIMUM);
    if (!json_is_array(value) && !json_is_object(value))
        return fail_field(why, REJECT, "line", "line is neither an object nor a list");
    if (is_envelope(value))
        TRY(open_envelope(value, &reading, &service, &items));
    if (json_is_object(items))
        return take_item(&reading, service, items, 0);
    for (size_t at = 0; at < json_array_size(items); at++)
        TRY(take_item(&reading, service, json_array_get(items, at), at));
    return DONE;
}
