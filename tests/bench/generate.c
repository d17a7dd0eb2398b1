#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/story.h"
#include "proto/fact.h"
#include "proto/message.h"
#include "runtime/day.h"

/* 2022-01-01T00:00:00+07:00 */
#define ORGANISED_US INT64_C(1640970000000000)

enum { ARENA_BYTES = 1 << 16, TEXT = 64, PATH = 4096 };

/* What one fact states, as the columns of a plain table have it. */
struct row {
    char subject[TEXT], id[TEXT], unit[TEXT], procedure[TEXT];
    const struct dossier *dossier;
    enum step step;
    int64_t time_us;
};

/* Encoded facts on their way into batches of a producer. */
struct batches {
    FILE *out;
    uint8_t producer[PRODUCER_BYTES];
    int64_t batch;
    struct buffer facts;
    size_t ends[BENCH_BATCH];
    uint32_t count;
    struct arena arena;
};

static enum outcome batches_open(struct batches *batches, const char *folder, const char *name,
                                 struct failure *why)
{
    char path[PATH];

    *batches = (struct batches){0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf((char *)batches->producer, PRODUCER_BYTES, "%s", name);
    batches->arena = arena_over(heap_take(1, ARENA_BYTES), ARENA_BYTES);
    batches->out = fopen(path, "w");
    return batches->out ? DONE : fail(why, FATAL, "%s: cannot be written", path);
}

static void write_batch(struct batches *batches)
{
    struct bytes items[BENCH_BATCH];
    const struct submit submit = {
        .present = message_whole(&submit_schema),
        .producer = {batches->producer, PRODUCER_BYTES},
        .batch = ++batches->batch,
        .source = bytes_of_text(BENCH_SOURCE),
        .format = FORMAT_FACT,
        .items = {items,             batches->count},
    };
    struct buffer message = {0};
    struct sink sink = buffer_sink(&message);
    size_t from = 0;

    for (uint32_t row = 0; row < batches->count; row++) {
        items[row] = (struct bytes){batches->facts.at + from, batches->ends[row] - from};
        from = batches->ends[row];
    }
    record_encode(&submit_schema, &submit, &sink);
    fwrite(&message.length, sizeof message.length, 1, batches->out);
    fwrite(message.at, message.length, 1, batches->out);
    buffer_free(&message);
    buffer_clear(&batches->facts);
    batches->count = 0;
}

static void add_fact(struct batches *batches, struct fact *fact, const union fact_data *data)
{
    struct sink sink = buffer_sink(&batches->facts);

    fact->present = (UINT64_C(1) << FACT_ROW_DATA) - 1; /* Everything before the data. */
    fact->source = bytes_of_text(BENCH_SOURCE);
    arena_reset(&batches->arena);
    fact_encode(fact, data, &batches->arena, &sink);
    batches->ends[batches->count++] = batches->facts.length;
    if (batches->count == BENCH_BATCH)
        write_batch(batches);
}

static enum outcome batches_close(struct batches *batches, struct failure *why)
{
    if (batches->count > 0)
        write_batch(batches);
    free(batches->arena.base);
    buffer_free(&batches->facts);
    return fclose(batches->out) == 0 ? DONE : fail(why, FATAL, "a file cannot be written");
}

/* ---- organisation and catalogue ---- */

static void add_unit(struct batches *batches, const char *code, bool is_root)
{
    struct fact fact = {.type = FACT_UNIT_OPENED, .time_us = ORGANISED_US};
    const union fact_data data = {
        .unit = {.present = is_root ? 5 : 7,
                 .name_vi = bytes_of_text(code),
                 .parent = bytes_of_text("H08"),
                 .level = is_root ? 2 : 3}
    };

    fact.id = fact.subject = bytes_of_text(code);
    add_fact(batches, &fact, &data);
}

static void add_procedure(struct batches *batches, int number)
{
    struct fact fact = {.type = FACT_PROCEDURE_PUBLISHED, .time_us = ORGANISED_US};
    const union fact_data data = {
        .procedure = {.present = 0x5f,
                      .name_vi = bytes_of_text("Thủ tục"),
                      .field = bytes_of_text("Lĩnh vực"),
                      .service_level = 1 + number % 3,
                      .limit = {.present = 3, .n = 10, .unit = 1},
                      .fee = number % 2 == 0,
                      .result_is_paper = number % 4 != 0}
    };
    char code[TEXT];

    snprintf(code, sizeof code, "1.%06d", number);
    fact.id = fact.subject = bytes_of_text(code);
    add_fact(batches, &fact, &data);
}

static enum outcome organise(const char *folder, int64_t units, struct failure *why)
{
    struct batches batches;

