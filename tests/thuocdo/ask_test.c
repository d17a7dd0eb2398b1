/*
 * ask: what is asked of the reporter, and what becomes of its answers.
 */
#include "thuocdo/ask.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "proto/message.h"
#include "runtime/buffer.h"
#include "runtime/clock.h"
#include "runtime/socket.h"

enum { PATH = 128, REPLIES = 4, QUESTIONS = 16, PATIENCE_MS = 20000, SHORT_PATIENCE_MS = 700 };

struct reply {
    int64_t status;
    const char *error;
    const char *body;
};

/* Answers each question with the next reply, the last one again and again; none: it is silent. */
struct fake_reporter {
    void *zmq;
    char folder[PATH];
    char url[PATH + 32];
    pthread_t thread;
    atomic_bool stop;
    struct reply replies[REPLIES];
    int reply_count;
    int asked;
    char questions[QUESTIONS][256]; /* As "ask name=value name=value". */
};

static void write_down(struct fake_reporter *reporter, struct bytes message)
{
    uint8_t memory[1 << 14];
    struct arena arena = arena_over(memory, sizeof memory);
    struct query query;
    struct failure why;
    char *text = reporter->questions[reporter->asked % QUESTIONS];
    int length;

    if (message_decode(&query_schema, message, &query, &arena, &why) != DONE)
        return;
    length = snprintf(text, 256, "%.*s", (int)query.ask.length, (const char *)query.ask.at);
    for (uint32_t row = 0; row < query.arguments.count; row++) {
        const struct argument *argument = (const struct argument *)query.arguments.at + row;

        length += snprintf(text + length, 256 - (size_t)length, " %.*s=%.*s",
                           (int)argument->name.length, (const char *)argument->name.at,
                           (int)argument->value.length, (const char *)argument->value.at);
    }
}

static void reply(struct fake_reporter *reporter, void *socket, struct envelope *envelope)
{
    const int last = reporter->reply_count - 1;
    const struct reply *said = &reporter->replies[reporter->asked < last ? reporter->asked : last];
    struct answer answer = {.present = UINT64_C(1) << ANSWER_STATUS, .status = said->status};
    struct buffer message = {0};
    struct sink sink = buffer_sink(&message);

    if (said->error) {
        answer.present |= UINT64_C(1) << ANSWER_ERROR;
        answer.error = bytes_of_text(said->error);
    }
    if (said->body) {
        answer.present |= UINT64_C(1) << ANSWER_BODY;
        answer.body = bytes_of_text(said->body);
    }
    record_encode(&answer_schema, &answer, &sink);
    socket_send_to(socket, envelope_peer(envelope), buffer_bytes(&message));
    buffer_free(&message);
}

static void *run(void *context)
{
    struct fake_reporter *reporter = context;
    struct envelope envelope;
    struct failure why;
    void *socket;

    if (socket_bind(reporter->zmq, ZMQ_ROUTER, reporter->url, -1, &socket, &why) != DONE)
        return NULL;
    while (!atomic_load(&reporter->stop)) {
        socket_wait(&socket, 1, 20);
        while (socket_take(socket, true, &envelope)) {
            write_down(reporter, envelope_message(&envelope));
            if (reporter->reply_count)
                reply(reporter, socket, &envelope);
            reporter->asked++;
            envelope_close(&envelope);
        }
    }
    socket_close(&socket);
    return NULL;
}

static void start(struct fake_reporter *reporter)
{
    reporter->zmq = zmq_ctx_new();
    snprintf(reporter->folder, sizeof reporter->folder, "/tmp/ask_test_XXXXXX");
    cr_assert(mkdtemp(reporter->folder));
    snprintf(reporter->url, sizeof reporter->url, "ipc://%s/reporter.sock", reporter->folder);
    cr_assert_eq(setenv("THUOCDO_REPORTER", reporter->url, 1), 0);
    cr_assert_eq(pthread_create(&reporter->thread, NULL, run, reporter), 0);
}

static void stop(struct fake_reporter *reporter)
{
    atomic_store(&reporter->stop, true);
    pthread_join(reporter->thread, NULL);
    zmq_ctx_term(reporter->zmq);
    remove(reporter->url + strlen("ipc://"));
    rmdir(reporter->folder);
}

