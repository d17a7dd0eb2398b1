/*
 * fill: canonical JSON lines on standard input become the rows that intake, tracker and aggregator
 * would have written, as SQL for psql on standard output.
 *
 * Only the tracker's core is used, so that the reporter can be tried without the other services.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "proto/json.h"
#include "runtime/arena_sink.h"
#include "runtime/day.h"
#include "tests/tracker/shelf.h"
#include "tracker/core/dossier.h"
#include "tracker/core/reference.h"

enum { ARENA_BYTES = 64 << 20, PARTITIONS = 4, NAME_BYTES = 256 };

struct subject {
    char *source; /* "" for a unit or a procedure: all sources speak of the same one. */
    char *subject;
    enum fact_family family;
    uint8_t *kept;
    size_t length;
    uint32_t count;
};

struct book {
    struct subject *subjects;
    size_t count;
    size_t room;
    int64_t log_end[PARTITIONS + 1];
    char **sources; /* Of the facts of partition 0, by position. */
    struct shelf shelf;
    struct catalogue catalogue;
};

static void ignore(void *context, const char *name, size_t length)
{
    (void)context;
    (void)name;
    (void)length;
}

static char *text_of(struct bytes bytes)
{
    char *text = malloc(bytes.length + 1);

    if (bytes.length)
        memcpy(text, bytes.at, bytes.length);
    text[bytes.length] = '\0';
    return text;
}

/* ---- reading ---- */

static struct subject *find(struct book *book, const struct fact *fact)
{
    const enum fact_family family = fact_kinds[fact->type].family;
    const struct bytes source = family == FAMILY_DOSSIERS ? fact->source : bytes_of_text("");
    struct subject *subject;

    for (size_t row = 0; row < book->count; row++) {
        subject = &book->subjects[row];
        if (subject->family == family &&
            bytes_equal(bytes_of_text(subject->subject), fact->subject) &&
            bytes_equal(bytes_of_text(subject->source), source))
            return subject;
    }
    if (book->count == book->room) {
        book->room = book->room ? 2 * book->room : 1024;
        book->subjects = realloc(book->subjects, book->room * sizeof *book->subjects);
    }
    subject = &book->subjects[book->count++];
    *subject = (struct subject){
        .source = text_of(source), .subject = text_of(fact->subject), .family = family};
    return subject;
}

static void keep(struct book *book, const struct fact *fact, struct arena *arena)
{
    struct subject *subject = find(book, fact);
    const int32_t partition =
        subject->family == FAMILY_DOSSIERS ? fact_partition(fact->subject, PARTITIONS) : 0;
    enum addition addition;
    struct bytes encoded;
    struct failure why;

    if (partition == 0) {
        book->sources =
            realloc(book->sources, (size_t)(book->log_end[0] + 2) * sizeof *book->sources);
        book->sources[book->log_end[0] + 1] = text_of(fact->source);
    }
    if (dossier_add((struct bytes){subject->kept, subject->length}, subject->count, fact,
                    ++book->log_end[partition], arena, &addition, &encoded, &why) != DONE ||
        addition != ADDED)
        return;
    subject->kept = realloc(subject->kept, subject->length + encoded.length);
    memcpy(subject->kept + subject->length, encoded.at, encoded.length);
    subject->length += encoded.length;
    subject->count++;
}

static void read_line(struct book *book, struct bytes line, struct arena *arena)
{
    const struct unknown_keys unknown = {ignore, NULL};
    union fact_data data;
    struct fact fact;
    struct failure why;
    struct arena_sink sink;
    json_t *value;

    if (json_read(line, &value, &why) != DONE)
        return;
    arena_reset(arena);
    if (json_decode_fact(value, &fact, &data, arena, &unknown, &why) == DONE &&
        record_normalise(&fact_schema, &fact, arena, &why) == DONE &&
        record_normalise(fact_kinds[fact.type].data, &data, arena, &why) == DONE) {
        fact.recorded_us = fact.time_us;
        arena_sink_open(&sink, arena);
        if (record_encode(fact_kinds[fact.type].data, &data, &sink.sink)) {
            fact.data = sink.written;
            keep(book, &fact, arena);
        }
    }
    json_decref(value);
}

/* ---- writing: one line of COPY … FROM STDIN ---- */

static void put_gap(bool first)
{
    if (!first)
        putchar('\t');
}

static void put_text(struct bytes text, bool first)
{
    put_gap(first);
    for (size_t at = 0; at < text.length; at++) {
        if (text.at[at] == '\\' || text.at[at] == '\t' || text.at[at] == '\n')
            putchar('\\');
        putchar(text.at[at]);
    }
}

static void put_code(struct bytes code)
{
    if (code.length)
        put_text(code, false);
    else
        fputs("\t\\N", stdout);
}

