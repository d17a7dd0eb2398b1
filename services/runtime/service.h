/*
 * service: what every service does to live: start, take its partitions, stop.
 */
#pragma once

#include "runtime/database.h"
#include "runtime/settings.h"

/* Advisory lock classes: (class, partition) says who writes what (protocol rule 9). */
enum service_lock { LOCK_INTAKE = 7661, LOCK_TRACKER, LOCK_AGGREGATOR, LOCK_SCORER, LOCK_REPORTER };

/*
 * Reads the settings, opens the log and handles --help and --check-config, after which the process
 * ends. Prints the settings in force, without secrets.
 */
void service_begin(const char *name, const char *purpose, int argc, char **argv,
                   const struct setting *rows, size_t count, void *settings);

/* True once SIGTERM or SIGINT has come. */
bool service_stopping(void);

/*
 * Takes the lock of each partition on this session, trying every half second: a standby is a
 * program that waits here. *held is false when the process was told to stop before. What was taken
 * stays taken until the session ends.
 */
enum outcome service_hold(struct database *database, enum service_lock lock,
                          const int64_t *partitions, int count, bool *held, struct failure *why);

/*
 * The one way to live (protocol rule 8): `live` starts and works until the process is told to stop;
 * `forget` drops all memory; after RETRY it starts again. RETRY while stopping is DONE: what was
 * not committed is asked for again by the next start.
 */
struct service_life {
    enum outcome (*live)(void *context, struct failure *why);
    void (*forget)(void *context);
    void *context;
};

enum outcome service_run(const struct service_life *life, struct failure *why);

/* Reads "all", "0-2,4" … into the list, out of 0..highest. FATAL names the setting. */
enum outcome service_partitions(const char *text, int64_t highest, int64_t *partitions, int *count,
                                struct failure *why);

/* The number of partitions fixed when the database was migrated; RETRY before that. */
enum outcome service_partition_count(struct database *database, int64_t *count,
                                     struct failure *why);

/*
 * How long to wait between the starts of two checkpoints when nothing presses: at least so long,
 * and under load several times what the last one took, up to 600 ms, so that many facts share the
 * next.
 */
int64_t service_pause(int64_t least_ms, int64_t took_ms);

/* Tells whoever started us that we are ready, when NOTIFY_SOCKET is set (sd_notify). */
void service_ready(void);

/* The exit status of a process whose life ended so. */
int service_end(enum outcome outcome, const struct failure *why);
