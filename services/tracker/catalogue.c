#include "runtime/log.h"
#include "tracker/tracker.h"

enum { REPOSTED_AT_ONCE = 5000 };

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
    TRY(catalogue_read(&tracker->reading, &tracker->database, why));
    tracker->catalogue_log = log_at;
    for (int row = 0; row < tracker->count; row++) {
        struct tracked *tracked = &tracker->tracked[row];

        if (tracked->partition > 0 && tracked->catalogue_at < log_at)
            tracked->repost_after = 0;
    }
    log_line(LOG_INFO, "event=catalogue position=%lld versions=%u", (long long)log_at,
             (unsigned)tracker->reading.catalogue.count);
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
        struct resident *resident = residents_from_row(&tracked->residents, database, row);

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
