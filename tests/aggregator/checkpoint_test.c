/* What a checkpoint writes, and what a recount says of it, against a PostgreSQL of its own. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "aggregator/aggregator.h"
#include "runtime/day.h"
#include "tests/support/cluster.h"
#include "thuocdo/recount/recount.h"

enum { ARENA_BYTES = 1 << 20, DAY = 19538 /* 2023-06-30 */ };

static struct cluster cluster;
static struct aggregator aggregator;
static struct summed summed[] = {{.partition = 1}, {.partition = 2}};

static void begin(void)
{
    char url[CLUSTER_URL];
    struct failure why;

    cluster_open(&cluster);
    cluster_url(&cluster, "aggregator", url);
    aggregator.summed = summed;
    aggregator.count = 2;
    cr_assert_eq(database_open(&aggregator.database, url, "test", &why), DONE, "%s", why.text);
    cr_assert_eq(
        database_execute(&aggregator.database, statement(aggregator_sql, "open_gathered"), &why),
        DONE, "%s", why.text);
}

static void end(void)
{
    database_close(&aggregator.database);
    cluster_close(&cluster);
}

TestSuite(checkpoint, .init = begin, .fini = end, .timeout = 300);

/* ---- adding ---- */

struct entry {
    int64_t day, measure, n;
};

static struct posting made_posting(const char *unit, const struct entry *entries, size_t count)
{
    return (struct posting){
        .present = message_whole(&posting_schema),
        .unit = bytes_of_text(unit),
        .procedure = bytes_of_text("1.01"),
        .channel = 2,
        .entries = {(void *)(uintptr_t)entries, (uint32_t)(3 * count)}
    };
}

static void add(int partition, const char *unit, const struct entry *entries, size_t count)
{
    struct posting posting = made_posting(unit, entries, count);
    const struct delta delta = {
        .system = bytes_of_text("mot-cua"), .postings = {&posting, 1}
    };
    struct summed *of = &summed[partition - 1];
    struct failure why;

    cr_assert_eq(aggregator_add(&aggregator, of, &delta, &why), DONE, "%s", why.text);
    of->read_at++;
}

static void checkpoint(void)
{
    struct failure why;

    cr_assert_eq(aggregator_checkpoint(&aggregator, &why), DONE, "%s", why.text);
}

static void expect(const char *sql, const char *wanted)
{
    char *text = cluster_text(&cluster, sql);

    cr_expect_str_eq(text, wanted, "%s: %s instead of %s", sql, text, wanted);
    free(text);
}

static const char all_marks[] =
    "SELECT coalesce(string_agg(concat_ws(' ', partition, unit, channel, system, step, start, mark,"
    " n), ', ' ORDER BY partition, unit, step, start, mark), '') FROM aggregator.sum_mark";

Test(checkpoint, adds_marks_to_days_months_and_years)
{
    static const struct entry first[] = {
        {DAY,     MEASURE_RECEIVED,    1},
        {DAY,     MEASURE_FLAG_NO_DUE, 1},
        {DAY + 1, MEASURE_FLAG_NO_DUE, 2}
    };
    static const struct entry second[] = {
        {DAY, MEASURE_FLAG_NO_DUE,  4},
        {DAY, MEASURE_FEEDBACK_BAD, 1}
    };

    add(1, "U1", first, 3);
    checkpoint();
    expect(all_marks, "1 U1 2 mot-cua 1 2023-06-30 70 1, 1 U1 2 mot-cua 1 2023-07-01 70 2, "
                      "1 U1 2 mot-cua 2 2023-06-01 70 1, 1 U1 2 mot-cua 2 2023-07-01 70 2, "
                      "1 U1 2 mot-cua 3 2023-01-01 70 3");
    add(1, "U1", second, 2);
    add(2, "U1", second, 1);
    checkpoint();
    expect(all_marks, "1 U1 2 mot-cua 1 2023-06-30 70 5, 1 U1 2 mot-cua 1 2023-06-30 114 1, "
                      "1 U1 2 mot-cua 1 2023-07-01 70 2, "
                      "1 U1 2 mot-cua 2 2023-06-01 70 5, 1 U1 2 mot-cua 2 2023-06-01 114 1, "
                      "1 U1 2 mot-cua 2 2023-07-01 70 2, "
                      "1 U1 2 mot-cua 3 2023-01-01 70 7, 1 U1 2 mot-cua 3 2023-01-01 114 1, "
                      "2 U1 2 mot-cua 1 2023-06-30 70 4, 2 U1 2 mot-cua 2 2023-06-01 70 4, "
                      "2 U1 2 mot-cua 3 2023-01-01 70 4");
    expect("SELECT string_agg(concat_ws(' ', mark, n), ', ' ORDER BY mark) FROM report.sum_mark "
           "WHERE step = 3",
           "feedback_bad 1, flag_no_due 11");
}

