#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

#include "proto/fact.h"
#include "thuocdo/command.h"
#include "thuocdo/commands.h"
#include "thuocdo/send/delivery.h"
#include "thuocdo/send/origin.h"

enum { FILES = 4096, PATIENCE_MS = 600000 };

enum { OPTION_SOURCE = 's', OPTION_FORMAT = 'f', OPTION_QUIET = 'q', OPTION_AGAIN = 'a' };
enum { OPTION_CHECK = 'c', OPTION_TIMEOUT = 't' };

struct send {
    struct command_line line;
    const char *source;
    enum item_format wanted;
    bool is_quiet;
    bool again;
    bool check;
    int64_t patience_ms;
    char **files;
    int file_count;
};

static const struct argp_option options[] = {
    {"source",                                             OPTION_SOURCE, "S", 0, "The registered system that says so; must be given", 0},
    {"format",                                                 OPTION_FORMAT, "FORMAT", 0,
     "json (canonical facts) or national (national records); standard: told by each line", 0},
    {"again", OPTION_AGAIN, NULL, 0,
     "Send as if for the first time; what is known already is counted as duplicate", 0},
    {"check",                                                    OPTION_CHECK, NULL, 0,
     "Ask intake again about files that were sent before, and send what it has lost", 0},
    {"quiet",OPTION_QUIET, NULL, 0, "Show no progress", 0},
    {"timeout",                                                   OPTION_TIMEOUT, "DURATION", 0,
     "Give up when intake says nothing for so long (standard: 10m)", 0},
    {0                                                  },
};

static void check_format(struct send *send, const char *argument, const struct argp_state *state)
{
    if (strcmp(argument, "json") != 0 && strcmp(argument, "national") != 0)
        argp_error(state, "'%s' is neither json nor national", argument);
    send->wanted = argument[0] == 'j' ? FORMAT_JSON : FORMAT_NATIONAL;
}

