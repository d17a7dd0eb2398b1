#include "reporter/core/writer.h"

#include <string.h>

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