Test(checkpoint, tells_of_a_unit_that_has_nothing_but_marks)
{
    static const struct entry entries[] = {
        {DAY,      MEASURE_FLAG_NEVER_RECEIVED, 1},
        {DAY + 40, MEASURE_FLAG_NO_DUE,         1}
    };
    struct changed changed;
    struct failure why;
    uint8_t memory[1024];
    struct arena arena = arena_over(memory, sizeof memory);
    struct block block = {.last = 1, .n = 1};
    struct buffer records = {0};
    struct record_walk walk;
    struct bytes record;

    add(1, "U1", entries, 2);
    checkpoint();
    expect("SELECT count(*) FROM aggregator.sum_unit", "0");
    expect("SELECT string_agg(concat_ws(' ', unit, channel, system), ', ') "
           "FROM report.internal_mark_key",
           "U1 2 mot-cua");
    cr_assert_eq(database_query(&aggregator.database,
                                "SELECT codec::bigint, data FROM aggregator.changed", NULL, &why),
                 DONE, "%s", why.text);
    cr_assert_eq(row_count(&aggregator.database), 1);
    block.codec = (int32_t)row_integer(&aggregator.database, 0, 0);
    block.data = row_bytes(&aggregator.database, 0, 1);
    cr_assert_eq(block_unpack(&block, &records, &why), DONE, "%s", why.text);
    walk = block_records(&block, buffer_bytes(&records));
    cr_assert(block_next(&walk, &record));
    cr_assert_eq(record_decode(&changed_schema, record, &changed, &arena, NULL, &why), DONE);
    cr_expect(bytes_equal(changed.unit, bytes_of_text("U1")));
    cr_expect_eq(changed.first_day, DAY);
    cr_expect_eq(changed.last_day, DAY + 40);
    buffer_free(&records);
}

Test(checkpoint, without_marks_does_nothing_for_them)
{
    static const struct entry entries[] = {
        {DAY, MEASURE_RECEIVED, 1}
    };

    add(1, "U1", entries, 1);
    cluster_run(&cluster, "DROP TABLE aggregator.sum_mark CASCADE");
    checkpoint();
    expect("SELECT string_agg(concat_ws(' ', step, received), ', ' ORDER BY step) "
           "FROM aggregator.sum_unit",
           "1 1, 2 1, 3 1");
}

Test(checkpoint, is_whole_or_not_at_all)
{
    static const struct entry entries[] = {
        {DAY, MEASURE_RECEIVED,    1},
        {DAY, MEASURE_FLAG_NO_DUE, 1}
    };
    struct failure why;

    add(1, "U1", entries, 2);
    cluster_run(&cluster, "UPDATE aggregator.position SET delta_at = 7 WHERE partition = 1");
    cr_assert_eq(aggregator_checkpoint(&aggregator, &why), RETRY);
    expect("SELECT count(*) FROM aggregator.sum_mark", "0");
    expect("SELECT count(*) FROM aggregator.sum_unit", "0");
}

/* ---- counting again ---- */

