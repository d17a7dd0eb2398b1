/*
 * gathered: the entries of postings, each added to the cell or the mark of its day.
 */
#pragma once

#include "aggregator/cells.h"
#include "aggregator/marks.h"
#include "proto/message.h"
#include "runtime/outcome.h"

struct gathered {
    struct cells cells;
    struct marks marks;
};

/*
 * Adds the posting, or with sign -1 takes it away. FATAL, with nothing of it added, when it has a
 * measure that this version does not know.
 */
enum outcome gathered_add(struct gathered *gathered, int64_t partition, struct bytes system,
                          const struct posting *posting, int64_t sign, struct failure *why);

/* Rows that it holds. */
size_t gathered_count(const struct gathered *gathered);
void gathered_free(struct gathered *gathered);
