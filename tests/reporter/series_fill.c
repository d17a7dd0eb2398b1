#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/reporter/series_trial.h"
#include "tracker/core/posting.h"

static const char *const source_names[] = {"mot-cua", "bo-nganh", "cong-quoc-gia"};

void trial_put(struct trial *trial, const char *format, ...)
{
    char text[512];
    va_list list;
    int length;

    va_start(list, format);
    length = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (length < 0 || length >= (int)sizeof text)
        abort();
    buffer_add(&trial->sql, text, (size_t)length);
}

const char *trial_quoted(int unit, char text[QUOTED_TEXT])
{
    char code[CODE_TEXT];

    reorganised_code(unit, code);
    snprintf(text, QUOTED_TEXT, unit == NO_UNIT ? "NULL" : "'%s'", code);
    return text;
}

static void put_units(struct trial *trial)
{
    const struct reorganised *made = &trial->made;
    char unit[QUOTED_TEXT], other[QUOTED_TEXT];

    trial_put(trial, "INSERT INTO tracker.unit VALUES ");
    for (int row = 0; row < made->version_count; row++) {
        const struct version *version = &made->versions[row];

        trial_put(trial, "%s(%s,date '1970-01-01'+%d,'2199-12-31',%s,'tên %d',%s,'commune',1)",
                  row ? "," : "", trial_quoted(version->unit, unit), version->day,
                  version->open ? "true" : "false", row, trial_quoted(version->parent, other));
    }
    trial_put(trial, ";");
    for (int row = 0; row < made->succession_count; row++) {
        const struct succession *said = &made->successions[row];
        int32_t to_day = 84005; /* 2199-12-31 */

        for (int next = 0; next < made->succession_count; next++)
            if (made->successions[next].unit == said->unit &&
                made->successions[next].day > said->day && made->successions[next].day <= to_day)
                to_day = made->successions[next].day - 1;
        for (int place = 0; place < said->count; place++)
            trial_put(trial,
                      "INSERT INTO tracker.succession VALUES (%s,date '1970-01-01'+%d,"
                      "date '1970-01-01'+%d,%s,NULL,1);",
                      trial_quoted(said->unit, unit), said->day, to_day,
                      trial_quoted(said->successors[place], other));
    }
    trial_put(trial, "INSERT INTO intake.source (source, kind, units, prefixes, may, key) VALUES ");
    for (int source = 0; source < SOURCES; source++)
        trial_put(trial, "%s('%s','%s',ARRAY[%s],'{}','{}','')", source ? "," : "",
                  source_names[source], source == SOURCES - 1 ? "national" : "provincial",
                  trial_quoted(made->homes[source], unit));
    trial_put(trial, ";");
}

/* (day, measure, n) of a group; how many numbers. */
uint32_t trial_entries(const struct dossier_group *group, int64_t *entries)
{
    const enum measure how = group->withdrawn ? MEASURE_WITHDRAWN
                             : group->late    ? MEASURE_FINISHED_LATE
                                              : MEASURE_FINISHED_EARLY;
    const struct {
        bool there;
        int32_t day;
        enum measure measure;
    } all[] = {
        {true,                        group->received, MEASURE_RECEIVED   },
        {group->ended,                group->end,      how                },
        {group->late,                 group->overdue,  MEASURE_OVERDUE_IN },
        {group->late && group->ended, group->end,      MEASURE_OVERDUE_OUT},
    };
    uint32_t count = 0;

    for (size_t row = 0; row < sizeof all / sizeof all[0]; row++)
        if (all[row].there) {
            entries[count++] = all[row].day;
            entries[count++] = (int64_t)all[row].measure;
            entries[count++] = group->n;
        }
    return count;
}

static void put_dossier(struct trial *trial, int row)
{
    const struct dossier_group *group = &trial->made.groups[row];
    int64_t entries[GROUP_NUMBERS];
    const struct posting posting = {
        .present = UINT64_C(1) << POSTING_CHANNEL | UINT64_C(1) << POSTING_ENTRIES,
        .channel = group->channel,
        .entries = {entries, trial_entries(group, entries)},
    };
    char unit[QUOTED_TEXT];
    struct bytes posted;
    struct failure why;

    arena_reset(&trial->arena);
    if (posting_encode(&posting, &trial->arena, &posted, &why) != DONE)
        trial_stop(trial, "posting", &why);
    trial_put(
        trial,
        "%s(%d,%d,'%s','D%d',3,0,%s,'p',%d,date '1970-01-01'+%d,NULL,NULL,NULL,0,0,0,0,0,'','\\x",
        row ? "," : "", group->partition, row + 1, source_names[group->source], row,
        trial_quoted(group->unit, unit), group->channel, group->received);
    for (size_t at = 0; at < posted.length; at++)
        trial_put(trial, "%02x", posted.at[at]);
    trial_put(trial, "')");
}

