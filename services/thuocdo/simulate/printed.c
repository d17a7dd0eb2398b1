#include "thuocdo/simulate/printed.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/day.h"
#include "thuocdo/simulate/dice.h"
#include "thuocdo/simulate/office_hours.h"
#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/sheet.h"

#define OPENED    "2020-01-01T00:00:00+07:00"
#define PUBLISHED "2020-01-02T08:00:00+07:00"

enum {
    SYSTEMS = 2,
    UNITS = 16,
    UNIT_TEXT = 32,
    LEVEL_TEXT = 16,
    ID_TEXT = 96,
    LIMIT_DAYS = 5, /* Working days from receipt to due. */
    OPEN_DAYS = 3,  /* Working days before the last one in which open dossiers came in. */
    CALENDAR_LEAD = 30,
    DESK_SECONDS = WORKDAY_SECONDS - 3600,
};

static const struct report {
    const char *name;
    const char *sheets;               /* How the names of its files begin. */
    const char *systems[SYSTEMS + 1]; /* The first one also reports the figures. */
    const char *form;
    struct date from, to;
    int first_code; /* Of its procedures. */
} reports[] = {
    {"tanhong-q1-2021",
     "tanhong",  {"tanhong"},
     "cchc-2021-district",   {2020, 12, 15},
     {2021, 3, 14},
     100001},
    {"dienbien-dpi-q1-2023",
     "dienbien", {"dienbien", "dangkykinhdoanh"},
     "cchc-2023-department", {2022, 12, 15},
     {2023, 3, 14},
     200001},
};

struct unit {
    char code[UNIT_TEXT];
    char level[LEVEL_TEXT];
};

/* One file being written, and what all of it shares. */
struct printing {
    const struct report *report;
    const char *system;
    struct outfile *output;
    struct calendar calendar;
    struct unit units[UNITS];
    int unit_count;
    struct dice dice;
    int dossiers; /* Written so far. */
};

/* The days of one dossier, as positions of the calendar. */
struct life {
    int64_t received;
    int64_t ended; /* Meaningless while it is open. */
    int64_t due_workday;
    bool is_open;
};

static const struct report *find(const char *name)
{
    for (size_t row = 0; row < sizeof reports / sizeof reports[0]; row++)
        if (strcmp(reports[row].name, name) == 0)
            return &reports[row];
    return NULL;
}

static void open_sheet(const struct printing *printing, const char *part, struct sheet *sheet)
{
    char name[ID_TEXT];

    snprintf(name, sizeof name, "%s_%s.csv", printing->report->sheets, part);
    sheet_open(sheet, name);
}

static bool is_mine(const struct printing *printing, const struct sheet *sheet)
{
    return strcmp(sheet_text(sheet, "source"), printing->system) == 0;
}

/* ---- lines ---- */

/* Begins a fact whose time is still to be added, by begin_at or begin_on. */
static void begin(struct printing *printing, const char *id, const char *type, const char *subject)
{
    outfile_add(printing->output,
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\","
                "\"subject\":\"%s\",",
                id, printing->system, type, subject);
}

static void begin_on(struct printing *printing, const char *id, const char *type,
                     const char *subject, const char *time)
{
    begin(printing, id, type, subject);
    outfile_add(printing->output, "\"time\":\"%s\",\"data\":{", time);
}

static void begin_at(struct printing *printing, const char *id, const char *type,
                     const char *subject, int64_t position)
{
    begin(printing, id, type, subject);
    outfile_instant(printing->output, "time", office_moment(&printing->calendar, position));
    outfile_add(printing->output, "\"data\":{");
}

static void end(struct printing *printing)
{
    outfile_trim(printing->output);
    outfile_add(printing->output, "}}");
    outfile_end_line(printing->output);
}

static void add_text(struct printing *printing, const char *name, const char *text)
{
    outfile_add(printing->output, "\"%s\":\"%s\",", name, text);
}

static void add_day(struct printing *printing, const char *name, int32_t day)
{
    char text[DAY_TEXT];

    day_print(day, text);
    add_text(printing, name, text);
}

/* An empty cell of a sheet states nothing. */
static void add_stated(struct printing *printing, const struct sheet *sheet, const char *name)
{
    if (sheet_text(sheet, name)[0])
        add_text(printing, name, sheet_text(sheet, name));
}

static void add_yes(struct printing *printing, const struct sheet *sheet, const char *name)
{
    if (sheet_text(sheet, name)[0])
        outfile_add(printing->output, "\"%s\":%s,", name,
                    sheet_number(sheet, name) ? "true" : "false");
}

/* ---- units and procedures ---- */

static void write_unit(struct printing *printing, const struct sheet *sheet)
{
    const char *code = sheet_text(sheet, "code");
    char id[ID_TEXT];

    snprintf(id, sizeof id, "u-%s", code);
    begin_on(printing, id, "unit.opened", code, OPENED);
    add_stated(printing, sheet, "name_vi");
    add_stated(printing, sheet, "parent");
    add_stated(printing, sheet, "level");
    end(printing);
}

