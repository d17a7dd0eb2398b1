/*
 * complaints: each dossier of a code holds all complaints about it, whichever came first.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/chance.h"
#include "tracker/tracker.h"

enum { MEMORY = 64 << 10, CALLED = 200, TOLD = 7 };

/* What the log may hold about one code; the same id of several sources are several facts. */
static const struct told {
    const char *source;
    enum fact_type type;
    const char *id;
    int64_t time_us;
} told[] = {
    {"mot-cua", FACT_STATUS,     "a", 1},
    {"mot-cua", FACT_STATUS,     "b", 2},
    {"bo",      FACT_STATUS,     "a", 3},
    {"pakn",    FACT_COMPLAINED, "k", 4},
    {"pakn",    FACT_COMPLAINED, "k", 4},
    {"cong",    FACT_COMPLAINED, "k", 5},
    {"mot-cua", FACT_COMPLAINED, "a", 6},
};

static const char *const sources[] = {"bo", "cong", "mot-cua", "pakn"};

static void keep(struct tracked *tracked, const struct told *fact_told, int64_t position)
{
    static _Alignas(16) uint8_t memory[4096];
    struct arena arena = arena_over(memory, sizeof memory);
    struct buffer record = {0};
    struct sink sink = buffer_sink(&record);
    const struct fact fact = {
        .present = (UINT64_C(1) << (FACT_ROW_RECORDED_AT + 1)) - 1,
        .type = fact_told->type,
        .id = bytes_of_text(fact_told->id),
        .source = bytes_of_text(fact_told->source),
        .time_us = fact_told->time_us,
        .subject = bytes_of_text("HS-1"),
        .recorded_us = 7,
    };
    union fact_data data = {
        .status = {1, .status = 4}
    };

    if (fact.type == FACT_COMPLAINED)
        data.complained = (struct complained_data){1, bytes_of_text("PA-1")};
    cr_assert(fact_encode(&fact, &data, &arena, &sink));
    tracker_keep(tracked, position, buffer_bytes(&record));
    buffer_free(&record);
}

static void open_tracker(struct tracker *tracker, struct tracked *tracked)
{
    *tracker = (struct tracker){.tracked = tracked, .count = 1, .partitions = 1};
    tracker->arena = arena_over(heap_take(1, MEMORY), MEMORY);
    *tracked = (struct tracked){.partition = 1};
    filter_open(&tracked->filter, 1000);
}

static void close_tracker(struct tracker *tracker, struct tracked *tracked)
{
    residents_free(&tracked->residents);
    residents_free(&tracked->complaints);
    sources_free(&tracked->sources);
    filter_close(&tracked->filter);
    buffer_free(&tracked->pending);
    free(tracker->tallies);
    free(tracker->arena.base);
}

static void absorb(struct tracker *tracker, struct tracked *tracked)
{
    struct failure why;

    cr_assert_eq(tracker_absorb(tracker, tracked, &why), DONE, "%s", why.text);
}

static int order_of_facts(const void *left, const void *right)
{
    return history_order(left, right);
}

/* "bo: a@3 pakn/k@4": every dossier with its facts. */
static void print_dossiers(struct tracker *tracker, const struct tracked *tracked,
                           char text[CALLED])
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t row = 0; row < sizeof sources / sizeof sources[0]; row++) {
        const struct resident *dossier =
            residents_find(&tracked->residents, bytes_of_text(sources[row]), bytes_of_text("HS-1"));
        struct history_fact *facts;
        struct failure why;
        uint32_t count;

        if (!dossier)
            continue;
        arena_reset(&tracker->arena);
        cr_assert_eq(
            dossier_facts(buffer_bytes(&dossier->facts), &tracker->arena, &facts, &count, &why),
            DONE, "%s", why.text);
        cr_assert_eq(count, dossier->fact_count);
        qsort(facts, count, sizeof *facts, order_of_facts);
        used += (size_t)snprintf(text + used, CALLED - used, "%s:", sources[row]);
        for (uint32_t fact = 0; fact < count; fact++)
            used += (size_t)snprintf(
                text + used, CALLED - used, " %.*s/%.*s@%d", (int)facts[fact].source.length,
                facts[fact].source.length ? (const char *)facts[fact].source.at : "",
                (int)facts[fact].id.length, (const char *)facts[fact].id.at,
                (int)facts[fact].time_us);
        used += (size_t)snprintf(text + used, CALLED - used, "; ");
    }
}

/* Absorbs them in that order, in batches that end after the places whose bits are set. */
static void run(const int order[TOLD], unsigned ends, char text[CALLED], struct tally *sum)
{
    struct tracked tracked;
    struct tracker tracker;

    open_tracker(&tracker, &tracked);
    for (int place = 0; place < TOLD; place++) {
        keep(&tracked, &told[order[place]], place + 1);
        if (!(ends >> place & 1U))
            continue;
        absorb(&tracker, &tracked);
        residents_settle(&tracked.residents);
        residents_settle(&tracked.complaints);
    }
    absorb(&tracker, &tracked);
    *sum = (struct tally){0};
    for (size_t row = 0; row < tracker.tally_count; row++) {
        sum->stored += tracker.tallies[row].stored;
        sum->duplicates += tracker.tallies[row].duplicates;
        sum->conflicts += tracker.tallies[row].conflicts;
    }
    print_dossiers(&tracker, &tracked, text);
    close_tracker(&tracker, &tracked);
}

