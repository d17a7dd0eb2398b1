#include "thuocdo/simulate/organisation.h"

#include <string.h>

#include "thuocdo/simulate/canonical.h"

#define OPENED  "2020-01-01T00:00:00+07:00"
#define RENAMED "2022-06-01T00:00:00+07:00"

static const char *const limit_names[] = {"working_day", "day", "hour", "month"};

enum { PUBLISHED_YEARS = 3, FIRST_PUBLISHED = 2019 };

static void begin(struct outfile *output, const char *type, const char *time, const char *subject)
{
    outfile_add(output, "{\"specversion\":\"1.0\",\"id\":\"%s-%s\",\"source\":\"%s\",", type,
                subject, SIMULATE_SOURCE);
    outfile_add(output, "\"type\":\"%s\",\"time\":\"%s\",\"subject\":\"%s\",\"data\":{", type, time,
                subject);
}

static void end(struct outfile *output)
{
    outfile_trim(output);
    outfile_add(output, "}}");
    outfile_end_line(output);
}

static void write_agency(struct outfile *output, const struct published *row, int number)
{
    /* The two appendices spell one agency differently: it was renamed in between. */
    const bool renamed = strcmp(row->label, row->former) != 0;
    char code[16];

    snprintf(code, sizeof code, "H08.%02d", number);
    begin(output, "unit.opened", OPENED, code);
    outfile_add(output, "\"name_vi\":\"%s\",\"parent\":\"H08\",\"level\":\"department\"",
                renamed ? row->former : row->label);
    end(output);
    if (!renamed)
        return;
    begin(output, "unit.renamed", RENAMED, code);
    outfile_add(output, "\"name_vi\":\"%s\"", row->label);
    end(output);
}

static void write_units(struct outfile *output, const struct year *year)
{
    begin(output, "unit.opened", OPENED, "H08");
    outfile_add(output, "\"name_vi\":\"Tỉnh Bình Định\",\"level\":\"province\"");
    end(output);
    for (int agency = 0; agency < AGENCIES; agency++)
        write_agency(output, &year->published[agency], agency + 1);
}

static void add_nature(struct outfile *output, const struct procedure *one, bool in_full)
{
    outfile_add(output, "\"applicants\":[%s%s%s],", one->for_citizens ? "\"citizen\"" : "",
                one->for_citizens && one->for_enterprises ? "," : "",
                one->for_enterprises ? "\"enterprise\"" : "");
    outfile_add(output, "\"levels\":[\"department\"],\"one_stop\":true,\"interlink\":\"%s\",",
                one->weight % 7 == 3   ? "same_level"
                : one->weight % 7 == 5 ? "cross_level"
                                       : "none");
    outfile_add(output, "\"location_independent\":%s,\"on_portal\":%s,\"bcci\":%s,",
                one->weight % 5 == 0 ? "true" : "false", in_full ? "true" : "false",
                one->result_is_paper ? "true" : "false");
    outfile_add(output, "\"eligible_full_online\":%s,\"internal_process\":\"electronic\",",
                in_full ? "true" : "false");
}

static void write_procedure(struct outfile *output, const struct procedure *one, int number)
{
    const int year = FIRST_PUBLISHED + number % PUBLISHED_YEARS;
    const int month = 1 + number % 12;
    char time[32];

    snprintf(time, sizeof time, "%04d-%02d-15T08:00:00+07:00", year, month);
    begin(output, "procedure.published", time, one->code);
    outfile_add(output, "\"name_vi\":\"%s\",\"field\":\"%s\",\"service_level\":\"%s\",", one->name,
                one->field, one->service_level);
    outfile_add(output, "\"limit\":{\"n\":%d,\"unit\":\"%s\"},\"fee\":%s,\"online_payment\":%s,",
                one->limit.n, limit_names[one->limit.unit], one->fee ? "true" : "false",
                one->fee ? "true" : "false");
    outfile_add(output, "\"result_is_paper\":%s,", one->result_is_paper ? "true" : "false");
    add_nature(output, one, strcmp(one->service_level, "full") == 0);
    outfile_add(output, "\"change\":\"new\",\"decision_no\":\"%d/QĐ-UBND\",", 100 + number * 17);
    outfile_add(output, "\"decision_date\":\"%04d-%02d-10\",\"effective_date\":\"%04d-%02d-15\",",
                year, month, year, month);
    end(output);
}

void organisation_write(struct outfile *output, const struct year *year)
{
    write_units(output, year);
    for (int at = 0; at < year->catalogue.count; at++)
        write_procedure(output, &year->catalogue.procedures[at], at);
}
