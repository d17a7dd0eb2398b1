/*
 * cluster: a PostgreSQL of one's own, with the whole schema and two partitions besides 0.
 *
 * It lives in a folder under /tmp and listens only there. PostgreSQL refuses to be root, in which
 * case it runs as the user postgres.
 */
#pragma once

#include <libpq-fe.h>
#include <stdint.h>

enum { CLUSTER_PARTITIONS = 2 };

enum { CLUSTER_URL = 160 };

struct cluster {
    char folder[64];
    PGconn *connection; /* As the owner of everything. */
};

/* Fails the running test when there is no PostgreSQL. */
void cluster_open(struct cluster *cluster);
void cluster_close(struct cluster *cluster);

/* How a service reaches it, by the name of the service; or the reader. */
void cluster_url(const struct cluster *cluster, const char *role, char url[CLUSTER_URL]);

/* Statements without results. */
void cluster_run(struct cluster *cluster, const char *sql);

/* The one value of the one row; 0 for no value. */
int64_t cluster_number(struct cluster *cluster, const char *sql);

/* The same as text, the caller's to free. */
char *cluster_text(struct cluster *cluster, const char *sql);
