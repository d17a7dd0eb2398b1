#include "thuocdo/provinces/provinces.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "runtime/day.h"
#include "scorer/core/csv.h"

enum { FACTS = 256, MEMORY = 1 << 20 };

/* All that was written, read again as intake would. */
struct told {
    char *text;
    size_t length;
    size_t count;
    struct fact facts[FACTS];
    union fact_data data[FACTS];
};

static _Alignas(16) uint8_t memory[MEMORY];
static struct arena arena;
static struct told told;

static struct bytes shipped(void)
{
    return (struct bytes){(const uint8_t *)provinces_files[0].text, provinces_files[0].size};
}

static enum outcome write_list(struct bytes list, const char *root, struct failure *why)
{
    const struct provinces_options options = {"bo-noi-vu", root};
    FILE *out = open_memstream(&told.text, &told.length);
    const enum outcome outcome = provinces_write(list, &options, out, why);

    fclose(out);
    return outcome;
}

/* Values stay, because the facts point into them. */
static void read_facts(void)
{
    char *line = told.text;

    arena = arena_over(memory, sizeof memory);
    for (told.count = 0; *line; told.count++) {
        char *const end = strchr(line, '\n');
        struct failure why;
        json_t *value;

        cr_assert_lt(told.count, FACTS);
        cr_assert_not_null(end);
        cr_assert_eq(
            json_read((struct bytes){(const uint8_t *)line, (size_t)(end - line)}, &value, &why),
            DONE, "%s", why.text);
        cr_assert_eq(json_decode_fact(value, &told.facts[told.count], &told.data[told.count],
                                      &arena, NULL, &why),
                     DONE, "%s: %.*s", why.text, (int)(end - line), line);
        line = end + 1;
    }
}

static void tell(struct bytes list, const char *root)
{
    struct failure why = {0};

    cr_assert_eq(write_list(list, root, &why), DONE, "%s", why.text);
    read_facts();
}

static const union fact_data *find(enum fact_type type, struct bytes code)
{
    const union fact_data *found = NULL;

    for (size_t row = 0; row < told.count; row++)
        if (told.facts[row].type == (int32_t)type && bytes_equal(told.facts[row].subject, code)) {
            cr_expect_null(found, "told twice of %.*s", (int)code.length, (const char *)code.at);
            found = &told.data[row];
        }
    return found;
}

static struct bytes successor_of(struct bytes code)
{
    const union fact_data *data = find(FACT_UNIT_SUCCEEDED, code);
    const struct successor *successor;

    if (!data)
        return code;
    cr_assert_eq(data->succeeded.successors.count, 1);
    successor = data->succeeded.successors.at;
    return successor->unit;
}

Test(provinces, were_63_and_are_34)
{
    size_t before = 0, after = 0;

    tell(shipped(), NULL);
    for (size_t row = 0; row < told.count; row++) {
        const struct bytes code = told.facts[row].subject;
        const bool closed = find(FACT_UNIT_CLOSED, code) != NULL;

        if (told.facts[row].type != FACT_UNIT_OPENED)
            continue;
        before++;
        after += !closed;
        cr_expect_eq(told.data[row].unit.level, UNIT_LEVEL_PROVINCE);
        cr_expect_eq(told.data[row].unit.parent.length, 0);
        /* Who goes on is there before and after, and goes on as itself. */
        cr_expect_not_null(find(FACT_UNIT_OPENED, successor_of(code)));
        cr_expect_null(find(FACT_UNIT_CLOSED, successor_of(code)));
        cr_expect(bytes_equal(successor_of(successor_of(code)), successor_of(code)));
        cr_expect_eq(closed, !bytes_equal(successor_of(code), code), "%.*s", (int)code.length,
                     (const char *)code.at);
    }
    cr_expect_eq(before, 63);
    cr_expect_eq(after, 34);
}

Test(provinces, change_on_the_first_of_july)
{
    tell(shipped(), NULL);
    for (size_t row = 0; row < told.count; row++) {
        const int32_t day = day_of_instant(told.facts[row].time_us);

        if (told.facts[row].type == FACT_UNIT_OPENED)
            cr_expect_eq(day, day_from_date((struct date){2008, 8, 1}));
        else
            cr_expect_eq(told.facts[row].time_us,
                         day_start(day_from_date((struct date){2025, 7, 1})));
    }
}

Test(provinces, are_told_the_same_each_time)
{
    char *first;

    tell(shipped(), "VN");
    first = told.text;
    tell(shipped(), "VN");
    cr_expect_str_eq(first, told.text);
    for (size_t row = 0; row < told.count; row++)
        for (size_t other = 0; other < row; other++)
            cr_expect_not(bytes_equal(told.facts[row].id, told.facts[other].id), "%.*s",
                          (int)told.facts[row].id.length, (const char *)told.facts[row].id.at);
}