static void put_bytes(struct bytes bytes)
{
    fputs("\t\\\\x", stdout);
    for (size_t at = 0; at < bytes.length; at++)
        printf("%02x", bytes.at[at]);
}

static void put_day(bool known, int32_t day)
{
    char text[DAY_TEXT];

    day_print(known ? day : 0, text);
    printf("\t%s", known ? text : "\\N");
}

static void put_instant(bool known, int64_t instant_us)
{
    char text[INSTANT_TEXT];

    instant_print(known ? instant_us : 0, text);
    printf("\t%s", known ? text : "\\N");
}

/* ---- units and procedures ---- */

static const struct history_fact *facts_of(const struct book *book, const struct subject *subject,
                                           struct arena *arena, struct history_fact **facts,
                                           uint32_t *count)
{
    struct failure why;

    arena_reset(arena);
    if (dossier_facts((struct bytes){subject->kept, subject->length}, arena, facts, count, &why) !=
        DONE)
        abort();
    for (uint32_t row = 0; row < *count; row++)
        (*facts)[row].source = bytes_of_text(book->sources[(*facts)[row].position]);
    return *facts;
}

static void put_unit(struct book *book, const struct subject *subject, struct arena *arena)
{
    struct unit_version *versions;
    struct history_fact *facts;
    uint32_t count, version_count;
    struct failure why;

    facts_of(book, subject, arena, &facts, &count);
    shelf_add(&book->shelf, bytes_of_text(subject->subject), facts, count, arena);
    if (reference_unit(facts, count, arena, &versions, &version_count, &why) != DONE)
        abort();
    for (uint32_t row = 0; row < version_count; row++) {
        put_text(bytes_of_text(subject->subject), true);
        put_day(true, versions[row].from_day);
        fputs("\t2199-12-31", stdout);
        printf("\t%s", versions[row].open ? "t" : "f");
        put_text(versions[row].name_vi, false);
        put_code(versions[row].parent);
        put_text(bytes_of_text(unit_level_names[versions[row].level]), false);
        puts("\t1");
    }
}

static void add_version(struct book *book, const struct subject *subject,
                        const struct published_version *version)
{
    struct procedure_version *rows = realloc((void *)(uintptr_t)book->catalogue.versions,
                                             (book->catalogue.count + 1) * sizeof *rows);

    rows[book->catalogue.count++] = reference_version(bytes_of_text(subject->subject), version);
    book->catalogue.versions = rows;
}

static void put_stated(bool stated, const char *text)
{
    printf("\t%s", stated ? text : "\\N");
}

static void put_bool(const struct procedure_data *data, uint32_t row, bool value)
{
    put_stated(field_present(data->present, row), value ? "t" : "f");
}

static void put_choice(const struct procedure_data *data, uint32_t row, const char *const *names,
                       int32_t value)
{
    put_stated(field_present(data->present, row), names[value]);
}

static void put_set(const struct procedure_data *data, uint32_t row, const char *const *names,
                    uint32_t set)
{
    char text[NAME_BYTES] = "{";

    for (int name = 1; names[name]; name++)
        if (set >> name & 1U) {
            strcat(text, text[1] ? "," : "");
            strcat(text, names[name]);
        }
    strcat(text, "}");
    put_stated(field_present(data->present, row), text);
}

/* What a publication need not state, in the order of the table's columns. */
static void put_statements(const struct procedure_data *data)
{
    put_bool(data, PROCEDURE_ONLINE_PAYMENT, data->online_payment);
    put_set(data, PROCEDURE_APPLICANTS, applicant_names, data->applicants);
    put_set(data, PROCEDURE_LEVELS, unit_level_names, data->levels);
    put_bool(data, PROCEDURE_ONE_STOP, data->one_stop);
    put_choice(data, PROCEDURE_CHANGE, change_names, data->change);
    put_code(data->decision_no);
    put_day(field_present(data->present, PROCEDURE_DECISION_DATE), data->decision_date.day);
    put_day(field_present(data->present, PROCEDURE_EFFECTIVE_DATE), data->effective_date.day);
    put_day(field_present(data->present, PROCEDURE_PUBLISHED_AT), data->published_at.day);
    put_bool(data, PROCEDURE_LOCATION_INDEPENDENT, data->location_independent);
    put_bool(data, PROCEDURE_ON_PORTAL, data->on_portal);
    put_bool(data, PROCEDURE_BCCI, data->bcci);
    put_bool(data, PROCEDURE_ELIGIBLE_FULL_ONLINE, data->eligible_full_online);
    put_choice(data, PROCEDURE_INTERNAL_PROCESS, process_names, data->internal_process);
}

