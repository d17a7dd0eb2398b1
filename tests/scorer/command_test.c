#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "thuocdo/score.h"

enum { GOLDEN_VECTORS = 17 };

static char path[] = "/tmp/thuocdo_counts_XXXXXX";

static void make_file(void)
{
    const int file = mkstemp(path);

    cr_assert_geq(file, 0);
    close(file);
}

static void remove_file(void)
{
    unlink(path);
}

TestSuite(command, .init = make_file, .fini = remove_file);

/* What the command prints; the caller frees it. */
static char *score(const char *rubric, const char *counts)
{
    struct failure why = {0};
    char *printed = NULL;
    size_t length;
    FILE *const out = open_memstream(&printed, &length);
    FILE *const file = fopen(path, "wb");

    cr_assert(file && out);
    fputs(counts, file);
    fclose(file);
    cr_assert_eq(score_counts(rubric, path, out, &why), DONE, "%s", why.text);
    fclose(out);
    return printed;
}

/* "3.1:52/89 + 3.2:449/1884" as CSV. */
static void vector_csv(const char *parts, char *csv, size_t size)
{
    size_t used = (size_t)snprintf(csv, size, "unit,indicator,numerator,denominator\n");

    while (*parts) {
        char id[16];
        long long numerator, denominator;
        int read = 0;

        cr_assert_eq(sscanf(parts, "%15[^:]:%lld/%lld%n", id, &numerator, &denominator, &read), 3,
                     "%s", parts);
        used += (size_t)snprintf(csv + used, size - used, "\"Xã, A\",%s,%lld,%lld\n", id, numerator,
                                 denominator);
        parts += read;
        parts += strspn(parts, " +");
    }
}

/* Columns: unit, period, component, parts, published points, …; no field holds a comma. */
static void check_vector(char *line, const char *rubric)
{
    char *fields[5], csv[2048], expected[64];
    char *printed;

    for (int field = 0; field < 5; field++)
        fields[field] = strtok(field ? NULL : line, ",");
    cr_assert_not_null(fields[4]);
    vector_csv(fields[3], csv, sizeof csv);
    printed = score(rubric, csv);
    snprintf(expected, sizeof expected, "\"total\": %s, ", fields[4]);
    cr_expect_not_null(strstr(printed, expected), "%s, %s: %s is not in %s", fields[0], fields[2],
                       expected, printed);
    free(printed);
}

static void check_vectors(const char *rubric)
{
    FILE *const golden = fopen(FIXTURE_DIR "/golden_766.csv", "r");
    char line[1024];
    int vectors = 0;

    cr_assert_not_null(golden);
    cr_assert_not_null(fgets(line, sizeof line, golden));
    for (; fgets(line, sizeof line, golden); vectors++)
        check_vector(line, rubric);
    fclose(golden);
    cr_expect_eq(vectors, GOLDEN_VECTORS);
}

Test(command, gives_the_published_points)
{
    check_vectors("766");
    check_vectors("766-portal");
}

Test(command, prints_every_indicator_of_every_unit)
{
    char *const printed = score("766", "unit,indicator,numerator,denominator\n"
                                       "\"B\"\"\\\",3.3,1,3\n\"A,\n\",5.2,0,0\nA,2.1,1965,2000\n");
    json_t *const root = json_loads(printed, 0, NULL);
    json_t *const units = json_object_get(root, "units");
    json_t *const first = json_array_get(units, 0);
    json_t *const indicators = json_object_get(first, "indicators");

    cr_assert_not_null(root, "%s", printed);
    cr_expect_eq(json_array_size(units), 3);
    cr_expect_str_eq(json_string_value(json_object_get(first, "unit")), "B\"\\");
    cr_expect_eq(json_array_size(indicators), 24);
    cr_expect_eq(json_array_size(json_object_get(first, "groups")), 6);
    cr_expect_not_null(strstr(printed, "{\"id\": \"1.1\", \"ratio\": null, \"points\": null, "
                                       "\"max\": 6}"));
    cr_expect_not_null(strstr(printed, "{\"id\": \"3.3\", \"ratio\": 0.333333, \"points\": 4, "
                                       "\"max\": 6}"));
    cr_expect_not_null(strstr(printed, "{\"id\": \"5.2\", \"ratio\": null, \"points\": 6, "
                                       "\"max\": 6}"));
    cr_expect_not_null(strstr(printed, "{\"id\": \"2.1\", \"ratio\": 0.9825, \"points\": 19.65, "
                                       "\"max\": 20}"));
    cr_expect_not_null(strstr(printed, "{\"id\": \"CLGQ\", \"points\": 4, \"max\": 12}"));
    cr_expect_not_null(strstr(printed, "\"total\": 4, \"coverage\": 0.06}"));
    json_decref(root);
    free(printed);
}

Test(command, prints_nothing_when_the_file_is_wrong)
{
    struct failure why = {0};
    char *printed = NULL;
    size_t length;
    FILE *const out = open_memstream(&printed, &length);

    cr_expect_eq(score_counts("766", "/no/such/file.csv", out, &why), REJECT);
    cr_expect_not_null(strstr(why.text, "/no/such/file.csv: "), "%s", why.text);
    cr_expect_eq(score_counts("766", "/", out, &why), REJECT);
    cr_expect_eq(score_counts("no such rubric", path, out, &why), REJECT);
    cr_expect_eq(score_counts("766", path, out, &why), REJECT);
    cr_expect_not_null(strstr(why.text, "line 1: column unit is missing"), "%s", why.text);
    fclose(out);
    cr_expect_eq(length, 0);
    free(printed);
}
