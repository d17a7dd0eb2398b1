#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/clock.h"
#include "runtime/day.h"
#include "tests/scorer/aggregator.h"
#include "tests/support/chance.h"
#include "tests/support/cluster.h"

enum { PATIENCE_MS = 30000 };

static struct cluster cluster;
static struct aggregator *aggregator;
static char url[128], database[CLUSTER_URL];

/* ---- what every test starts from ---- */

static void run_file(const char *path)
{
    static char sql[1 << 16];
    FILE *file = fopen(path, "r");

    cr_assert(file, "%s", path);
    cr_assert_gt(fread(sql, 1, sizeof sql - 1, file), 0);
    fclose(file);
    cluster_run(&cluster, sql);
}

static void begin(void)
{
    cluster_open(&cluster);
    run_file(SOURCE_DIR "/tests/scorer/setting.sql");
    cluster_url(&cluster, "scorer", database);
    snprintf(url, sizeof url, "ipc://%s/changed.sock", cluster.folder);
    aggregator = aggregator_open(url);
}

static void end(void)
{
    aggregator_close(aggregator);
    cluster_close(&cluster);
}

TestSuite(running, .init = begin, .fini = end, .timeout = 300);

static int32_t day(int year, int month, int day_of_month)
{
    return day_from_date((struct date){year, month, day_of_month});
}

/* ---- the service ---- */

static pid_t start_with(const char *rubrics)
{
    const pid_t child = fork();

    if (child == 0) {
        setenv("SCORER_RUBRICS", rubrics, 1);
        setenv("SCORER_DATABASE", database, 1);
        setenv("SCORER_AGGREGATOR", url, 1);
        execl(SCORER, SCORER, (char *)NULL);
        _exit(127);
    }
    cr_assert_gt(child, 0);
    return child;
}

static pid_t start(void)
{
    return start_with("766");
}

static int ended(pid_t child)
{
    int status = 0;

    cr_assert_eq(waitpid(child, &status, 0), child);
    return status;
}

static void stop(pid_t child)
{
    int status;

    kill(child, SIGTERM);
    status = ended(child);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %d", status);
}

static bool scored(void)
{
    for (int partition = 0; partition <= CLUSTER_PARTITIONS; partition++) {
        char sql[128];

        snprintf(sql, sizeof sql, "SELECT changed_at FROM scorer.position WHERE partition = %d",
                 partition);
        if (cluster_number(&cluster, sql) != aggregator_end(aggregator, partition))
            return false;
    }
    return true;
}

static void wait_until_scored(void)
{
    const int64_t since_ms = clock_ms();

    while (!scored()) {
        cr_assert_lt(clock_ms() - since_ms, PATIENCE_MS, "it is never scored");
        clock_sleep_ms(20);
    }
}

static void wait_for(const char *sql, int64_t number)
{
    const int64_t since_ms = clock_ms();

    while (cluster_number(&cluster, sql) != number) {
        cr_assert_lt(clock_ms() - since_ms, PATIENCE_MS, "never %lld: %s", (long long)number, sql);
        clock_sleep_ms(20);
    }
}

/* ---- sums and scores ---- */

/* Adds sums as the aggregator would, then tells of them. */
static void put_by(const char *function, int partition, const char *unit, int channel,
                   const char *system, int32_t on, const char *measure, int64_t n)
{
    char sql[256], text[DAY_TEXT];

    day_print(on, text);
    snprintf(sql, sizeof sql, "SELECT public.%s(%d, '%s', %d, '%s', '%s', '%s', %lld)", function,
             partition, unit, channel, system, text, measure, (long long)n);
    cluster_run(&cluster, sql);
    aggregator_add(aggregator, partition, *unit ? unit : NULL, on, on);
}

static void put(int partition, const char *unit, int channel, const char *system, int32_t on,
                const char *measure, int64_t n)
{
    put_by("put", partition, unit, channel, system, on, measure, n);
}

static void put_mark(const char *unit, int channel, const char *system, int32_t on,
                     const char *mark, int64_t n)
{
    put_by("put_mark", 1, unit, channel, system, on, mark, n);
}

static void expect_nothing_astray(void)
{
    char *text = cluster_text(
        &cluster, "SELECT coalesce(string_agg(concat_ws(' ', unit, period, indicator, activity, "
                  "numerator, denominator), '; '), '') FROM public.astray");

    cr_expect_str_empty(text);
    free(text);
}

