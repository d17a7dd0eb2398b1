#include "tests/flow/versions.h"

#include <stdlib.h>

#include "tracker/core/reference.h"

static int order_of_versions(const void *left, const void *right)
{
    const struct procedure_version *one = left, *other = right;
    const int order = history_compare(one->code, other->code);

    return order ? order : (one->from_day > other->from_day) - (one->from_day < other->from_day);
}

static bool is_procedure(const struct stored_dossier *row)
{
    return row->code[0] == '0' + FAMILY_CATALOGUE;
}

static void read_row(const struct stored_dossier *row, struct arena *arena, struct buffer *versions)
{
    struct published_version *published;
    struct history_fact *facts;
    struct failure why;
    uint32_t count;

    arena_reset(arena);
    if (dossier_facts(buffer_bytes(&row->facts), arena, &facts, &count, &why) != DONE ||
        reference_procedure(facts, count, arena, &published, &count, &why) != DONE)
        abort();
    for (uint32_t at = 0; at < count; at++) {
        const struct procedure_version version =
            reference_version(bytes_of_text(row->code + 2), &published[at]);

        buffer_add(versions, &version, sizeof version);
    }
}

struct catalogue versions_read(const struct stored *stored, struct arena *arena,
                               struct buffer *versions)
{
    const struct stored_dossiers *rows = &stored->dossiers[0];
    struct procedure_version *at;
    uint32_t count;

    buffer_clear(versions);
    /* Only one source publishes here, so that a row is all that is said of its code. */
    for (int64_t row = 0; row < rows->count; row++)
        if (is_procedure(&rows->at[row]))
            read_row(&rows->at[row], arena, versions);
    at = (struct procedure_version *)(void *)versions->at;
    count = (uint32_t)(versions->length / sizeof *at);
    if (count > 0)
        qsort(at, count, sizeof *at, order_of_versions);
    return (struct catalogue){.versions = at, .count = count};
}

bool versions_changed(const struct stored *stored, const char *procedure, int64_t since)
{
    const struct stored_dossiers *rows = &stored->dossiers[0];

    for (int64_t row = 0; row < rows->count; row++)
        if (is_procedure(&rows->at[row]) && strcmp(rows->at[row].code + 2, procedure) == 0 &&
            rows->at[row].changed_at > since)
            return true;
    return false;
}
