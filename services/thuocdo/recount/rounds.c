#include "thuocdo/recount/rounds.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/clock.h"
#include "runtime/log.h"
#include "runtime/service.h"
#include "thuocdo/recount/metrics.h"
#include "thuocdo/recount/priority.h"

enum { AGAIN_MS = 60000 };

struct running {
    const struct rounds *rounds;
    struct recount *recount;
    struct recount_metrics metrics;
};

/* Nothing of ours is worth waiting for: we only read, and files are moved when they are whole. */
static void on_signal(int signal)
{
    (void)signal;
    _exit(0);
}

static void end_on_signal(void)
{
    struct sigaction action = {.sa_handler = on_signal};

    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
}

static void publish(struct running *running)
{
    struct failure why;

    if (!running->rounds->metrics)
        return;
    if (metrics_write(running->rounds->metrics, &running->metrics, &why) != DONE)
        log_failure(LOG_ERROR, FATAL, &why);
}

static enum outcome count_partitions(struct running *running, struct failure *why)
{
    int64_t partitions;

    TRY(service_partition_count(&running->recount->database, &partitions, why));
    if (running->metrics.count == (int)partitions + 1)
        return DONE;
    running->metrics.count = (int)partitions + 1;
    running->metrics.partitions = heap_resize(
        running->metrics.partitions, (size_t)running->metrics.count, sizeof(struct recount_found));
    for (int row = 0; row < running->metrics.count; row++)
        running->metrics.partitions[row] = (struct recount_found){0};
    return DONE;
}

static enum outcome count_partition(struct running *running, int partition, struct failure *why)
{
    struct recount *recount = running->recount;

    recount->dossiers = recount->differences = 0;
    TRY(recount_begin(recount, partition, why));
    TRY(recount_partition(recount, partition, why));
    if (partition > 0)
        TRY(recount_steps(recount, partition, why));
    TRY(database_execute(&recount->database, "COMMIT", why));
    running->metrics.partitions[partition] = (struct recount_found){
        .counted = true, .dossiers = recount->dossiers, .differences = recount->differences};
    publish(running);
    pace_pay(&recount->pace);
    return DONE;
}

static void tell_round(const struct running *running)
{
    int64_t dossiers = 0, differences = 0;

    for (int row = 0; row < running->metrics.count; row++) {
        dossiers += running->metrics.partitions[row].dossiers;
        differences += running->metrics.partitions[row].differences;
    }
    log_line(differences ? LOG_ERROR : LOG_INFO,
             "event=recount dossiers=%lld differences=%lld ms=%lld", (long long)dossiers,
             (long long)differences, (long long)running->metrics.duration_ms);
}

static enum outcome one_round(struct running *running, struct failure *why)
{
    const int64_t began_ms = clock_ms();

    TRY(database_open(&running->recount->database, running->rounds->url, "thuocdo-recount", why));
    TRY(count_partitions(running, why));
    pace_start(&running->recount->pace);
    for (int partition = 0; partition < running->metrics.count; partition++)
        TRY(count_partition(running, partition, why));
    running->metrics.last_success_us = clock_now_us();
    running->metrics.duration_ms = clock_ms() - began_ms;
    publish(running);
    tell_round(running);
    return DONE;
}

/* How long to sleep after a round; one that could not be finished is begun anew soon. */
static int64_t pause_ms(const struct running *running, enum outcome outcome, int64_t began_ms)
{
    const int64_t left_ms = running->rounds->every_ms - (clock_ms() - began_ms);

    if (outcome != DONE)
        return running->rounds->every_ms < AGAIN_MS ? running->rounds->every_ms : AGAIN_MS;
    return left_ms > 0 ? left_ms : 0;
}

enum outcome rounds_run(const struct rounds *rounds, struct failure *why)
{
    struct running running = {.rounds = rounds, .recount = rounds->recount};
    enum outcome outcome = DONE;

    end_on_signal();
    priority_lowest();
    if (rounds->metrics)
        TRY(metrics_write(rounds->metrics, &running.metrics, why));
    while (outcome == DONE || outcome == RETRY) {
        const int64_t began_ms = clock_ms();

        outcome = one_round(&running, why);
        database_close(&rounds->recount->database);
        recount_forget(rounds->recount);
        if (outcome == RETRY)
            log_failure(LOG_WARNING, outcome, why);
        if (outcome == DONE || outcome == RETRY)
            clock_sleep_ms(pause_ms(&running, outcome, began_ms));
    }
    free(running.metrics.partitions);
    return outcome;
}
