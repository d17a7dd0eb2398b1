#include "tests/tracker/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"
#include "tracker/core/reference.h"

enum { MEMORY_BYTES = 16 << 20, FIELDS = 10 };

void shelf_add(struct shelf *shelf, struct bytes code, struct history_fact *facts, uint32_t count,
               struct arena *arena)
{
    struct unit_version *versions;
    struct dated_data *days;
    uint32_t version_count, day_count;
    struct failure why;

    if (reference_unit(facts, count, arena, &versions, &version_count, &why) != DONE ||
        reference_of_days(facts, count, FACT_UNIT_HOURS, arena, &days, &day_count, &why) != DONE)
        abort(); /* The arena is larger than any unit. */
    for (uint32_t row = 0; row < version_count; row++) {
        const struct unit_standing standing = {code, versions[row].from_day, versions[row].parent};

        buffer_add(&shelf->standings, &standing, sizeof standing);
    }
    for (uint32_t row = 0; row < day_count; row++) {
        struct unit_hours hours = {.code = code, .from_day = days[row].from_day};

        memcpy(hours.week.day, days[row].data->hours.day, sizeof hours.week.day);
        buffer_add(&shelf->hours, &hours, sizeof hours);
    }
}

/* ---- days off ---- */

/* The next field of a line, quotes taken off; the line is cut up. */
static char *next_field(char **line)
{
    char *field = *line, *end;

    if (*field == '"') {
        end = strchr(++field, '"');
        *end++ = '\0';
    } else {
        end = field + strcspn(field, ",\n");
    }
    *line = *end == ',' ? end + 1 : end;
    *end = '\0';
    return field;
}

static void read_day(struct shelf *shelf, char *line)
{
    char *fields[FIELDS];
    struct special_day day = {0};
    int32_t like;

    for (int field = 0; field < FIELDS; field++)
        fields[field] = next_field(&line);
    if (!day_parse(fields[0], strlen(fields[0]), &day.day))
        return;
    day.name_vi = bytes_of_text(fields[3]);
    day.source = bytes_of_text(fields[8]);
    day.off = strcmp(fields[5], "1") == 0;
    if (!day.off && day_parse(fields[7], strlen(fields[7]), &like))
        day.like_weekday = (int8_t)day_weekday(like);
    buffer_add(&shelf->days, &day, sizeof day);
}

static void read_file(const char *path, struct buffer *text)
{
    char part[4096];
    FILE *file = fopen(path, "r");
    size_t length;

    if (!file) {
        perror(path);
        exit(1);
    }
    while ((length = fread(part, 1, sizeof part, file)) > 0)
        buffer_add(text, part, length);
    fclose(file);
    buffer_add(text, "", 1);
}

void shelf_read_days(struct shelf *shelf, const char *path)
{
    char *line, *next;

    read_file(path, &shelf->text);
    for (line = (char *)shelf->text.at; *line; line = next) {
        next = line + strcspn(line, "\n");
        if (*next)
            *next++ = '\0';
        read_day(shelf, line);
    }
    shelf->specials.at = (const struct special_day *)(const void *)shelf->days.at;
    shelf->specials.count = (uint32_t)(shelf->days.length / sizeof(struct special_day));
}

/* ---- making ---- */

static int order(struct bytes left, int32_t left_day, struct bytes right, int32_t right_day)
{
    const int by_code = history_compare(left, right);

    return by_code ? by_code : (left_day > right_day) - (left_day < right_day);
}

static int order_of_standings(const void *left, const void *right)
{
    const struct unit_standing *one = left, *other = right;

    return order(one->code, one->from_day, other->code, other->from_day);
}

static int order_of_hours(const void *left, const void *right)
{
    const struct unit_hours *one = left, *other = right;

    return order(one->code, one->from_day, other->code, other->from_day);
}

void shelf_make(struct shelf *shelf, struct catalogue *catalogue)
{
    struct unit_standing *standings = (struct unit_standing *)(void *)shelf->standings.at;
    struct unit_hours *hours = (struct unit_hours *)(void *)shelf->hours.at;
    struct unit_facts *facts = &shelf->facts;
    struct failure why;
    struct arena arena;

    *facts = (struct unit_facts){standings, (uint32_t)(shelf->standings.length / sizeof *standings),
                                 hours, (uint32_t)(shelf->hours.length / sizeof *hours),
                                 &shelf->specials};
    if (facts->standing_count)
        qsort(standings, facts->standing_count, sizeof *standings, order_of_standings);
    if (facts->hour_count)
        qsort(hours, facts->hour_count, sizeof *hours, order_of_hours);
    if (!shelf->memory.at)
        shelf->memory.at = heap_take(MEMORY_BYTES, 1);
    arena = arena_over(shelf->memory.at, MEMORY_BYTES);
    if (calendars_make(facts, &arena, catalogue, &why) != DONE)
        abort();
}

void shelf_clear(struct shelf *shelf)
{
    buffer_clear(&shelf->standings);
    buffer_clear(&shelf->hours);
}

void shelf_close(struct shelf *shelf)
{
    buffer_free(&shelf->standings);
    buffer_free(&shelf->hours);
    buffer_free(&shelf->days);
    buffer_free(&shelf->text);
    buffer_free(&shelf->memory);
}
