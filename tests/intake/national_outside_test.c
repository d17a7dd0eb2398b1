#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/intake/national_collect.h"

enum { SHORT = 6, TEXT = 1 << 15 };

static const char *const fixtures[] = {"national_dossier.json", "national_step.json"};

/* Their values pass; no value of any other key may be found again outside. */
static const char *const passing[] = {"MaHoSo", "MaTTHC", "madonvi"};

static bool passes(const char *key)
{
    for (size_t row = 0; row < sizeof passing / sizeof passing[0]; row++)
        if (strcmp(passing[row], key) == 0)
            return true;
    return false;
}

static bool found_in(const char *bytes, size_t length, const char *wanted)
{
    const size_t size = strlen(wanted);

    for (size_t at = 0; at + size <= length; at++)
        if (memcmp(bytes + at, wanted, size) == 0)
            return true;
    return false;
}

static void expect_outside(const struct collected *collected, const char *wanted, const char *key)
{
    char *const text = collect_text(collected);

    cr_expect(!found_in(text, strlen(text), wanted), "%s came through: %s", key, text);
    cr_expect(!found_in(collected->wire, collected->wire_length, wanted), "%s came through", key);
    free(text);
}

typedef void leaf_function(void *context, const char *key, json_t *holder, json_t *leaf);

/* Every text of the value, with the key it stands under. */
static void each_text(json_t *value, leaf_function *leaf, void *context)
{
    const char *key;
    json_t *member;
    void *next;
    size_t row;

    json_array_foreach(value, row, member) each_text(member, leaf, context);
    json_object_foreach_safe(value, next, key, member)
    {
        if (json_is_string(member) && !passes(key))
            leaf(context, key, value, member);
        else
            each_text(member, leaf, context);
    }
}

static void expect_leaf_outside(void *context, const char *key, json_t *holder, json_t *leaf)
{
    (void)holder;
    if (json_string_length(leaf) >= SHORT)
        expect_outside(context, json_string_value(leaf), key);
}

Test(national_outside, nothing_but_the_allowed_comes_through)
{
    const struct national_context national = collect_context();

    for (size_t row = 0; row < 2; row++) {
        char *const text = collect_fixture(fixtures[row]);
        json_t *const value = json_loads(text, 0, NULL);
        struct collected *const collected = collect(text, &national);

        cr_expect_eq(json_array_size(collected->facts), 1);
        each_text(value, expect_leaf_outside, collected);
        collect_free(collected);
        json_decref(value);
        free(text);
    }
}

static void plant(void *context, const char *key, json_t *holder, json_t *leaf)
{
    (void)leaf;
    json_object_set(holder, key, context);
}

/* Something personal where a date, a code or an amount should be: in each place at once. */
Test(national_outside, nothing_planted_in_the_wrong_place_comes_through)
{
    static const char *const planted[] = {"038190001234", "Nguyễn Thị Mai", "0912000111",
                                          "mai@example.vn"};
    const struct national_context national = collect_context();

    for (size_t row = 0; row < 2; row++)
        for (size_t word = 0; word < sizeof planted / sizeof planted[0]; word++) {
            char *const text = collect_fixture(fixtures[row]);
            json_t *const value = json_loads(text, 0, NULL);
            json_t *const secret = json_string(planted[word]);
            struct collected *collected;
            char *spoilt;

            each_text(json_object_get(value, "data"), plant, secret);
            json_array_append(json_object_get(value, "data"), secret);
            spoilt = json_dumps(value, JSON_COMPACT);
            collected = collect(spoilt, &national);
            cr_expect(json_array_size(collected->remarks) > 0);
            cr_expect(json_array_size(collected->refusals) > 0);
            expect_outside(collected, planted[word], fixtures[row]);
            collect_free(collected);
            json_decref(secret);
            json_decref(value);
            free(spoilt);
            free(text);
        }
}

Test(national_outside, officers_are_told_apart_but_not_named)
{
    static const char step[] = "{\"MaHoSo\":\"%d\",\"NguoiXuLy\":\"%s\",\"ThoiDiemXuLy\":"
                               "\"20260302120000\",\"TrangThai\":4}";
    static const char *const officers[] = {"Trần Văn B", "Trần Văn B", "Trần Văn C", ""};
    const struct national_context national = collect_context();
    const char *refs[4];
    struct collected *collected[4];

    for (int row = 0; row < 4; row++) {
        char text[256];

        snprintf(text, sizeof text, step, row, officers[row]);
        collected[row] = collect(text, &national);
        refs[row] = json_string_value(collect_data(collected[row], "officer_ref"));
    }
    cr_expect_str_eq(refs[0], refs[1]);
    cr_expect_str_neq(refs[0], refs[2]);
    cr_expect_null(refs[3]);
    for (int row = 0; row < 4; row++)
        collect_free(collected[row]);
}

