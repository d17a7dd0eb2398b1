/*
 * socket: ZeroMQ with the settings that a service in a data centre needs.
 *
 * One thread per socket. Sends never block and never drop in silence; receives come back after a
 * signal only through their timeout.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <zmq.h>

#include "runtime/bytes.h"
#include "runtime/outcome.h"

enum { SOCKET_MESSAGE_LIMIT = 64 << 20 };

/* Opens and binds (ROUTER, PAIR) or connects (DEALER, PAIR); messages above `limit` bytes cut off
 * the peer, which sees its connection closed. FATAL when the URL cannot be used. */
enum outcome socket_bind(void *context, int type, const char *url, int64_t limit, void **socket,
                         struct failure *why);
enum outcome socket_connect(void *context, int type, const char *url, int64_t limit, void **socket,
                            struct failure *why);
void socket_close(void **socket);

/* Sends one message of one part (DEALER) or to a peer (ROUTER). False: no room, or peer gone. */
bool socket_send(void *socket, struct bytes message);
bool socket_send_to(void *socket, struct bytes peer, struct bytes message);

struct envelope {
    zmq_msg_t peer; /* Empty on a DEALER. */
    zmq_msg_t message;
};

/*
 * Takes a message that is there; false when there is none. A message of the wrong number of parts
 * is passed over. The caller gives the envelope back with envelope_close.
 */
bool socket_take(void *socket, bool routed, struct envelope *envelope);
void envelope_close(struct envelope *envelope);
struct bytes envelope_peer(struct envelope *envelope);
struct bytes envelope_message(struct envelope *envelope);

/* Waits until one of the sockets has something to take, at most so long. */
void socket_wait(void *const *sockets, int count, int64_t timeout_ms);
