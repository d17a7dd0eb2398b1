#include "runtime/service.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "runtime/clock.h"
#include "runtime/log.h"

enum { AGAIN_MS = 500, PAUSE_FACTOR = 6, PAUSE_MS = 600 };

static volatile sig_atomic_t stopping;

static void on_signal(int number)
{
    (void)number;
    stopping = 1;
}

bool service_stopping(void)
{
    return stopping != 0;
}

static void print_help(const char *name, const char *purpose, const struct setting *rows,
                       size_t count)
{
    printf("usage: thuocdo-%s [--check-config | --help]\n\n%s\n\nSettings, from the environment:\n",
           name, purpose);
    for (size_t row = 0; row < count; row++)
        printf("  %-24s %s%s%s%s\n", rows[row].name, rows[row].meaning,
               rows[row].standard ? " (standard: " : "",
               rows[row].standard ? rows[row].standard : "", rows[row].standard ? ")" : "");
    printf("A secret can be given as a file: NAME_FILE.\n");
}

static void print_settings(const char *name, const struct setting *rows, size_t count,
                           const void *settings)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);

    if (!memory)
        return;
    settings_print(rows, count, settings, memory);
    fclose(memory);
    for (char *line = text, *end; line && *line; line = end) {
        end = line + strcspn(line, "\n");
        if (*end)
            *end++ = '\0';
        line[strcspn(line, "#")] = '\0';
        log_line(LOG_INFO, "setting %s", line);
    }
    free(text);
    log_line(LOG_INFO, "event=start name=%s pid=%ld", name, (long)getpid());
}

void service_begin(const char *name, const char *purpose, int argc, char **argv,
                   const struct setting *rows, size_t count, void *settings)
{
    struct sigaction action = {.sa_handler = on_signal};
    struct failure why;
    enum outcome outcome;

    log_open(name, getenv("THUOCDO_LOG_LEVEL"));
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        print_help(name, purpose, rows, count);
        exit(0);
    }
    outcome = settings_read(rows, count, settings, &why);
    if (outcome != DONE)
        exit(service_end(outcome, &why));
    if (argc > 1 && strcmp(argv[1], "--check-config") == 0) {
        settings_print(rows, count, settings, stdout);
        exit(0);
    }
    if (argc > 1) {
        fprintf(stderr, "thuocdo-%s: unknown argument '%s'; see --help\n", name, argv[1]);
        exit(2);
    }
    print_settings(name, rows, count, settings);
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
}

static enum outcome try_locks(struct database *database, enum service_lock lock,
                              const int64_t *partitions, int count, bool *held, struct failure *why)
{
    *held = true;
    for (int row = 0; row < count && *held; row++) {
        struct parameters parameters = {0};

        parameter_integer(&parameters, (int64_t)lock);
        parameter_integer(&parameters, partitions[row]);
        /* Taken again on a later try it counts twice, which the end of the session undoes. */
        TRY(database_query(database, "SELECT pg_try_advisory_lock($1::integer, $2::integer)",
                           &parameters, why));
        *held = row_bool(database, 0, 0);
    }
    return DONE;
}

enum outcome service_hold(struct database *database, enum service_lock lock,
                          const int64_t *partitions, int count, bool *held, struct failure *why)
{
    *held = false;
    while (!*held && !service_stopping()) {
        TRY(try_locks(database, lock, partitions, count, held, why));
        if (!*held)
            clock_sleep_ms(AGAIN_MS);
    }
    return DONE;
}

enum outcome service_run(const struct service_life *life, struct failure *why)
{
    while (!service_stopping()) {
        const enum outcome outcome = life->live(life->context, why);

        life->forget(life->context);
        if (outcome != RETRY)
            return outcome;
        log_failure(LOG_WARNING, outcome, why);
        clock_sleep_ms(AGAIN_MS);
    }
    return DONE;
}

static bool parse_range(const char **text, int64_t highest, int64_t *from, int64_t *to)
{
    char *end;

    *from = *to = strtoll(*text, &end, 10);
    if (end == *text)
        return false;
    if (*end == '-') {
        *text = end + 1;
        *to = strtoll(*text, &end, 10);
        if (end == *text)
            return false;
    }
    *text = *end == ',' ? end + 1 : end;
    return *from >= 0 && *to >= *from && *to <= highest && (*end == ',' || *end == '\0');
}

enum outcome service_partitions(const char *text, int64_t highest, int64_t *partitions, int *count,
                                struct failure *why)
{
    const char *at = text;

    *count = 0;
    if (strcmp(text, "all") == 0) {
        for (int64_t partition = 0; partition <= highest; partition++)
            partitions[(*count)++] = partition;
        return DONE;
    }
    while (*at) {
        int64_t from, to;

        if (!parse_range(&at, highest, &from, &to))
            return fail(why, FATAL, "partitions '%s' are not a list like 0-2,4 within 0..%lld",
                        text, (long long)highest);
        for (; from <= to && *count <= highest; from++)
            partitions[(*count)++] = from;
    }
    return *count ? DONE : fail(why, FATAL, "partitions '%s' name none", text);
}

enum outcome service_partition_count(struct database *database, int64_t *count, struct failure *why)
{
    const enum outcome outcome =
        database_query(database, "SELECT partitions::bigint FROM thuocdo.installation", NULL, why);

    if (outcome == FATAL)
        return fail(why, RETRY, "the database is not migrated yet: %s", why->text);
    TRY(outcome);
    if (row_count(database) != 1)
        return fail(why, RETRY, "the database is not migrated yet");
    *count = row_integer(database, 0, 0);
    return DONE;
}

int64_t service_pause(int64_t least_ms, int64_t took_ms)
{
    const int64_t wanted_ms = took_ms * PAUSE_FACTOR;

    if (wanted_ms < least_ms)
        return least_ms;
    return wanted_ms < PAUSE_MS ? wanted_ms : PAUSE_MS;
}

void service_ready(void)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int notify;

    log_line(LOG_INFO, "event=ready");
    if (!path || strlen(path) >= sizeof address.sun_path)
        return;
    memcpy(address.sun_path, path, strlen(path));
    if (path[0] == '@')
        address.sun_path[0] = '\0';
    notify = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (notify < 0)
        return;
    sendto(notify, "READY=1", 7, 0, (const struct sockaddr *)&address,
           (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path)));
    close(notify);
}

int service_end(enum outcome outcome, const struct failure *why)
{
    if (outcome == DONE) {
        log_line(LOG_INFO, "event=stop");
        return 0;
    }
    log_failure(LOG_ERROR, outcome, why);
    return 1;
}
