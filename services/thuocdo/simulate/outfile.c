#include "thuocdo/simulate/outfile.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "runtime/day.h"

enum outcome outfile_open(struct outfile *output, const char *directory, const char *name,
                          struct failure *why)
{
    const int length = snprintf(output->path, sizeof output->path, "%s/%s", directory, name);

    output->used = 0;
    output->file = NULL;
    if (length < 0 || length >= PATH_BYTES)
        return fail(why, RETRY, "%s: the path is too long", name);
    output->file = fopen(output->path, "w");
    if (!output->file)
        return fail(why, RETRY, "%s: cannot be written: %s", output->path, strerror(errno));
    return DONE;
}

void outfile_add(struct outfile *output, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(output->line + output->used, sizeof output->line - output->used, format,
                       arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof output->line - output->used);
    output->used += (size_t)length;
}

void outfile_instant(struct outfile *output, const char *name, int64_t second)
{
    char text[INSTANT_TEXT];

    instant_print(second * SECOND_US, text);
    outfile_add(output, "\"%s\":\"%s\",", name, text);
}

void outfile_trim(struct outfile *output)
{
    if (output->used && output->line[output->used - 1] == ',')
        output->used--;
}

void outfile_end_line(struct outfile *output)
{
    outfile_add(output, "\n");
    fwrite(output->line, 1, output->used, output->file);
    output->used = 0;
}

enum outcome outfile_close(struct outfile *output, struct failure *why)
{
    const int broken = ferror(output->file);

    if (fclose(output->file) != 0 || broken)
        return fail(why, RETRY, "%s: cannot be written: %s", output->path, strerror(errno));
    output->file = NULL;
    return DONE;
}
