#include "thuocdo/send/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SUM_BYTES = 16, HEX = 2 * PRODUCER_BYTES + 1, NAME_BYTES = 16, SPOOL_BYTES = 16 << 20 };

/* The number changes with the way of cutting batches. */
static const char first_line[] = "thuocdo-send 1\n";

static enum outcome unwritable(const char *path, struct failure *why)
{
    return fail(why, RETRY, "spool %s: %s", path, strerror(errno));
}

enum outcome spool_folder(const char *setting, char folder[SPOOL_PATH], struct failure *why)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length;

    if (setting[0])
        length = snprintf(folder, SPOOL_PATH, "%s", setting);
    else if (state && state[0] == '/')
        length = snprintf(folder, SPOOL_PATH, "%s/thuocdo", state);
    else if (home && home[0] == '/')
        length = snprintf(folder, SPOOL_PATH, "%s/.local/state/thuocdo", home);
    else
        return fail(why, FATAL, "THUOCDO_SPOOL is not set, and there is no HOME");
    return length < SPOOL_PATH - 128 ? DONE : fail(why, FATAL, "THUOCDO_SPOOL is too long");
}

static enum outcome make_folder(const char *folder, struct failure *why)
{
    char path[SPOOL_PATH];

    snprintf(path, sizeof path, "%s", folder);
    for (char *at = path + 1;; at++) {
        const char byte = *at;

        if (byte && byte != '/')
            continue;
        *at = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return unwritable(path, why);
        *at = byte;
        if (!byte)
            return DONE;
    }
}

/* ---- the file: its lines, and a sum over them ---- */

static void add_line(struct buffer *text, const char *line)
{
    buffer_add(text, line, strlen(line));
}

static void sum_of(struct bytes text, char sum[2 * SUM_BYTES + 1])
{
    uint8_t hash[SUM_BYTES];

    crypto_generichash(hash, sizeof hash, text.at, text.length, NULL, 0);
    sodium_bin2hex(sum, 2 * SUM_BYTES + 1, hash, sizeof hash);
}

static void print(const struct spool *spool, struct buffer *text)
{
    const struct mark *marks = (const struct mark *)(const void *)spool->marks.at;
    char line[256], hex[HEX];

    sodium_bin2hex(hex, sizeof hex, spool->producer, sizeof spool->producer);
    add_line(text, first_line);
    snprintf(line, sizeof line, "producer %s\n", hex);
    add_line(text, line);
    for (size_t row = 0; row < spool->marks.length / sizeof *marks; row++) {
        const struct mark *mark = &marks[row];

        snprintf(line, sizeof line,
                 "mark %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
                 " %" PRId64 "\n",
                 mark->batch, mark->place.offset, mark->place.line, mark->sent, mark->durable,
                 mark->rejected, mark->too_large);
        add_line(text, line);
    }
    add_line(text, spool->is_finished ? "finished\n" : "unfinished\n");
    sum_of(buffer_bytes(text), hex);
    snprintf(line, sizeof line, "sum %s\n", hex);
    add_line(text, line);
}

static bool parse_mark(const char *line, struct mark *mark)
{
    return sscanf(line,
                  "mark %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64
                  " %" SCNd64,
                  &mark->batch, &mark->place.offset, &mark->place.line, &mark->sent, &mark->durable,
                  &mark->rejected, &mark->too_large) == 7;
}

static bool sum_is_right(const char *text, size_t length)
{
    char expected[2 * SUM_BYTES + 1], line[2 * SUM_BYTES + 8];
    const size_t sum_length = (size_t)snprintf(line, sizeof line, "sum %*s\n", 2 * SUM_BYTES, "");

    if (length < sum_length)
        return false;
    sum_of((struct bytes){(const uint8_t *)text, length - sum_length}, expected);
    snprintf(line, sizeof line, "sum %s\n", expected);
    return memcmp(text + length - sum_length, line, sum_length) == 0;
}

