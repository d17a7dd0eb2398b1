#include "reporter/asking.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/day.h"
#include "runtime/log.h"

static size_t row_of(const struct asking *asking, const char *name)
{
    for (size_t row = 0; asking->ask->arguments[row].name; row++)
        if (strcmp(asking->ask->arguments[row].name, name) == 0)
            return row;
    log_line(LOG_ERROR, "why=\"no such argument in its table\" ask=%s argument=%s",
             asking->ask->name, name);
    abort();
}

const char *asking_text(const struct asking *asking, const char *name)
{
    return asking->values[row_of(asking, name)];
}

int32_t asking_day(const struct asking *asking, const char *name)
{
    const char *text = asking_text(asking, name);
    int32_t day = DAY_NONE;

    if (text)
        day_parse(text, strlen(text), &day);
    return day;
}

bool asking_chose(const struct asking *asking, const char *name, const char *word)
{
    const char *text = asking_text(asking, name);

    return text && strcmp(text, word) == 0;
}

enum outcome asking_take(struct asking *asking, size_t bytes, void **taken, struct failure *why)
{
    *taken = arena_take(asking->arena, bytes);
    return *taken ? DONE : fail(why, REJECT, "answer does not fit the memory for one answer");
}

enum outcome asking_copy(struct asking *asking, struct bytes text, const char **copy,
                         struct failure *why)
{
    *copy = arena_text(asking->arena, (const char *)text.at, text.length);
    return *copy ? DONE : fail(why, REJECT, "answer does not fit the memory for one answer");
}

void asking_print(struct asking *asking, const char *format, ...)
{
    char text[2048];
    va_list values;
    int length;

    va_start(values, format);
    length = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    if (length > 0)
        buffer_add(asking->body, text,
                   (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}
