#include "runtime/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LINE = 2048 };

static const char *const level_names[] = {"debug", "info", "warning", "error"};
static const char *service_name = "thuocdo";
static enum log_level lowest = LOG_INFO;

void log_open(const char *service, const char *level)
{
    service_name = service;
    for (int row = LOG_DEBUG; row <= LOG_ERROR; row++)
        if (level && strcmp(level, level_names[row]) == 0)
            lowest = (enum log_level)row;
}

void log_line(enum log_level level, const char *format, ...)
{
    char text[LINE], stamp[32];
    struct timespec now;
    struct tm parts;
    va_list arguments;

    if (level < lowest)
        return;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &parts);
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (char *at = text; *at; at++)
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    fprintf(stderr, "%s.%03ldZ service=%s level=%s %s\n", stamp, now.tv_nsec / 1000000,
            service_name, level_names[level], text);
}

void log_failure(enum log_level level, enum outcome outcome, const struct failure *why)
{
    const char *file = why->file ? strrchr(why->file, '/') : NULL;

    log_line(level, "outcome=%s why=\"%s\" at=%s:%d", outcome_name(outcome), why->text,
             file ? file + 1 : "", why->line);
}
