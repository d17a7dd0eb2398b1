#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/support/chance.h"
#include "tracker/core/dossier.h"
#include "tracker/filter.h"
#include "tracker/residents.h"

static struct resident *add(struct residents *residents, const char *source, const char *code)
{
    return residents_add(residents, bytes_of_text(source), bytes_of_text(code));
}

static struct resident *find(const struct residents *residents, const char *source,
                             const char *code)
{
    return residents_find(residents, bytes_of_text(source), bytes_of_text(code));
}

Test(residents, are_found_by_source_and_code)
{
    struct residents residents = {0};
    struct resident *one = add(&residents, "mot-cua", "HS-1");
    struct resident *other = add(&residents, "mot-cu", "aHS-1");

    cr_expect_eq(find(&residents, "mot-cua", "HS-1"), one);
    cr_expect_eq(find(&residents, "mot-cu", "aHS-1"), other);
    cr_expect_null(find(&residents, "mot-cua", "HS-2"));
    cr_expect_null(find(&residents, "mot-cuaH", "S-1"));
    cr_expect_neq(one->key, other->key);
    cr_expect_eq(one->key, dossier_key(bytes_of_text("mot-cua"), bytes_of_text("HS-1")));
    cr_expect_str_eq(resident_source(one), "mot-cua");
    cr_expect_str_eq(resident_code(one), "HS-1");
    residents_free(&residents);
}

Test(residents, stand_on_the_list_of_changes_once)
{
    struct residents residents = {0};
    struct resident *one = add(&residents, "s", "1"), *other = add(&residents, "s", "2");

    residents_touch(&residents, one, 7);
    residents_touch(&residents, other, 8);
    residents_touch(&residents, one, 5);
    cr_expect_eq(residents.dirty_count, 2);
    cr_expect_eq(one->cause, 7, "the newest fact is the cause");
    residents_settle(&residents);
    cr_expect_null(residents.dirty);
    cr_expect_eq(residents.dirty_count, 0);
    cr_expect(one->stored && !one->dirty && one->cause == 0);
    residents_touch(&residents, one, 0);
    cr_expect_eq(residents.dirty_count, 1, "a changed catalogue touches without a fact");
    residents_free(&residents);
}

Test(residents, that_are_not_committed_are_never_dropped)
{
    struct residents residents = {0};
    const uint8_t fact[100] = {0};
    char code[16];

    for (int number = 0; number < 100; number++) {
        struct resident *resident;

        snprintf(code, sizeof code, "%d", number);
        resident = add(&residents, "s", code);
        residents_grow(&residents, resident, (struct bytes){fact, sizeof fact}, 1);
        residents_post(&residents, resident, (struct bytes){fact, 10});
        if (number % 10 == 0)
            residents_touch(&residents, resident, number + 1);
    }
    residents_evict(&residents, residents.bytes / 2);
    cr_expect_null(find(&residents, "s", "1"), "the oldest go first");
    cr_expect_not_null(find(&residents, "s", "99"));
    residents_evict(&residents, 0);
    cr_expect_eq(HASH_COUNT(residents.set), 10);
    for (int number = 0; number < 100; number += 10) {
        snprintf(code, sizeof code, "%d", number);
        cr_expect_not_null(find(&residents, "s", code));
    }
    residents_settle(&residents);
    residents_evict(&residents, 0);
    cr_expect_eq(HASH_COUNT(residents.set), 0);
    cr_expect_eq(residents.bytes, 0, "what is taken is given back");
    residents_free(&residents);
}

Test(residents, remember_what_they_posted)
{
    struct residents residents = {0};
    struct resident *one = add(&residents, "s", "1");
    const size_t before = residents.bytes;

    residents_post(&residents, one, bytes_of_text("long posting"));
    residents_post(&residents, one, bytes_of_text("short"));
    cr_expect(bytes_equal(buffer_bytes(&one->posted), bytes_of_text("short")));
    cr_expect_eq(residents.bytes, before + 5);
    residents_free(&residents);
}

/* ---- the filter ---- */

enum { KEYS = 100000 };

Test(filter, never_forgets_a_key)
{
    struct chance chance = {chance_seed()}, again = chance;
    struct filter filter;

    filter_open(&filter, KEYS);
    for (int number = 0; number < KEYS; number++)
        filter_add(&filter, chance_next(&chance));
    for (int number = 0; number < KEYS; number++)
        cr_assert(filter_perhaps(&filter, chance_next(&again)), "SEED=%llu, key %d",
                  (unsigned long long)chance_seed(), number);
    filter_close(&filter);
}

Test(filter, is_rarely_wrong_about_a_new_key)
{
    struct chance chance = {chance_seed()};
    struct filter filter;
    int wrong = 0;

    filter_open(&filter, KEYS);
    for (int number = 0; number < KEYS; number++)
        filter_add(&filter, chance_next(&chance));
    for (int number = 0; number < KEYS; number++)
        wrong += filter_perhaps(&filter, chance_next(&chance));
    cr_expect_lt(wrong, KEYS / 100, "%d of %d", wrong, KEYS);
    filter_close(&filter);
}

Test(filter, of_nothing_knows_nothing)
{
    struct filter filter;

    filter_open(&filter, 0);
    cr_expect_not(filter_perhaps(&filter, 0));
    cr_expect_not(filter_perhaps(&filter, UINT64_MAX));
    filter_close(&filter);
}
