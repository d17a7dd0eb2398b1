#include "thuocdo/send/origin.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_BYTES = 1 << 16 };

static const uint8_t byte_order_mark[] = {0xef, 0xbb, 0xbf};

static int64_t changed_ns(const struct stat *about)
{
    return (int64_t)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec;
}

static enum outcome unreadable(const char *shown, struct failure *why)
{
    return fail(why, REJECT, "%s: %s", shown, strerror(errno));
}

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        const ssize_t written = write(file, bytes, length);

        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* Sets a stream aside in a file without a name, so that it can be read twice. */
static enum outcome set_aside(struct origin *origin, struct failure *why)
{
    FILE *aside = tmpfile();
    char bytes[COPY_BYTES];
    ssize_t length = -1;
    int copy;

    if (!aside)
        return fail(why, REJECT, "%s: it cannot be set aside: %s", origin->shown, strerror(errno));
    copy = dup(fileno(aside));
    fclose(aside);
    while (copy >= 0 && (length = read(origin->file, bytes, sizeof bytes)) > 0)
        if (!write_all(copy, bytes, (size_t)length)) {
            length = -1;
            break;
        }
    close(origin->file);
    origin->file = copy;
    return copy >= 0 && length == 0 ? DONE : unreadable(origin->shown, why);
}

static enum outcome map(struct origin *origin, const struct stat *about, struct failure *why)
{
    origin->size = (size_t)about->st_size;
    origin->changed_ns = changed_ns(about);
    if (origin->size == 0)
        return DONE;
    origin->mapped = mmap(NULL, origin->size, PROT_READ, MAP_PRIVATE, origin->file, 0);
    if (origin->mapped == MAP_FAILED) {
        origin->mapped = NULL;
        return unreadable(origin->shown, why);
    }
    posix_madvise(origin->mapped, origin->size, POSIX_MADV_SEQUENTIAL);
    return DONE;
}

static void hash_text(crypto_generichash_state *state, const char *text)
{
    /* With its NUL, so that no two lists of texts look the same. */
    crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

static void identify(struct origin *origin, const char *path, bool by_content, const char *how)
{
    char figures[64] = "";
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, sizeof origin->identity);
    hash_text(&state, how);
    hash_text(&state, by_content ? "" : path);
    if (by_content)
        crypto_generichash_update(&state, origin->mapped, origin->size);
    else
        snprintf(figures, sizeof figures, "%zu %lld", origin->size, (long long)origin->changed_ns);
    hash_text(&state, figures);
    crypto_generichash_final(&state, origin->identity, sizeof origin->identity);
}

static enum outcome open_file(struct origin *origin, const char *path, bool *by_content,
                              struct stat *about, struct failure *why)
{
    origin->file = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (origin->file < 0 || fstat(origin->file, about) != 0)
        return unreadable(origin->shown, why);
    if (S_ISDIR(about->st_mode))
        return fail(why, REJECT, "%s: it is a folder", origin->shown);
    *by_content = !S_ISREG(about->st_mode) || strcmp(path, "-") == 0;
    if (*by_content) {
        TRY(set_aside(origin, why));
        if (fstat(origin->file, about) != 0)
            return unreadable(origin->shown, why);
    }
    return map(origin, about, why);
}

static enum outcome read_lines(struct origin *origin, struct failure *why)
{
    struct bytes text = {origin->mapped, origin->size};

    if (text.length >= sizeof byte_order_mark &&
        memcmp(text.at, byte_order_mark, sizeof byte_order_mark) == 0) {
        text.at += sizeof byte_order_mark;
        text.length -= sizeof byte_order_mark;
    }
    if (pieces_make(text, &origin->pieces, why) != DONE) {
        failure_prefix(why, "%s", origin->shown);
        return REJECT;
    }
    origin->lines = (struct lines){text, NULL};
    if (origin->pieces.is_one_value)
        origin->lines = (struct lines){buffer_bytes(&origin->pieces.text),
                                       (const int64_t *)(const void *)origin->pieces.numbers.at};
    return DONE;
}

enum outcome origin_open(const char *path, const char *how, struct origin *origin,
                         struct failure *why)
{
    char *absolute;
    struct stat about;
    bool by_content = false;

    *origin = (struct origin){.shown = strcmp(path, "-") == 0 ? "standard input" : path};
    TRY(open_file(origin, path, &by_content, &about, why));
    absolute = realpath(path, NULL);
    identify(origin, absolute ? absolute : path, by_content, how);
    free(absolute);
    return read_lines(origin, why);
}

enum outcome origin_unchanged(const struct origin *origin, struct failure *why)
{
    struct stat about;

    if (fstat(origin->file, &about) != 0)
        return unreadable(origin->shown, why);
    if ((size_t)about.st_size == origin->size && changed_ns(&about) == origin->changed_ns)
        return DONE;
    return fail(why, REJECT, "%s: it was changed while it was sent: send it again", origin->shown);
}

void origin_close(struct origin *origin)
{
    if (origin->mapped)
        munmap(origin->mapped, origin->size);
    if (origin->file >= 0)
        close(origin->file);
    pieces_free(&origin->pieces);
    *origin = (struct origin){.file = -1};
}
