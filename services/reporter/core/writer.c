#include "reporter/core/writer.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

void writer_put(struct writer *writer, const char *bytes, size_t length)
{
    if (writer->ok && length)
        writer->ok = writer->sink->write(writer->sink->context, bytes, length);
}

void writer_text(struct writer *writer, const char *text)
{
    writer_put(writer, text, strlen(text));
}

void writer_repeat(struct writer *writer, const char *text, size_t times)
{
    for (size_t time = 0; time < times; time++)
        writer_text(writer, text);
}

/* What makes a spreadsheet take a text for a formula when it stands first. */
static const char formula_starts[] = "=+-@\t\r\n";

void writer_csv_text(struct writer *writer, const char *text)
{
    writer_text(writer, "\"");
    if (*text && strchr(formula_starts, *text))
        writer_text(writer, "'");
    while (*text) {
        const size_t plain = strcspn(text, "\"");

        writer_put(writer, text, plain);
        text += plain;
        if (*text) {
            writer_text(writer, "\"\"");
            text++;
        }
    }
    writer_text(writer, "\"");
}

static const struct {
    char byte;
    const char *escape;
} escapes[] = {
    {'"',  "\\\""},
    {'\\', "\\\\"},
    {'\b', "\\b" },
    {'\f', "\\f" },
    {'\n', "\\n" },
    {'\r', "\\r" },
    {'\t', "\\t" },
};

static const char *escape_of(char byte)
{
    for (size_t row = 0; row < sizeof escapes / sizeof escapes[0]; row++)
        if (escapes[row].byte == byte)
            return escapes[row].escape;
    return NULL;
}

void writer_json_text(struct writer *writer, const char *text)
{
    size_t left = strlen(text);

    writer_text(writer, "\"");
    while (left) {
        const char *const escape = escape_of(*text);
        utf8proc_int32_t code;
        const utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &code);
        const size_t taken = length > 0 ? (size_t)length : 1;
        char numbered[8];

        if (escape) {
            writer_text(writer, escape);
        } else if (length <= 0) {
            writer_text(writer, "\\ufffd");
        } else if (code < ' ') {
            snprintf(numbered, sizeof numbered, "\\u%04x", (unsigned)code);
            writer_text(writer, numbered);
        } else {
            writer_put(writer, text, taken);
        }
        text += taken;
        left -= taken;
    }
    writer_text(writer, "\"");
}

void writer_json_member(struct writer *writer, const char *key, const char *text)
{
    writer_json_text(writer, key);
    writer_text(writer, ":");
    writer_json_text(writer, text);
    writer_text(writer, ",");
}
