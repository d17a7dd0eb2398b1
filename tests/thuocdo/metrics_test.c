/*
 * metrics: the file that a collector finds.
 */
#include "thuocdo/recount/metrics.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/thuocdo-metrics.XXXXXX";
static char path[64];

static void make(void)
{
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/recount.prom", folder);
}

static void take_away(void)
{
    unlink(path);
    rmdir(folder); /* Fails when anything is left over. */
    cr_expect_neq(access(folder, F_OK), 0);
}

static void expect_file(const char *wanted)
{
    static char text[4096];
    FILE *file = fopen(path, "re");
    size_t length;

    cr_assert_not_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    cr_expect_str_eq(text, wanted);
}

#define DIFFERENCES                                                                     \
    "# HELP thuocdo_recount_differences Differences between the figures and the facts " \
    "behind them, by partition; must be 0.\n# TYPE thuocdo_recount_differences gauge\n"
#define DOSSIERS                                                              \
    "# HELP thuocdo_recount_dossiers Dossiers counted again, by partition.\n" \
    "# TYPE thuocdo_recount_dossiers gauge\n"

Test(metrics, are_written_and_replaced, .init = make, .fini = take_away)
{
    struct recount_found partitions[] = {
        {true,  0,  2},
        {true,  17, 0},
        {false, 0,  0}
    };
    struct recount_metrics metrics = {.partitions = partitions, .count = 3};
    struct failure why;
    struct stat file;

    cr_assert_eq(metrics_write(path, &metrics, &why), DONE);
    expect_file(DIFFERENCES "thuocdo_recount_differences{partition=\"0\"} 2\n"
                            "thuocdo_recount_differences{partition=\"1\"} 0\n" DOSSIERS
                            "thuocdo_recount_dossiers{partition=\"0\"} 0\n"
                            "thuocdo_recount_dossiers{partition=\"1\"} 17\n");
    cr_assert_eq(stat(path, &file), 0);
    cr_expect_eq(file.st_mode & 0777, 0644);
    metrics = (struct recount_metrics){.last_success_us = INT64_C(1700000000123456),
                                       .duration_ms = 65007};
    cr_assert_eq(metrics_write(path, &metrics, &why), DONE);
    expect_file(DIFFERENCES DOSSIERS
                "# HELP thuocdo_recount_last_success_timestamp_seconds When the last round over "
                "all partitions came to its end.\n"
                "# TYPE thuocdo_recount_last_success_timestamp_seconds gauge\n"
                "thuocdo_recount_last_success_timestamp_seconds 1700000000.123\n"
                "# HELP thuocdo_recount_duration_seconds How long that round took.\n"
                "# TYPE thuocdo_recount_duration_seconds gauge\n"
                "thuocdo_recount_duration_seconds 65.007\n");
}

Test(metrics, that_cannot_be_written_say_why)
{
    const struct recount_metrics metrics = {0};
    struct failure why;

    cr_expect_eq(metrics_write("/no/such/folder/recount.prom", &metrics, &why), FATAL);
    cr_expect_str_eq(why.text, "/no/such/folder/recount.prom.new: No such file or directory");
}
