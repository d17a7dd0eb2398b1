#include "thuocdo/send/lines.h"

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static struct bytes trimmed(struct bytes line)
{
    while (line.length > 0 && is_blank(line.at[0])) {
        line.at++;
        line.length--;
    }
    while (line.length > 0 && is_blank(line.at[line.length - 1]))
        line.length--;
    return line;
}

bool lines_next(const struct lines *lines, struct place *at, struct bytes *line)
{
    while ((size_t)at->offset < lines->text.length) {
        const uint8_t *from = lines->text.at + at->offset;
        const size_t left = lines->text.length - (size_t)at->offset;
        const uint8_t *end = memchr(from, '\n', left);
        const size_t length = end ? (size_t)(end - from) : left;

        at->offset += (int64_t)(length + (end != NULL));
        at->line++;
        *line = trimmed((struct bytes){from, length});
        if (line->length > 0)
            return true;
    }
    return false;
}

int64_t lines_number(const struct lines *lines, const struct place *at)
{
    return lines->numbers ? lines->numbers[at->line - 1] : at->line;
}
