#include "intake/items.h"

#include "intake/complaint.h"
#include "intake/national/national.h"
#include "proto/json.h"

/* One item on its way. */
struct taking {
    struct intake_items *items;
    const struct source *source;
    struct gathered *batch;
    int64_t item;
    int64_t part;
    int64_t logged;  /* Of this item. */
    int64_t derived; /* Among them those that nobody sent. */
    int64_t seen;    /* Records in this item. */
    struct fact fact;
    union fact_data data;
};

static bool unit_known(void *context, struct bytes code)
{
    return known_find(context, KNOWN_UNIT, code) != NULL;
}

static void tell_unknown(void *context, const char *name, size_t length)
{
    const struct taking *taking = context;

    gathering_unknown(taking->items->gathering, taking->source->name, name, length);
}

/* What the fact itself teaches: codes that are known from now on. */
static void learn(struct known *known, const struct fact *fact, const union fact_data *data)
{
    if (fact->type == FACT_UNIT_OPENED)
        known_add(known, KNOWN_UNIT, fact->subject, data->unit.name_vi, true);
    else if (fact->type == FACT_UNIT_RENAMED && known_find(known, KNOWN_UNIT, fact->subject))
        known_add(known, KNOWN_UNIT, fact->subject, data->renamed.name_vi, true);
    else if (fact->type == FACT_PROCEDURE_PUBLISHED)
        known_add(known, KNOWN_PROCEDURE, fact->subject, (struct bytes){0}, true);
}

/* A feedback goes into the log with the complaint it makes, or not at all. */
static enum outcome log_complaint(struct taking *taking, const struct fact *feedback,
                                  const union fact_data *data, struct failure *why)
{
    struct gathering *gathering = taking->items->gathering;
    struct arena *arena = &taking->items->arena;
    const struct source *source = taking->source;
    struct complaint complaint;
    enum outcome outcome =
        complaint_of(feedback, data, source->key, source->key_length, arena, &complaint, why);

    if (outcome == DONE)
        outcome = gathering_log(gathering, &complaint.fact, &complaint.data, arena, why);
    if (outcome != DONE) {
        gathering_take_back(gathering, feedback);
        return outcome;
    }
    taking->logged++;
    taking->derived++;
    return DONE;
}

/* The last part of the way, the same for every format. */
static enum outcome take_fact(struct taking *taking, struct fact *fact, union fact_data *data,
                              struct failure *why)
{
    struct intake_items *items = taking->items;

    TRY(record_normalise(&fact_schema, fact, &items->arena, why));
    TRY(record_normalise(fact_kinds[fact->type].data, data, &items->arena, why));
    TRY(admit(&taking->source->rights, fact, data, unit_known, items->known, why));
    TRY(gathering_log(items->gathering, fact, data, &items->arena, why));
    if (complaint_due(fact, data))
        TRY(log_complaint(taking, fact, data, why));
    learn(items->known, fact, data);
    taking->logged++;
    return DONE;
}

static enum outcome take_msgpack(struct taking *taking, struct bytes item, struct failure *why)
{
    const struct unknown_keys unknown = {tell_unknown, taking};
    struct arena *arena = &taking->items->arena;

    TRY(wire_check(item, why));
    TRY(record_decode(&fact_schema, item, &taking->fact, arena, &unknown, why));
    TRY(fact_decode_data(&taking->fact, &taking->data, arena, &unknown, why));
    return take_fact(taking, &taking->fact, &taking->data, why);
}

static enum outcome take_value(struct taking *taking, const json_t *value, struct failure *why)
{
    const struct unknown_keys unknown = {tell_unknown, taking};

    TRY(json_decode_fact(value, &taking->fact, &taking->data, &taking->items->arena, &unknown,
                         why));
    return take_fact(taking, &taking->fact, &taking->data, why);
}

static void reject(struct taking *taking, const struct failure *why)
{
    gathering_reject(taking->items->gathering, taking->batch, taking->item, taking->part,
                     taking->fact.subject, taking->fact.id, why->field[0] ? why->field : "item",
                     why->text);
}