static void expect_of(const char *rubric, const char *unit, const char *period,
                      const char *indicator, const char *row)
{
    char sql[512], *text;

    snprintf(sql, sizeof sql,
             "SELECT coalesce((SELECT concat_ws('|', coalesce(numerator::text, '-'), "
             "coalesce(denominator::text, '-'), coalesce(points_hundredths::text, '-'), "
             "max_hundredths, coverage_basis_points, activity) FROM scorer.score "
             "WHERE rubric = '%s' AND unit = '%s' AND period = '%s' AND indicator = '%s'), 'none')",
             rubric, unit, period, indicator);
    text = cluster_text(&cluster, sql);
    cr_expect_str_eq(text, row, "%s %s %s: %s, not %s", unit, period, indicator, text, row);
    free(text);
}

static void expect(const char *unit, const char *period, const char *indicator, const char *row)
{
    expect_of("766", unit, period, indicator, row);
}

Test(running, scores_units_with_all_below_them_for_every_period)
{
    pid_t child;

    put(1, "C", 1, "town", day(2023, 1, 10), "received", 8);
    put(1, "C", 2, "town", day(2023, 1, 10), "received", 2);
    put(1, "C", 2, "town", day(2023, 1, 10), "received_online_complete", 2);
    put(2, "A", 1, "town", day(2023, 1, 11), "received", 10);
    put(2, "A", 1, "town", day(2023, 2, 1), "finished_late", 4);
    put(2, "", 1, "town", day(2023, 2, 2), "received", 3);
    put(2, "unheard", 3, "town", day(2023, 2, 2), "received", 1);
    put(1, "A", 1, "portal", day(2023, 1, 11), "received", 1000);
    put(1, "\"odd\\", 1, "town", day(2023, 2, 2), "received", 5);
    /* Nothing happened in 2031: an open dossier will be overdue then. */
    put(1, "A", 1, "town", day(2031, 1, 1), "overdue_in", 1);
    child = start();
    wait_until_scored();
    expect("C", "2023-01", "3.3", "2|10|240|600|10000|10");
    expect("A", "2023-01", "3.3", "2|20|120|600|10000|20");
    expect("A", "2023-02", "3.3", "0|0|0|600|10000|20");
    expect("P", "2023-Q1", "3.3", "2|29|83|600|10000|29");
    expect("P", "2023", "2.1", "-|-|-|2000|0|29");
    expect("B", "2023-01", "3.3", "-|-|-|600|0|0");
    expect("B", "2023-02", "3.3", "0|5|0|600|10000|5");
    expect("P", "2023-03", "3.3", "none");
    expect("P", "2024", "total", "none");
    expect_nothing_astray();
    stop(child);
}

Test(running, makes_only_those_scores_anew_that_can_differ)
{
    pid_t child;

    put(1, "C", 1, "town", day(2022, 12, 10), "received", 8);
    put(1, "B", 1, "town", day(2023, 2, 10), "received", 5);
    child = start();
    wait_until_scored();
    cluster_run(&cluster, "UPDATE scorer.score SET activity = -1");
    put(1, "B", 1, "town", day(2023, 2, 11), "received", 1);
    wait_until_scored();
    expect("B", "2023-02", "3.3", "0|6|0|600|10000|6");
    expect("P", "2023-02", "3.3", "0|6|0|600|10000|14");
    expect("P", "2023-Q1", "3.3", "0|6|0|600|10000|14");
    expect("P", "2023-01", "3.3", "0|0|0|600|10000|-1");
    expect("C", "2023-02", "3.3", "0|0|0|600|10000|-1");
    stop(child);
}

Test(running, gives_every_unit_a_new_period_when_the_data_reaches_it)
{
    pid_t child;

    put(1, "C", 1, "town", day(2023, 1, 10), "received", 8);
    child = start();
    wait_until_scored();
    expect("C", "2023-03", "3.3", "none");
    put(1, "B", 1, "town", day(2023, 3, 10), "received", 5);
    wait_until_scored();
    expect("C", "2023-02", "4.1", "0|0|0|600|10000|8");
    expect("C", "2023-03", "3.3", "0|0|0|600|10000|8");
    /* Taken back: what there was of March is no more. */
    put(1, "B", 1, "town", day(2023, 3, 10), "received", -5);
    wait_until_scored();
    expect("C", "2023-03", "3.3", "none");
    expect("C", "2023", "3.3", "0|8|0|600|10000|8");
    expect_nothing_astray();
    stop(child);
}

