#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/support/rows.h"
#include "tests/tracker/story.h"

static const char first[] = "01 received unit=U1 procedure=1.01 channel=direct due=05 id=a";

/* The second line comes after the one above. */
static const struct {
    const char *sentence;
    const char *line;
    int64_t duplicates, conflicts;
    uint32_t count;
} additions[] = {
    {"the same again is a duplicate",
     "01 received unit=U1 procedure=1.01 channel=direct due=05 id=a",                                                 1, 0, 1},
    {"the same with other unknown keys is one, too",
     "01 received unit=U1 procedure=1.01 channel=direct due=05 id=a note=unknown",                                    1, 0, 1},
    {"another id is another fact",                   "01 received unit=U1 procedure=1.01 channel=direct due=05 id=b",
     0,                                                                                                                  0, 2},
    {"the same id with another unit is a conflict",
     "01 received unit=U2 procedure=1.01 channel=direct due=05 id=a",                                                 0, 1, 1},
    {"the same id at another moment is one",
     "01 08:01 received unit=U1 procedure=1.01 channel=direct due=05 id=a",                                           0, 1, 1},
    {"the same id with a value left out is one",
     "01 received unit=U1 procedure=1.01 channel=direct id=a",                                                        0, 1, 1},
    {"a day is not the instant at its beginning",
     "01 received unit=U1 procedure=1.01 channel=direct due=05T00:00 id=a",                                           0, 1, 1},
    {"the same id of another type is one",           "01 status 2 id=a",                                              0, 1, 1},
};

ROWS(dossier, keeps_of_each_identity_the_first, sizeof additions / sizeof additions[0])
{
    const char *sentence = additions[*row].sentence;
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    story_tell(&cabinet, first);
    story_tell(&cabinet, additions[*row].line);
    cr_expect_eq(cabinet.duplicates, additions[*row].duplicates, "%s", sentence);
    cr_expect_eq(cabinet.conflicts, additions[*row].conflicts, "%s", sentence);
    cr_expect_eq(cabinet.files->count, additions[*row].count, "%s", sentence);
    cabinet_close(&cabinet);
}

Test(dossier, of_another_source_is_another_dossier)
{
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    story_tell(&cabinet, first);
    story_tell(&cabinet, "01 received unit=U1 procedure=1.01 channel=post id=a source=bo-nganh");
    cr_expect_eq(HASH_COUNT(cabinet.files), 2);
    cr_expect_eq(cabinet.conflicts, 0);
    cabinet_close(&cabinet);
}

/* Adds a complaint with that id and source to what is kept. */
static enum addition complain(struct buffer *kept, const char *source, const char *id,
                              struct arena *arena)
{
    static const uint8_t nothing[] = {0x80};
    const struct fact fact = {
        .type = FACT_COMPLAINED,
        .id = bytes_of_text(id),
        .source = bytes_of_text(source),
        .subject = bytes_of_text("HS-1"),
        .data = {nothing, sizeof nothing},
    };
    enum addition addition;
    struct bytes encoded;
    struct failure why;

    cr_assert_eq(dossier_add(buffer_bytes(kept), 0, &fact, 1, arena, &addition, &encoded, &why),
                 DONE);
    if (addition == ADDED)
        buffer_add(kept, encoded.at, encoded.length);
    return addition;
}

Test(dossier, tells_complaints_apart_by_who_makes_them)
{
    static _Alignas(16) uint8_t memory[4096];
    struct arena arena = arena_over(memory, sizeof memory);
    struct buffer kept = {0};

    cr_expect_eq(complain(&kept, "hotline", "a", &arena), ADDED);
    cr_expect_eq(complain(&kept, "portal", "a", &arena), ADDED);
    cr_expect_eq(complain(&kept, "hotline", "b", &arena), ADDED);
    cr_expect_eq(complain(&kept, "hotline", "a", &arena), DUPLICATE);
    cr_expect_eq(complain(&kept, "portal", "a", &arena), DUPLICATE);
    buffer_free(&kept);
}

