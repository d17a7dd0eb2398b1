#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/buffer.h"
#include "runtime/clock.h"
#include "runtime/log.h"
#include "thuocdo/recount/recount.h"
#include "tracker/core/feedback.h"

enum { DOSSIERS_AT_ONCE = 2000, SETTLE_TRIES = 600, SETTLE_MS = 500 };

void recount_differs(struct recount *recount, const char *format, ...)
{
    char text[1024];
    va_list arguments;

    if (recount->differences++ >= RECOUNT_SHOWN)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (recount->logged)
        log_line(LOG_ERROR, "event=difference what=\"%s\"", text);
    else
        puts(text);
}

/* ---- the snapshot ---- */

static bool is_settled(const struct recount_position *position,
                       const struct recount_position *reference)
{
    return position->partition == 0 || (position->catalogue_at == reference->log_at &&
                                        position->calendar_at == position->calendar_end);
}

static enum outcome read_positions(struct recount *recount, int64_t partition, bool *settled,
                                   struct failure *why)
{
    struct database *database = &recount->database;

    TRY(database_query(database, statement(recount_sql, "recount_position"), NULL, why));
    recount->position_count = row_count(database);
    recount->positions = heap_resize(recount->positions, (size_t)recount->position_count,
                                     sizeof *recount->positions);
    *settled = true;
    for (int row = 0; row < recount->position_count; row++) {
        recount->positions[row] =
            (struct recount_position){row_integer(database, row, 0), row_integer(database, row, 1),
                                      row_integer(database, row, 2), row_integer(database, row, 3),
                                      row_integer(database, row, 4), row_integer(database, row, 5),
                                      row_integer(database, row, 6)};
        if (partition == RECOUNT_ALL || partition == recount->positions[row].partition)
            *settled &= is_settled(&recount->positions[row], &recount->positions[0]);
    }
    return DONE;
}

enum outcome recount_begin(struct recount *recount, int64_t partition, struct failure *why)
{
    bool settled = false;

    for (int attempt = 0; attempt < SETTLE_TRIES; attempt++) {
        TRY(database_execute(&recount->database,
                             "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
                             "SET LOCAL statement_timeout = 0",
                             why));
        TRY(read_positions(recount, partition, &settled, why));
        if (settled)
            return catalogue_read(&recount->reading, &recount->database, why);
        TRY(database_execute(&recount->database, "ROLLBACK", why));
        clock_sleep_ms(SETTLE_MS);
    }
    return fail(why, RETRY,
                "a change of catalogue or calendar has been under way for five minutes");
}

void recount_forget(struct recount *recount)
{
    gathered_free(&recount->balance);
    free(recount->positions);
    recount->positions = NULL;
    catalogue_reading_close(&recount->reading);
}

/* ---- dossiers and feedback ---- */

/* What a fold says: the posting, and whether the stored one differs. */
struct refolded {
    struct posting posting;
    bool differs;
};

static enum outcome fold_dossier(struct recount *recount, struct bytes facts, struct bytes posted,
                                 struct refolded *refolded, struct failure *why)
{
    struct dossier_state state;

    TRY(dossier_fold(facts, posted, &recount->reading.catalogue, &recount->arena, &state, why));
    *refolded = (struct refolded){state.posting, state.difference.count > 0};
    return DONE;
}

static enum outcome fold_feedback(struct recount *recount, struct bytes facts, struct bytes posted,
                                  struct refolded *refolded, struct failure *why)
{
    struct feedback_state state;

    TRY(feedback_of_kept(facts, posted, &recount->reading.catalogue, &recount->arena, &state, why));
    *refolded = (struct refolded){state.posting, state.difference.count > 0};
    return DONE;
}

static const struct folded_kind {
    const char *name;
    const char *statement;
    enum outcome (*fold)(struct recount *recount, struct bytes facts, struct bytes posted,
                         struct refolded *refolded, struct failure *why);
} folded_kinds[] = {
    {"dossier",  "recount_dossiers",  fold_dossier },
    {"feedback", "recount_feedbacks", fold_feedback},
};

static enum outcome fold_one(struct recount *recount, const struct folded_kind *kind,
                             int64_t partition, int row, struct failure *why)
{
    struct database *database = &recount->database;
    const struct bytes source = row_bytes(database, row, 1), code = row_bytes(database, row, 2);
    struct refolded refolded;

    arena_reset(&recount->arena);
    if (kind->fold(recount, row_bytes(database, row, 3), row_bytes(database, row, 4), &refolded,
                   why) != DONE) {
        recount_differs(recount, "%s %.*s: %s", kind->name, (int)code.length, (const char *)code.at,
                        why->text);
        return DONE;
    }
    if (refolded.differs)
        recount_differs(recount, "%s %.*s of %.*s: what it posted is not what its facts say",
                        kind->name, (int)code.length, (const char *)code.at, (int)source.length,
                        (const char *)source.at);
    recount->dossiers++;
    return gathered_add(&recount->balance, partition, source, &refolded.posting, 1, why);
}

static enum outcome fold_kind(struct recount *recount, const struct folded_kind *kind,
                              int64_t partition, struct failure *why)
{
    struct database *database = &recount->database;
    int64_t after = 0;
    int rows = DOSSIERS_AT_ONCE;

    while (rows == DOSSIERS_AT_ONCE) {
        struct parameters parameters = {0};

        parameter_integer(&parameters, partition);
        parameter_integer(&parameters, after);
        parameter_integer(&parameters, DOSSIERS_AT_ONCE);
        TRY(database_query(database, statement(recount_sql, kind->statement), &parameters, why));
        rows = row_count(database);
        for (int row = 0; row < rows; row++) {
            TRY(fold_one(recount, kind, partition, row, why));
            after = row_integer(database, row, 0);
        }
        pace_rest(&recount->pace);
    }
    return DONE;
}

enum outcome recount_fold(struct recount *recount, int64_t partition, struct failure *why)
{
    for (size_t row = 0; row < sizeof folded_kinds / sizeof folded_kinds[0]; row++)
        TRY(fold_kind(recount, &folded_kinds[row], partition, why));
    return DONE;
}

/* ---- all of a partition ---- */

static enum outcome check_log(struct recount *recount, struct failure *why)
{
    int64_t ends = 0, logged;

    for (int row = 0; row < recount->position_count; row++)
        ends += recount->positions[row].log_end;
    TRY(database_query(&recount->database, statement(recount_sql, "recount_logged"), NULL, why));
    logged = row_integer(&recount->database, 0, 0);
    if (ends != logged)
        recount_differs(recount, "the log holds %lld facts, intake has logged %lld",
                        (long long)ends, (long long)logged);
    return DONE;
}

enum outcome recount_partition(struct recount *recount, int64_t partition, struct failure *why)
{
    if (partition == 0)
        return check_log(recount, why);
    TRY(recount_complaints(recount, partition, why));
    TRY(recount_fold(recount, partition, why));
    return recount_subtract(recount, &recount->positions[partition], why);
}