Test(running, follows_units_that_move_or_come_to_be_known)
{
    const pid_t child = start();

    put(1, "C", 1, "town", day(2023, 1, 10), "received", 8);
    put(1, "N", 1, "town", day(2023, 1, 10), "received", 2);
    put(1, "B", 1, "town", day(2023, 3, 10), "received", 1);
    wait_until_scored();
    expect("A", "2023-03", "3.3", "0|0|0|600|10000|8");
    expect("B", "2023-03", "3.3", "0|1|0|600|10000|1");
    cluster_run(&cluster, "UPDATE tracker.unit SET to_day = '2023-02-28' WHERE code = 'C';"
                          "INSERT INTO tracker.unit VALUES "
                          "('C', '2023-03-01', '2199-12-31', true, 'C', 'B', 'commune', 2),"
                          "('N', '2023-03-01', '2199-12-31', true, 'N', 'A', 'commune', 3)");
    aggregator_add(aggregator, 0, "C", day(2023, 3, 1), day(2199, 12, 31));
    aggregator_add(aggregator, 0, "N", day(2023, 3, 1), day(2199, 12, 31));
    wait_until_scored();
    expect("A", "2023-02", "3.3", "0|0|0|600|10000|10");
    expect("A", "2023-03", "3.3", "0|0|0|600|10000|2");
    expect("B", "2023-03", "3.3", "0|1|0|600|10000|9");
    expect("N", "2023-01", "3.3", "0|2|0|600|10000|2");
    expect_nothing_astray();
    stop(child);
}

Test(running, scores_all_there_is_by_a_rubric_that_is_new)
{
    static const char units[] =
        "SELECT count(DISTINCT unit) FROM scorer.score WHERE rubric = '766-portal'";
    pid_t child;

    put(1, "C", 1, "town", day(2023, 1, 10), "received", 8);
    child = start();
    wait_until_scored();
    stop(child);
    cr_expect_eq(cluster_number(&cluster, units), 0);
    child = start_with("766,766-portal");
    wait_for(units, 5);
    stop(child);
}

/* A rubric of marks: the share of dossiers without a due day, and feedback that went badly. */
static const char marks_rubric[] =
    "{\"id\": \"marks\", \"name_vi\": \"Dấu hiệu\", \"valid_from\": \"2020-01-01\","
    " \"rounding\": \"exact\", \"groups\": [{\"id\": \"G\", \"name_vi\": \"Nhóm\","
    " \"max\": 20, \"indicators\": ["
    " {\"id\": \"1\", \"name_vi\": \"Một\", \"max\": 10, \"zero_den\": \"none\","
    "  \"rule\": {\"kind\": \"linear\"}, \"computable\": true,"
    "  \"numerator\": \"flag_no_due[F,U]\", \"denominator\": \"received[F,U]\"},"
    " {\"id\": \"2\", \"name_vi\": \"Hai\", \"max\": 10, \"zero_den\": \"none\","
    "  \"rule\": {\"kind\": \"linear\"}, \"computable\": true,"
    "  \"numerator\": \"feedback_overdue_in(U) - feedback_overdue_out(U)\","
    "  \"denominator\": \"feedback_received_staff(U|online)\"}]}]}";

Test(running, scores_rubrics_of_marks)
{
    char path[128];
    FILE *file;
    pid_t child;

    snprintf(path, sizeof path, "%s/marks.json", cluster.folder);
    file = fopen(path, "w");
    cr_assert(file);
    fputs(marks_rubric, file);
    fclose(file);
    put(1, "C", 1, "town", day(2022, 12, 10), "received", 8);
    put(1, "C", 2, "town", day(2023, 2, 10), "received", 5);
    put_mark("C", 1, "town", day(2022, 12, 10), "flag_no_due", 2);
    put_mark("C", 2, "town", day(2023, 2, 10), "flag_no_due", 1);
    put_mark("C", 2, "town", day(2022, 3, 1), "feedback_received_staff", 4);
    put_mark("C", 1, "town", day(2022, 3, 1), "feedback_received_staff", 9);
    put_mark("C", 2, "town", day(2022, 3, 20), "feedback_overdue_in", 3);
    put_mark("C", 2, "town", day(2023, 2, 1), "feedback_overdue_out", 2);
    put_mark("C", 2, "portal", day(2023, 2, 1), "flag_no_due", 1000);
    child = start_with(path);
    wait_until_scored();
    expect_of("marks", "C", "2022-12", "1", "2|8|250|1000|10000|8");
    expect_of("marks", "C", "2023-02", "1", "1|5|200|1000|10000|13");
    expect_of("marks", "P", "2023", "1", "1|5|200|1000|10000|13");
    expect_of("marks", "A", "2022", "2", "3|4|750|1000|10000|8");
    expect_of("marks", "C", "2023-Q1", "2", "1|4|250|1000|10000|13");
    /* A mark alone changes the scores of its unit, whose measures are as before. */
    put_mark("C", 1, "town", day(2023, 2, 11), "flag_no_due", 2);
    wait_until_scored();
    expect_of("marks", "P", "2023-02", "1", "3|5|600|1000|10000|13");
    expect_of("marks", "P", "2022", "1", "2|8|250|1000|10000|8");
    stop(child);
}