Test(provinces, stand_below_the_root_that_is_given)
{
    tell(shipped(), "VN");
    cr_expect(bytes_equal(find(FACT_UNIT_OPENED, bytes_of_text("H08"))->unit.parent,
                          bytes_of_text("VN")));
}

/* Columns of the list. */
enum { OLD_GSO, OLD_CODE, OLD_NAME, NEW_GSO, NEW_CODE };

/* Who had the statistical code before is another province than who has it now. */
Test(provinces, are_never_matched_by_statistical_code)
{
    struct csv_record old[70], new;
    struct csv csv = csv_over(provinces_files[0].text, provinces_files[0].size);
    size_t count = 0, reused = 0;
    struct failure why;

    tell(shipped(), NULL);
    for (;; count++) {
        cr_assert_eq(csv_next(&csv, &arena, &old[count], &why), DONE);
        if (old[count].count == 0)
            break;
    }
    for (size_t row = 1; row < count; row++) {
        new = old[row];
        if (!bytes_equal(new.fields[OLD_CODE], new.fields[NEW_CODE]))
            continue;
        for (size_t other = 1; other < count; other++) {
            const struct bytes before = old[other].fields[OLD_CODE];

            if (other == row || !bytes_equal(old[other].fields[OLD_GSO], new.fields[NEW_GSO]))
                continue;
            reused++;
            cr_expect_not_null(find(FACT_UNIT_CLOSED, before));
            cr_expect(bytes_equal(successor_of(before), new.fields[NEW_CODE]));
        }
        cr_expect(bytes_equal(successor_of(new.fields[OLD_CODE]), new.fields[NEW_CODE]));
    }
    cr_expect_eq(reused, 7);
    /* 52 was Bình Định's and is now Gia Lai's, which had 64. */
    cr_expect(bytes_equal(successor_of(bytes_of_text("H08")), bytes_of_text("H21")));
    cr_expect_null(find(FACT_UNIT_CLOSED, bytes_of_text("H21")));
}

#define HEAD "old_h_code,old_name,new_h_code,new_name,relation,effective\n"

Test(provinces, may_get_new_codes_and_names)
{
    static const char list[] = HEAD "A,An,N,Nam,merged_into,2030-01-01\n"
                                    "B,Bình,N,Nam,merged_into,2030-01-01\n"
                                    "C,Châu,C,Châu Mới,merged_keeps_name,2030-01-01\n"
                                    "D,Đông,D,Đông,unchanged,2030-01-01\n";

    tell(bytes_of_text(list), NULL);
    cr_assert_not_null(find(FACT_UNIT_OPENED, bytes_of_text("N")));
    cr_expect(bytes_equal(find(FACT_UNIT_OPENED, bytes_of_text("N"))->unit.name_vi,
                          bytes_of_text("Nam")));
    cr_expect(bytes_equal(find(FACT_UNIT_RENAMED, bytes_of_text("C"))->renamed.name_vi,
                          bytes_of_text("Châu Mới")));
    cr_expect(bytes_equal(successor_of(bytes_of_text("B")), bytes_of_text("N")));
    cr_expect_null(find(FACT_UNIT_SUCCEEDED, bytes_of_text("D")));
    cr_expect_null(find(FACT_UNIT_RENAMED, bytes_of_text("D")));
}

static const struct {
    const char *list;
    const char *sentence;
} refused[] = {
    {"old_h_code,old_name\n",                                                           "line 1: there is no column new_h_code"},
    {HEAD "A,An,B,Bình,swallowed,2030-01-01\n",
     "line 2: relation is none of unchanged, merged_into, merged_keeps_name"                                                   },
    {HEAD "A,An,B,Bình,unchanged,2030-01-01\n",                                        "line 2: relation does not go with the "
                                                "codes"                        },
    {HEAD "A,An,A,An,merged_into,2030-01-01\n",                                         "line 2: relation does not go with the "
                                                "codes"                         },
    {HEAD "A,An,B,Bình,merged_into,2030-02-30\n",                                      "line 2: effective is not a day"       },
    {HEAD "A,,B,Bình,merged_into,2030-01-01\n",                                        "line 2: old_name is empty"            },
    {HEAD "A,An,B,Bình,merged_into,2030-01-01\nA,An,C,Châu,merged_into,2030-01-01\n",
     "line 3: old_h_code stands there twice"                                                                                   },
};

Test(provinces, are_refused_by_line)
{
    for (size_t row = 0; row < sizeof refused / sizeof refused[0]; row++) {
        struct failure why = {0};

        cr_expect_eq(write_list(bytes_of_text(refused[row].list), NULL, &why), REJECT, "%s",
                     refused[row].sentence);
        cr_expect_str_eq(why.text, refused[row].sentence);
    }
}
