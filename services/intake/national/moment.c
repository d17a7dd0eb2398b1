#include "intake/national/moment.h"

#include <stdio.h>

#include "runtime/day.h"

enum part { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, PARTS };
enum { FRACTION = 10 };

static const char part_letters[] = "yMdHms";

struct pattern {
    const char *text;
    bool has_time;
    bool may_have_fraction;
};

static const struct pattern patterns[] = {
    {"yyyyMMddHHmmss",      true,  false},
    {"yyyyMMdd",            false, false},
    {"yyyy-MM-dd HH:mm:ss", true,  true },
    {"yyyy-MM-ddTHH:mm:ss", true,  true },
    {"dd/MM/yyyy HH:mm:ss", true,  false},
    {"dd/MM/yyyy",          false, false},
};

/* The numbers of the text by the letters of the pattern; everything else must be equal. */
static bool follow(const char *pattern, struct bytes text, unsigned parts[PARTS])
{
    for (size_t at = 0; pattern[at]; at++) {
        const char *const letter = strchr(part_letters, pattern[at]);
        unsigned *part;

        if (!letter) {
            if (text.at[at] != (uint8_t)pattern[at])
                return false;
            continue;
        }
        if (text.at[at] < '0' || text.at[at] > '9')
            return false;
        part = &parts[letter - part_letters];
        *part = *part * 10 + (unsigned)(text.at[at] - '0');
    }
    return true;
}

/* Written out once more as the runtime reads dates, which knows what is a real one. */
static bool check(const struct pattern *pattern, const unsigned parts[PARTS], struct bytes fraction,
                  struct due *moment)
{
    char text[64];
    int length;

    if (!pattern->has_time) {
        length =
            snprintf(text, sizeof text, "%04u-%02u-%02u", parts[YEAR], parts[MONTH], parts[DAY]);
        *moment = (struct due){.is_date = true};
        return day_parse(text, (size_t)length, &moment->day);
    }
    length = snprintf(text, sizeof text, "%04u-%02u-%02uT%02u:%02u:%02u%.*s+07:00", parts[YEAR],
                      parts[MONTH], parts[DAY], parts[HOUR], parts[MINUTE], parts[SECOND],
                      (int)fraction.length, (const char *)fraction.at);
    *moment = (struct due){0};
    if (!instant_parse(text, (size_t)length, &moment->instant_us))
        return false;
    moment->day = day_of_instant(moment->instant_us);
    return true;
}

bool moment_parse(struct bytes text, struct due *moment)
{
    for (size_t row = 0; row < sizeof patterns / sizeof patterns[0]; row++) {
        const struct pattern *const pattern = &patterns[row];
        const size_t length = strlen(pattern->text);
        unsigned parts[PARTS] = {0};
        struct bytes fraction;

        if (text.length < length || !follow(pattern->text, text, parts))
            continue;
        fraction = (struct bytes){text.at + length, text.length - length};
        if (fraction.length > 0 &&
            (!pattern->may_have_fraction || fraction.length > FRACTION || fraction.at[0] != '.'))
            continue;
        return check(pattern, parts, fraction, moment);
    }
    return false;
}

int64_t moment_instant(const struct due *moment)
{
    return moment->is_date ? day_start(moment->day) : moment->instant_us;
}
