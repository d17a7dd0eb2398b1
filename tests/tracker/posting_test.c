#include <criterion/criterion.h>
#include <stdlib.h>

#include "tests/support/chance.h"
#include "tracker/core/posting.h"

enum { ARENA = 1 << 20, ENTRIES = 12, DAYS = 6, MEASURES = 5, KEYS = 2, POSTINGS = 20000 };

/* Sums by key, day and measure. */
struct ledger {
    int64_t at[KEYS][DAYS][MEASURES];
};

static const char *const units[KEYS] = {"U1", "U2"};

static void random_posting(struct chance *chance, int64_t *numbers, struct posting *posting)
{
    uint32_t count = 0;

    for (int64_t day = 0; day < DAYS; day++)
        for (int64_t measure = 0; measure < MEASURES && count < 3 * ENTRIES; measure++)
            if (chance_once_in(chance, 3)) {
                numbers[count++] = day;
                numbers[count++] = measure;
                numbers[count++] = chance_between(chance, 1, 3);
            }
    *posting = (struct posting){
        .entries = {numbers, count}
    };
    if (count == 0)
        return;
    posting->unit = bytes_of_text(units[chance_below(chance, KEYS)]);
    posting->channel = 1;
    posting->present = UINT64_C(1) << POSTING_UNIT | UINT64_C(1) << POSTING_CHANNEL |
                       UINT64_C(1) << POSTING_ENTRIES;
}

static void add(struct ledger *ledger, const struct posting *posting)
{
    const int64_t *entry = posting->entries.at, *end = entry + posting->entries.count;
    const int key = bytes_equal(posting->unit, bytes_of_text(units[1]));

    for (; entry < end; entry += 3)
        ledger->at[key][entry[0]][entry[1]] += entry[2];
}

Test(posting, before_and_difference_are_after)
{
    void *memory = malloc(ARENA);
    struct chance chance = {chance_seed()};

    for (int number = 0; number < POSTINGS; number++) {
        struct arena arena = arena_over(memory, ARENA);
        int64_t old[3 * ENTRIES], new[3 * ENTRIES];
        struct ledger reached = {0}, wanted = {0};
        struct posting before, after;
        struct list difference;
        struct failure why;

        random_posting(&chance, old, &before);
        random_posting(&chance, new, &after);
        cr_assert_eq(posting_difference(&before, &after, &arena, &difference, &why), DONE);
        add(&reached, &before);
        add(&wanted, &after);
        for (uint32_t row = 0; row < difference.count; row++)
            add(&reached, &((const struct posting *)difference.at)[row]);
        cr_assert_eq(memcmp(&reached, &wanted, sizeof wanted), 0, "SEED=%llu, posting %d",
                     (unsigned long long)chance_seed(), number);
    }
    free(memory);
}

static struct posting posting_under(const char *unit, const char *procedure, int64_t channel,
                                    int64_t *entries, uint32_t count)
{
    return (struct posting){
        .present = UINT64_C(15),
        .unit = bytes_of_text(unit),
        .procedure = bytes_of_text(procedure),
        .channel = channel,
        .entries = {entries, count}
    };
}

/* How many postings take the first to the second. */
static uint32_t steps(struct posting before, struct posting after)
{
    static _Alignas(16) uint8_t memory[4096];
    struct arena arena = arena_over(memory, sizeof memory);
    struct list difference;
    struct failure why;

    cr_assert_eq(posting_difference(&before, &after, &arena, &difference, &why), DONE);
    return difference.count;
}

Test(posting, another_key_takes_two_postings)
{
    int64_t entries[] = {5, 0, 1}, more[] = {5, 0, 1, 6, 1, 1};
    const struct posting before = posting_under("U1", "1.01", 1, entries, 3);

    cr_expect_eq(steps(before, posting_under("U1", "1.01", 1, entries, 3)), 0);
    cr_expect_eq(steps(before, posting_under("U1", "1.01", 1, more, 6)), 1);
    cr_expect_eq(steps(before, posting_under("U2", "1.01", 1, entries, 3)), 2);
    cr_expect_eq(steps(before, posting_under("U1", "1.02", 1, entries, 3)), 2);
    cr_expect_eq(steps(before, posting_under("U1", "1.01", 2, entries, 3)), 2);
    cr_expect_eq(steps((struct posting){0}, before), 1);
    cr_expect_eq(steps(before, (struct posting){0}), 1);
    cr_expect_eq(steps((struct posting){0}, (struct posting){0}), 0);
}

Test(posting, leaves_out_what_stays_the_same)
{
    static _Alignas(16) uint8_t memory[4096];
    struct arena arena = arena_over(memory, sizeof memory);
    int64_t old[] = {5, 0, 1, 6, 1, 2, 7, 0, 1}, new[] = {5, 0, 1, 6, 1, 5, 8, 0, 1};
    const int64_t expected[] = {6, 1, 3, 7, 0, -1, 8, 0, 1};
    const struct posting before = posting_under("U1", "1.01", 1, old, 9);
    const struct posting after = posting_under("U1", "1.01", 1, new, 9);
    const struct posting *found;
    struct list difference;
    struct failure why;

    cr_assert_eq(posting_difference(&before, &after, &arena, &difference, &why), DONE);
    cr_assert_eq(difference.count, 1);
    found = difference.at;
    cr_assert_eq(found->entries.count, 9);
    cr_expect_eq(memcmp(found->entries.at, expected, sizeof expected), 0);
}

Test(posting, is_stored_and_read_again)
{
    static _Alignas(16) uint8_t memory[4096];
    struct arena arena = arena_over(memory, sizeof memory);
    int64_t entries[] = {19754, 0, 1, -3, 15, 123456789012};
    const struct posting posting = posting_under("U1", "1.01", 1, entries, 6);
    struct posting again;
    struct bytes encoded;
    struct failure why;

    cr_assert_eq(posting_encode(&posting, &arena, &encoded, &why), DONE);
    cr_assert_eq(posting_decode(encoded, &arena, &again, &why), DONE, "%s", why.text);
    cr_expect(bytes_equal(again.unit, posting.unit) &&
              bytes_equal(again.procedure, posting.procedure) && again.channel == 1);
    cr_assert_eq(again.entries.count, 6);
    cr_expect_eq(memcmp(again.entries.at, entries, sizeof entries), 0);
}

Test(posting, of_nothing_is_no_bytes)
{
    static _Alignas(16) uint8_t memory[4096];
    struct arena arena = arena_over(memory, sizeof memory);
    const struct history history = {.standing = STANDING_REFUSED};
    const struct contributions nothing = {0};
    struct posting posting;
    struct bytes encoded;
    struct failure why;

    cr_assert_eq(posting_of(&history, &nothing, &arena, &posting, &why), DONE);
    cr_assert_eq(posting_encode(&posting, &arena, &encoded, &why), DONE);
    cr_expect_eq(encoded.length, 0);
    cr_expect_eq(posting_decode(encoded, &arena, &posting, &why), DONE);
    cr_expect_eq(posting.entries.count, 0);
}
