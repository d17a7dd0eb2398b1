/*
 * poisoned: a tracker that ends when it takes a fact of the subject "poison".
 *
 * Linked in place of the real function by the linker's --wrap; everything else is the product.
 */
#include <stdlib.h>

#include "tracker/core/dossier.h"

extern enum outcome __real_dossier_add(struct bytes kept, uint32_t count, const struct fact *fact,
                                       int64_t position, struct arena *arena,
                                       enum addition *addition, struct bytes *encoded,
                                       struct failure *why);
extern enum outcome __wrap_dossier_add(struct bytes kept, uint32_t count, const struct fact *fact,
                                       int64_t position, struct arena *arena,
                                       enum addition *addition, struct bytes *encoded,
                                       struct failure *why);

enum outcome __wrap_dossier_add(struct bytes kept, uint32_t count, const struct fact *fact,
                                int64_t position, struct arena *arena, enum addition *addition,
                                struct bytes *encoded, struct failure *why)
{
    if (bytes_equal(fact->subject, bytes_of_text("poison")))
        abort();
    return __real_dossier_add(kept, count, fact, position, arena, addition, encoded, why);
}
