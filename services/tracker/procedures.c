#include "tracker/procedures.h"

#include <stdlib.h>

#include "runtime/buffer.h"
#include "tracker/core/history.h"

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

void procedures_free(struct procedures *procedures)
{
    free(procedures->versions);
    free(procedures->texts);
    *procedures = (struct procedures){0};
}

void procedures_take(struct procedures *procedures, const struct database *database)
{
    const int count = row_count(database);
    size_t bytes = 0;
    char *text;

    for (int row = 0; row < count; row++)
        bytes += row_bytes(database, row, 0).length;
    procedures_free(procedures);
    procedures->versions = heap_take((size_t)count + 1, sizeof *procedures->versions);
    procedures->texts = text = heap_take(bytes + 1, 1);
    for (int row = 0; row < count; row++) {
        const struct bytes code = row_bytes(database, row, 0);

        memcpy(text, code.at, code.length);
        procedures->versions[row] = (struct procedure_version){
            .code = {(const uint8_t *)text, code.length},
            .from_day = (int32_t)row_integer(database, row, 1),
            .fee = row_bool(database, row, 2),
            .result_is_paper = row_bool(database, row, 3),
            .service_level = choice(service_level_names, row_bytes(database, row, 4)),
            .interlink = choice(interlink_names, row_bytes(database, row, 5)),
        };
        text += code.length;
    }
    qsort(procedures->versions, (size_t)count, sizeof *procedures->versions, order_of_versions);
    procedures->catalogue = (struct catalogue){procedures->versions, (uint32_t)count};
}
