#include "thuocdo/ask.h"

#include <stdio.h>
#include <stdlib.h>

#include "proto/fact.h"
#include "proto/message.h"
#include "runtime/buffer.h"
#include "runtime/clock.h"
#include "runtime/socket.h"

enum { SILENCE_MS = 5000, AGAIN_MS = 200, ANSWER_ARENA = 1 << 16 };

/* What came back. */
struct reply {
    int64_t status;
    char error[FAILURE_TEXT];
    struct buffer body;
};

enum { ANSWERED, REFUSED, NOT_YET };

static void add_argument(struct argument *arguments, uint32_t *count, const char *name,
                         const char *value)
{
    arguments[(*count)++] = (struct argument){3, bytes_of_text(name), bytes_of_text(value)};
}

static void encode(const struct asked *asked, const char *after, struct buffer *message)
{
    const struct ask_command *command = asked->command;
    struct argument arguments[ASK_OPTIONS + 2];
    struct sink sink = buffer_sink(message);
    struct query query = {
        .present = message_whole(&query_schema),
        .ask = bytes_of_text(command->ask),
    };
    uint32_t count = 0;

    if (asked->argument)
        add_argument(arguments, &count, command->argument, asked->argument);
    for (int row = 0; command->options[row].name; row++)
        if (asked->values[row] && !command->options[row].stays)
            add_argument(arguments, &count, command->options[row].name, asked->values[row]);
    if (after)
        add_argument(arguments, &count, "after", after);
    query.arguments = (struct list){arguments, count};
    buffer_clear(message);
    record_encode(&query_schema, &query, &sink);
}

static enum outcome decode(struct bytes message, struct reply *reply, struct failure *why)
{
    uint8_t memory[ANSWER_ARENA];
    struct arena arena = arena_over(memory, sizeof memory);
    struct answer answer;

    if (message_decode(&answer_schema, message, &answer, &arena, why) != DONE) {
        failure_prefix(why, "the reporter's answer cannot be read");
        return FATAL;
    }
    reply->status = answer.status;
    snprintf(reply->error, sizeof reply->error, "%.*s", (int)answer.error.length,
             answer.error.length ? (const char *)answer.error.at : "it does not say why");
    buffer_clear(&reply->body);
    buffer_add(&reply->body, answer.body.at, answer.body.length);
    return DONE;
}

/* Asks once; *answered is false after a silence. */
static enum outcome ask_once(void *zmq, const char *url, struct bytes question, int64_t silence_ms,
                             struct reply *reply, bool *answered, struct failure *why)
{
    const int64_t end_ms = clock_ms() + silence_ms;
    struct envelope envelope;
    enum outcome outcome = DONE;
    void *socket;

    *answered = false;
    /* A socket of its own for each try: a late answer to an earlier one cannot be taken for it. */
    TRY(socket_connect(zmq, ZMQ_DEALER, url, -1, &socket, why));
    socket_send(socket, question);
    while (!*answered && clock_ms() < end_ms) {
        socket_wait(&socket, 1, end_ms - clock_ms());
        *answered = socket_take(socket, false, &envelope);
    }
    if (*answered) {
        outcome = decode(envelope_message(&envelope), reply, why);
        envelope_close(&envelope);
    }
    socket_close(&socket);
    return outcome;
}

/* Asks until there is an answer of any kind. */
static enum outcome ask_patiently(void *zmq, const char *url, struct bytes question, int64_t end_ms,
                                  struct reply *reply, struct failure *why)
{
    bool answered = false;

    do {
        const int64_t left_ms = end_ms - clock_ms();

        TRY(ask_once(zmq, url, question, left_ms < SILENCE_MS ? left_ms : SILENCE_MS, reply,
                     &answered, why));
    } while (!answered && clock_ms() < end_ms);
    return answered ? DONE : fail(why, RETRY, "the reporter does not answer at %s", url);
}

/* What a "not yet" says is sent along with the next question, so that the end does not move. */
static void keep_after(const struct reply *reply, char after[NAME_LIMIT + 1])
{
    if (reply->body.length > 0 && reply->body.length <= NAME_LIMIT)
        snprintf(after, NAME_LIMIT + 1, "%.*s", (int)reply->body.length,
                 (const char *)reply->body.at);
}

static enum outcome print(const struct reply *reply, FILE *out, struct failure *why)
{
    const size_t length = reply->body.length;

    if ((length == 0 || fwrite(reply->body.at, 1, length, out) == length) && fflush(out) == 0)
        return DONE;
    return fail(why, RETRY, "the answer cannot be written");
}

static enum outcome ask_until(const struct asked *asked, void *zmq, int64_t end_ms,
                              struct buffer *question, struct reply *reply, struct failure *why)
{
    char after[NAME_LIMIT + 1] = "";
    const char *url;

    TRY(command_setting(COMMAND_REPORTER, &url, why));
    for (;;) {
        encode(asked, after[0] ? after : NULL, question);
        TRY(ask_patiently(zmq, url, buffer_bytes(question), end_ms, reply, why));
        if (reply->status == ANSWERED)
            return DONE;
        if (reply->status == REFUSED)
            return fail(why, REJECT, "%s", reply->error);
        if (clock_ms() + AGAIN_MS >= end_ms)
            return fail(why, RETRY, "not yet: %s", reply->error);
        keep_after(reply, after);
        clock_sleep_ms(AGAIN_MS);
    }
}

enum outcome ask_print(const struct asked *asked, int64_t patience_ms, FILE *out,
                       struct failure *why)
{
    void *zmq = zmq_ctx_new();
    struct buffer question = {0};
    struct reply reply = {0};
    enum outcome outcome;

    outcome = ask_until(asked, zmq, clock_ms() + patience_ms, &question, &reply, why);
    if (outcome == DONE)
        outcome = print(&reply, out, why);
    buffer_free(&question);
    buffer_free(&reply.body);
    zmq_ctx_term(zmq);
    return outcome;
}

int ask_main(const struct ask_command *command, int argc, char **argv)
{
    struct asked asked;
    struct failure why = {0};

    ask_parse(command, argc, argv, &asked);
    return command_end(argv[0], ask_print(&asked, ASK_PATIENCE_MS, stdout, &why), &why);
}
