/*
 * simulate: the same seed gives the same year, and the year adds up to what was printed.
 */
#include "thuocdo/simulate/simulate.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "proto/json.h"

enum { PATH = 256, FILES = 5, LINES = 4096 };

static const char *const files[FILES] = {"organisation.jsonl", "facts.jsonl", "national.jsonl",
                                         "payments.jsonl", "feedback.jsonl"};

/* Plays into a folder of its own, which remove_all clears away. */
static void play(uint64_t seed, const char *agencies, char directory[PATH])
{
    const struct simulate_options options = {seed, directory, agencies, NULL};
    struct failure why = {0};

    snprintf(directory, PATH, "%s", "/tmp/simulate_test_XXXXXX");
    cr_assert(mkdtemp(directory));
    cr_assert_eq(simulate_run(&options, &why), DONE, "%s", why.text);
}

static char *read_whole(const char *directory, const char *name)
{
    char path[2 * PATH];
    FILE *file;
    char *text;
    long size;

    snprintf(path, sizeof path, "%s/%s", directory, name);
    file = fopen(path, "rb");
    cr_assert(file, "%s", path);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    text = malloc((size_t)size + 1);
    cr_assert(text && fread(text, 1, (size_t)size, file) == (size_t)size);
    text[size] = '\0';
    fclose(file);
    return text;
}

static void remove_all(const char *directory)
{
    char path[2 * PATH];

    for (int file = 0; file < FILES; file++) {
        snprintf(path, sizeof path, "%s/%s", directory, files[file]);
        remove(path);
    }
    rmdir(directory);
}

static bool same_file(const char *one, const char *other, const char *name)
{
    char *left = read_whole(one, name), *right = read_whole(other, name);
    const bool same = strcmp(left, right) == 0;

    free(left);
    free(right);
    return same;
}

static int by_text(const void *left, const void *right)
{
    const char *const *one = left, *const *other = right;

    return strcmp(*one, *other);
}

/* The lines in order of their text, so that repeated ones stand together. */
static size_t sort_lines(char *text, const char *lines[LINES])
{
    size_t count = 0;

    for (char *at = strtok(text, "\n"); at && count < LINES; at = strtok(NULL, "\n"))
        lines[count++] = at;
    qsort(lines, count, sizeof *lines, by_text);
    return count;
}

static int64_t paid_in_2023(const char *directory, int64_t *payments)
{
    const char *lines[LINES];
    char *text = read_whole(directory, "payments.jsonl");
    const size_t count = sort_lines(text, lines);
    int64_t total = 0;

    *payments = 0;
    for (size_t at = 0; at < count; at++) {
        if ((at && strcmp(lines[at], lines[at - 1]) == 0) || !strstr(lines[at], "\"time\":\"2023-"))
            continue;
        total += strtoll(strstr(lines[at], "\"amount\":") + strlen("\"amount\":"), NULL, 10);
        *payments += 1;
    }
    free(text);
    return total;
}

Test(simulate, gives_the_same_bytes_for_the_same_seed)
{
    char one[PATH], other[PATH];

    play(7, "so_khcn,so_ngoai_vu", one);
    play(7, "so_khcn,so_ngoai_vu", other);
    for (int file = 0; file < FILES; file++)
        cr_expect(same_file(one, other, files[file]), "%s", files[file]);
    remove_all(one);
    remove_all(other);
}

Test(simulate, gives_other_facts_for_another_seed)
{
    char one[PATH], other[PATH];

    play(7, "so_khcn", one);
    play(8, "so_khcn", other);
    cr_expect_not(same_file(one, other, "facts.jsonl"));
    cr_expect_not(same_file(one, other, "national.jsonl"));
    cr_expect_not(same_file(one, other, "feedback.jsonl"));
    remove_all(one);
    remove_all(other);
}

Test(simulate, has_the_same_organisation_whatever_is_played)
{
    char one[PATH], other[PATH];

    play(7, "so_khcn", one);
    play(8, "so_ngoai_vu", other);
    cr_expect(same_file(one, other, "organisation.jsonl"));
    remove_all(one);
    remove_all(other);
}

Test(simulate, plays_only_the_agencies_it_is_given)
{
    char directory[PATH];
    char *payments;

    /* Of all agencies, this one was printed without a single payment. */
    play(7, "so_ngoai_vu", directory);
    payments = read_whole(directory, "payments.jsonl");
    cr_expect_str_empty(payments);
    free(payments);
    remove_all(directory);
}

Test(simulate, pays_what_was_printed_to_the_dong)
{
    char directory[PATH];
    int64_t payments;

    play(7, "so_khcn", directory);
    cr_expect_eq(paid_in_2023(directory, &payments), 72250000 + 122050000);
    cr_expect_eq(payments, 32 + 43);
    remove_all(directory);
}

