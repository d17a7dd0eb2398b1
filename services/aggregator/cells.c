#include "aggregator/cells.h"

#include <stdlib.h>

#include "runtime/buffer.h"

struct cell_key cells_key(int64_t partition, struct bytes unit, struct bytes procedure,
                          int64_t channel, struct bytes system)
{
    struct cell_key key;

    memset(&key, 0, sizeof key);
    key.partition = (int32_t)partition;
    key.channel = (int16_t)channel;
    memcpy(key.unit, unit.at ? (const char *)unit.at : "", unit.length);
    memcpy(key.procedure, procedure.at ? (const char *)procedure.at : "", procedure.length);
    memcpy(key.system, system.at, system.length);
    return key;
}

struct cell *cells_at(struct cells *cells, const struct cell_key *key)
{
    struct cell *cell;

    HASH_FIND(hh, cells->set, key, sizeof *key, cell);
    if (cell)
        return cell;
    cell = heap_take(1, sizeof *cell);
    cell->key = *key;
    HASH_ADD(hh, cells->set, key, sizeof cell->key, cell);
    cells->count++;
    return cell;
}

void cells_free(struct cells *cells)
{
    struct cell *cell, *next;

    HASH_ITER(hh, cells->set, cell, next)
    {
        HASH_DEL(cells->set, cell);
        free(cell);
    }
    cells->count = 0;
}
