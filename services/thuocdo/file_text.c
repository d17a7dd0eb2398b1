#include "thuocdo/file_text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PIECE = 65536 };

static enum outcome read_all(FILE *file, const char *path, size_t limit, struct buffer *text,
                             struct failure *why)
{
    static char piece[PIECE];
    size_t length;

    while ((length = fread(piece, 1, sizeof piece, file)) > 0) {
        buffer_add(text, piece, length);
        if (text->length >= limit)
            return fail(why, REJECT, "%s: larger than %zu bytes", path, limit - 1);
    }
    return ferror(file) ? fail(why, REJECT, "%s: %s", path, strerror(errno)) : DONE;
}

enum outcome file_text_read(const char *path, size_t limit, struct buffer *text,
                            struct failure *why)
{
    FILE *file = fopen(path, "re");
    enum outcome outcome;

    if (!file)
        return fail(why, REJECT, "%s: %s", path, strerror(errno));
    outcome = read_all(file, path, limit, text, why);
    fclose(file);
    return outcome;
}

void file_text_refuse(void *path, size_t line, const char *what, const char *rule)
{
    fprintf(stderr, "%s:%zu: %s%s%s\n", (const char *)path, line, what, what[0] ? ": " : "", rule);
}