/* A rejected line is named by what could be read of it, as long as the value is there. */
static void take_json(struct taking *taking, struct bytes item)
{
    struct failure why;
    json_t *value;

    if (json_read(item, &value, &why) != DONE) {
        reject(taking, &why);
        return;
    }
    if (take_value(taking, value, &why) != DONE)
        reject(taking, &why);
    json_decref(value);
}

/* Among the units that the source may name: two provinces may each have a unit of that name. */
static int unit_by_name(void *context, struct bytes name, struct bytes *code)
{
    const struct taking *taking = context;
    const struct known_code *unit;
    int found = 0;

    for (unit = known_named(taking->items->known, name); unit; unit = unit->next_named) {
        const struct bytes unit_code = {(const uint8_t *)unit->code, unit->length};

        if (!admit_under_prefix(&taking->source->rights, unit_code))
            continue;
        *code = unit_code;
        found++;
    }
    return found;
}

static bool national_unit_known(void *context, struct bytes code)
{
    return unit_known(((const struct taking *)context)->items->known, code);
}

static bool procedure_known(void *context, struct bytes code)
{
    const struct taking *taking = context;

    return known_find(taking->items->known, KNOWN_PROCEDURE, code) != NULL;
}

static enum outcome emit_national(void *context, const struct national_fact *national,
                                  struct failure *why)
{
    struct taking *taking = context;
    struct fact fact = national->fact;
    union fact_data data = national->data;

    taking->part = (int64_t)national->item;
    TRY(take_fact(taking, &fact, &data, why));
    taking->seen++; /* What is refused here comes back through refuse_national. */
    return DONE;
}

static void refuse_national(void *context, const struct national_refusal *refusal)
{
    struct taking *taking = context;

    taking->seen++;
    gathering_reject(taking->items->gathering, taking->batch, taking->item, (int64_t)refusal->item,
                     refusal->subject, (struct bytes){0}, refusal->field, refusal->rule);
}

/* What could not be taken shows as an absent value; that there was one is counted. */
static void remark_national(void *context, const char *field, struct bytes subject)
{
    const struct taking *taking = context;

    (void)subject;
    gathering_unknown(taking->items->gathering, taking->source->name, field, strlen(field));
}

static void take_national(struct taking *taking, struct bytes item)
{
    const struct source *source = taking->source;
    const struct national_context national = {
        .source = source->rights.source,
        .key = source->key,
        .key_length = source->key_length,
        .arrival_us = taking->items->gathering->now_us,
        .unit_by_name = unit_by_name,
        .unit_known = national_unit_known,
        .procedure_known = procedure_known,
        .context = taking,
    };
    const struct national_sinks sinks = {
        .emit = emit_national,
        .refuse = refuse_national,
        .remark = remark_national,
        .context = taking,
        .unknown_keys = {tell_unknown, taking},
    };
    struct failure why;
    json_t *value;

    if (national_read(item, &value, &why) != DONE) {
        taking->seen = 1;
        reject(taking, &why);
        return;
    }
    if (national_convert(value, &national, &taking->items->arena, &sinks, &why) != DONE) {
        taking->seen = 1;
        reject(taking, &why);
    }
    json_decref(value);
}

void items_take(struct intake_items *items, const struct source *source,
                const struct submit *submit, struct gathered *batch)
{
    const struct bytes *rows = submit->items.at;
    struct producer *producer = batch->producer;

    for (uint32_t row = 0; row < submit->items.count; row++) {
        struct taking taking = {.items = items, .source = source, .batch = batch, .seen = 1};
        struct failure why;

        taking.item = row;
        arena_reset(&items->arena);
        if (submit->format == FORMAT_NATIONAL) {
            taking.seen = 0;
            take_national(&taking, rows[row]);
        } else if (submit->format == FORMAT_JSON) {
            take_json(&taking, rows[row]);
        } else if (take_msgpack(&taking, rows[row], &why) != DONE) {
            reject(&taking, &why);
        }
        producer->sent += taking.seen;
        producer->logged += taking.logged;
        producer->derived += taking.derived;
    }
    batch->items = submit->items.count;
    producer->rejected += (int64_t)batch->reject_count;
}
