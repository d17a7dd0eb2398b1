#include "intake/joining.h"

#include "intake/store.h"
#include "runtime/block.h"
#include "runtime/log.h"

enum { LOOKED_AT_ONCE = BLOCK_RECORDS };

/* Blocks (after, last] that make one block as full as it can be. */
struct run {
    int64_t after;
    int64_t last;
    int64_t n;
    int64_t blocks;
};

/*
 * The first run of two or more blocks that cannot take its neighbour as well: a run that may still
 * grow is left alone, so that no record is packed again and again.
 */
static bool find_run(struct joining *joining, const struct database *database, struct run *run)
{
    int64_t *after = &joining->after[joining->partition];

    *run = (struct run){.after = *after, .last = *after};
    for (int row = 0; row < row_count(database); row++) {
        const int64_t last = row_integer(database, row, 0), n = row_integer(database, row, 1);

        if (run->n + n > BLOCK_RECORDS) {
            if (run->blocks > 1)
                return true;
            *after = run->last;
            *run = (struct run){.after = run->last};
        }
        run->last = last;
        run->n += n;
        run->blocks++;
    }
    return false;
}

static enum outcome gather_run(struct joining *joining, struct database *database,
                               const struct run *run, int64_t *recorded_us, struct failure *why)
{
    struct parameters parameters = {0};
    int64_t n = 0;

    parameter_integer(&parameters, joining->partition);
    parameter_integer(&parameters, run->after);
    parameter_integer(&parameters, run->last);
    TRY(database_query(database, statement(intake_sql, "take_blocks"), &parameters, why));
    buffer_clear(&joining->records);
    for (int row = 0; row < row_count(database); row++) {
        const struct block block = {.last = row_integer(database, row, 0),
                                    .n = row_integer(database, row, 1),
                                    .codec = (int32_t)row_integer(database, row, 2),
                                    .data = row_bytes(database, row, 3)};

        TRY(block_unpack(&block, &joining->one, why));
        buffer_add(&joining->records, joining->one.at, joining->one.length);
        n += block.n;
        *recorded_us = row_integer(database, row, 4);
    }
    if (n != run->n)
        return fail(why, FATAL, "log of partition %lld: %lld records up to %lld, not %lld",
                    (long long)joining->partition, (long long)n, (long long)run->last,
                    (long long)run->n);
    return DONE;
}

static enum outcome write_run(struct joining *joining, struct database *database,
                              const struct run *run, int64_t recorded_us, struct failure *why)
{
    const enum codec codec = block_pack(buffer_bytes(&joining->records), &joining->packed);
    struct parameters parameters = {0};

    parameter_integer(&parameters, joining->partition);
    parameter_integer(&parameters, run->last);
    parameter_integer(&parameters, run->n);
    parameter_integer(&parameters, recorded_us);
    parameter_integer(&parameters, (int64_t)codec);
    parameter_bytes(&parameters, buffer_bytes(&joining->packed));
    return database_change(database, statement(intake_sql, "write_joined"), &parameters, 1, why);
}

static enum outcome join(struct joining *joining, struct database *database, const struct run *run,
                         struct failure *why)
{
    int64_t recorded_us = 0;

    TRY(database_execute(database, "BEGIN", why));
    TRY(gather_run(joining, database, run, &recorded_us, why));
    TRY(write_run(joining, database, run, recorded_us, why));
    TRY(database_execute(database, "COMMIT", why));
    log_line(LOG_DEBUG, "event=join partition=%lld last=%lld records=%lld blocks=%lld",
             (long long)joining->partition, (long long)run->last, (long long)run->n,
             (long long)run->blocks);
    return DONE;
}

enum outcome joining_step(struct joining *joining, struct database *database, int64_t partitions,
                          int64_t age_ms, bool *joined, struct failure *why)
{
    struct parameters parameters = {0};
    struct run run;

    joining->partition = joining->partition < partitions ? joining->partition + 1 : 0;
    parameter_integer(&parameters, joining->partition);
    parameter_integer(&parameters, joining->after[joining->partition]);
    parameter_integer(&parameters, age_ms);
    parameter_integer(&parameters, LOOKED_AT_ONCE);
    TRY(database_query(database, statement(intake_sql, "old_blocks"), &parameters, why));
    *joined = find_run(joining, database, &run);
    if (!*joined)
        return DONE;
    TRY(join(joining, database, &run, why));
    joining->after[joining->partition] = run.last;
    return DONE;
}

void joining_forget(struct joining *joining)
{
    buffer_free(&joining->records);
    buffer_free(&joining->one);
    buffer_free(&joining->packed);
    *joining = (struct joining){0};
}