/* A caller that refuses one number of a dossier and stops at another. */
struct caller {
    int taken;
    int refused;
    const char *field; /* That refusals name. */
};

static enum outcome choosy(void *context, const struct national_fact *fact, struct failure *why)
{
    struct caller *const caller = context;

    if (bytes_equal(fact->fact.subject, bytes_of_text("refuse")))
        return fail_field(why, REJECT, "unit", "unit is not one of this source");
    if (bytes_equal(fact->fact.subject, bytes_of_text("stop")))
        return fail(why, RETRY, "no room now");
    caller->taken++;
    return DONE;
}

static void count_refusal(void *context, const struct national_refusal *refusal)
{
    struct caller *const caller = context;

    cr_expect_str_eq(refusal->field, caller->field);
    caller->refused++;
}

static void no_remark(void *context, const char *field, struct bytes subject)
{
    (void)context;
    (void)field;
    (void)subject;
}

static enum outcome convert(const char *text, size_t room, size_t key_length, struct caller *caller)
{
    static uint8_t buffer[TEXT];
    const struct national_sinks sinks = {
        choosy, count_refusal, no_remark, caller, {NULL, NULL}
    };
    struct national_context national = collect_context();
    struct arena arena = arena_over(buffer, room);
    struct failure why = {0};
    enum outcome outcome;
    json_t *value;

    national.key_length = key_length;
    cr_assert_eq(national_read(bytes_of_text(text), &value, &why), DONE);
    outcome = national_convert(value, &national, &arena, &sinks, &why);
    json_decref(value);
    return outcome;
}

Test(national_outside, the_caller_may_refuse_and_stop)
{
    struct caller caller = {.field = "unit"};

    cr_expect_eq(convert("[{\"MaHoSo\":\"1\"},{\"MaHoSo\":\"refuse\"},{\"MaHoSo\":\"2\"}]", TEXT,
                         32, &caller),
                 DONE);
    cr_expect_eq(caller.taken, 2);
    cr_expect_eq(caller.refused, 1);
    cr_expect_eq(
        convert("[{\"MaHoSo\":\"1\"},{\"MaHoSo\":\"stop\"},{\"MaHoSo\":\"2\"}]", TEXT, 32, &caller),
        RETRY);
    cr_expect_eq(caller.taken, 3);
    cr_expect_eq(caller.refused, 1);
}

Test(national_outside, a_key_of_the_wrong_size_is_our_mistake)
{
    struct caller caller = {0};

    cr_expect_eq(convert("[]", TEXT, NATIONAL_KEY_MINIMUM, &caller), DONE);
    cr_expect_eq(convert("[]", TEXT, NATIONAL_KEY_MINIMUM - 1, &caller), FATAL);
    cr_expect_eq(convert("[]", TEXT, NATIONAL_KEY_MAXIMUM + 1, &caller), FATAL);
}

Test(national_outside, a_large_item_costs_only_itself)
{
    struct caller caller = {.field = "item"};
    char *const text = calloc(1, TEXT);
    int length;

    length =
        snprintf(text, TEXT, "[{\"MaHoSo\":\"1\"},{\"MaHoSo\":\"2\",\"DanhSachHoSoBoSung\":[{}");
    for (int round = 1; round < FACT_ROUNDS_LIMIT; round++)
        length += snprintf(text + length, TEXT - (size_t)length, ",{}");
    snprintf(text + length, TEXT - (size_t)length, "]},{\"MaHoSo\":\"3\"}]");
    cr_expect_eq(convert(text, 1024, 32, &caller), DONE);
    cr_expect_eq(caller.taken, 2);
    cr_expect_eq(caller.refused, 1);
    free(text);
}

/* Each byte becomes each of a few others: the answer may be anything but a crash or a bad fact. */
Test(national_outside, no_changed_byte_does_harm)
{
    static const char others[] = "\"{[,:0 \xff\\";
    const struct national_context national = collect_context();

    for (size_t row = 0; row < 2; row++) {
        char *const text = collect_fixture(fixtures[row]);
        const size_t length = strlen(text);
        size_t taken = 0;

        for (size_t at = 0; at < length; at++)
            for (size_t other = 0; other < sizeof others; other++) {
                const char before = text[at];
                struct collected *collected;

                text[at] = others[other];
                collected = collect_line((struct bytes){(uint8_t *)text, length}, &national);
                text[at] = before;
                if (!collected)
                    continue;
                taken += json_array_size(collected->facts);
                collect_free(collected);
            }
        cr_expect(taken > length, "%s", fixtures[row]);
        free(text);
    }
}
