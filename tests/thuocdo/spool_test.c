/*
 * spool: what is remembered comes back, and what is broken is begun anew.
 */
#include "thuocdo/send/spool.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/chance.h"

enum { PATH = 128, ROOM = 4096 };

static const char identity[] = "0123456789abcdef0123456789abcdef";

struct kept {
    char folder[PATH];
    char path[PATH * 2];
    uint8_t producer[PRODUCER_BYTES];
    char text[ROOM];
    size_t length;
};

static void open_spool(const struct kept *kept, bool again, struct spool *spool)
{
    struct failure why;

    cr_assert_eq(spool_open(kept->folder, bytes_of_text(identity), again, spool, &why), DONE, "%s",
                 why.text);
}

static void read_text(struct kept *kept)
{
    FILE *file = fopen(kept->path, "rb");

    cr_assert(file);
    kept->length = fread(kept->text, 1, sizeof kept->text, file);
    fclose(file);
    cr_assert_lt(kept->length, sizeof kept->text);
}

static void write_text(const struct kept *kept, const char *text, size_t length)
{
    FILE *file = fopen(kept->path, "wb");

    cr_assert(file && fwrite(text, 1, length, file) == length);
    fclose(file);
}

/* A spool with marks at 64 and 128. */
static void keep(struct kept *kept)
{
    const struct mark marks[] = {
        {64,  {1000, 10}, 60,  59,  1, 0},
        {128, {2000, 20}, 120, 118, 2, 1}
    };
    struct spool spool;
    struct failure why;

    snprintf(kept->folder, sizeof kept->folder, "/tmp/spool_test_XXXXXX");
    cr_assert(mkdtemp(kept->folder));
    open_spool(kept, false, &spool);
    cr_expect(spool.is_new);
    cr_assert_eq(spool_add(&spool, &marks[0], false, &why), DONE);
    cr_assert_eq(spool_add(&spool, &marks[1], false, &why), DONE);
    memcpy(kept->producer, spool.producer, sizeof kept->producer);
    snprintf(kept->path, sizeof kept->path, "%s", spool.path);
    spool_close(&spool);
    read_text(kept);
}

static void throw_away(const struct kept *kept)
{
    cr_expect_eq(remove(kept->path), 0);
    cr_expect_eq(rmdir(kept->folder), 0, "something else is left in %s", kept->folder);
}

static bool is_ours(const struct kept *kept, const struct spool *spool)
{
    return memcmp(kept->producer, spool->producer, sizeof kept->producer) == 0;
}

Test(spool, comes_back_as_it_was)
{
    struct kept kept;
    struct spool spool;

    keep(&kept);
    open_spool(&kept, false, &spool);
    cr_expect(is_ours(&kept, &spool) && !spool.is_new && !spool.is_finished);
    cr_expect_eq(spool_last(&spool).batch, 128);
    cr_expect_eq(spool_last(&spool).place.offset, 2000);
    cr_expect_eq(spool_last(&spool).too_large, 1);
    cr_expect_eq(spool_back(&spool, 129).batch, 128);
    cr_expect_eq(spool_back(&spool, 128).batch, 64);
    cr_expect_eq(spool_back(&spool, 1).batch, 0);
    cr_expect_eq(spool_back(&spool, 1).place.offset, 0);
    spool_close(&spool);
    throw_away(&kept);
}

Test(spool, is_begun_anew_on_demand)
{
    struct kept kept;
    struct spool spool;

    keep(&kept);
    open_spool(&kept, true, &spool);
    cr_expect(!is_ours(&kept, &spool) && spool.is_new);
    cr_expect_eq(spool_last(&spool).batch, 0);
    spool_close(&spool);
    throw_away(&kept);
}

/* What it holds after that must be a spool again. */
static void expect_new(const struct kept *kept, const char *name, size_t number)
{
    struct spool spool, again;

    open_spool(kept, false, &spool);
    cr_expect(spool.is_new && !is_ours(kept, &spool), "%s %zu", name, number);
    cr_expect_eq(spool_last(&spool).batch, 0, "%s %zu", name, number);
    open_spool(kept, false, &again);
    cr_expect(!again.is_new, "%s %zu", name, number);
    spool_close(&spool);
    spool_close(&again);
}

Test(spool, that_was_cut_short_anywhere_is_begun_anew)
{
    struct kept kept;

    keep(&kept);
    for (size_t length = 0; length < kept.length; length += 3) {
        write_text(&kept, kept.text, length);
        expect_new(&kept, "cut at", length);
    }
    throw_away(&kept);
}

Test(spool, with_a_byte_changed_is_begun_anew)
{
    struct kept kept;
    char text[ROOM];

    keep(&kept);
    for (size_t at = 0; at < kept.length; at += 5) {
        memcpy(text, kept.text, kept.length);
        text[at] = (char)(text[at] ^ 1);
        write_text(&kept, text, kept.length);
        expect_new(&kept, "changed at", at);
    }
    throw_away(&kept);
}

Test(spool, of_rubbish_is_begun_anew)
{
    struct chance chance = {7};
    struct kept kept;
    char text[ROOM];

    keep(&kept);
    for (size_t round = 0; round < 20; round++) {
        const size_t length = (size_t)chance_below(&chance, ROOM);

        for (size_t at = 0; at < length; at++)
            text[at] = (char)chance_below(&chance, 256);
        write_text(&kept, text, length);
        expect_new(&kept, "rubbish", round);
    }
    throw_away(&kept);
}