    TRY(batches_open(&batches, folder, "organisation.bin", why));
    add_unit(&batches, "H08", true);
    for (int64_t unit = 0; unit < units; unit++) {
        char code[TEXT];

        snprintf(code, sizeof code, "H08.%04lld", (long long)unit);
        add_unit(&batches, code, false);
    }
    for (int number = 0; number < STORY_PROCEDURES; number++)
        add_procedure(&batches, number);
    return batches_close(&batches, why);
}

/* ---- facts of dossiers ---- */

static void describe(struct row *row, const struct dossier *dossier, uint8_t place)
{
    const struct date date = day_to_date(day_of_instant(dossier->times[0]));

    row->dossier = dossier;
    row->step = (enum step)dossier->steps[place];
    row->time_us = dossier->times[place];
    snprintf(row->subject, TEXT, "000.00.%02d.H08-%02d%02d%02d-%04lld", dossier->unit % 100,
             date.year % 100, date.month, date.day, (long long)dossier->of_day);
    snprintf(row->id, TEXT, "hs-%d-%07lld-%d", date.year, (long long)dossier->number, place);
    snprintf(row->unit, TEXT, "H08.%04d", dossier->unit);
    snprintf(row->procedure, TEXT, "1.%06d", dossier->procedure);
}

static const struct {
    enum fact_type type;
    int16_t status; /* Of a status fact. */
} steps[STEP_COUNT] = {
    [STEP_RECEIVED] = {FACT_RECEIVED, 0 },
      [STEP_PAPERS] = {FACT_PAPERS,   0 },
    [STEP_PROCESSING] = {FACT_STATUS,   4 },
      [STEP_FEE] = {FACT_FEE,      0 },
    [STEP_PAID] = {FACT_PAID,     0 },
      [STEP_SUPPLEMENT] = {FACT_STATUS,   5 },
    [STEP_SUPPLIED] = {FACT_STATUS,   4 },
      [STEP_FINISHED] = {FACT_STATUS,   9 },
    [STEP_RESULT] = {FACT_PAPERS,   0 },
      [STEP_RETURNED] = {FACT_STATUS,   10},
};

static struct received_data received_of(const struct row *row)
{
    return (struct received_data){
        .present = 0x1f,
        .procedure = bytes_of_text(row->procedure),
        .unit = bytes_of_text(row->unit),
        .channel = row->dossier->channel,
        .due = {.day = row->dossier->due_day, .is_date = true},
        .applicant = APPLICANT_CITIZEN,
    };
}

static struct papers_data papers_of(const struct row *row)
{
    const struct dossier *dossier = row->dossier;

    if (row->step == STEP_RESULT)
        return (struct papers_data){.present = 1 << PAPERS_E_RESULT, .e_result = true};
    return (struct papers_data){
        .present = 1 << PAPERS_DIGITISED | 1 << PAPERS_REUSED | 1 << PAPERS_FROM_STORE |
                   1 << PAPERS_POPULATION_DB | 1 << PAPERS_ACCOUNT_VERIFIED,
        .digitised = dossier->number % 3 > 0,
        .reused = REUSE_NO,
        .population_db = dossier->number % 5 > 0,
        .account_verified = dossier->channel == CHANNEL_ONLINE,
    };
}

static union fact_data data_of(const struct row *row)
{
    const enum fact_type type = steps[row->step].type;
    const int64_t amount_vnd = row->dossier->amount_vnd;
    union fact_data data = {0};

