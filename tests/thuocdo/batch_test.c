/*
 * batch: the same file is cut the same way, and no message is too large.
 */
#include "thuocdo/send/batch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/chance.h"

enum { CASES = 10, LINES = 6000, BATCHES = LINES + 1 };

struct cutting {
    struct buffer text;
    struct lines lines;
    struct batch_cutter cutter;
    int64_t too_large;
    struct batch batch;
};

static void count_too_large(void *context, int64_t batch, int64_t line)
{
    struct cutting *cutting = context;

    (void)batch;
    (void)line;
    cutting->too_large++;
}

static void add_line(struct cutting *cutting, const char *line)
{
    buffer_add(&cutting->text, line, strlen(line));
    buffer_add(&cutting->text, "\n", 1);
}

static void open_cutter(struct cutting *cutting)
{
    cutting->lines = (struct lines){buffer_bytes(&cutting->text), NULL};
    cutting->cutter = (struct batch_cutter){
        .lines = &cutting->lines, .too_large = count_too_large, .context = cutting};
    line_taker_open(&cutting->cutter.taker, FORMAT_NONE);
}

static void close_cutter(struct cutting *cutting)
{
    line_taker_close(&cutting->cutter.taker);
    buffer_free(&cutting->batch.bytes);
    buffer_free(&cutting->text);
}

static void add_fact(struct cutting *cutting, uint64_t number, const char *more)
{
    char line[512];

    snprintf(
        line, sizeof line,
        "{\"specversion\":\"1.0\",\"id\":\"%llu\",\"source\":\"s\",\"type\":\"dossier.status\","
        "\"time\":\"2023-02-01T01:00:00Z\",\"subject\":\"c%llu\",\"data\":{\"status\":4%s}}",
        (unsigned long long)number, (unsigned long long)number % 97, more);
    add_line(cutting, line);
}

/* Text of this length that is no JSON. */
static void add_rubbish(struct cutting *cutting, size_t length)
{
    char *line = calloc(1, length + 1);

    cr_assert(line);
    memset(line, 'r', length);
    add_line(cutting, line);
    free(line);
}

static void add_record(struct cutting *cutting, uint64_t number)
{
    char line[256];

    snprintf(line, sizeof line, "{\"service\":\"DongBoHoSoMC\",\"data\":[{\"MaHoSo\":\"%llu\"}]}",
             (unsigned long long)number);
    add_line(cutting, line);
}

static void fill(struct cutting *cutting, struct chance *chance)
{
    for (int row = 0; row < LINES; row++) {
        const uint64_t dice = chance_below(chance, 1000);

        if (dice < 700)
            add_fact(cutting, (uint64_t)row, "");
        else if (dice < 720)
            add_fact(cutting, (uint64_t)row, ",\"x\":1");
        else if (dice < 980)
            add_record(cutting, (uint64_t)row);
        else if (dice < 990)
            add_line(cutting, "  \t");
        else if (dice < 999)
            add_rubbish(cutting, chance_below(chance, 100000) + 1);
        else
            add_rubbish(cutting, BATCH_ITEM_BYTES + chance_below(chance, 1000));
    }
}

static void check_limits(struct cutting *cutting, uint64_t seed)
{
    const struct bytes producer = {(const uint8_t *)"0123456789abcdef", PRODUCER_BYTES};
    struct buffer message = {0};

    batch_encode(&cutting->batch, bytes_of_text("source"), producer, &message);
    cr_expect_leq(message.length, BATCH_BYTES, "seed %llu", (unsigned long long)seed);
    cr_expect_leq(cutting->batch.count, BATCH_ITEMS, "seed %llu", (unsigned long long)seed);
    buffer_free(&message);
}

/* Each line is in one batch or too large; cutting from the middle gives the rest. */
static void check_case(uint64_t seed)
{
    struct chance chance = {seed};
    struct cutting cutting = {0};
    static struct place starts[BATCHES];
    struct place at = {0, 0};
    int64_t count = 0, items = 0, lines = 0;
    struct bytes line;

    fill(&cutting, &chance);
    open_cutter(&cutting);
    for (;; count++) {
        cr_assert_lt(count, BATCHES);
        starts[count] = at;
        batch_cut(&cutting.cutter, count + 1, at, &cutting.batch);
        at = cutting.batch.to;
        if (cutting.batch.count == 0)
            break;
        items += cutting.batch.count;
        check_limits(&cutting, seed);
    }
    for (struct place walk = {0, 0}; lines_next(&cutting.lines, &walk, &line);)
        lines++;
    cr_expect_eq(items + cutting.too_large, lines, "seed %llu", (unsigned long long)seed);
    for (int64_t batch = count - 1; batch >= 0; batch -= 7) {
        batch_cut(&cutting.cutter, batch + 1, starts[batch], &cutting.batch);
        cr_expect_eq(cutting.batch.to.offset, starts[batch + 1].offset, "seed %llu",
                     (unsigned long long)seed);
        cr_expect_eq(cutting.batch.to.line, starts[batch + 1].line);
    }
    close_cutter(&cutting);
}

Test(batch, is_cut_the_same_from_anywhere_and_fits)
{
    for (uint64_t seed = 1; seed <= CASES; seed++)
        check_case(seed);
}

Test(batch, has_one_format_and_names_lines)
{
    struct cutting cutting = {0};

    add_line(&cutting, "");
    add_fact(&cutting, 1, "");
    add_line(&cutting, "");
    add_fact(&cutting, 2, "");
    add_record(&cutting, 3);
    open_cutter(&cutting);
    batch_cut(&cutting.cutter, 1, (struct place){0, 0}, &cutting.batch);
    cr_expect_eq(cutting.batch.count, 2);
    cr_expect_eq(cutting.batch.format, FORMAT_FACT);
    cr_expect_eq(cutting.batch.lines[0], 2);
    cr_expect_eq(cutting.batch.lines[1], 4);
    batch_cut(&cutting.cutter, 2, cutting.batch.to, &cutting.batch);
    cr_expect_eq(cutting.batch.count, 1);
    cr_expect_eq(cutting.batch.format, FORMAT_NATIONAL);
    cr_expect_eq(cutting.batch.lines[0], 5);
    close_cutter(&cutting);
}

/* One doubtful line in ten must not make batches of ten. */
Test(batch, takes_good_lines_along_among_doubtful_ones)
{
    struct cutting cutting = {0};
    struct place at = {0, 0};
    int64_t batches = 0;

    for (uint64_t row = 0; row < 2000; row++)
        add_fact(&cutting, row, row % 10 ? "" : ",\"x\":1");
    open_cutter(&cutting);
    for (;; batches++) {
        batch_cut(&cutting.cutter, batches + 1, at, &cutting.batch);
        at = cutting.batch.to;
        if (cutting.batch.count == 0)
            break;
    }
    cr_expect_leq(batches, 16, "%lld", (long long)batches);
    close_cutter(&cutting);
}

Test(batch, passes_over_what_is_too_large_and_goes_on)
{
    struct cutting cutting = {0};

    add_fact(&cutting, 1, "");
    add_rubbish(&cutting, BATCH_BYTES);
    add_fact(&cutting, 2, "");
    open_cutter(&cutting);
    batch_cut(&cutting.cutter, 1, (struct place){0, 0}, &cutting.batch);
    cr_expect_eq(cutting.batch.count, 2);
    cr_expect_eq(cutting.batch.too_large, 1);
    cr_expect_eq(cutting.batch.lines[1], 3);
    batch_cut(&cutting.cutter, 2, cutting.batch.to, &cutting.batch);
    cr_expect_eq(cutting.batch.count, 0);
    close_cutter(&cutting);
}
