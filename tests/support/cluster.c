#include "tests/support/cluster.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char as_postgres[] = "export PATH=\"$PATH:$(pg_config --bindir)\"; [ $(id -u) = 0 ] "
                                  "&& as='runuser -u postgres --'; ";

/* The folder of the cluster is $folder; what the command says goes to a file in it. */
static int shell(const struct cluster *cluster, const char *command)
{
    char line[1024];

    snprintf(line, sizeof line, "folder=%s; %s { %s ; } >>%s/said 2>&1", cluster->folder,
             as_postgres, command, cluster->folder);
    return system(line);
}

void cluster_url(const struct cluster *cluster, const char *role, char url[CLUSTER_URL])
{
    snprintf(url, CLUSTER_URL, "host=%s dbname=postgres user=thuocdo_%s", cluster->folder, role);
}

void cluster_run(struct cluster *cluster, const char *sql)
{
    PGresult *result = PQexec(cluster->connection, sql);
    const ExecStatusType status = PQresultStatus(result);

    cr_assert(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, "%.200s: %s", sql,
              PQerrorMessage(cluster->connection));
    PQclear(result);
}

char *cluster_text(struct cluster *cluster, const char *sql)
{
    PGresult *result = PQexec(cluster->connection, sql);
    char *text;

    cr_assert(PQntuples(result) == 1, "%.200s: %s", sql, PQerrorMessage(cluster->connection));
    text = strdup(PQgetvalue(result, 0, 0));
    PQclear(result);
    return text;
}

int64_t cluster_number(struct cluster *cluster, const char *sql)
{
    char *text = cluster_text(cluster, sql);
    const int64_t number = atoll(text);

    free(text);
    return number;
}

static void run_file(struct cluster *cluster, const char *path)
{
    FILE *file = fopen(path, "r");
    char *sql = calloc(1, 1 << 20);

    cr_assert(file && sql, "%s", path);
    cr_assert_gt(fread(sql, 1, (1 << 20) - 1, file), 0, "%s", path);
    cluster_run(cluster, sql);
    fclose(file);
    free(sql);
}

static void migrate(struct cluster *cluster)
{
    static const char *const readers[] = {"tracker", "aggregator", "scorer"};
    char text[128];
    glob_t files;

    run_file(cluster, SOURCE_DIR "/services/thuocdo/sql/create_roles.sql");
    run_file(cluster, SOURCE_DIR "/services/thuocdo/sql/create_home.sql");
    cr_assert_eq(glob(SOURCE_DIR "/deploy/schema/*.sql", 0, NULL, &files), 0);
    for (size_t row = 0; row < files.gl_pathc; row++)
        run_file(cluster, files.gl_pathv[row]);
    globfree(&files);
    run_file(cluster, SOURCE_DIR "/services/thuocdo/sql/grant_home.sql");
    snprintf(text, sizeof text, "INSERT INTO thuocdo.installation (partitions) VALUES (%d)",
             CLUSTER_PARTITIONS);
    cluster_run(cluster, text);
    for (size_t row = 0; row < sizeof readers / sizeof readers[0]; row++) {
        snprintf(text, sizeof text,
                 "INSERT INTO %s.position (partition) SELECT generate_series(0, %d)", readers[row],
                 CLUSTER_PARTITIONS);
        cluster_run(cluster, text);
    }
}

void cluster_open(struct cluster *cluster)
{
    char url[128];

    snprintf(cluster->folder, sizeof cluster->folder, "/tmp/thuocdo-cluster-XXXXXX");
    cr_assert(mkdtemp(cluster->folder));
    cr_assert_eq(shell(cluster,
                       "{ [ $(id -u) != 0 ] || chown postgres $folder ; } && "
                       "$as initdb -D $folder/data -A trust -U postgres -E UTF8 --locale=C.UTF-8 "
                       "--no-sync && $as pg_ctl -D $folder/data -w -l $folder/log -o \"-k $folder "
                       "-c listen_addresses= -c fsync=off\" start"),
                 0, "PostgreSQL does not start: see %s", cluster->folder);
    snprintf(url, sizeof url, "host=%s dbname=postgres user=postgres", cluster->folder);
    cluster->connection = PQconnectdb(url);
    cr_assert_eq(PQstatus(cluster->connection), CONNECTION_OK);
    cluster_run(cluster, "SET client_min_messages = warning; SET jit = off");
    migrate(cluster);
}

void cluster_close(struct cluster *cluster)
{
    char line[128];

    PQfinish(cluster->connection);
    shell(cluster, "$as pg_ctl -D $folder/data -m immediate stop");
    snprintf(line, sizeof line, "rm -rf %s", cluster->folder);
    cr_expect_eq(system(line), 0);
}
