/*
 * When the catalogue, hours or days off change, the dossiers concerned are judged and posted again:
 * one pass over a partition by dossier number, a piece with each checkpoint, in which facts go on
 * arriving. What changes meanwhile is for the next pass, so that each comes to its end.
 */
#include "runtime/day.h"
#include "runtime/log.h"
#include "tracker/tracker.h"

enum { LOOKED_AT_ONCE = 5000, PIECES_AT_ONCE = 10 };

static enum outcome read_versions(struct tracker *tracker, int64_t *log_at, int64_t *calendar,
                                  struct failure *why)
{
    TRY(database_query(&tracker->database, statement(tracker_sql, "read_versions"), NULL, why));
    if (row_count(&tracker->database) != 1)
        return fail(why, FATAL, "partition 0 has no position: is the database migrated?");
    *log_at = row_integer(&tracker->database, 0, 0);
    *calendar = row_integer(&tracker->database, 0, 1);
    return DONE;
}

enum outcome catalogue_refresh(struct tracker *tracker, struct failure *why)
{
    int64_t log_at, calendar;

    /* The versions first: what is read after them is at least as new. */
    TRY(read_versions(tracker, &log_at, &calendar, why));
    if (log_at == tracker->catalogue_log && calendar == tracker->calendar)
        return DONE;
    TRY(catalogue_read(&tracker->reading, &tracker->database, why));
    tracker->catalogue_log = log_at;
    tracker->calendar = calendar;
    log_line(LOG_INFO, "event=catalogue position=%lld calendar=%lld versions=%u", (long long)log_at,
             (long long)calendar, (unsigned)tracker->reading.catalogue.count);
    return DONE;
}

bool catalogue_behind(const struct tracker *tracker, const struct tracked *tracked)
{
    return tracked->partition > 0 && (tracked->catalogue_next < tracker->catalogue_log ||
                                      tracked->calendar_next < tracker->calendar);
}

/* ---- a pass ---- */

/* The first day that a newer version of the calendar has changed. */
static enum outcome find_first_day(struct tracker *tracker, const struct tracked *tracked,
                                   int32_t *first_day, struct failure *why)
{
    struct database *database = &tracker->database;
    struct parameters parameters = {0};

    parameter_integer(&parameters, tracked->calendar_at);
    TRY(database_query(database, statement(tracker_sql, "first_day_changed"), &parameters, why));
    *first_day = row_count(database) == 0 ? DAY_NONE : (int32_t)row_integer(database, 0, 0);
    return DONE;
}

/* Remembers which codes are concerned; *units, *any: whether a unit, whether anything is. */
static enum outcome find_concerned(struct tracker *tracker, const struct tracked *tracked,
                                   bool *units, bool *any, struct failure *why)
{
    struct database *database = &tracker->database;
    struct parameters partition = {0}, parameters = {0};

    parameter_integer(&partition, tracked->partition);
    TRY(database_query(database, statement(tracker_sql, "clear_concerned"), &partition, why));
    parameter_integer(&parameters, tracked->partition);
    parameter_integer(&parameters, tracked->catalogue_at);
    TRY(database_query(database, statement(tracker_sql, "add_concerned"), &parameters, why));
    TRY(database_query(database, statement(tracker_sql, "count_concerned"), &partition, why));
    *units = row_integer(database, 0, 0) > 0;
    *any = *units || row_integer(database, 0, 1) > 0;
    return DONE;
}

static enum outcome begin_pass(struct tracker *tracker, struct tracked *tracked,
                               struct failure *why)
{
    struct pass *pass = &tracked->pass;
    bool any;

    *pass = (struct pass){.catalogue = tracker->catalogue_log,
                          .calendar = tracker->calendar,
                          .last = tracked->last_number};
    TRY(find_first_day(tracker, tracked, &pass->first_day, why));
    TRY(find_concerned(tracker, tracked, &pass->units, &any, why));
    pass->under_way = true;
    if (!any && pass->first_day == DAY_NONE)
        pass->after = pass->last;
    return DONE;
}

/* Touches what the last query has found. */
static int touch_found(struct residents *residents, const struct database *database)
{
    const int count = row_count(database);

    for (int row = 0; row < count; row++)
        residents_touch(residents, residents_from_row(residents, database, row), 0);
    return count;
}

/* Parameters hold pointers into themselves, so they are filled where they stay. */
static void put_piece(const struct tracked *tracked, struct parameters *parameters)
{
    parameter_integer(parameters, tracked->partition);
    parameter_integer(parameters, tracked->pass.after);
    parameter_integer(parameters, tracked->pass.after + LOOKED_AT_ONCE);
}

static enum outcome touch_dossiers(struct tracker *tracker, struct tracked *tracked, int *found,
                                   struct failure *why)
{
    struct parameters parameters = {0};

    put_piece(tracked, &parameters);
    if (tracked->pass.first_day == DAY_NONE)
        parameter_null(&parameters);
    else
        parameter_integer(&parameters, tracked->pass.first_day);
    TRY(database_query(&tracker->database, statement(tracker_sql, "dossiers_concerned"),
                       &parameters, why));
    *found += touch_found(&tracked->residents, &tracker->database);
    return DONE;
}

/* Feedback goes by the calendars of units alone. */
static enum outcome touch_feedbacks(struct tracker *tracker, struct tracked *tracked, int *found,
                                    struct failure *why)
{
    struct parameters parameters = {0};

    put_piece(tracked, &parameters);
    if (tracked->pass.first_day == DAY_NONE && !tracked->pass.units)
        return DONE;
    TRY(database_query(&tracker->database, statement(tracker_sql, "feedbacks_concerned"),
                       &parameters, why));
    *found += touch_found(&tracked->feedbacks, &tracker->database);
    return DONE;
}

/* Touches those concerned among the next numbers. */
static enum outcome look_at_piece(struct tracker *tracker, struct tracked *tracked, int *found,
                                  struct failure *why)
{
    TRY(touch_dossiers(tracker, tracked, found, why));
    TRY(touch_feedbacks(tracker, tracked, found, why));
    tracked->pass.after += LOOKED_AT_ONCE;
    return DONE;
}

enum outcome catalogue_repost(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    struct pass *pass = &tracked->pass;
    int found = 0;

    if (!pass->under_way && !catalogue_behind(tracker, tracked))
        return DONE;
    if (!pass->under_way)
        TRY(begin_pass(tracker, tracked, why));
    for (int piece = 0; piece < PIECES_AT_ONCE && found == 0 && pass->after < pass->last; piece++)
        TRY(look_at_piece(tracker, tracked, &found, why));
    if (pass->after < pass->last)
        return DONE;
    pass->under_way = false;
    tracked->catalogue_next = pass->catalogue;
    tracked->calendar_next = pass->calendar;
    return DONE;
}
