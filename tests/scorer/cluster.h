/*
 * cluster: a PostgreSQL of one's own, with the schema of the tree and two partitions besides 0.
 *
 * It lives in a folder under /tmp and listens only there. PostgreSQL refuses to be root, in which
 * case it runs as the user postgres.
 */
#pragma once

#include <libpq-fe.h>
#include <stdint.h>

enum { CLUSTER_PARTITIONS = 2 };

struct cluster {
    char folder[64];
    char url[160]; /* As the role of the scorer. */
    PGconn *connection;
};

/* Fails the running test when there is no PostgreSQL. */
void cluster_open(struct cluster *cluster);
void cluster_close(struct cluster *cluster);

/* Statements without results. */
void cluster_run(struct cluster *cluster, const char *sql);

/* The one value of the one row; 0 for no value. */
int64_t cluster_number(struct cluster *cluster, const char *sql);

/* The same as text, the caller's to free. */
char *cluster_text(struct cluster *cluster, const char *sql);