static void write_units(struct printing *printing)
{
    struct sheet sheet;

    open_sheet(printing, "units", &sheet);
    printing->unit_count = 0;
    while (sheet_next(&sheet)) {
        struct unit *unit = &printing->units[printing->unit_count++];

        assert(printing->unit_count <= UNITS);
        snprintf(unit->code, sizeof unit->code, "%s", sheet_text(&sheet, "code"));
        snprintf(unit->level, sizeof unit->level, "%s", sheet_text(&sheet, "level"));
        if (is_mine(printing, &sheet))
            write_unit(printing, &sheet);
    }
}

static void print_code(const struct printing *printing, int64_t number, char code[ID_TEXT])
{
    const long long place = printing->report->first_code + number;

    snprintf(code, ID_TEXT, "1.%06lld", place);
}

static void write_procedure(struct printing *printing, const struct sheet *sheet, int64_t number)
{
    char code[ID_TEXT], id[ID_TEXT];

    print_code(printing, number, code);
    snprintf(id, sizeof id, "p-%s", code);
    begin_on(printing, id, "procedure.published", code, PUBLISHED);
    outfile_add(printing->output, "\"name_vi\":\"%s, thủ tục số %lld\",",
                sheet_text(sheet, "field"), (long long)number + 1);
    add_stated(printing, sheet, "field");
    add_stated(printing, sheet, "service_level");
    outfile_add(printing->output,
                "\"limit\":{\"n\":%d,\"unit\":\"working_day\"},\"levels\":[\"%s\"],", LIMIT_DAYS,
                sheet_text(sheet, "levels"));
    add_yes(printing, sheet, "fee");
    add_yes(printing, sheet, "one_stop");
    add_yes(printing, sheet, "bcci");
    add_stated(printing, sheet, "interlink");
    add_stated(printing, sheet, "internal_process");
    add_stated(printing, sheet, "published_at");
    end(printing);
}

static void write_procedures(struct printing *printing)
{
    struct sheet sheet;
    int64_t number = 0;

    open_sheet(printing, "procedures", &sheet);
    while (sheet_next(&sheet)) {
        const int64_t count = sheet_number(&sheet, "count");

        for (int64_t at = 0; at < count; at++, number++)
            if (is_mine(printing, &sheet))
                write_procedure(printing, &sheet, number);
    }
}

/* The number of the group's first procedure; the dossiers' procedures are within the group. */
static int64_t group_start(const struct printing *printing, const struct sheet *line)
{
    const int64_t wanted = sheet_number(line, "first") + sheet_number(line, "spread");
    struct sheet sheet;
    int64_t number = 0;

    open_sheet(printing, "procedures", &sheet);
    while (sheet_next(&sheet)) {
        if (strcmp(sheet_text(&sheet, "group"), sheet_text(line, "group")) == 0) {
            assert(wanted <= sheet_number(&sheet, "count"));
            return number;
        }
        number += sheet_number(&sheet, "count");
    }
    assert(false && "no such group of procedures");
    return 0;
}

/* ---- dossiers ---- */

static int64_t workday_from(const struct printing *printing, struct date date)
{
    return office_from(&printing->calendar, day_from_date(date));
}

static struct life live(struct printing *printing, const char *outcome)
{
    const int64_t first = workday_from(printing, printing->report->from);
    const int64_t last = office_until(&printing->calendar, day_from_date(printing->report->to));
    const bool is_open = strcmp(outcome, "open") == 0, on_time = strcmp(outcome, "on_time") == 0;
    const int64_t received = is_open ? dice_between(&printing->dice, last - OPEN_DAYS, last)
                                     : dice_between(&printing->dice, first, last - LIMIT_DAYS);
    const int64_t took = on_time ? LIMIT_DAYS : dice_between(&printing->dice, 1, LIMIT_DAYS - 1);

    assert(is_open || on_time || strcmp(outcome, "early") == 0);
    return (struct life){
        .received = received * WORKDAY_SECONDS + dice_below(&printing->dice, DESK_SECONDS),
        .ended = (received + took) * WORKDAY_SECONDS + dice_below(&printing->dice, DESK_SECONDS),
        .due_workday = received + LIMIT_DAYS,
        .is_open = is_open,
    };
}

static const char *choose_unit(const struct printing *printing, const char *level, int number)
{
    int of_level = 0, chosen = 0;

    for (int unit = 0; unit < printing->unit_count; unit++)
        of_level += strcmp(printing->units[unit].level, level) == 0;
    assert(of_level > 0);
    chosen = number % of_level;
    for (int unit = 0;; unit++)
        if (strcmp(printing->units[unit].level, level) == 0 && chosen-- == 0)
            return printing->units[unit].code;
}