/* Takes a line as intake would; `facts` has the codes of the dossiers. */
static int32_t take_line(const char *line, const char *facts)
{
    static uint8_t memory[1 << 14] __attribute__((aligned(16)));
    struct arena arena = arena_over(memory, sizeof memory);
    struct fact fact;
    union fact_data data;
    struct failure why;
    char code[CODE_LIMIT + 3];
    json_t *value;

    cr_assert_eq(json_read(bytes_of_text(line), &value, &why), DONE, "%s: %s", line, why.text);
    cr_assert_eq(json_decode_fact(value, &fact, &data, &arena, NULL, &why), DONE, "%s: %s", line,
                 why.text);
    if (fact.type == FACT_FEEDBACK_RECEIVED && data.feedback.dossier.length) {
        snprintf(code, sizeof code, "\"%.*s\"", (int)data.feedback.dossier.length,
                 (const char *)data.feedback.dossier.at);
        cr_expect(strstr(facts, code), "%s names no dossier of the year", line);
    }
    json_decref(value);
    return fact.type;
}

Test(simulate, plays_votes_messages_and_feedback_about_its_dossiers)
{
    static const int32_t types[] = {FACT_RATED, FACT_NOTIFIED, FACT_FEEDBACK_RECEIVED,
                                    FACT_FEEDBACK_STEP, FACT_FEEDBACK_CLOSED};
    int counts[FACT_TYPE_COUNT] = {0};
    char directory[PATH];
    char *lines, *facts;

    play(7, "so_nnptnt", directory);
    lines = read_whole(directory, "feedback.jsonl");
    facts = read_whole(directory, "facts.jsonl");
    for (char *line = strtok(lines, "\n"); line; line = strtok(NULL, "\n"))
        counts[take_line(line, facts)]++;
    for (size_t row = 0; row < sizeof types / sizeof types[0]; row++)
        cr_expect_gt(counts[types[row]], 0, "no %s", fact_kinds[types[row]].name);
    cr_expect_leq(counts[FACT_FEEDBACK_CLOSED], counts[FACT_FEEDBACK_RECEIVED]);
    free(lines);
    free(facts);
    remove_all(directory);
}

Test(simulate, rejects_an_unknown_agency_by_name)
{
    const struct simulate_options options = {1, "/nowhere", "so_khcn,so_phep_thuat", NULL};
    struct failure why = {0};

    cr_expect_eq(simulate_run(&options, &why), REJECT);
    cr_expect(strstr(why.text, "so_phep_thuat"), "%s", why.text);
    cr_expect_str_eq(why.field, "agencies");
}

Test(simulate, names_a_folder_that_cannot_be_made)
{
    const struct simulate_options options = {1, "/dev/null/year", "so_ngoai_vu", NULL};
    struct failure why = {0};

    cr_expect_eq(simulate_run(&options, &why), RETRY);
    cr_expect(strstr(why.text, "/dev/null/year"), "%s", why.text);
}

/* ---- printed reports ---- */

static void play_report(uint64_t seed, const char *report, char directory[PATH])
{
    const struct simulate_options options = {seed, directory, NULL, report};
    struct failure why = {0};

    snprintf(directory, PATH, "%s", "/tmp/simulate_test_XXXXXX");
    cr_assert(mkdtemp(directory));
    cr_assert_eq(simulate_run(&options, &why), DONE, "%s", why.text);
}

Test(simulate, plays_a_printed_report_the_same_way_again)
{
    static const char *const systems[] = {"dienbien.jsonl", "dangkykinhdoanh.jsonl"};
    char one[PATH], same[PATH], other[PATH];
    char path[2 * PATH];

    play_report(7, "dienbien-dpi-q1-2023", one);
    play_report(7, "dienbien-dpi-q1-2023", same);
    play_report(8, "dienbien-dpi-q1-2023", other);
    for (size_t system = 0; system < 2; system++) {
        const char *const directories[] = {one, same, other};

        cr_expect(same_file(one, same, systems[system]));
        cr_expect_not(same_file(one, other, systems[system]));
        for (size_t place = 0; place < 3; place++) {
            snprintf(path, sizeof path, "%s/%s", directories[place], systems[system]);
            remove(path);
        }
    }
    rmdir(one);
    rmdir(same);
    rmdir(other);
}

Test(simulate, knows_which_reports_it_can_play)
{
    const struct simulate_options unknown = {1, "/nowhere", NULL, "hanoi-2020"};
    const struct simulate_options divided = {1, "/nowhere", "so_khcn", "tanhong-q1-2021"};
    struct failure why = {0};

    cr_expect_eq(simulate_run(&unknown, &why), REJECT);
    cr_expect_str_eq(why.field, "of");
    cr_expect(strstr(why.text, "hanoi-2020"), "%s", why.text);
    cr_expect_eq(simulate_run(&divided, &why), REJECT);
    cr_expect_str_eq(why.field, "agencies");
}
