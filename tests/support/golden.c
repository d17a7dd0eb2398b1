#include "tests/support/golden.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH = 512, SHOWN = 160 };

static void path_of(const char *name, char path[PATH])
{
    const int length = snprintf(path, PATH, "%s/%s", GOLDEN_DIR, name);

    cr_assert(length > 0 && length < PATH, "the name %s is too long", name);
}

static void rewrite(const char *path, const char *text, size_t length)
{
    FILE *const file = fopen(path, "wb");

    cr_assert_not_null(file, "%s cannot be written", path);
    cr_assert_eq(fwrite(text, 1, length, file), length, "%s cannot be written", path);
    cr_assert_eq(fclose(file), 0, "%s cannot be written", path);
}

/* The file's bytes with a NUL after them; the caller frees them. NULL when there is no file. */
static char *load(const char *path, size_t *length)
{
    FILE *const file = fopen(path, "rb");
    char *bytes;
    long size = -1;

    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    cr_assert_geq(size, 0, "%s cannot be read", path);
    rewind(file);
    bytes = calloc((size_t)size + 1, 1);
    cr_assert_not_null(bytes);
    *length = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return bytes;
}

static int line_length(const char *text, size_t left)
{
    const char *const end = memchr(text, '\n', left);
    const size_t length = end ? (size_t)(end - text) : left;

    return (int)(length < SHOWN ? length : SHOWN);
}

static void compare(const char *name, const char *agreed, size_t agreed_length, const char *text,
                    size_t length)
{
    size_t at = 0, line = 1, start = 0;

    while (at < agreed_length && at < length && agreed[at] == text[at])
        if (agreed[at++] == '\n') {
            line++;
            start = at;
        }
    cr_expect(at == agreed_length && at == length,
              "%s differs at line %zu\n  agreed: %.*s\n  now:    %.*s\nread it, then "
              "UPDATE_GOLDEN=1 agrees to it",
              name, line, line_length(agreed + start, agreed_length - start), agreed + start,
              line_length(text + start, length - start), text + start);
}

static void compare_bytes(const char *name, const char *agreed, size_t agreed_length,
                          const uint8_t *bytes, size_t length)
{
    size_t at = 0;

    while (at < agreed_length && at < length && (uint8_t)agreed[at] == bytes[at])
        at++;
    cr_expect(at == agreed_length && at == length,
              "%s differs at byte %zu: agreed %02x of %zu bytes, now %02x of %zu; read its .json, "
              "then UPDATE_GOLDEN=1 agrees to it",
              name, at, at < agreed_length ? (unsigned)(uint8_t)agreed[at] : 0U, agreed_length,
              at < length ? (unsigned)bytes[at] : 0U, length);
}

char *golden_load(const char *name, size_t *length)
{
    char path[PATH];
    char *agreed;

    path_of(name, path);
    agreed = load(path, length);
    cr_assert_not_null(agreed, "%s is not there; UPDATE_GOLDEN=1 writes it", path);
    return agreed;
}

void golden_check(const char *name, const char *text, size_t length)
{
    char path[PATH];
    size_t agreed_length = 0;
    char *agreed;

    path_of(name, path);
    if (getenv("UPDATE_GOLDEN")) {
        rewrite(path, text, length);
        return;
    }
    agreed = golden_load(name, &agreed_length);
    compare(name, agreed, agreed_length, text, length);
    free(agreed);
}

void golden_check_bytes(const char *name, const void *bytes, size_t length)
{
    char path[PATH];
    size_t agreed_length = 0;
    char *agreed;

    path_of(name, path);
    if (getenv("UPDATE_GOLDEN")) {
        rewrite(path, bytes, length);
        return;
    }
    agreed = golden_load(name, &agreed_length);
    compare_bytes(name, agreed, agreed_length, bytes, length);
    free(agreed);
}
