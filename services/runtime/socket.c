#include "runtime/socket.h"

#include <errno.h>

enum { WAITED_AT_ONCE = 8 };

static const struct {
    int option;
    int value;
} options[] = {
    {ZMQ_LINGER,            0   },
    {ZMQ_SNDHWM,            1000},
    {ZMQ_RCVHWM,            1000},
    {ZMQ_HEARTBEAT_IVL,     2000},
    {ZMQ_HEARTBEAT_TIMEOUT, 6000},
    {ZMQ_HEARTBEAT_TTL,     6000},
    {ZMQ_HANDSHAKE_IVL,     5000},
    {ZMQ_RECONNECT_IVL,     100 },
    {ZMQ_RECONNECT_IVL_MAX, 1000},
};

static enum outcome open_socket(void *context, int type, int64_t limit, void **socket,
                                struct failure *why)
{
    const int one = 1;

    *socket = zmq_socket(context, type);
    if (!*socket)
        return fail(why, FATAL, "socket: %s", zmq_strerror(zmq_errno()));
    for (size_t row = 0; row < sizeof options / sizeof options[0]; row++)
        zmq_setsockopt(*socket, options[row].option, &options[row].value, sizeof(int));
    zmq_setsockopt(*socket, ZMQ_MAXMSGSIZE, &limit, sizeof limit);
    if (type == ZMQ_ROUTER)
        zmq_setsockopt(*socket, ZMQ_ROUTER_MANDATORY, &one, sizeof one);
    return DONE;
}

enum outcome socket_bind(void *context, int type, const char *url, int64_t limit, void **socket,
                         struct failure *why)
{
    TRY(open_socket(context, type, limit, socket, why));
    if (zmq_bind(*socket, url) == 0)
        return DONE;
    socket_close(socket);
    return fail(why, FATAL, "socket: cannot listen at %s: %s", url, zmq_strerror(zmq_errno()));
}

enum outcome socket_connect(void *context, int type, const char *url, int64_t limit, void **socket,
                            struct failure *why)
{
    TRY(open_socket(context, type, limit, socket, why));
    if (zmq_connect(*socket, url) == 0)
        return DONE;
    socket_close(socket);
    return fail(why, FATAL, "socket: cannot connect to %s: %s", url, zmq_strerror(zmq_errno()));
}

void socket_close(void **socket)
{
    if (*socket)
        zmq_close(*socket);
    *socket = NULL;
}

static bool send_part(void *socket, struct bytes part, int flags)
{
    int sent;

    do
        sent = zmq_send(socket, part.at, part.length, flags | ZMQ_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    return sent >= 0;
}

bool socket_send(void *socket, struct bytes message)
{
    return send_part(socket, message, 0);
}

bool socket_send_to(void *socket, struct bytes peer, struct bytes message)
{
    return send_part(socket, peer, ZMQ_SNDMORE) && send_part(socket, message, 0);
}

static bool take_part(void *socket, zmq_msg_t *part)
{
    int taken;

    zmq_msg_init(part);
    do
        taken = zmq_msg_recv(part, socket, ZMQ_DONTWAIT);
    while (taken < 0 && errno == EINTR);
    return taken >= 0;
}

/* Reads the rest of a message that has more parts than it should. */
static void pass_over(void *socket, const zmq_msg_t *last)
{
    zmq_msg_t part;
    bool more = zmq_msg_more(last);

    while (more && take_part(socket, &part)) {
        more = zmq_msg_more(&part);
        zmq_msg_close(&part);
    }
}

bool socket_take(void *socket, bool routed, struct envelope *envelope)
{
    for (;;) {
        bool whole = true;

        zmq_msg_init(&envelope->peer);
        zmq_msg_init(&envelope->message);
        if (routed) {
            if (!take_part(socket, &envelope->peer))
                return false;
            whole = zmq_msg_more(&envelope->peer);
        }
        if (whole && !take_part(socket, &envelope->message)) {
            envelope_close(envelope);
            return false;
        }
        if (whole && !zmq_msg_more(&envelope->message))
            return true;
        pass_over(socket, whole ? &envelope->message : &envelope->peer);
        envelope_close(envelope);
    }
}

void envelope_close(struct envelope *envelope)
{
    zmq_msg_close(&envelope->peer);
    zmq_msg_close(&envelope->message);
}

struct bytes envelope_peer(struct envelope *envelope)
{
    return (struct bytes){zmq_msg_data(&envelope->peer), zmq_msg_size(&envelope->peer)};
}

struct bytes envelope_message(struct envelope *envelope)
{
    return (struct bytes){zmq_msg_data(&envelope->message), zmq_msg_size(&envelope->message)};
}

void socket_wait(void *const *sockets, int count, int64_t timeout_ms)
{
    zmq_pollitem_t items[WAITED_AT_ONCE] = {0};

    for (int row = 0; row < count && row < WAITED_AT_ONCE; row++)
        items[row] = (zmq_pollitem_t){.socket = sockets[row], .events = ZMQ_POLLIN};
    zmq_poll(items, count, (long)timeout_ms);
}