static void swap(int *left, int *right)
{
    const int kept = *left;

    *left = *right;
    *right = kept;
}

static bool next_order(int order[TOLD])
{
    int place = TOLD - 2, last = TOLD - 1;

    while (place >= 0 && order[place] > order[place + 1])
        place--;
    if (place < 0)
        return false;
    while (order[last] < order[place])
        last--;
    swap(&order[place], &order[last]);
    for (int left = place + 1, right = TOLD - 1; left < right; left++, right--)
        swap(&order[left], &order[right]);
    return true;
}

Test(complaints, reach_every_dossier_in_whatever_order)
{
    struct chance chance = {chance_seed()};
    int order[TOLD] = {0, 1, 2, 3, 4, 5, 6};

    do {
        const unsigned ends = (unsigned)chance_below(&chance, 1U << TOLD);
        char text[CALLED];
        struct tally sum;

        run(order, ends, text, &sum);
        cr_assert_str_eq(text,
                         "bo: /a@3 pakn/k@4 cong/k@5 mot-cua/a@6; "
                         "mot-cua: /a@1 /b@2 pakn/k@4 cong/k@5 mot-cua/a@6; ",
                         "SEED=%llu, batches %x", (unsigned long long)chance_seed(), ends);
        cr_assert_eq(sum.stored, 6, "each complaint is stored once, and only once");
        cr_assert_eq(sum.duplicates, 1);
        cr_assert_eq(sum.conflicts, 0);
    } while (next_order(order));
}

Test(complaints, alone_make_no_dossier)
{
    struct tracked tracked;
    struct tracker tracker;

    open_tracker(&tracker, &tracked);
    keep(&tracked, &told[3], 1);
    absorb(&tracker, &tracked);
    cr_expect_null(tracked.residents.set);
    cr_expect_eq(tracked.last_number, 0);
    cr_expect(tracked_changed(&tracked), "it is still to be written");
    close_tracker(&tracker, &tracked);
}

Test(complaints, with_other_content_are_in_conflict)
{
    const struct told other = {"pakn", FACT_COMPLAINED, "k", 9};
    struct tracked tracked;
    struct tracker tracker;
    char text[CALLED];

    open_tracker(&tracker, &tracked);
    keep(&tracked, &told[0], 1);
    keep(&tracked, &told[3], 2);
    keep(&tracked, &other, 3);
    absorb(&tracker, &tracked);
    print_dossiers(&tracker, &tracked, text);
    cr_expect_str_eq(text, "mot-cua: /a@1 pakn/k@4; ", "the one logged first stays");
    cr_expect_eq(tracker.asides.length, sizeof(struct aside));
    buffer_free(&tracker.asides);
    buffer_free(&tracker.asides_bytes);
    close_tracker(&tracker, &tracked);
}

Test(complaints, touch_the_dossiers_they_reach)
{
    struct tracked tracked;
    struct tracker tracker;

    open_tracker(&tracker, &tracked);
    keep(&tracked, &told[0], 1);
    keep(&tracked, &told[2], 2);
    absorb(&tracker, &tracked);
    residents_settle(&tracked.residents);
    keep(&tracked, &told[3], 3);
    absorb(&tracker, &tracked);
    cr_expect_eq(tracked.residents.dirty_count, 2);
    cr_expect_eq(tracked.residents.dirty->cause, 3);
    close_tracker(&tracker, &tracked);
}

Test(complaints, that_are_missing_are_seen)
{
    struct tracked tracked;
    struct tracker tracker;
    const struct resident *dossier, *complaints;

    open_tracker(&tracker, &tracked);
    keep(&tracked, &told[0], 1);
    absorb(&tracker, &tracked);
    dossier = residents_find(&tracked.residents, bytes_of_text("mot-cua"), bytes_of_text("HS-1"));
    keep(&tracked, &told[3], 2);
    keep(&tracked, &told[5], 3);
    absorb(&tracker, &tracked);
    complaints = residents_find(&tracked.complaints, bytes_of_text(""), bytes_of_text("HS-1"));
    cr_expect_eq(dossier_lacks(buffer_bytes(&dossier->facts), buffer_bytes(&complaints->facts)), 0);
    cr_expect_eq(dossier_lacks(buffer_bytes(&complaints->facts), buffer_bytes(&dossier->facts)), 1);
    cr_expect_eq(dossier_lacks((struct bytes){0}, buffer_bytes(&complaints->facts)), 2);
    close_tracker(&tracker, &tracked);
}
