#include <stdlib.h>

#include "runtime/log.h"
#include "tracker/tracker.h"

enum { CODES_A_PAGE = 100000, FREE_ROOM = 2 };

static enum outcome load_position(struct tracker *tracker, struct tracked *tracked, bool counting,
                                  struct failure *why)
{
    struct database *database = &tracker->database;
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->partition);
    if (counting)
        TRY(database_change(database, statement(tracker_sql, "count_start"), &parameters, 1, why));
    TRY(database_query(database, statement(tracker_sql, "read_position"), &parameters, why));
    if (row_count(database) != 1)
        return fail(why, FATAL, "partition %lld has no position: is the database migrated?",
                    (long long)tracked->partition);
    tracked->log_at = tracked->read_at = row_integer(database, 0, 0);
    tracked->catalogue_at = tracked->catalogue_next = row_integer(database, 0, 1);
    tracked->delta_end = row_integer(database, 0, 2);
    tracked->starts = row_integer(database, 0, 3);
    tracked->trying = row_integer(database, 0, 4);
    tracked->tries = row_integer(database, 0, 5);
    tracked->calendar_at = tracked->calendar_next = row_integer(database, 0, 6);
    if (tracked->starts >= 3 || tracked->trying > 0)
        tracker->careful_left = CAREFUL_RECORDS;
    return DONE;
}

static enum outcome query_one(struct tracker *tracker, const char *name, int64_t partition,
                              int64_t *value, struct failure *why)
{
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    TRY(database_query(&tracker->database, statement(tracker_sql, name), &parameters, why));
    *value = row_integer(&tracker->database, 0, 0);
    return DONE;
}

/* All hashes of the partition, a page at a time, with room for as many again. */
enum outcome tracker_load_filter(struct tracker *tracker, struct tracked *tracked,
                                 struct failure *why)
{
    struct database *database = &tracker->database;
    int64_t count, key = INT64_MIN, dossier = 0;
    int rows = CODES_A_PAGE;

    TRY(query_one(tracker, "count_codes", tracked->partition, &count, why));
    filter_close(&tracked->filter);
    filter_open(&tracked->filter, count * FREE_ROOM);
    while (rows == CODES_A_PAGE) {
        struct parameters parameters = {0};

        parameter_integer(&parameters, tracked->partition);
        parameter_integer(&parameters, key);
        parameter_integer(&parameters, dossier);
        parameter_integer(&parameters, CODES_A_PAGE);
        TRY(database_query(database, statement(tracker_sql, "read_code_page"), &parameters, why));
        rows = row_count(database);
        for (int row = 0; row < rows; row++)
            filter_add(&tracked->filter, (uint64_t)row_integer(database, row, 0));
        if (rows > 0) {
            key = row_integer(database, rows - 1, 0);
            dossier = row_integer(database, rows - 1, 1);
        }
    }
    return DONE;
}

static enum outcome load_partition(struct tracker *tracker, struct tracked *tracked, bool counting,
                                   struct failure *why)
{
    TRY(load_position(tracker, tracked, counting, why));
    if (tracked->partition == 0)
        return references_load(tracker, tracked, why);
    TRY(query_one(tracker, "last_dossier", tracked->partition, &tracked->last_number, why));
    TRY(complaints_load(tracker, tracked, why));
    return tracker_load_filter(tracker, tracked, why);
}

enum outcome tracker_load(struct tracker *tracker, bool counting, struct failure *why)
{
    tracker->careful_left = 0;
    TRY(database_execute(&tracker->database, statement(tracker_sql, "open_changed"), why));
    TRY(database_execute(&tracker->database, statement(tracker_sql, "open_changed_feedback"), why));
    TRY(database_execute(&tracker->database, statement(tracker_sql, "open_concerned"), why));
    for (int row = 0; row < tracker->count; row++)
        TRY(load_partition(tracker, &tracker->tracked[row], counting, why));
    if (tracker->careful_left > 0)
        log_line(LOG_WARNING, "event=careful why=\"the last starts came to no checkpoint\"");
    tracker->catalogue_log = tracker->calendar = -1;
    return catalogue_refresh(tracker, why);
}

static void forget_partition(struct tracked *tracked)
{
    const int64_t partition = tracked->partition;

    residents_free(&tracked->residents);
    residents_free(&tracked->feedbacks);
    residents_free(&tracked->figures);
    residents_free(&tracked->complaints);
    sources_free(&tracked->sources);
    filter_close(&tracked->filter);
    buffer_free(&tracked->pending);
    buffer_free(&tracked->delta);
    buffer_free(&tracked->ends);
    *tracked = (struct tracked){.partition = partition};
}

void tracker_forget(struct tracker *tracker)
{
    database_close(&tracker->database);
    for (int row = 0; row < tracker->count; row++)
        forget_partition(&tracker->tracked[row]);
    stream_reader_forget(&tracker->reader);
    tracker->tally_count = 0;
    buffer_clear(&tracker->asides);
    buffer_clear(&tracker->asides_bytes);
    buffer_clear(&tracker->retried);
    tracker->oldest_ms = 0;
    tracker->records = 0;
}

void tracker_close(struct tracker *tracker)
{
    stream_reader_close(&tracker->reader);
    catalogue_reading_close(&tracker->reading);
    buffer_free(&tracker->asides);
    buffer_free(&tracker->asides_bytes);
    buffer_free(&tracker->retried);
    buffer_free(&tracker->copy);
    buffer_free(&tracker->packed);
    free(tracker->tallies);
    free(tracker->tracked);
    free(tracker->arena.base);
}
