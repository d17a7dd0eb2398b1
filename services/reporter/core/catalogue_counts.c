#include "reporter/core/catalogue_counts.h"

const char *const catalogue_words[] = {
#define X(NAME, name) name,
    CATALOGUE_PROPERTIES(X) CATALOGUE_EVENTS(X)
#undef X
};

uint32_t catalogue_events(void)
{
    return catalogue_bit(CATALOGUE_WORDS) - catalogue_bit(CATALOGUE_FIRST_EVENT);
}

static bool within(const struct catalogue_change *change, int32_t from, int32_t to)
{
    return change->day >= from && change->day <= to;
}

bool catalogue_in_force(const struct catalogue_changes *changes, uint32_t properties, int32_t day,
                        int64_t *count)
{
    int64_t all = 0, stated = 0;

    *count = 0;
    for (size_t row = 0; row < changes->count; row++) {
        const struct catalogue_change *change = &changes->at[row];

        if (change->day > day)
            continue;
        all += change->n;
        if ((change->stated & properties) == properties)
            stated += change->n;
        if ((change->has & properties) == properties)
            *count += change->n;
    }
    return all == 0 || stated > 0;
}

/* Whether anything in the period says as what it was announced, or nothing was. */
static bool announcements_known(const struct catalogue_changes *changes, int32_t from, int32_t to)
{
    const uint32_t publications = catalogue_events() & ~catalogue_bit(CATALOGUE_ABOLISHED);
    bool any = false;

    for (size_t row = 0; row < changes->count; row++) {
        const struct catalogue_change *change = &changes->at[row];

        if (!change->announces || !within(change, from, to))
            continue;
        if (change->has & publications)
            return true;
        any = true;
    }
    return !any;
}

bool catalogue_announced(const struct catalogue_changes *changes, uint32_t words, int32_t from,
                         int32_t to, int64_t *count)
{
    *count = 0;
    for (size_t row = 0; row < changes->count; row++)
        *count += within(&changes->at[row], from, to) && (changes->at[row].has & words) == words;
    return words & catalogue_bit(CATALOGUE_ABOLISHED) || announcements_known(changes, from, to);
}

bool catalogue_decisions(const struct catalogue_changes *changes, int32_t from, int32_t to,
                         int64_t *count)
{
    const uint32_t publications = catalogue_events() & ~catalogue_bit(CATALOGUE_ABOLISHED);
    int64_t last = 0;
    bool any = false;

    *count = 0;
    for (size_t row = 0; row < changes->count; row++) {
        const struct catalogue_change *change = &changes->at[row];

        if (!within(change, from, to) || !(change->has & publications))
            continue;
        any = true;
        *count += change->decision > 0 && change->decision != last;
        last = change->decision;
    }
    return announcements_known(changes, from, to) && (!any || *count > 0);
}
