#include "proto/measure.h"

#include <string.h>

static const char *const names[MARK_END] = {
#define X(NAME, name) [MEASURE_##NAME] = #name,
    MEASURES(X) MARKS(X)
#undef X
};

const char *measure_name(enum measure measure)
{
    return names[measure];
}

bool measure_by_name(const char *name, size_t length, enum measure *measure)
{
    for (int row = 0; row < MARK_END; row++)
        if (names[row] && strlen(names[row]) == length && memcmp(names[row], name, length) == 0) {
            *measure = (enum measure)row;
            return true;
        }
    return false;
}