/* False for anything that print did not write. The text ends with a NUL. */
static bool parse(const char *text, size_t length, struct spool *spool)
{
    const char *at = text + strlen(first_line);
    size_t hex_length;
    struct mark mark;

    if (!sum_is_right(text, length) || strncmp(text, first_line, strlen(first_line)) != 0 ||
        strncmp(at, "producer ", 9) != 0)
        return false;
    if (sodium_hex2bin(spool->producer, sizeof spool->producer, at + 9, HEX - 1, NULL, &hex_length,
                       NULL) != 0 ||
        hex_length != sizeof spool->producer)
        return false;
    for (at = strchr(at, '\n') + 1; parse_mark(at, &mark); at = strchr(at, '\n') + 1)
        buffer_add(&spool->marks, &mark, sizeof mark);
    spool->is_finished = strncmp(at, "finished\n", 9) == 0;
    return spool->marks.length > 0;
}

static bool read_file(struct spool *spool)
{
    FILE *file = fopen(spool->path, "rb");
    char *text;
    size_t length;
    bool is_read;

    if (!file)
        return false;
    text = heap_take(SPOOL_BYTES, 1);
    length = fread(text, 1, SPOOL_BYTES - 1, file);
    fclose(file);
    is_read = strlen(text) == length && parse(text, length, spool);
    free(text);
    return is_read;
}

static bool write_and_sync(const char *path, struct bytes text)
{
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool is_written = file >= 0;

    for (size_t at = 0; is_written && at < text.length;) {
        const ssize_t written = write(file, text.at + at, text.length - at);

        is_written = written > 0;
        at += is_written ? (size_t)written : 0;
    }
    is_written = is_written && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return is_written;
}

static bool sync_folder(const char *folder)
{
    const int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_synced = file >= 0 && fsync(file) == 0;

    if (file >= 0)
        close(file);
    return is_synced;
}

static enum outcome write_file(const struct spool *spool, struct failure *why)
{
    char new[SPOOL_PATH + 32];
    struct buffer text = {0};
    bool is_written;

    /* Two senders of one file write the same spool, but not into the same half-written file. */
    snprintf(new, sizeof new, "%s.%ld", spool->path, (long)getpid());
    print(spool, &text);
    is_written = write_and_sync(new, buffer_bytes(&text)) && rename(new, spool->path) == 0 &&
                 sync_folder(spool->folder);
    buffer_free(&text);
    return is_written ? DONE : unwritable(spool->path, why);
}

/* ---- what the sender asks for ---- */

static enum outcome begin(struct spool *spool, struct failure *why)
{
    const struct mark start = {0};

    randombytes_buf(spool->producer, sizeof spool->producer);
    buffer_clear(&spool->marks);
    buffer_add(&spool->marks, &start, sizeof start);
    spool->is_finished = false;
    spool->is_new = true;
    return write_file(spool, why);
}

enum outcome spool_open(const char *folder, struct bytes identity, bool again, struct spool *spool,
                        struct failure *why)
{
    char name[2 * NAME_BYTES + 1];

    *spool = (struct spool){0};
    if (sodium_init() < 0)
        return fail(why, FATAL, "no source of random bytes");
    TRY(make_folder(folder, why));
    sodium_bin2hex(name, sizeof name, identity.at, NAME_BYTES);
    snprintf(spool->folder, sizeof spool->folder, "%s", folder);
    snprintf(spool->path, sizeof spool->path, "%s/%s", folder, name);
    if (!again && read_file(spool))
        return DONE;
    return begin(spool, why);
}

void spool_close(struct spool *spool)
{
    buffer_free(&spool->marks);
}

enum outcome spool_add(struct spool *spool, const struct mark *mark, bool is_finished,
                       struct failure *why)
{
    buffer_add(&spool->marks, mark, sizeof *mark);
    spool->is_finished = is_finished;
    return write_file(spool, why);
}

struct mark spool_last(const struct spool *spool)
{
    struct mark mark;

    memcpy(&mark, spool->marks.at + spool->marks.length - sizeof mark, sizeof mark);
    return mark;
}

struct mark spool_back(struct spool *spool, int64_t batch)
{
    struct mark mark = spool_last(spool);

    while (mark.batch >= batch && spool->marks.length > sizeof mark) {
        spool->marks.length -= sizeof mark;
        mark = spool_last(spool);
    }
    spool->is_finished = false;
    return mark;
}