static void put_procedure(struct book *book, const struct subject *subject, struct arena *arena)
{
    struct published_version *versions;
    struct history_fact *facts;
    uint32_t count, version_count;
    struct failure why;

    facts_of(book, subject, arena, &facts, &count);
    if (reference_procedure(facts, count, arena, &versions, &version_count, &why) != DONE)
        abort();
    for (uint32_t row = 0; row < version_count; row++) {
        const struct procedure_data *data = versions[row].data;

        add_version(book, subject, &versions[row]);
        put_text(bytes_of_text(subject->subject), true);
        put_day(true, versions[row].from_day);
        printf("\t2199-12-31\t%s", versions[row].in_force ? "t" : "f");
        put_text(data->name_vi, false);
        put_text(data->field, false);
        printf("\t%s\t%lld\t%s\t%s\t%s", service_level_names[data->service_level],
               (long long)data->limit.n, limit_unit_names[data->limit.unit], data->fee ? "t" : "f",
               data->result_is_paper ? "t" : "f");
        put_choice(data, PROCEDURE_INTERLINK, interlink_names, data->interlink);
        printf("\t1");
        put_statements(data);
        put_code(versions[row].source);
        puts("");
    }
}

static int order_of_versions(const void *left, const void *right)
{
    const struct procedure_version *one = left, *other = right;
    const int order = history_compare(one->code, other->code);

    return order ? order : (one->from_day > other->from_day) - (one->from_day < other->from_day);
}

static void put_catalogue(struct book *book, struct arena *arena)
{
    puts("COPY tracker.unit FROM STDIN;");
    for (size_t row = 0; row < book->count; row++)
        if (book->subjects[row].family == FAMILY_ORGANISATION)
            put_unit(book, &book->subjects[row], arena);
    puts("\\.\nCOPY tracker.procedure FROM STDIN;");
    for (size_t row = 0; row < book->count; row++)
        if (book->subjects[row].family == FAMILY_CATALOGUE)
            put_procedure(book, &book->subjects[row], arena);
    puts("\\.");
    if (book->catalogue.count)
        qsort((void *)(uintptr_t)book->catalogue.versions, book->catalogue.count,
              sizeof *book->catalogue.versions, order_of_versions);
    shelf_make(&book->shelf, &book->catalogue);
}

static void put_hours(const struct shelf *shelf)
{
    const struct unit_hours *hours = shelf->facts.hours;

    puts("COPY tracker.hours FROM STDIN;");
    for (uint32_t row = 0; row < shelf->facts.hour_count; row++) {
        struct hours_data data;
        char week[WEEK_TEXT];

        memcpy(data.day, hours[row].week.day, sizeof data.day);
        reference_week(&data, week);
        put_text(hours[row].code, true);
        put_day(true, hours[row].from_day);
        printf("\t%s\t1\n", week);
    }
    puts("\\.");
}

/* ---- dossiers ---- */

static struct dossier_state folded(const struct book *book, const struct subject *subject,
                                   struct arena *arena)
{
    struct dossier_state state;
    struct failure why;

    arena_reset(arena);
    if (dossier_fold((struct bytes){subject->kept, subject->length}, (struct bytes){0},
                     &book->catalogue, arena, &state, &why) != DONE)
        abort();
    return state;
}

static void put_judgement(const struct judgement *judgement)
{
    const struct deadline *deadline = &judgement->deadline;

    put_day(deadline->known, deadline->due.day);
    put_instant(deadline->known && !deadline->moving, instant_of_moment(deadline->due));
    put_day(judgement->national.lateness != NOT_LATE, judgement->national.late_day);
    printf("\t%d\t%d", (int)judgement->national.lateness, (int)judgement->difference);
}

static void put_dossier(const struct book *book, size_t number, struct arena *arena)
{
    const struct subject *subject = &book->subjects[number];
    const struct dossier_state state = folded(book, subject, arena);
    const struct history *history = &state.history;
    const bool counted = history_counted(history);

    printf("%d\t%zu", fact_partition(bytes_of_text(subject->subject), PARTITIONS), number + 1);
    put_text(bytes_of_text(subject->source), false);
    put_text(bytes_of_text(subject->subject), false);
    printf("\t%d\t%lld", (int)history->standing, (long long)history->status);
    put_code(history->unit);
    put_code(history->procedure);
    printf("\t%d", history->channel);
    put_day(counted, counted ? day_of_instant(history->received_us) : 0);
    put_instant(counted, history->received_us);
    put_day(counted && history->has_due, history->due.day);
    put_instant(counted && history_ended(history), history->ended_us);
    printf("\t%d\t%u\t%u\t%u\t%u", (int)history->verdict, history->supplement_rounds,
           state.judgement.attributes, state.judgement.flags, state.fact_count);
    put_bytes((struct bytes){subject->kept, subject->length});
    put_bytes(state.posted);
    put_judgement(&state.judgement);
    put_day(state.judgement.flags != 0, contributions_flag_day(history));
    puts("");
}

