/*
 * bench: the measured parts of tests/bench/pipeline.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/bench.h"

static const struct {
    const char *name;
    enum outcome (*run)(int argc, char **argv, struct failure *why);
} parts[] = {
    {"generate", bench_generate},
    {"copy",     bench_copy    },
    {"plain",    bench_plain   },
    {"send",     bench_send    },
};

enum outcome bench_map(const char *path, struct bytes *bytes, struct failure *why)
{
    const int file = open(path, O_RDONLY);
    struct stat stat;
    void *at;

    if (file < 0 || fstat(file, &stat) != 0 || stat.st_size == 0)
        return fail(why, FATAL, "%s: cannot be read", path);
    /* In the page cache before any clock runs. */
    at = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (at == MAP_FAILED || posix_madvise(at, (size_t)stat.st_size, POSIX_MADV_WILLNEED) != 0)
        return fail(why, FATAL, "%s: cannot be mapped", path);
    *bytes = (struct bytes){at, (size_t)stat.st_size};
    return DONE;
}

enum outcome bench_open(struct database *database, const char *url, struct failure *why)
{
    TRY(database_open(database, url, "thuocdo-bench", why));
    return database_execute(database, "SET idle_session_timeout = 0", why);
}

int main(int argc, char **argv)
{
    struct failure why = {0};

    for (size_t row = 0; argc > 1 && row < sizeof parts / sizeof parts[0]; row++) {
        if (strcmp(parts[row].name, argv[1]) != 0)
            continue;
        if (parts[row].run(argc - 2, argv + 2, &why) == DONE)
            return 0;
        fprintf(stderr, "bench %s: %s\n", argv[1], why.text);
        return 1;
    }
    fputs("usage: bench generate|copy|plain|send ARGUMENT…; see tests/bench/pipeline\n", stderr);
    return 2;
}