static void put_entries(struct trial *trial)
{
    char unit[CODE_TEXT];

    trial_put(trial, "INSERT INTO one VALUES ");
    for (int row = 0; row < trial->made.group_count; row++) {
        const struct dossier_group *group = &trial->made.groups[row];
        int64_t entries[GROUP_NUMBERS];
        const uint32_t count = trial_entries(group, entries);

        reorganised_code(group->unit, unit);
        for (uint32_t at = 0; at < count; at += 3)
            trial_put(trial, "%s(%d,'%s',%d,'%s',date '1970-01-01'+%d,%d,%lld)",
                      row || at ? "," : "", group->partition, unit, group->channel,
                      source_names[group->source], (int)entries[at], (int)entries[at + 1],
                      (long long)entries[at + 2]);
    }
    trial_put(trial, ";");
}

static void put_sums(struct trial *trial, const char *table, const char *key, const char *step,
                     const char *start)
{
    static const enum measure measures[] = {
        MEASURE_RECEIVED,  MEASURE_FINISHED_EARLY, MEASURE_FINISHED_LATE,
        MEASURE_WITHDRAWN, MEASURE_OVERDUE_IN,     MEASURE_OVERDUE_OUT,
    };
    const size_t count = sizeof measures / sizeof measures[0];
    char columns[256] = "";
    size_t used = 0;

    for (size_t row = 0; row < count; row++)
        used += (size_t)snprintf(columns + used, sizeof columns - used, ", %s",
                                 measure_name(measures[row]));
    trial_put(trial, "INSERT INTO aggregator.%s (partition, unit, channel, system%s%s, start%s) ",
              table, key, *step ? ", step" : "", columns);
    trial_put(trial, "SELECT partition, unit, channel, system%s%s, %s", *key ? ", 'p'" : "", step,
              start);
    for (size_t row = 0; row < count; row++)
        trial_put(trial, ", sum(n) FILTER (WHERE measure = %d)", (int)measures[row]);
    trial_put(trial, " FROM one GROUP BY partition, unit, channel, system, %s;", start);
}

/* As many marks as dossiers were received. */
static void put_marks(struct trial *trial, int step, const char *start)
{
    trial_put(trial,
              "INSERT INTO aggregator.sum_mark SELECT partition, unit, channel, system, %d, %s, "
              "%d, sum(n) FROM one WHERE measure = %d GROUP BY 1, 2, 3, 4, 5, 6;",
              step, start, (int)MARK_FIRST, (int)MEASURE_RECEIVED);
}

static void put_dossiers(struct trial *trial)
{
    if (!trial->made.group_count)
        return;
    trial_put(trial, "INSERT INTO tracker.dossier VALUES ");
    for (int row = 0; row < trial->made.group_count; row++)
        put_dossier(trial, row);
    trial_put(trial, ";");
    put_entries(trial);
    put_sums(trial, "sum_unit", "", ", 1", "day");
    put_sums(trial, "sum_unit", "", ", 2", "date_trunc('month', day)::date");
    put_sums(trial, "sum_unit", "", ", 3", "date_trunc('year', day)::date");
    put_sums(trial, "sum_cell", ", procedure", ", 2", "date_trunc('month', day)::date");
    put_sums(trial, "sum_cell", ", procedure", ", 3", "date_trunc('year', day)::date");
    put_sums(trial, "sum_cell_day", ", procedure", "", "day");
    put_marks(trial, 1, "day");
    put_marks(trial, 2, "date_trunc('month', day)::date");
    put_marks(trial, 3, "date_trunc('year', day)::date");
}

void trial_execute(struct trial *trial, const char *what)
{
    struct failure why;

    buffer_add(&trial->sql, "", 1);
    if (database_execute(&trial->database, (const char *)trial->sql.at, &why) != DONE)
        trial_stop(trial, what, &why);
    buffer_clear(&trial->sql);
}

void trial_fill(struct trial *trial)
{
    trial_put(trial, "BEGIN;");
    put_units(trial);
    put_dossiers(trial);
    trial_execute(trial, "filling the database");
}