/* The differences of partition 1, where the dossiers have posted these entries. */
static int64_t differences(const struct entry *entries, size_t count)
{
    static const struct recount_position position = {.partition = 1};
    static _Alignas(16) uint8_t memory[ARENA_BYTES];
    const struct posting posting = made_posting("U1", entries, count);
    struct recount recount = {.arena = arena_over(memory, sizeof memory),
                              .pace = {.percent = PACE_FULL}};
    char url[CLUSTER_URL];
    struct failure why;

    cluster_url(&cluster, "reader", url);
    cr_assert_eq(database_open(&recount.database, url, "test", &why), DONE, "%s", why.text);
    cr_assert_eq(gathered_add(&recount.balance, 1, bytes_of_text("mot-cua"), &posting, 1, &why),
                 DONE);
    cr_assert_eq(recount_subtract(&recount, &position, &why), DONE, "%s", why.text);
    cr_assert_eq(recount_steps(&recount, RECOUNT_ALL, &why), DONE, "%s", why.text);
    database_close(&recount.database);
    return recount.differences;
}

static const struct entry posted[] = {
    {DAY,     MEASURE_RECEIVED,    1},
    {DAY,     MEASURE_FLAG_NO_DUE, 1},
    {DAY + 1, MEASURE_FLAG_NO_DUE, 2}
};

static const struct {
    const char *sql;
    int64_t differences;
} spoils[] = {
    {"SELECT",                                                                                 0},
    {"UPDATE aggregator.sum_mark SET n = n + 1 WHERE step = 1 AND start = '2023-06-30'",       2},
    {"DELETE FROM aggregator.sum_mark WHERE step = 1 AND start = '2023-06-30'",                2},
    {"UPDATE aggregator.sum_mark SET n = n + 1 WHERE step = 2 AND start = '2023-06-01'",       1},
    {"DELETE FROM aggregator.sum_mark WHERE step = 3",                                         1},
    {"UPDATE aggregator.sum_mark SET mark = 71 WHERE step = 1 AND start = '2023-07-01'",       3},
    {"INSERT INTO aggregator.sum_mark VALUES (1, 'U2', 1, 'mot-cua', 1, '2023-01-01', 99, 1)", 2},
    {"DELETE FROM aggregator.sum_mark",                                                        2},
};

Test(checkpoint, is_what_a_recount_finds_and_misses_when_it_is_spoilt)
{
    for (size_t row = 0; row < sizeof spoils / sizeof spoils[0]; row++) {
        int64_t found;

        cluster_run(&cluster, "TRUNCATE aggregator.sum_mark, aggregator.sum_unit, "
                              "aggregator.sum_cell, aggregator.sum_cell_day");
        add(1, "U1", posted, 3);
        checkpoint();
        cluster_run(&cluster, spoils[row].sql);
        found = differences(posted, 3);
        cr_expect_eq(found, spoils[row].differences, "%s: %lld differences", spoils[row].sql,
                     (long long)found);
    }
}

/* What is posted and not yet added. */
static void put_delta(const struct entry *entries, size_t count)
{
    struct posting posting = made_posting("U1", entries, count);
    const struct delta delta = {
        .present = UINT64_C(1) << DELTA_DOSSIER | UINT64_C(1) << DELTA_CAUSE |
                   UINT64_C(1) << DELTA_SYSTEM | UINT64_C(1) << DELTA_POSTINGS,
        .system = bytes_of_text("mot-cua"),
        .postings = {&posting, 1}
    };
    struct buffer record = {0}, packed = {0};
    struct sink sink = buffer_sink(&record);
    struct parameters parameters = {0};
    struct database tracker = {0};
    char url[CLUSTER_URL];
    struct failure why;

    cr_assert(record_encode(&delta_schema, &delta, &sink));
    parameter_integer(&parameters, (int64_t)block_pack(buffer_bytes(&record), &packed));
    parameter_bytes(&parameters, buffer_bytes(&packed));
    cluster_url(&cluster, "tracker", url);
    cr_assert_eq(database_open(&tracker, url, "test", &why), DONE, "%s", why.text);
    cr_assert_eq(database_query(&tracker,
                                "INSERT INTO tracker.delta (partition, last, n, recorded_at, codec,"
                                " data) VALUES (1, 1, 1, now(), $1::smallint, $2::bytea)",
                                &parameters, &why),
                 DONE, "%s", why.text);
    database_close(&tracker);
    buffer_free(&record);
    buffer_free(&packed);
}

Test(checkpoint, and_waiting_deltas_together_are_what_was_posted)
{
    put_delta(posted, 3);
    cr_expect_eq(differences(posted, 3), 0);
    cr_expect_gt(differences(posted, 2), 0);
}