Test(running, ends_when_there_is_no_such_rubric)
{
    const int status = ended(start_with("766,1999"));

    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 1, "status %d", status);
}

/* ---- any weather ---- */

static const char all_scores[] =
    "SELECT md5(string_agg(concat_ws('|', rubric, unit, period, from_day, to_day, indicator, "
    "coalesce(numerator, -1), coalesce(denominator, -1), coalesce(points_hundredths, -1), "
    "max_hundredths, coverage_basis_points, activity), ';' "
    "ORDER BY rubric, unit, period, indicator)) FROM scorer.score";

static void put_some(struct chance *chance, int many)
{
    static const char *const units[] = {"P", "A", "B", "C", "X", ""};
    static const char *const systems[] = {"town", "town", "town", "portal"};
    static const char *const measures[] = {"received",         "received",
                                           "received",         "finished_on_time",
                                           "received_fee_due", "received_paid_online",
                                           "overdue_in",       "received_reused"};

    for (int row = 0; row < many; row++)
        put((int)chance_between(chance, 1, CLUSTER_PARTITIONS), units[chance_below(chance, 6)],
            (int)chance_between(chance, 1, 3), systems[chance_below(chance, 4)],
            day(2022, 11, 1) + (int32_t)chance_below(chance, 500),
            measures[chance_below(chance, 8)], chance_between(chance, 1, 9));
}

Test(running, comes_to_the_same_scores_however_often_it_is_killed)
{
    struct chance chance = {chance_seed()};
    char *killed, *whole;
    pid_t child;

    for (int round = 0; round < 12; round++) {
        child = start();
        for (int some = 0; some < 5; some++) {
            put_some(&chance, 4);
            clock_sleep_ms(chance_between(&chance, 10, 120));
        }
        kill(child, SIGKILL);
        ended(child);
    }
    child = start();
    wait_until_scored();
    stop(child);
    expect_nothing_astray();
    killed = cluster_text(&cluster, all_scores);

    cluster_run(&cluster, "TRUNCATE scorer.score; UPDATE scorer.position SET changed_at = 0");
    child = start();
    wait_until_scored();
    stop(child);
    whole = cluster_text(&cluster, all_scores);
    cr_expect_str_eq(killed, whole, "seed %llu", (unsigned long long)chance_seed());
    cr_expect_gt(cluster_number(&cluster, "SELECT count(*) FROM scorer.score"), 1000);
    free(killed);
    free(whole);
}

/* ---- life ---- */

Test(running, stops_with_a_last_checkpoint_and_lets_another_take_over)
{
    const pid_t first = start();
    pid_t second;

    put(1, "C", 1, "town", day(2023, 1, 10), "received", 8);
    wait_until_scored();
    second = start();
    wait_for("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'thuocdo-scorer'", 2);
    kill(first, SIGKILL);
    ended(first);
    put(1, "C", 1, "town", day(2023, 1, 11), "received", 1);
    wait_until_scored();
    expect("P", "2023-01", "3.3", "0|9|0|600|10000|9");
    stop(second);
}

Test(running, begins_again_when_its_session_is_ended)
{
    const pid_t child = start();

    put(1, "C", 1, "town", day(2023, 1, 10), "received", 8);
    wait_until_scored();
    cluster_run(&cluster, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                          "WHERE application_name = 'thuocdo-scorer'");
    put(1, "C", 1, "town", day(2023, 1, 11), "received", 1);
    wait_until_scored();
    expect("P", "2023-01", "3.3", "0|9|0|600|10000|9");
    stop(child);
}

Test(running, refuses_a_database_that_is_ahead_of_the_aggregator)
{
    int status;

    cluster_run(&cluster, "UPDATE scorer.position SET changed_at = 5 WHERE partition = 1");
    status = ended(start());
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 1, "status %d", status);
}
