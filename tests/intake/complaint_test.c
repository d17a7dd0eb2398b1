#include "intake/complaint.h"

#include <criterion/criterion.h>
#include <stdalign.h>

static alignas(16) uint8_t memory[1024];

static const uint8_t secret[] = "0123456789abcdef0123456789abcdef";

static struct fact feedback_named(const char *number, const char *id)
{
    return (struct fact){
        .present = (UINT64_C(1) << FACT_ROW_DATA) - 1,
        .type = FACT_FEEDBACK_RECEIVED,
        .id = bytes_of_text(id),
        .source = bytes_of_text("mot-cua"),
        .time_us = INT64_C(1675215310000000),
        .subject = bytes_of_text(number),
    };
}

static union fact_data about_dossier(const char *code)
{
    return (union fact_data){
        .feedback = {.present = UINT64_C(1) << FEEDBACK_RECEIVED_UNIT |
                                UINT64_C(1) << FEEDBACK_RECEIVED_ABOUT |
                                UINT64_C(1) << FEEDBACK_RECEIVED_DOSSIER,
                     .unit = bytes_of_text("H08"),
                     .about = FEEDBACK_ABOUT_STAFF,
                     .dossier = bytes_of_text(code)},
    };
}

static struct complaint made(const char *number, const char *id, size_t key_length,
                             struct arena *arena)
{
    const struct fact feedback = feedback_named(number, id);
    const union fact_data data = about_dossier("HS-1");
    struct complaint complaint;
    struct failure why;

    cr_assert_eq(complaint_of(&feedback, &data, secret, key_length, arena, &complaint, &why), DONE);
    return complaint;
}

Test(complaint, is_about_the_dossier_that_the_feedback_names)
{
    struct arena arena = arena_over(memory, sizeof memory);
    const struct complaint complaint = made("PA-1", "f1", 32, &arena);
    struct failure why;

    cr_expect_eq(complaint.fact.type, FACT_COMPLAINED);
    cr_expect(bytes_equal(complaint.fact.subject, bytes_of_text("HS-1")));
    cr_expect(bytes_equal(complaint.fact.source, bytes_of_text("mot-cua")));
    cr_expect_eq(complaint.fact.time_us, INT64_C(1675215310000000));
    cr_expect_eq(complaint.data.complained.present, 1);
    cr_expect(bytes_equal(complaint.data.complained.feedback, bytes_of_text("PA-1")));
    cr_expect_eq(fact_check(&complaint.fact, &complaint.data, &why), DONE);
}

/* Fixed for ever, as facts are: BLAKE2b-128 under the key over the three texts, each after its
 * length in 8 bytes, the lowest first. */
Test(complaint, has_the_agreed_id)
{
    struct arena arena = arena_over(memory, sizeof memory);
    const struct complaint complaint = made("PA-1", "f1", 32, &arena);

    cr_expect(bytes_equal(complaint.fact.id, bytes_of_text("344555fe1537676e4f04e74e43cfca8d")),
              "%.*s", (int)complaint.fact.id.length, (const char *)complaint.fact.id.at);
}

Test(complaint, has_another_id_for_another_feedback_or_key)
{
    struct arena arena = arena_over(memory, sizeof memory);
    const struct bytes id = made("PA-1", "f1", 32, &arena).fact.id;

    cr_expect(bytes_equal(id, made("PA-1", "f1", 32, &arena).fact.id));
    cr_expect_not(bytes_equal(id, made("PA-2", "f1", 32, &arena).fact.id));
    cr_expect_not(bytes_equal(id, made("PA-1", "f2", 32, &arena).fact.id));
    cr_expect_not(bytes_equal(id, made("PA-1f", "1", 32, &arena).fact.id));
    cr_expect_not(bytes_equal(id, made("PA-1", "f1", 31, &arena).fact.id));
}

Test(complaint, is_made_of_nothing_else)
{
    const union fact_data named = about_dossier("HS-1");
    union fact_data unnamed = named;
    struct fact fact = feedback_named("PA-1", "f1");

    unnamed.feedback.present &= ~(UINT64_C(1) << FEEDBACK_RECEIVED_DOSSIER);
    cr_expect(complaint_due(&fact, &named));
    cr_expect_not(complaint_due(&fact, &unnamed));
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++) {
        fact.type = type;
        cr_expect_eq(complaint_due(&fact, &named), type == FACT_FEEDBACK_RECEIVED, "%s",
                     fact_kinds[type].name);
    }
}

Test(complaint, says_when_there_is_no_room)
{
    struct arena arena = arena_over(memory, 16);
    const struct fact feedback = feedback_named("PA-1", "f1");
    const union fact_data data = about_dossier("HS-1");
    struct complaint complaint;
    struct failure why = {0};

    cr_expect_eq(complaint_of(&feedback, &data, secret, 32, &arena, &complaint, &why), REJECT);
    cr_expect_str_eq(why.field, "item");
}
