#include "thuocdo/simulate/envelopes.h"

#include <stdlib.h>

#include "thuocdo/simulate/national.h"
#include "thuocdo/simulate/pushes.h"

enum { ITEMS = 20 };

/* Which message an item goes into, in the order in which a system empties its queues. */
enum service { SERVICE_NEW, SERVICE_UPDATE, SERVICE_STEP };

static const char *const services[] = {"DongBoHoSoMC", "DongBoHoSoMC", "CapNhatTienDoHoSoMC"};
static const char *const updatings[] = {"\"isUpdating\":\"False\",", "\"isUpdating\":\"True\",",
                                        ""};

struct item {
    int64_t sent;
    int64_t time; /* Of the step. */
    uint32_t dossier;
    int16_t number; /* Within its dossier. */
    uint8_t service;
    uint8_t status; /* Of the step. */
};

struct items {
    struct item *list;
    size_t count;
    size_t room;
};

struct envelope {
    int64_t arrives;
    size_t first;
    size_t count;
};

static enum outcome add(struct items *items, struct item item, struct failure *why)
{
    if (items->count == items->room) {
        const size_t room = items->room ? items->room * 2 : 65536;
        void *grown = realloc(items->list, room * sizeof *items->list);

        if (!grown)
            return fail(why, RETRY, "simulate: no memory for %zu items", room);
        items->list = grown;
        items->room = room;
    }
    items->list[items->count++] = item;
    return DONE;
}

static enum outcome push_dossier(const struct year *year, uint32_t number, struct story *story,
                                 struct items *items, struct failure *why)
{
    int64_t seconds[RECORDS];
    struct sent_step steps[STEPS_SENT];
    int count;

    story_play(year, &year->dossiers[number], story);
    count = pushes_records(year, story, seconds);
    for (int at = 0; at < count; at++)
        TRY(add(items,
                (struct item){.sent = seconds[at],
                              .dossier = number,
                              .number = (int16_t)at,
                              .service = at ? SERVICE_UPDATE : SERVICE_NEW},
                why));
    count = pushes_steps(year, story, steps);
    for (int at = 0; at < count; at++)
        TRY(add(items,
                (struct item){.sent = steps[at].sent,
                              .time = steps[at].time,
                              .dossier = number,
                              .number = (int16_t)at,
                              .service = SERVICE_STEP,
                              .status = steps[at].status},
                why));
    return DONE;
}

static int by_sending(const void *left, const void *right)
{
    const struct item *one = left, *other = right;

    if (one->sent != other->sent)
        return one->sent < other->sent ? -1 : 1;
    if (one->service != other->service)
        return one->service - other->service;
    if (one->dossier != other->dossier)
        return one->dossier < other->dossier ? -1 : 1;
    return one->number - other->number;
}

static int by_arrival(const void *left, const void *right)
{
    const struct envelope *one = left, *other = right;

    if (one->arrives != other->arrives)
        return one->arrives < other->arrives ? -1 : 1;
    return one->first < other->first ? -1 : one->first > other->first;
}

static bool go_together(const struct item *first, const struct item *other)
{
    return first->sent == other->sent && first->service == other->service;
}

/* Fills the list, which has room for twice the items, with envelopes as they arrive. */
static size_t fill(const struct items *items, struct dice *dice, struct envelope *list)
{
    size_t count = 0;

    for (size_t at = 0; at < items->count;) {
        struct envelope envelope = {items->list[at].sent + dice_below(dice, 5), at, 0};

        while (at < items->count && envelope.count < ITEMS &&
               go_together(&items->list[envelope.first], &items->list[at])) {
            envelope.count++;
            at++;
        }
        if (dice_permille(dice, 50))
            envelope.arrives += dice_between(dice, HOUR, 9 * DAY);
        list[count++] = envelope;
        if (dice_permille(dice, 16)) {
            envelope.arrives += dice_between(dice, 1, 2 * DAY);
            list[count++] = envelope;
        }
    }
    qsort(list, count, sizeof *list, by_arrival);
    return count;
}

static void write_item(const struct year *year, const struct item *item, struct story *story,
                       struct outfile *national)
{
    story_play(year, &year->dossiers[item->dossier], story);
    if (item->service == SERVICE_STEP)
        national_add_step(national, story, item->time, item->status);
    else
        national_add_record(national, year, story, item->sent);
    outfile_add(national, ",");
}

static void write_envelope(const struct year *year, const struct items *items,
                           const struct envelope *envelope, struct story *story,
                           struct outfile *national)
{
    const struct item *first = &items->list[envelope->first];
    char sent[NATIONAL_MOMENT];

    national_moment(first->sent, sent);
    outfile_add(national, "{\"session\":\"%016llx\",\"madonvi\":\"H08\",\"service\":\"%s\",%s",
                (unsigned long long)dice_mix(year->seed, (uint64_t)first->sent / DAY),
                services[first->service], updatings[first->service]);
    outfile_add(national, "\"ThoiDiemGui\":\"%s\",\"data\":[", sent);
    for (size_t at = 0; at < envelope->count; at++)
        write_item(year, first + at, story, national);
    outfile_trim(national);
    outfile_add(national, "]}");
    outfile_end_line(national);
}

static enum outcome write_items(const struct year *year, struct items *items, struct story *story,
                                struct outfile *national, struct failure *why)
{
    struct dice dice = dice_seeded(year->seed, AGENCIES + 1);
    struct envelope *list;
    size_t count;

    if (!items->count)
        return DONE;
    list = malloc(2 * items->count * sizeof *list);
    if (!list)
        return fail(why, RETRY, "simulate: no memory for %zu envelopes", 2 * items->count);
    qsort(items->list, items->count, sizeof *items->list, by_sending);
    count = fill(items, &dice, list);
    for (size_t at = 0; at < count; at++)
        write_envelope(year, items, &list[at], story, national);
    free(list);
    return DONE;
}

static enum outcome push_all(const struct year *year, struct story *story, struct items *items,
                             struct failure *why)
{
    for (size_t at = 0; at < year->count; at++)
        if (year->dossiers[at].kind != KIND_VOIDED)
            TRY(push_dossier(year, (uint32_t)at, story, items, why));
    return DONE;
}

enum outcome envelopes_write(const struct year *year, struct outfile *national, struct failure *why)
{
    struct items items = {0};
    struct story story;
    enum outcome outcome = push_all(year, &story, &items, why);

    if (outcome == DONE)
        outcome = write_items(year, &items, &story, national, why);
    free(items.list);
    return outcome;
}
