#include "thuocdo/simulate/year.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"

static int64_t start_of(const struct calendar *calendar, struct date date)
{
    return (int64_t)office_from(calendar, day_from_date(date)) * WORKDAY_SECONDS;
}

void year_open(struct year *year, uint64_t seed)
{
    const int32_t last = day_from_date((struct date){2023, 12, 25});

    memset(year, 0, sizeof *year);
    year->seed = seed;
    office_read(&year->calendar, day_from_date((struct date){2022, 1, 1}));
    procedures_read(&year->catalogue);
    published_read(year->published);
    year->first = start_of(&year->calendar, (struct date){2023, 1, 1});
    year->duty = start_of(&year->calendar, (struct date){2023, 2, 20});
    year->end = start_of(&year->calendar, (struct date){2023, 12, 26});
    year->last_second = second_of_day(last + 1) - 1;
}

void year_close(struct year *year)
{
    free(year->dossiers);
    free(year->amounts.vnd);
    year->dossiers = NULL;
    year->amounts.vnd = NULL;
}

struct dossier *year_add(struct year *year)
{
    struct dossier *added;

    if (year->count == year->room) {
        const size_t room = year->room ? year->room * 2 : 4096;
        void *grown = realloc(year->dossiers, room * sizeof *year->dossiers);

        if (!grown)
            return NULL;
        year->dossiers = grown;
        year->room = room;
    }
    added = &year->dossiers[year->count++];
    memset(added, 0, sizeof *added);
    return added;
}

enum outcome year_add_amount(struct year *year, int64_t vnd, struct failure *why)
{
    struct amounts *amounts = &year->amounts;

    if (amounts->count == amounts->room) {
        const size_t room = amounts->room ? amounts->room * 2 : 4096;
        void *grown = realloc(amounts->vnd, room * sizeof *amounts->vnd);

        if (!grown)
            return fail(why, RETRY, "simulate: no memory for %zu payments", room);
        amounts->vnd = grown;
        amounts->room = room;
    }
    amounts->vnd[amounts->count++] = vnd;
    return DONE;
}

int year_agency(const struct year *year, const char *agency_id, size_t length)
{
    for (int agency = 0; agency < AGENCIES; agency++) {
        const char *known = year->published[agency].agency;

        if (strlen(known) == length && memcmp(known, agency_id, length) == 0)
            return agency;
    }
    return -1;
}
