#include "thuocdo/preview/preview.h"

#include <stdlib.h>

#include "runtime/buffer.h"
#include "runtime/day.h"

extern const struct embedded preview_sql[];

enum { ARENA_BYTES = 64 << 20, DOSSIERS_AT_ONCE = 2000 };

struct previewing {
    const struct proposal_catalogues *catalogues;
    struct database *database;
    struct buffer only; /* Units, as an array of PostgreSQL; empty: all. */
    struct arena arena;
    struct preview_output *output;
};

static enum outcome find_units(struct previewing *previewing, const char *unit, struct failure *why)
{
    struct database *database = previewing->database;
    struct parameters parameters = {0};

    if (!unit)
        return DONE;
    parameter_text(&parameters, bytes_of_text(unit));
    TRY(database_query(database, statement(preview_sql, "preview_units"), &parameters, why));
    for (int row = 0; row < row_count(database); row++)
        proposal_add_code(&previewing->only, row_bytes(database, row, 0));
    buffer_add(&previewing->only, "}", 1);
    return DONE;
}

static enum outcome fold_pair(struct previewing *previewing, int row, struct failure *why)
{
    const struct database *database = previewing->database;
    const struct bytes facts = row_bytes(database, row, 3), posted = row_bytes(database, row, 4);
    struct dossier_state before, after;
    const struct preview_pair pair = {row_bytes(database, row, 1), row_bytes(database, row, 2),
                                      &before, &after};

    arena_reset(&previewing->arena);
    TRY(dossier_fold(facts, posted, &previewing->catalogues->before.catalogue, &previewing->arena,
                     &before, why));
    TRY(dossier_fold(facts, posted, &previewing->catalogues->after, &previewing->arena, &after,
                     why));
    output_add(previewing->output, &pair);
    return DONE;
}

static enum outcome ask_page(struct previewing *previewing, int64_t partition, int64_t after,
                             struct failure *why)
{
    const struct proposal_catalogues *catalogues = previewing->catalogues;
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    parameter_integer(&parameters, after);
    parameter_integer(&parameters, DOSSIERS_AT_ONCE);
    parameter_text(&parameters, buffer_bytes(&catalogues->procedures));
    parameter_text(&parameters, buffer_bytes(&catalogues->units));
    if (catalogues->first_day == DAY_NONE)
        parameter_null(&parameters);
    else
        parameter_integer(&parameters, catalogues->first_day);
    if (previewing->only.length)
        parameter_text(&parameters, buffer_bytes(&previewing->only));
    else
        parameter_null(&parameters);
    return database_query(previewing->database, statement(preview_sql, "preview_dossiers"),
                          &parameters, why);
}

static enum outcome preview_partition(struct previewing *previewing, int64_t partition,
                                      struct failure *why)
{
    struct database *database = previewing->database;
    int64_t after = 0;
    int rows = DOSSIERS_AT_ONCE;

    while (rows == DOSSIERS_AT_ONCE) {
        TRY(ask_page(previewing, partition, after, why));
        rows = row_count(database);
        for (int row = 0; row < rows; row++) {
            const struct bytes code = row_bytes(database, row, 2);

            if (fold_pair(previewing, row, why) != DONE) {
                failure_prefix(why, "dossier %.*s", (int)code.length, (const char *)code.at);
                return FATAL;
            }
            after = row_integer(database, row, 0);
        }
    }
    return DONE;
}

static enum outcome preview_all(struct previewing *previewing, struct failure *why)
{
    struct database *database = previewing->database;
    int64_t *partitions;
    int count;
    enum outcome outcome = DONE;

    TRY(database_query(database, statement(preview_sql, "preview_partitions"), NULL, why));
    count = row_count(database);
    partitions = heap_take((size_t)count + 1, sizeof *partitions);
    for (int row = 0; row < count; row++)
        partitions[row] = row_integer(database, row, 0);
    for (int row = 0; row < count && outcome == DONE; row++)
        outcome = preview_partition(previewing, partitions[row], why);
    free(partitions);
    return outcome;
}

enum outcome preview_run(const struct proposal_catalogues *catalogues, struct database *database,
                         const char *unit, struct preview_output *output, struct failure *why)
{
    struct previewing previewing = {
        .catalogues = catalogues, .database = database, .output = output};
    void *memory = heap_take(1, ARENA_BYTES);
    enum outcome outcome;

    previewing.arena = arena_over(memory, ARENA_BYTES);
    outcome = find_units(&previewing, unit, why);
    output_begin(output);
    if (outcome == DONE)
        outcome = preview_all(&previewing, why);
    output_end(output);
    buffer_free(&previewing.only);
    free(memory);
    return outcome;
}
