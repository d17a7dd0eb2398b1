/*
 * ask: ask URL ASK [NAME=VALUE]…: puts one question to a reporter and prints the answer's body, or
 * its error on standard error; the exit status is that of the answer, 3 when none came in 30 s.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/message.h"
#include "runtime/buffer.h"
#include "runtime/socket.h"

enum { WAIT_MS = 30000, ARENA_BYTES = 1 << 16, ARGUMENTS = 16, NO_ANSWER = 3 };

static int print(struct envelope *envelope)
{
    static _Alignas(16) uint8_t room[ARENA_BYTES];
    struct arena arena = arena_over(room, sizeof room);
    struct answer answer;
    struct failure why;

    if (message_decode(&answer_schema, envelope_message(envelope), &answer, &arena, &why) != DONE) {
        fprintf(stderr, "%s\n", why.text);
        return NO_ANSWER;
    }
    fwrite(answer.body.at, 1, answer.body.length, stdout);
    if (answer.error.length)
        fprintf(stderr, "%.*s\n", (int)answer.error.length, (const char *)answer.error.at);
    return (int)answer.status;
}

static void read_arguments(int count, char **texts, struct argument *arguments)
{
    for (int row = 0; row < count; row++) {
        const size_t length = strcspn(texts[row], "=");

        arguments[row] = (struct argument){
            message_whole(&query_schema),
            {(const uint8_t *)texts[row], length},
            bytes_of_text(texts[row] + length + (texts[row][length] == '=')),
        };
    }
}

int main(int argc, char **argv)
{
    struct argument arguments[ARGUMENTS];
    struct query query = {.present = message_whole(&query_schema)};
    struct buffer message = {0};
    struct sink sink = buffer_sink(&message);
    void *zmq = zmq_ctx_new(), *socket = NULL;
    struct envelope envelope;
    struct failure why;
    int status = NO_ANSWER;

    if (argc < 3 || argc > ARGUMENTS + 3)
        return NO_ANSWER;
    read_arguments(argc - 3, argv + 3, arguments);
    query.ask = bytes_of_text(argv[2]);
    query.arguments = (struct list){arguments, (uint32_t)(argc - 3)};
    record_encode(&query_schema, &query, &sink);
    if (socket_connect(zmq, ZMQ_DEALER, argv[1], -1, &socket, &why) != DONE)
        return NO_ANSWER;
    socket_send(socket, buffer_bytes(&message));
    socket_wait(&socket, 1, WAIT_MS);
    if (socket_take(socket, false, &envelope)) {
        status = print(&envelope);
        envelope_close(&envelope);
    }
    socket_close(&socket);
    zmq_ctx_term(zmq);
    buffer_free(&message);
    return status;
}
