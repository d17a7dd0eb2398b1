#include "runtime/outcome.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "runtime/utf8.h"

/*
 * One line of valid UTF-8 without control characters, whatever was quoted and wherever it was cut:
 * sentences travel in messages that allow nothing else.
 */
static void tidy(char *text)
{
    size_t left = strlen(text);
    uint8_t *at = (uint8_t *)text;

    while (left > 0) {
        size_t length = utf8_sequence(at, left);

        if (length == 0 || at[0] < 0x20 || at[0] == 0x7f) {
            *at = length ? ' ' : '?';
            length = 1;
        }
        at += length;
        left -= length;
    }
}

static enum outcome set(struct failure *why, const char *file, int line, enum outcome outcome,
                        const char *field, const char *format, va_list arguments)
    __attribute__((format(printf, 6, 0)));

static enum outcome set(struct failure *why, const char *file, int line, enum outcome outcome,
                        const char *field, const char *format, va_list arguments)
{
    /* Formatted aside first: an argument may point into the sentence it replaces. */
    char text[FAILURE_TEXT];

    vsnprintf(text, sizeof text, format, arguments);
    tidy(text);
    snprintf(why->field, sizeof why->field, "%s", field);
    tidy(why->field);
    memcpy(why->text, text, sizeof text);
    why->file = file;
    why->line = line;
    return outcome;
}

enum outcome failure_set(struct failure *why, const char *file, int line, enum outcome outcome,
                         const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    set(why, file, line, outcome, "", format, arguments);
    va_end(arguments);
    return outcome;
}

enum outcome failure_set_field(struct failure *why, const char *file, int line,
                               enum outcome outcome, const char *field, const char *format, ...)
{
    char name[FAILURE_FIELD];
    va_list arguments;

    snprintf(name, sizeof name, "%s", field);
    va_start(arguments, format);
    set(why, file, line, outcome, name, format, arguments);
    va_end(arguments);
    return outcome;
}

void failure_prefix(struct failure *why, const char *format, ...)
{
    char text[FAILURE_TEXT];
    va_list arguments;
    int used;

    va_start(arguments, format);
    used = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (used < 0 || (size_t)used >= sizeof text - 3)
        return;
    snprintf(text + used, sizeof text - (size_t)used, ": %s", why->text);
    tidy(text);
    memcpy(why->text, text, sizeof text);
}

const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case DONE: return "done";
    case REJECT: return "reject";
    case RETRY: return "retry";
    case FATAL: return "fatal";
    }
    return "unknown";
}