    if (type == FACT_RECEIVED)
        data.received = received_of(row);
    else if (type == FACT_PAPERS)
        data.papers = papers_of(row);
    else if (type == FACT_FEE)
        data.fee = (struct fee_data){.present = 3, .amount_vnd = amount_vnd, .kind = 1};
    else if (type == FACT_PAID)
        data.paid = (struct paid_data){3, amount_vnd, PAYMENT_PORTAL};
    else
        data.status = (struct status_data){.present = 1, .status = steps[row->step].status};
    if (row->step == STEP_RETURNED) {
        data.status.present |= 1 << STATUS_CHANNEL_OUT;
        data.status.channel_out = OUT_COUNTER;
    }
    return data;
}

static void copy_if(struct copy *copy, bool stated, const char *text)
{
    if (stated)
        copy_bytes(copy, bytes_of_text(text));
    else
        copy_null(copy);
}

/* The same fact as one row of COPY BINARY; what it does not state is NULL. */
static void add_row(const struct row *row, const union fact_data *data, struct copy *copy)
{
    const enum fact_type type = steps[row->step].type;
    const bool received = type == FACT_RECEIVED;

    copy_row(copy, BENCH_COLUMNS);
    copy_bytes(copy, bytes_of_text(BENCH_SOURCE));
    copy_bytes(copy, bytes_of_text(row->subject));
    copy_bytes(copy, bytes_of_text(row->id));
    copy_small(copy, (int16_t)type);
    copy_instant(copy, row->time_us);
    copy_if(copy, received, row->unit);
    copy_if(copy, received, row->procedure);
    copy_small(copy, row->dossier->channel);
    if (received)
        copy_day(copy, row->dossier->due_day);
    else
        copy_null(copy);
    copy_small(copy, steps[row->step].status);
    copy_integer(copy, type == FACT_FEE || type == FACT_PAID ? row->dossier->amount_vnd : 0);
    copy_whole(copy, type == FACT_PAPERS ? (int32_t)data->present : 0);
}

static enum outcome tell(struct story *story, int64_t facts, struct batches *batches, FILE *rows,
                         struct failure *why)
{
    struct buffer buffer = {0};
    struct copy copy = {NULL, &buffer};

    for (int64_t number = 0; number < facts; number++) {
        struct dossier dossier;
        struct row row;
        uint8_t place;

        story_next(story, &dossier, &place);
        describe(&row, &dossier, place);
        const union fact_data data = data_of(&row);
        struct fact fact = {
            .type = steps[row.step].type,
            .id = bytes_of_text(row.id),
            .time_us = row.time_us,
            .subject = bytes_of_text(row.subject),
        };
        add_fact(batches, &fact, &data);
        buffer_clear(&buffer);
        add_row(&row, &data, &copy);
        if (fwrite(buffer.at, buffer.length, 1, rows) != 1)
            return fail(why, FATAL, "rows cannot be written");
    }
    buffer_free(&buffer);
    return DONE;
}

/* generate FOLDER FACTS UNITS DAILY SEED */
enum outcome bench_generate(int argc, char **argv, struct failure *why)
{
    const int64_t facts = argc == 5 ? strtoll(argv[1], NULL, 10) : 0;
    struct story story = {0};
    struct batches batches;
    char path[PATH];
    FILE *rows;

    if (facts < 1)
        return fail(why, REJECT, "generate takes FOLDER FACTS UNITS DAILY SEED");
    story.units = strtoll(argv[2], NULL, 10);
    story.daily = strtoll(argv[3], NULL, 10);
    story.chance.state = strtoull(argv[4], NULL, 10);
    if (story.units < 1 || story.units > 9999 || story.daily < 1)
        return fail(why, REJECT, "units are 1 to 9999, and a day has at least one dossier");
    TRY(organise(argv[0], story.units, why));
    TRY(batches_open(&batches, argv[0], "facts.bin", why));
    snprintf(path, sizeof path, "%s/rows.bin", argv[0]);
    rows = fopen(path, "w");
    if (!rows)
        return fail(why, FATAL, "%s: cannot be written", path);
    TRY(tell(&story, facts, &batches, rows, why));
    printf("facts=%lld dossiers=%lld\n", (long long)facts, (long long)story.begun - 1);
    story_close(&story);
    TRY(batches_close(&batches, why));
    return fclose(rows) == 0 ? DONE : fail(why, FATAL, "%s: cannot be written", path);
}
