/*
 * finding: the rows of a code, of whichever source, by the hash of both.
 */
#pragma once

#include "reporter/asking.h"

/*
 * Asks the statement (partition, hashes, code, source or null) for the code that was given for the
 * argument. REJECT, naming what it is, when there is none.
 */
enum outcome finding_rows(struct asking *asking, const char *argument, const char *statement_name,
                          const char *what, struct failure *why);

/* Copies a column before the next question makes it go away. */
enum outcome finding_copy(struct asking *asking, int row, int column, struct bytes *copy,
                          struct failure *why);
