/*
 * stream_server: gives a service's committed blocks to whoever asks (protocol rule 3).
 *
 * A thread of its own owns the ROUTER socket and a read-only connection, so that nothing but what
 * is committed can ever be seen. The committing thread only says that there is news.
 */
#pragma once

#include "proto/message.h"

struct stream_server;

struct stream_server_options {
    void *zmq;            /* The process's context. */
    const char *listen;   /* URL to bind. */
    const char *database; /* URL to read from. */
    const char *name;     /* Of the service, for the connection's application_name. */
    enum stream stream;
    const char *read_blocks; /* (partition, after, limit) → last, n, codec, data */
    const char *read_end;    /* (partition) → the last position, 0 when there is none */
};

enum outcome stream_server_open(const struct stream_server_options *options,
                                struct stream_server **server, struct failure *why);

/* After a COMMIT that wrote blocks. */
void stream_server_poke(struct stream_server *server);
void stream_server_close(struct stream_server *server);