static void check_whole(const struct send *send, const struct argp_state *state)
{
    if (!send->source)
        argp_error(state, "--source is missing");
    if (strlen(send->source) == 0 || strlen(send->source) > SOURCE_LIMIT)
        argp_error(state, "'%s' is not a name of 1 to %d bytes", send->source, SOURCE_LIMIT);
    if (send->file_count == 0)
        argp_error(state, "no FILE is given; - is standard input");
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct send *send = state->input;
    struct failure why;

    switch (key) {
    case OPTION_SOURCE: send->source = argument; return 0;
    case OPTION_FORMAT: check_format(send, argument, state); return 0;
    case OPTION_AGAIN: send->again = true; return 0;
    case OPTION_CHECK: send->check = true; return 0;
    case OPTION_QUIET: send->is_quiet = true; return 0;
    case OPTION_TIMEOUT:
        if (command_duration(argument, &send->patience_ms, &why) != DONE)
            argp_error(state, "--timeout: %s", why.text);
        return 0;
    case ARGP_KEY_ARGS:
        send->files = state->argv + state->next;
        send->file_count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END: check_whole(send, state); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse_option,
    "FILE...",
    "Sends files of facts or national records to intake."
    "\vA file holds canonical facts, one JSON object a line, or national records, one object, list "
    "or "
    "envelope a line or a single value in the whole file; FILE - is standard input. Each item that "
    "is refused is named on standard error, with the field and the rule; the others are stored all "
    "the same.\n\n"
    "What was interrupted goes on where it stopped when the same command is given again, and "
    "nothing is counted twice. A file that was sent to its end is not sent again.\n\n"
    "The exit status is 1 as well when an item was refused.",
    NULL,
    command_help,
    NULL,
};

/* What is mapped ends where the file ends, and files can be made shorter. */
static void on_short_file(int number)
{
    static const char sentence[] = "thuocdo send: a file became shorter while it was read\n";
    const ssize_t written = write(STDERR_FILENO, sentence, sizeof sentence - 1);

    (void)number;
    (void)written;
    _exit(STATUS_FAILED);
}

struct sending {
    const struct send *send;
    struct delivery_options delivery;
    char folder[SPOOL_PATH];
    struct progress progress;
    struct mark total;
};

static void add(struct mark *total, const struct mark *end, const struct mark *start)
{
    total->sent += end->sent - start->sent;
    total->durable += end->durable - start->durable;
    total->rejected += end->rejected - start->rejected;
    total->too_large += end->too_large - start->too_large;
}

static void say_sent_before(struct progress *progress, const struct mark *mark)
{
    const int64_t refused = mark->rejected + mark->too_large;
    char sentence[256];

    snprintf(sentence, sizeof sentence,
             "sent before: %lld sent, %lld durable, %lld rejected; --again sends it once more",
             (long long)mark->sent, (long long)mark->durable, (long long)refused);
    progress_say(progress, sentence);
}

static enum outcome send_spooled(struct sending *sending, const struct origin *origin,
                                 struct spool *spool, struct failure *why)
{
    const struct mark nothing = {0};
    struct mark end = spool_last(spool);
    enum outcome outcome;

    sending->progress.file = origin->shown;
    if (spool->is_finished && !sending->send->check) {
        say_sent_before(&sending->progress, &end);
        return DONE;
    }
    if (spool->is_finished)
        spool_back(spool, end.batch);
    outcome =
        delivery_run(&sending->delivery, &origin->lines, spool, &sending->progress, &end, why);
    add(&sending->total, &end, &nothing);
    TRY(outcome);
    return origin_unchanged(origin, why);
}

static enum outcome send_file(struct sending *sending, const char *path, struct failure *why)
{
    char how[512];
    struct origin origin;
    struct spool spool = {0};
    enum outcome outcome;

    /* Another installation has not seen the file; another format cuts other batches. */
    snprintf(how, sizeof how, "%s\n%d\n%s", sending->send->source, (int)sending->send->wanted,
             sending->delivery.url);
    outcome = origin_open(path, how, &origin, why);
    if (outcome == DONE)
        outcome =
            spool_open(sending->folder, (struct bytes){origin.identity, sizeof origin.identity},
                       sending->send->again, &spool, why);
    if (outcome == DONE)
        outcome = send_spooled(sending, &origin, &spool, why);
    spool_close(&spool);
    origin_close(&origin);
    return outcome;
}

static enum outcome send_all(struct sending *sending, struct failure *why)
{
    const char *spool;

    TRY(command_setting(COMMAND_INTAKE, &sending->delivery.url, why));
    TRY(command_setting(COMMAND_SPOOL, &spool, why));
    TRY(spool_folder(spool, sending->folder, why));
    for (int file = 0; file < sending->send->file_count; file++)
        TRY(send_file(sending, sending->send->files[file], why));
    return DONE;
}

static void print_summary(const struct sending *sending)
{
    const struct mark *total = &sending->total;
    const int64_t sent = total->sent + total->too_large;
    const int64_t refused = total->rejected + total->too_large;

    if (sending->progress.unsaid)
        fprintf(stderr, "thuocdo send: and %lld more were rejected: see thuocdo rejects\n",
                (long long)sending->progress.unsaid);
    fprintf(stderr, "thuocdo send: %lld sent, %lld durable, %lld rejected\n", (long long)sent,
            (long long)total->durable, (long long)refused);
}

int send_main(int argc, char **argv)
{
    struct send given = {.line.settings = USES(INTAKE) | USES(SPOOL), .patience_ms = PATIENCE_MS};
    struct sending sending = {.send = &given};
    struct sigaction short_file = {.sa_handler = on_short_file};
    struct failure why = {0};
    enum outcome outcome;
    int status;

    command_parse(&argp, argc, argv, &given.line);
    sigaction(SIGBUS, &short_file, NULL);
    sending.progress =
        (struct progress){.out = stderr, .is_terminal = !given.is_quiet && isatty(STDERR_FILENO)};
    sending.delivery = (struct delivery_options){.zmq = zmq_ctx_new(),
                                                 .source = given.source,
                                                 .wanted = given.wanted,
                                                 .silence_ms = DELIVERY_SILENCE_MS,
                                                 .patience_ms = given.patience_ms};
    outcome = send_all(&sending, &why);
    zmq_ctx_term(sending.delivery.zmq);
    print_summary(&sending);
    status = command_end(argv[0], outcome, &why);
    return sending.total.rejected + sending.total.too_large > 0 ? STATUS_FAILED : status;
}
