#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "bench/bench.h"

enum { LINE = 1024 };

/* The numbers of /proc/PID/stat behind the name, from the state's neighbour on (proc(5)). */
enum { STAT_PARENT = 0, STAT_USER = 10, STAT_SYSTEM, STAT_GONE_USER, STAT_GONE_SYSTEM, STAT_ALL };

static int64_t of_ticks(int64_t ticks)
{
    return ticks * 1000000 / sysconf(_SC_CLK_TCK);
}

static bool read_line(const char *path, char line[LINE])
{
    FILE *in = fopen(path, "r");
    const bool read = in && fgets(line, LINE, in);

    if (in)
        fclose(in);
    return read;
}

static bool read_stat(int process, int64_t numbers[STAT_ALL])
{
    char path[64], line[LINE], *at;

    snprintf(path, sizeof path, "/proc/%d/stat", process);
    if (!read_line(path, line))
        return false;
    at = strrchr(line, ')');
    if (!at)
        return false;
    at += 3; /* ") S" */
    for (int number = 0; number < STAT_ALL; number++)
        numbers[number] = strtoll(at, &at, 10);
    return true;
}

static int64_t cpu_of(int process)
{
    int64_t numbers[STAT_ALL];

    return read_stat(process, numbers) ? of_ticks(numbers[STAT_USER] + numbers[STAT_SYSTEM]) : 0;
}

/*
 * The postmaster, its living children, and those it has waited for: the kernel adds a child's time
 * to the parent's account of the gone in the moment of the wait, so none is lost or counted twice.
 */
static int64_t cpu_of_postgres(int postmaster)
{
    int64_t numbers[STAT_ALL], sum = 0;
    DIR *folder = opendir("/proc");

    for (const struct dirent *entry; folder && (entry = readdir(folder));) {
        const int process = (int)strtol(entry->d_name, NULL, 10);

        if (process > 0 && read_stat(process, numbers) && numbers[STAT_PARENT] == postmaster)
            sum += of_ticks(numbers[STAT_USER] + numbers[STAT_SYSTEM]);
    }
    if (folder)
        closedir(folder);
    if (read_stat(postmaster, numbers))
        sum += of_ticks(numbers[STAT_GONE_USER] + numbers[STAT_GONE_SYSTEM]);
    return sum + cpu_of(postmaster);
}

/* user, nice, system, (idle, iowait,) irq, softirq and steal of the first line of /proc/stat */
static int64_t cpu_of_machine(void)
{
    char line[LINE], *at = line + 3;
    int64_t sum = 0;

    if (!read_line("/proc/stat", line))
        return 0;
    for (int number = 0; number < 8; number++) {
        const int64_t ticks = strtoll(at, &at, 10);

        sum += number == 3 || number == 4 ? 0 : ticks;
    }
    return of_ticks(sum);
}

static int64_t cpu_of_self(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * INT64_C(1000000) +
           usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static int64_t wall(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static void read_clocks(const struct meter *meter, struct usage *now)
{
    now->wall_us = wall();
    now->postgres_us = cpu_of_postgres(meter->postmaster);
    now->own_us = cpu_of_self();
    now->machine_us = cpu_of_machine();
    now->services_us = 0;
    for (int row = 0; row < meter->service_count; row++)
        now->services_us += cpu_of(meter->services[row]);
}

static enum outcome read_sizes(struct database *database, struct usage *now, struct failure *why)
{
    TRY(database_query(database, statement(bench_sql, "sizes"), NULL, why));
    now->wal_bytes = row_integer(database, 0, 0);
    now->disk_bytes = row_integer(database, 0, 1);
    return DONE;
}

enum outcome meter_start(struct meter *meter, struct failure *why)
{
    TRY(database_execute(meter->database, "CHECKPOINT", why));
    TRY(read_sizes(meter->database, &meter->before, why));
    read_clocks(meter, &meter->before);
    return DONE;
}

enum outcome meter_read(const struct meter *meter, struct usage *used, struct failure *why)
{
    const struct usage *before = &meter->before;

    read_clocks(meter, used);
    TRY(read_sizes(meter->database, used, why));
    used->wall_us -= before->wall_us;
    used->postgres_us -= before->postgres_us;
    used->services_us -= before->services_us;
    used->own_us -= before->own_us;
    used->machine_us -= before->machine_us;
    used->wal_bytes -= before->wal_bytes;
    used->disk_bytes -= before->disk_bytes;
    return DONE;
}

void meter_print(const char *what, int64_t facts, const struct usage *used)
{
    printf("what=%s facts=%lld wall_us=%lld postgres_us=%lld services_us=%lld own_us=%lld "
           "machine_us=%lld wal=%lld disk=%lld\n",
           what, (long long)facts, (long long)used->wall_us, (long long)used->postgres_us,
           (long long)used->services_us, (long long)used->own_us, (long long)used->machine_us,
           (long long)used->wal_bytes, (long long)used->disk_bytes);
}
