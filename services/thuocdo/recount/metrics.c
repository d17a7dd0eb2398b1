#include "thuocdo/recount/metrics.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void print_head(FILE *out, const char *name, const char *help)
{
    fprintf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void print_partitions(FILE *out, const struct recount_metrics *metrics)
{
    print_head(
        out, "thuocdo_recount_differences",
        "Differences between the figures and the facts behind them, by partition; must be 0.");
    for (int row = 0; row < metrics->count; row++)
        if (metrics->partitions[row].counted)
            fprintf(out, "thuocdo_recount_differences{partition=\"%d\"} %lld\n", row,
                    (long long)metrics->partitions[row].differences);
    print_head(out, "thuocdo_recount_dossiers", "Dossiers counted again, by partition.");
    for (int row = 0; row < metrics->count; row++)
        if (metrics->partitions[row].counted)
            fprintf(out, "thuocdo_recount_dossiers{partition=\"%d\"} %lld\n", row,
                    (long long)metrics->partitions[row].dossiers);
}

static void print_round(FILE *out, const struct recount_metrics *metrics)
{
    if (metrics->last_success_us == 0)
        return;
    print_head(out, "thuocdo_recount_last_success_timestamp_seconds",
               "When the last round over all partitions came to its end.");
    fprintf(out, "thuocdo_recount_last_success_timestamp_seconds %lld.%03lld\n",
            (long long)(metrics->last_success_us / 1000000),
            (long long)(metrics->last_success_us / 1000 % 1000));
    print_head(out, "thuocdo_recount_duration_seconds", "How long that round took.");
    fprintf(out, "thuocdo_recount_duration_seconds %lld.%03lld\n",
            (long long)(metrics->duration_ms / 1000), (long long)(metrics->duration_ms % 1000));
}

enum outcome metrics_write(const char *path, const struct recount_metrics *metrics,
                           struct failure *why)
{
    char beside[PATH_MAX];
    FILE *file;
    bool broken;

    if ((size_t)snprintf(beside, sizeof beside, "%s.new", path) >= sizeof beside)
        return fail(why, FATAL, "%s: the name is too long", path);
    file = fopen(beside, "we");
    if (!file)
        return fail(why, FATAL, "%s: %s", beside, strerror(errno));
    print_partitions(file, metrics);
    print_round(file, metrics);
    /* Whoever collects is somebody else; nothing in it is secret. */
    broken = fchmod(fileno(file), 0644) != 0;
    broken |= ferror(file) != 0;
    broken |= fclose(file) != 0;
    if (broken)
        return fail(why, FATAL, "%s: %s", beside, strerror(errno));
    if (rename(beside, path) != 0)
        return fail(why, FATAL, "%s: %s", path, strerror(errno));
    return DONE;
}
