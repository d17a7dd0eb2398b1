#include <stdlib.h>
#include <string.h>

#include "runtime/log.h"
#include "tracker/tracker.h"

enum { REPOSTED_AT_ONCE = 5000 };

static int order_of_versions(const void *left, const void *right)
{
    const struct procedure_version *one = left, *other = right;
    const int order = history_compare(one->code, other->code);

    return order ? order : (one->from_day > other->from_day) - (one->from_day < other->from_day);
}

static int32_t choice(const char *const *names, struct bytes name)
{
    const int32_t number = choice_by_name(names, (const char *)name.at, name.length);

    return number < 0 ? 0 : number;
}

/* The rows as the fold needs them; their texts are copied, since results do not stay. */
static void take_versions(struct tracker *tracker)
{
    const struct database *database = &tracker->database;
    const int count = row_count(database);
    size_t bytes = 0;
    char *text;

    for (int row = 0; row < count; row++)
        bytes += row_bytes(database, row, 0).length;
    free(tracker->versions);
    free(tracker->version_texts);
    tracker->versions = heap_take((size_t)count + 1, sizeof *tracker->versions);
    tracker->version_texts = text = heap_take(bytes + 1, 1);
    for (int row = 0; row < count; row++) {
        const struct bytes code = row_bytes(database, row, 0);

        memcpy(text, code.at, code.length);
        tracker->versions[row] = (struct procedure_version){
            .code = {(const uint8_t *)text, code.length},
            .from_day = (int32_t)row_integer(database, row, 1),
            .fee = row_bool(database, row, 2),
            .result_is_paper = row_bool(database, row, 3),
            .service_level = choice(service_level_names, row_bytes(database, row, 4)),
            .interlink = choice(interlink_names, row_bytes(database, row, 5)),
        };
        text += code.length;
    }
    qsort(tracker->versions, (size_t)count, sizeof *tracker->versions, order_of_versions);
    tracker->catalogue = (struct catalogue){tracker->versions, (uint32_t)count};
}

static enum outcome reference_position(struct tracker *tracker, int64_t *log_at,
                                       struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, 0);
    TRY(database_query(&tracker->database, statement(tracker_sql, "read_position"), &parameters,
                       why));
    *log_at = row_integer(&tracker->database, 0, 0);
    return DONE;
}

enum outcome catalogue_refresh(struct tracker *tracker, struct failure *why)
{
    int64_t log_at;

    /* The position first: what is read after it is at least as new. */
    TRY(reference_position(tracker, &log_at, why));
    if (log_at == tracker->catalogue_log)
        return DONE;
    TRY(database_query(&tracker->database, statement(tracker_sql, "read_procedures"), NULL, why));
    take_versions(tracker);
    tracker->catalogue_log = log_at;
    for (int row = 0; row < tracker->count; row++) {
        struct tracked *tracked = &tracker->tracked[row];

        if (tracked->partition > 0 && tracked->catalogue_at < log_at)
            tracked->repost_after = 0;
    }
    log_line(LOG_INFO, "event=catalogue position=%lld versions=%u", (long long)log_at,
             (unsigned)tracker->catalogue.count);
    return DONE;
}

enum outcome catalogue_repost(struct tracker *tracker, struct tracked *tracked, bool *more,
                              struct failure *why)
{
    struct database *database = &tracker->database;
    struct parameters parameters = {0};
    int count;

    *more = false;
    if (tracked->repost_after < 0)
        return DONE;
    parameter_integer(&parameters, tracked->partition);
    parameter_integer(&parameters, tracked->repost_after);
    parameter_integer(&parameters, tracked->catalogue_at);
    parameter_integer(&parameters, REPOSTED_AT_ONCE);
    TRY(database_query(database, statement(tracker_sql, "dossiers_of_procedures"), &parameters,
                       why));
    count = row_count(database);
    for (int row = 0; row < count; row++) {
        struct resident *resident = residents_from_row(tracked, database, row);

        residents_touch(&tracked->residents, resident, 0);
        tracked->repost_after = row_integer(database, row, 0);
    }
    *more = count == REPOSTED_AT_ONCE;
    if (!*more) {
        tracked->repost_after = -1;
        tracked->catalogue_next = tracker->catalogue_log;
    }
    return DONE;
}