static const struct ask_option options[] = {
    {"unit", "U",        ASK_TEXT, false, false, {0}, "Unit"     },
    {"from", "DAY",      ASK_DAY,  true,  false, {0}, "First day"},
    {"to",   "DAY",      ASK_DAY,  true,  false, {0}, "Last day" },
    {"here", "DURATION", ASK_SPAN, false, true,  {0}, "Stays"    },
    ASK_FORMAT_TEXT,
    ASK_END,
};

static const struct ask_command command = {
    .ask = "report",
    .argument = "form",
    .shown = "FORM",
    .options = options,
    .purpose = "A report.",
};

static void parse(struct asked *asked)
{
    static char name[] = "thuocdo report", form[] = "agency-table", to[] = "--to=2023-12-31";
    static char from[] = "--from", day[] = "2023-01-01", here[] = "--here=5s";
    char *argv[] = {name, form, to, from, day, here, NULL};

    ask_parse(&command, 6, argv, asked);
}

/* Asks, and gives what was printed; the caller frees it. */
static char *ask(int64_t patience_ms, enum outcome *outcome, struct failure *why)
{
    struct asked asked;
    char *printed = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&printed, &length);

    parse(&asked);
    *outcome = ask_print(&asked, patience_ms, out, why);
    fclose(out);
    return printed;
}

Test(ask, sends_what_was_given_by_name_and_prints_the_body)
{
    struct fake_reporter reporter = {.replies = {{0, NULL, "the table\n"}}, .reply_count = 1};
    struct failure why = {0};
    enum outcome outcome;
    char *printed;

    start(&reporter);
    printed = ask(PATIENCE_MS, &outcome, &why);
    stop(&reporter);
    cr_expect_eq(outcome, DONE, "%s", why.text);
    cr_expect_str_eq(printed, "the table\n");
    cr_expect_str_eq(reporter.questions[0],
                     "report form=agency-table from=2023-01-01 to=2023-12-31");
    free(printed);
}

Test(ask, ends_with_the_sentence_of_a_refusal)
{
    struct fake_reporter reporter = {.replies = {{1, "no form of this name", NULL}},
                                     .reply_count = 1};
    struct failure why = {0};
    enum outcome outcome;
    char *printed;

    start(&reporter);
    printed = ask(PATIENCE_MS, &outcome, &why);
    stop(&reporter);
    cr_expect_eq(outcome, REJECT);
    cr_expect_str_eq(why.text, "no form of this name");
    cr_expect_str_eq(printed, "");
    free(printed);
}

/* The end that is waited for is the one of the first question: it travels back and forth. */
Test(ask, asks_again_after_a_not_yet_with_what_it_said)
{
    struct fake_reporter reporter = {
        .replies = {{2, "tracker is at 1 of 2", "log 1:2"}, {2, "lost", ""}, {0, NULL, "done\n"}},
        .reply_count = 3
    };
    struct failure why = {0};
    enum outcome outcome;
    char *printed;

    start(&reporter);
    printed = ask(PATIENCE_MS, &outcome, &why);
    stop(&reporter);
    cr_expect_eq(outcome, DONE, "%s", why.text);
    cr_expect_str_eq(printed, "done\n");
    cr_expect_eq(reporter.asked, 3);
    cr_expect_str_eq(reporter.questions[1],
                     "report form=agency-table from=2023-01-01 to=2023-12-31 after=log 1:2");
    cr_expect_str_eq(reporter.questions[2], reporter.questions[1]);
    free(printed);
}

Test(ask, says_what_is_behind_when_the_time_is_over)
{
    struct fake_reporter reporter = {.replies = {{2, "tracker is at 1 of 2", NULL}},
                                     .reply_count = 1};
    struct failure why = {0};
    enum outcome outcome;
    char *printed;

    start(&reporter);
    printed = ask(SHORT_PATIENCE_MS, &outcome, &why);
    stop(&reporter);
    cr_expect_eq(outcome, RETRY);
    cr_expect_str_eq(why.text, "not yet: tracker is at 1 of 2");
    cr_expect_gt(reporter.asked, 1);
    free(printed);
}

Test(ask, names_the_address_of_a_silent_reporter)
{
    struct fake_reporter reporter = {.reply_count = 0};
    struct failure why = {0};
    enum outcome outcome;
    char *printed, sentence[512];

    start(&reporter);
    printed = ask(SHORT_PATIENCE_MS, &outcome, &why);
    stop(&reporter);
    snprintf(sentence, sizeof sentence, "the reporter does not answer at %s", reporter.url);
    cr_expect_eq(outcome, RETRY);
    cr_expect_str_eq(why.text, sentence);
    free(printed);
}
