/*
 * bench: what the parts of the throughput benchmark share.
 *
 * Each measured part prints one line of name=value, which the script `pipeline` puts into a table.
 */
#pragma once

#include "runtime/database.h"

enum { BENCH_BATCH = 2048, BENCH_STAGED = 20000, BENCH_COLUMNS = 12, BENCH_PROCESSES = 8 };

/* The source whose facts these are; it must be registered with the unit H08. */
#define BENCH_SOURCE "bench"

extern const struct embedded bench_sql[];

/* ---- what a part needs ---- */

/* A whole file in memory, for as long as the process lives. */
enum outcome bench_map(const char *path, struct bytes *bytes, struct failure *why);

/* A session that may be quiet for long. */
enum outcome bench_open(struct database *database, const char *url, struct failure *why);

/* ---- meter ---- */

/* What has been used since the meter was started. */
struct usage {
    int64_t wall_us;
    int64_t postgres_us; /* CPU of the postmaster and all its children, those gone included. */
    int64_t services_us;
    int64_t own_us;
    int64_t machine_us; /* CPU of everything on this machine, our own included. */
    int64_t wal_bytes;
    int64_t disk_bytes; /* Of the database connected to. */
};

struct meter {
    struct database *database;
    int postmaster;
    int services[BENCH_PROCESSES];
    int service_count;
    struct usage before;
};

/* Asks for a checkpoint, waits for it and begins. */
enum outcome meter_start(struct meter *meter, struct failure *why);
enum outcome meter_read(const struct meter *meter, struct usage *used, struct failure *why);
void meter_print(const char *what, int64_t facts, const struct usage *used);

/* ---- parts ---- */

enum outcome bench_generate(int argc, char **argv, struct failure *why);
enum outcome bench_copy(int argc, char **argv, struct failure *why);
enum outcome bench_plain(int argc, char **argv, struct failure *why);
enum outcome bench_send(int argc, char **argv, struct failure *why);
