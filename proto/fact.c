#include "proto/fact.h"

#include <xxhash.h>

#include "proto/reading.h"
#include "runtime/arena_sink.h"

static enum outcome check_hours(const struct hours_data *hours, struct failure *why)
{
    for (int weekday = 0; weekday < 7; weekday++)
        if (hours->day[weekday].count)
            return DONE;
    return fail_field(why, REJECT, "data", "data has no working interval on any weekday");
}

static enum outcome check_period(int32_t from_day, int32_t to_day, struct failure *why)
{
    if (from_day > to_day)
        return fail_field(why, REJECT, "to", "to is a day before from");
    return DONE;
}

enum outcome fact_check(const struct fact *fact, const union fact_data *data, struct failure *why)
{
    const bool is_status = fact->type == FACT_STATUS;
    const bool is_snapshot =
        fact->type == FACT_SNAPSHOT && field_present(data->present, SNAPSHOT_STATUS);

    if ((is_status && data->status.status < 1) || (is_snapshot && data->snapshot.status < 1))
        return fail_field(why, REJECT, "status", "status is 0, not one of 1..10");
    if (fact->type == FACT_CORRECTED && data->present == 0)
        return fail_field(why, REJECT, "data", "data corrects nothing");
    if (fact->type == FACT_UNIT_HOURS)
        return check_hours(&data->hours, why);
    if (fact->type == FACT_RATED && data->rated.level < 1)
        return fail_field(why, REJECT, "level", "level is 0, not one of 1..5");
    if (fact->type == FACT_FIGURE_REPORTED)
        return check_period(data->figure.from_day, data->figure.to_day, why);
    if (fact->type == FACT_TARGET_SET)
        return check_period(data->target.from_day, data->target.to_day, why);
    return DONE;
}

enum outcome fact_decode_data(const struct fact *fact, union fact_data *data, struct arena *arena,
                              const struct unknown_keys *unknown, struct failure *why)
{
    struct wire_cursor cursor = wire_cursor(fact->data);
    struct wire_item item;

    wire_read(&cursor, &item);
    if (item.type != WIRE_MAP)
        return reading_wrong_type(&fact_schema.fields[FACT_ROW_DATA], wire_type_name(item.type),
                                  "a map", why);
    TRY(record_decode(fact_kinds[fact->type].data, fact->data, data, arena, unknown, why));
    return fact_check(fact, data, why);
}

bool fact_encode(const struct fact *fact, const union fact_data *data, struct arena *arena,
                 struct sink *sink)
{
    struct fact whole = *fact;
    struct arena_sink inner;

    arena_sink_open(&inner, arena);
    if (!record_encode(fact_kinds[fact->type].data, data, &inner.sink))
        return false;
    whole.data = inner.written;
    whole.present |= UINT64_C(1) << FACT_ROW_DATA;
    return record_encode(&fact_schema, &whole, sink);
}

bool fact_is_feedback(int32_t type)
{
    return type == FACT_FEEDBACK_RECEIVED || type == FACT_FEEDBACK_STEP ||
           type == FACT_FEEDBACK_CLOSED;
}

bool fact_is_derived(enum fact_type type)
{
    return type == FACT_COMPLAINED;
}

bool fact_is_reference(enum fact_type type)
{
    return fact_kinds[type].family != FAMILY_DOSSIERS;
}

int32_t fact_partition(struct bytes subject, int32_t partitions)
{
    return (int32_t)(XXH3_64bits(subject.at, subject.length) % (uint64_t)partitions) + 1;
}
