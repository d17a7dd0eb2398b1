#include "runtime/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_BYTES = 4096, SECRETS = 16 };

/* Secrets read from files; they live as long as the process. */
static char secrets[SECRETS][SECRET_BYTES];
static size_t secret_count;

static enum outcome will_not_do(const struct setting *row, const char *text, struct failure *why)
{
    return fail(why, FATAL, "%s: '%s' will not do; it is %s", row->name, text, row->meaning);
}

static enum outcome read_secret_file(const struct setting *row, const char *path,
                                     const char **value, struct failure *why)
{
    FILE *file = fopen(path, "r");
    char *secret;
    size_t length;

    if (!file)
        return fail(why, FATAL, "%s_FILE: cannot read '%s': %s", row->name, path, strerror(errno));
    if (secret_count == SECRETS) {
        fclose(file);
        return fail(why, FATAL, "%s_FILE: at most %d secrets are read from files", row->name,
                    SECRETS);
    }
    secret = secrets[secret_count++];
    length = fread(secret, 1, SECRET_BYTES - 1, file);
    fclose(file);
    while (length > 0 && (secret[length - 1] == '\n' || secret[length - 1] == '\r'))
        length--;
    secret[length] = '\0';
    *value = secret;
    return DONE;
}

static enum outcome find_text(const struct setting *row, const char **text, struct failure *why)
{
    char name[128];
    const char *path;

    *text = getenv(row->name);
    if (*text)
        return DONE;
    snprintf(name, sizeof name, "%s_FILE", row->name);
    path = row->kind == SETTING_SECRET ? getenv(name) : NULL;
    if (path)
        return read_secret_file(row, path, text, why);
    *text = row->standard;
    return *text ? DONE : fail(why, FATAL, "%s is not set; it is %s", row->name, row->meaning);
}

static enum outcome read_count(const struct setting *row, const char *text, int64_t *value,
                               struct failure *why)
{
    char *end;

    errno = 0;
    *value = strtoll(text, &end, 10);
    if (errno || end == text || *end || *value < 0)
        return will_not_do(row, text, why);
    return DONE;
}

static enum outcome read_duration(const struct setting *row, const char *text, int64_t *value,
                                  struct failure *why)
{
    static const struct {
        const char *suffix;
        int64_t ms;
    } units[] = {
        {"ms", 1      },
        {"s",  1000   },
        {"m",  60000  },
        {"h",  3600000},
    };
    char *end;

    errno = 0;
    *value = strtoll(text, &end, 10);
    for (size_t unit = 0; unit < sizeof units / sizeof units[0]; unit++)
        if (!errno && end != text && strcmp(end, units[unit].suffix) == 0 && *value >= 0 &&
            *value < INT32_MAX / units[unit].ms) {
            *value *= units[unit].ms;
            return DONE;
        }
    return will_not_do(row, text, why);
}

static enum outcome read_row(const struct setting *row, void *into, struct failure *why)
{
    void *place = (char *)into + row->offset;
    const char *text;

    TRY(find_text(row, &text, why));
    switch (row->kind) {
    case SETTING_TEXT:
    case SETTING_SECRET: *(const char **)place = text; return DONE;
    case SETTING_COUNT: return read_count(row, text, place, why);
    case SETTING_DURATION: return read_duration(row, text, place, why);
    }
    return DONE;
}

enum outcome settings_read(const struct setting *rows, size_t count, void *into,
                           struct failure *why)
{
    for (size_t row = 0; row < count; row++)
        TRY(read_row(&rows[row], into, why));
    return DONE;
}

void settings_print(const struct setting *rows, size_t count, const void *from, FILE *out)
{
    for (size_t row = 0; row < count; row++) {
        const void *place = (const char *)from + rows[row].offset;

        switch (rows[row].kind) {
        case SETTING_TEXT:
            fprintf(out, "%s=%s", rows[row].name, *(const char *const *)place);
            break;
        case SETTING_SECRET: fprintf(out, "%s=***", rows[row].name); break;
        case SETTING_COUNT:
            fprintf(out, "%s=%lld", rows[row].name, (long long)*(const int64_t *)place);
            break;
        case SETTING_DURATION:
            fprintf(out, "%s=%lldms", rows[row].name, (long long)*(const int64_t *)place);
            break;
        }
        fprintf(out, "  # %s\n", rows[row].meaning);
    }
}