/* A status 4 with that number as its id, as it comes from the log. */
static struct fact numbered(int number, char id[16])
{
    static const uint8_t status_4[] = {0x81, 1, 4};

    snprintf(id, 16, "f%d", number);
    return (struct fact){
        .type = FACT_STATUS,
        .id = bytes_of_text(id),
        .source = bytes_of_text("mot-cua"),
        .subject = bytes_of_text("HS-1"),
        .time_us = 1000000 + number,
        .data = {status_4, sizeof status_4}
    };
}

static enum addition add(struct buffer *kept, uint32_t *count, int number, struct arena *arena)
{
    char id[16];
    const struct fact fact = numbered(number, id);
    enum addition addition;
    struct bytes encoded;
    struct failure why;

    arena_reset(arena);
    cr_assert_eq(
        dossier_add(buffer_bytes(kept), *count, &fact, number, arena, &addition, &encoded, &why),
        DONE);
    if (addition == ADDED) {
        buffer_add(kept, encoded.at, encoded.length);
        ++*count;
    }
    return addition;
}

Test(dossier, holds_4096_facts_and_still_knows_them)
{
    struct dossier_state state;
    struct buffer kept = {0};
    struct cabinet cabinet;
    struct failure why;
    uint32_t count = 0;

    cabinet_open(&cabinet);
    for (int number = 0; number < DOSSIER_FACTS_LIMIT; number++)
        cr_assert_eq(add(&kept, &count, number, &cabinet.arena), ADDED);
    cr_expect_eq(add(&kept, &count, DOSSIER_FACTS_LIMIT, &cabinet.arena), TOO_MANY);
    cr_expect_eq(add(&kept, &count, 0, &cabinet.arena), DUPLICATE);
    cr_expect_eq(add(&kept, &count, DOSSIER_FACTS_LIMIT - 1, &cabinet.arena), DUPLICATE);
    cr_expect_eq(count, DOSSIER_FACTS_LIMIT);
    arena_reset(&cabinet.arena);
    cr_assert_eq(dossier_fold(buffer_bytes(&kept), (struct bytes){0}, &cabinet.catalogue,
                              &cabinet.arena, &state, &why),
                 DONE, "%s", why.text);
    cr_expect_eq(state.fact_count, DOSSIER_FACTS_LIMIT);
    buffer_free(&kept);
    cabinet_close(&cabinet);
}

Test(dossier, says_when_the_memory_is_too_small)
{
    static _Alignas(16) uint8_t memory[8192];
    struct dossier_state state;
    struct cabinet cabinet;
    bool folded = false;

    cabinet_open(&cabinet);
    story_tell(&cabinet, first);
    story_tell(&cabinet, "02 status 5\n03 status 4\n08 status 9");
    for (size_t size = 0; size <= sizeof memory; size += 16) {
        struct arena arena = arena_over(memory, size);
        struct failure why;
        const enum outcome outcome =
            dossier_fold(buffer_bytes(&cabinet.files->kept), (struct bytes){0}, &cabinet.catalogue,
                         &arena, &state, &why);

        cr_expect_eq(outcome, folded ? DONE : outcome, "%zu bytes", size);
        cr_expect(outcome == DONE || outcome == REJECT, "%zu bytes", size);
        folded |= outcome == DONE;
    }
    cr_expect(folded, "8 KiB are enough for four facts");
    cabinet_close(&cabinet);
}

Test(dossier, posts_once_what_it_contributes)
{
    struct dossier_state state, again;
    struct cabinet cabinet;
    struct failure why;

    cabinet_open(&cabinet);
    story_fold(&cabinet, first, &state);
    cr_expect_eq(state.difference.count, 1);
    cr_assert_eq(dossier_fold(buffer_bytes(&cabinet.files->kept), state.posted, &cabinet.catalogue,
                              &cabinet.arena, &again, &why),
                 DONE);
    cr_expect_eq(again.difference.count, 0);
    cr_expect(bytes_equal(again.posted, state.posted));
    cabinet_close(&cabinet);
}