static void write_status(struct printing *printing, const char *subject, int number,
                         int64_t position, int status, const char *channel_out)
{
    char id[ID_TEXT];

    snprintf(id, sizeof id, "d-%05d-%d", number, status);
    begin_at(printing, id, "dossier.status", subject, position);
    outfile_add(printing->output, "\"status\":%d,", status);
    if (channel_out)
        add_text(printing, "channel_out", channel_out);
    end(printing);
}

static void write_dossier(struct printing *printing, const struct sheet *line,
                          const char *procedure)
{
    const struct life life = live(printing, sheet_text(line, "outcome"));
    const int number = ++printing->dossiers;
    const char *unit = choose_unit(printing, sheet_text(line, "level"), number);
    const struct date day = day_to_date(office_day(&printing->calendar, life.received));
    char code[ID_TEXT], id[ID_TEXT];

    snprintf(code, sizeof code, "%s-%02d%02d%02d-%05d", unit, day.year % 100, day.month, day.day,
             number);
    snprintf(id, sizeof id, "d-%05d-0", number);
    begin_at(printing, id, "dossier.received", code, life.received);
    add_text(printing, "procedure", procedure);
    add_text(printing, "unit", unit);
    add_stated(printing, line, "channel");
    add_day(printing, "due", printing->calendar.day_of[life.due_workday]);
    end(printing);
    write_status(printing, code, number, life.received + dice_between(&printing->dice, 60, 3000), 4,
                 NULL);
    if (life.is_open)
        return;
    write_status(printing, code, number, life.ended, 9, NULL);
    write_status(printing, code, number, life.ended + dice_between(&printing->dice, 60, 1800), 10,
                 sheet_text(line, "channel_out"));
}

static void write_dossiers(struct printing *printing)
{
    struct sheet sheet;

    open_sheet(printing, "dossiers", &sheet);
    while (sheet_next(&sheet)) {
        const int64_t count = sheet_number(&sheet, "count");
        const int64_t first = sheet_number(&sheet, "first");
        const int64_t spread = sheet_number(&sheet, "spread");
        const int64_t start = group_start(printing, &sheet);

        for (int64_t at = 0; is_mine(printing, &sheet) && at < count; at++) {
            char procedure[ID_TEXT];

            print_code(printing, start + first + at % spread, procedure);
            write_dossier(printing, &sheet, procedure);
        }
    }
}

/* ---- figures ---- */

/* Reported by the first unit on the morning after the period; an empty cell was not answered. */
static void write_figures(struct printing *printing)
{
    const struct report *report = printing->report;
    struct sheet sheet;

    open_sheet(printing, "figures", &sheet);
    while (sheet_next(&sheet)) {
        const char *value = sheet_text(&sheet, "value");
        char id[ID_TEXT];

        snprintf(id, sizeof id, "m-%s", sheet_text(&sheet, "indicator"));
        begin_at(printing, id, "figure.reported", printing->units[0].code,
                 (int64_t)office_from(&printing->calendar, day_from_date(report->to) + 1) *
                     WORKDAY_SECONDS);
        add_text(printing, "form", report->form);
        add_stated(printing, &sheet, "indicator");
        add_day(printing, "from", day_from_date(report->from));
        add_day(printing, "to", day_from_date(report->to));
        outfile_add(printing->output, value[0] ? "\"value\":\"%s\"," : "\"value\":null,", value);
        end(printing);
    }
}

/* ---- all of it ---- */

static enum outcome write_system(struct printing *printing, int system, const char *directory,
                                 struct failure *why)
{
    char name[ID_TEXT];

    printing->system = printing->report->systems[system];
    snprintf(name, sizeof name, "%s.jsonl", printing->system);
    TRY(outfile_open(printing->output, directory, name, why));
    write_units(printing);
    write_procedures(printing);
    write_dossiers(printing);
    if (system == 0)
        write_figures(printing);
    return outfile_close(printing->output, why);
}

bool printed_known(const char *report)
{
    return find(report) != NULL;
}

enum outcome printed_write(const char *report, const char *directory, uint64_t seed,
                           struct failure *why)
{
    struct printing *printing = calloc(1, sizeof *printing);
    struct outfile *output = calloc(1, sizeof *output);
    enum outcome outcome = DONE;

    if (!printing || !output) {
        free(printing);
        free(output);
        return fail(why, RETRY, "simulate: no memory for a quarter");
    }
    printing->report = find(report);
    printing->output = output;
    printing->dice = dice_seeded(seed, (uint64_t)printing->report->first_code);
    office_read(&printing->calendar, day_from_date(printing->report->from) - CALENDAR_LEAD);
    for (int system = 0; printing->report->systems[system] && outcome == DONE; system++)
        outcome = write_system(printing, system, directory, why);
    free(printing);
    free(output);
    return outcome;
}
