#include "scorer/core/csv.h"

#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

struct csv csv_over(const char *text, size_t length)
{
    const size_t mark = sizeof byte_order_mark - 1;
    const size_t skipped = length >= mark && memcmp(text, byte_order_mark, mark) == 0 ? mark : 0;

    return (struct csv){.at = text + skipped, .end = text + length, .line = 1};
}

static size_t line_end(const struct csv *csv)
{
    if (csv->at < csv->end && *csv->at == '\n')
        return 1;
    return csv->end - csv->at >= 2 && csv->at[0] == '\r' && csv->at[1] == '\n' ? 2 : 0;
}

/* The bytes between the outer quotes, each doubled quote made one. */
static enum outcome unquote(struct bytes inner, size_t doubled, struct arena *arena,
                            struct bytes *field, struct failure *why)
{
    const char *const text = (const char *)inner.at;
    char *copy;
    size_t used = 0;

    *field = inner;
    if (!doubled)
        return DONE;
    copy = arena_take(arena, inner.length);
    if (!copy)
        return fail(why, REJECT, "the file is too large");
    for (size_t at = 0; at < inner.length; at++) {
        copy[used++] = text[at];
        at += text[at] == '"';
    }
    *field = (struct bytes){(const uint8_t *)copy, used};
    return DONE;
}

static enum outcome quoted(struct csv *csv, struct arena *arena, struct bytes *field,
                           struct failure *why)
{
    const char *const start = ++csv->at;
    size_t doubled = 0;

    for (; csv->at < csv->end; csv->at++) {
        csv->line += *csv->at == '\n';
        if (*csv->at != '"')
            continue;
        if (csv->end - csv->at < 2 || csv->at[1] != '"')
            break;
        csv->at++;
        doubled++;
    }
    if (csv->at == csv->end)
        return fail(why, REJECT, "a quote is not closed");
    TRY(unquote((struct bytes){(const uint8_t *)start, (size_t)(csv->at - start)}, doubled, arena,
                field, why));
    csv->at++;
    if (csv->at < csv->end && *csv->at != ',' && !line_end(csv))
        return fail(why, REJECT, "something follows the closing quote");
    return DONE;
}

static enum outcome plain(struct csv *csv, struct bytes *field, struct failure *why)
{
    const char *const start = csv->at;

    for (; csv->at < csv->end && *csv->at != ',' && !line_end(csv); csv->at++)
        if (*csv->at == '"' || *csv->at == '\r')
            return fail(why, REJECT,
                        *csv->at == '"' ? "a quote in a field without quotes"
                                        : "a carriage return inside a line");
    *field = (struct bytes){(const uint8_t *)start, (size_t)(csv->at - start)};
    return DONE;
}

static enum outcome read_field(struct csv *csv, struct arena *arena, struct bytes *field,
                               struct failure *why)
{
    if (csv->at < csv->end && *csv->at == '"')
        return quoted(csv, arena, field, why);
    return plain(csv, field, why);
}

enum outcome csv_next(struct csv *csv, struct arena *arena, struct csv_record *record,
                      struct failure *why)
{
    record->count = 0;
    for (size_t end = line_end(csv); end; end = line_end(csv)) {
        csv->at += end;
        csv->line++;
    }
    record->line = csv->line;
    if (csv->at == csv->end)
        return DONE;
    for (;;) {
        const size_t line = csv->line;

        if (record->count == CSV_COLUMNS)
            return fail(why, REJECT, "line %zu: more than %d columns", line, CSV_COLUMNS);
        if (read_field(csv, arena, &record->fields[record->count], why) != DONE) {
            failure_prefix(why, "line %zu, column %zu", line, record->count + 1);
            return REJECT;
        }
        record->count++;
        if (csv->at == csv->end || *csv->at != ',')
            return DONE;
        csv->at++;
    }
}
