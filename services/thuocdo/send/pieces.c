#include "thuocdo/send/pieces.h"

#include <jansson.h>

#include "thuocdo/send/lines.h"

enum { PIECE_BYTES = 256 << 10, PIECE_RECORDS = 256, WHOLE_BYTES = 64 << 20 };

/* A walk over JSON that jansson has found to be valid. */
struct walk {
    struct bytes text;
    size_t at;
    size_t counted; /* So far its lines are in `line`. */
    int64_t line;
};

static bool is_space(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static uint8_t here(struct walk *walk)
{
    while (walk->at < walk->text.length && is_space(walk->text.at[walk->at]))
        walk->at++;
    return walk->at < walk->text.length ? walk->text.at[walk->at] : 0;
}

static void skip_string(struct walk *walk)
{
    for (walk->at++; walk->at < walk->text.length && walk->text.at[walk->at] != '"'; walk->at++)
        if (walk->text.at[walk->at] == '\\')
            walk->at++;
    walk->at++;
}

static void skip_value(struct walk *walk)
{
    int depth = 0;

    for (here(walk); walk->at < walk->text.length; walk->at++) {
        const uint8_t byte = walk->text.at[walk->at];

        if (byte == '"') {
            skip_string(walk);
            walk->at--;
        } else if (byte == '[' || byte == '{') {
            depth++;
        } else if (byte == ']' || byte == '}' || byte == ',') {
            if (depth == 0)
                return;
            if (byte != ',')
                depth--;
        }
    }
}

/* Moves behind the bracket that opens the list of records; false when there is none. */
static bool enter_list(struct walk *walk)
{
    static const char data[] = "\"data\"";

    if (here(walk) == '[') {
        walk->at++;
        return true;
    }
    for (uint8_t byte = here(walk); byte == '{' || byte == ','; byte = here(walk)) {
        struct bytes key = {NULL, 0};

        walk->at++;
        if (here(walk) != '"')
            return false;
        key.at = walk->text.at + walk->at;
        skip_string(walk);
        key.length = (size_t)(walk->text.at + walk->at - key.at);
        here(walk);
        walk->at++;
        if (bytes_equal(key, bytes_of_text(data)) && here(walk) == '[') {
            walk->at++;
            return true;
        }
        skip_value(walk);
    }
    return false;
}

/* The number of the line where the walk stands. */
static int64_t line_here(struct walk *walk)
{
    for (; walk->counted < walk->at; walk->counted++)
        walk->line += walk->text.at[walk->counted] == '\n';
    return walk->line + 1;
}

/* Outside of strings a line feed is a blank, and inside it is never raw. */
static void add_flat(struct buffer *into, struct bytes text)
{
    const size_t from = into->length;

    buffer_add(into, text.at, text.length);
    for (size_t at = from; at < into->length; at++)
        if (into->at[at] == '\n')
            into->at[at] = ' ';
}

static void add_piece(struct pieces *pieces, struct bytes head, struct bytes records,
                      struct bytes tail, int64_t line)
{
    add_flat(&pieces->text, head);
    add_flat(&pieces->text, records);
    add_flat(&pieces->text, tail);
    buffer_add(&pieces->text, "\n", 1);
    buffer_add(&pieces->numbers, &line, sizeof line);
}

static void cut_list(struct pieces *pieces, struct walk *walk)
{
    const uint8_t *text = walk->text.at;
    const struct bytes head = {text, walk->at};
    struct walk ahead = *walk;
    struct bytes tail;

    while (here(&ahead) && text[ahead.at] != ']') {
        skip_value(&ahead);
        ahead.at += ahead.at < ahead.text.length && text[ahead.at] == ',';
    }
    tail = (struct bytes){text + ahead.at, walk->text.length - ahead.at};
    while (walk->at < ahead.at && here(walk) != ']') {
        const size_t from = walk->at;
        const int64_t line = line_here(walk);
        size_t to = from;

        for (int count = 0; count < PIECE_RECORDS && walk->at < ahead.at; count++) {
            skip_value(walk);
            if (count > 0 && walk->at - from > PIECE_BYTES) {
                walk->at = to + 1;
                break;
            }
            to = walk->at;
            if (here(walk) == ',')
                walk->at++;
        }
        add_piece(pieces, head, (struct bytes){text + from, to - from}, tail, line);
    }
}

static bool is_value(struct bytes text)
{
    json_t *value = json_loadb((const char *)text.at, text.length, 0, NULL);

    json_decref(value);
    return value != NULL;
}

/* One value: a single line that is large, or several of which the first is not a value itself. */
static bool may_be_one(struct bytes text)
{
    const struct lines lines = {text, NULL};
    struct place at = {0, 0};
    struct bytes first, second;

    if (!lines_next(&lines, &at, &first) || (first.at[0] != '[' && first.at[0] != '{'))
        return false;
    if (!lines_next(&lines, &at, &second))
        return first.length > PIECE_BYTES;
    return !is_value(first);
}

enum outcome pieces_make(struct bytes text, struct pieces *pieces, struct failure *why)
{
    struct walk walk = {.text = text};

    *pieces = (struct pieces){0};
    if (!may_be_one(text))
        return DONE;
    if (text.length > WHOLE_BYTES)
        return fail(why, REJECT,
                    "it looks like one JSON value of more than %d MB: make it one record a line",
                    WHOLE_BYTES >> 20);
    if (!is_value(text))
        return DONE;
    pieces->is_one_value = true;
    here(&walk);
    if (text.length > PIECE_BYTES && enter_list(&walk))
        cut_list(pieces, &walk);
    else
        add_piece(pieces, text, (struct bytes){NULL, 0}, (struct bytes){NULL, 0}, line_here(&walk));
    return DONE;
}

void pieces_free(struct pieces *pieces)
{
    buffer_free(&pieces->text);
    buffer_free(&pieces->numbers);
}