static void put_contributions(const struct book *book, size_t number, struct arena *arena)
{
    const struct subject *subject = &book->subjects[number];
    const struct dossier_state state = folded(book, subject, arena);

    for (uint32_t row = 0; row < state.contributions.count; row++) {
        const struct contribution *one = &state.contributions.at[row];

        printf("%d", fact_partition(bytes_of_text(subject->subject), PARTITIONS));
        put_text(state.history.unit, false);
        put_text(state.history.procedure, false);
        printf("\t%d", state.history.channel);
        put_text(bytes_of_text(subject->source), false);
        put_day(true, one->day);
        printf("\t%d\t%lld\n", one->measure, (long long)one->n);
    }
}

static void put_key(const struct book *book, size_t number)
{
    const struct subject *subject = &book->subjects[number];
    char name[NAME_BYTES];
    const int length =
        snprintf(name, sizeof name, "%s%c%s", subject->source, '\0', subject->subject);

    printf("%d\t%lld\t%zu\n", fact_partition(bytes_of_text(subject->subject), PARTITIONS),
           (long long)XXH3_64bits(name, (size_t)length + 1), number + 1);
}

static void put_dossiers(const struct book *book, struct arena *arena)
{
    puts("COPY tracker.dossier FROM STDIN;"); /* All columns, in their order. */
    for (size_t row = 0; row < book->count; row++)
        if (book->subjects[row].family == FAMILY_DOSSIERS)
            put_dossier(book, row, arena);
    puts("\\.\nCOPY tracker.code FROM STDIN;");
    for (size_t row = 0; row < book->count; row++)
        if (book->subjects[row].family == FAMILY_DOSSIERS)
            put_key(book, row);
    puts("\\.\nCREATE TEMPORARY TABLE one (partition integer, unit text, procedure text,\n"
         "    channel smallint, system text, day date, measure integer, n bigint);\n"
         "COPY one FROM STDIN;");
    for (size_t row = 0; row < book->count; row++)
        if (book->subjects[row].family == FAMILY_DOSSIERS)
            put_contributions(book, row, arena);
    puts("\\.");
}

/* ---- sums ---- */

static void put_sums(const char *table, const char *key, const char *step, const char *day)
{
    printf("INSERT INTO aggregator.%s\nSELECT %s, %s%s", table, key, step, day);
    for (int measure = 0; measure < MEASURE_COUNT; measure++)
        printf(",\n    sum(n) FILTER (WHERE measure = %d) AS %s", measure,
               measure_name((enum measure)measure));
    printf("\nFROM one GROUP BY %s, %s;\n", key, day);
}

static void put_marks(const char *step, const char *day)
{
    printf("INSERT INTO aggregator.sum_mark\n"
           "SELECT partition, unit, channel, system, %s, %s, measure, sum(n)\n"
           "FROM one WHERE measure >= %d\n"
           "GROUP BY partition, unit, channel, system, %s, measure HAVING sum(n) <> 0;\n",
           step, day, MARK_FIRST, day);
}

static void put_all_sums(const struct book *book)
{
    static const char unit[] = "partition, unit, channel, system";
    static const char cell[] = "partition, unit, procedure, channel, system";
    static const char month[] = "date_trunc('month', day)::date";
    static const char year[] = "date_trunc('year', day)::date";

    put_sums("sum_unit", unit, "1, ", "day");
    put_sums("sum_unit", unit, "2, ", month);
    put_sums("sum_unit", unit, "3, ", year);
    put_sums("sum_cell", cell, "2, ", month);
    put_sums("sum_cell", cell, "3, ", year);
    put_sums("sum_cell_day", cell, "", "day");
    put_marks("1", "day");
    put_marks("2", month);
    put_marks("3", year);
    for (int partition = 0; partition <= PARTITIONS; partition++)
        printf("INSERT INTO tracker.position (partition, log_at) VALUES (%d, %lld)\n"
               "ON CONFLICT (partition) DO UPDATE SET log_at = excluded.log_at;\n",
               partition, (long long)book->log_end[partition]);
}

int main(void)
{
    struct arena arena = arena_over(malloc(ARENA_BYTES), ARENA_BYTES);
    struct book book = {0};
    char *line = NULL;
    size_t room = 0;
    ssize_t length;

    while ((length = getline(&line, &room, stdin)) > 0)
        read_line(&book, (struct bytes){(const uint8_t *)line, (size_t)length}, &arena);
    puts("BEGIN;");
    put_catalogue(&book, &arena);
    put_hours(&book.shelf);
    put_dossiers(&book, &arena);
    put_all_sums(&book);
    puts("COMMIT;\nANALYZE;");
    return 0;
}
