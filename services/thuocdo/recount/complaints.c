#include "thuocdo/recount/recount.h"

enum { SOURCE, CODE, FACTS, COMPLAINTS };

enum outcome recount_complaints(struct recount *recount, int64_t partition, struct failure *why)
{
    struct database *database = &recount->database;
    struct parameters parameters = {0};

    parameter_integer(&parameters, partition);
    TRY(database_query(database, statement(recount_sql, "recount_complaints"), &parameters, why));
    for (int row = 0; row < row_count(database); row++) {
        const struct bytes source = row_bytes(database, row, SOURCE);
        const struct bytes code = row_bytes(database, row, CODE);
        const uint32_t missing =
            dossier_lacks(row_bytes(database, row, FACTS), row_bytes(database, row, COMPLAINTS));

        if (missing > 0)
            recount_differs(recount, "dossier %.*s of %.*s: %u complaints about it are not in it",
                            (int)code.length, (const char *)code.at, (int)source.length,
                            (const char *)source.at, (unsigned)missing);
    }
    pace_rest(&recount->pace);
    return DONE;
}
