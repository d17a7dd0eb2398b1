/*
 * delivery: whatever gets lost on the way, each item is stored once and under one number.
 */
#include "thuocdo/send/delivery.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/socket.h"
#include "tests/support/rows.h"
#include "tests/thuocdo/fake_intake.h"

enum { PATH = 128, SILENCE_MS = 300, PATIENCE_MS = 20000, SHORT_PATIENCE_MS = 1000 };

struct setting_out {
    char folder[PATH];
    struct buffer text;
    struct lines lines;
    struct spool spool;
    struct progress progress;
    char *said;
    size_t said_length;
    struct fake_intake intake;
};

/* Lines that travel as they are; the longer, the fewer to a batch. */
static void set_out(struct setting_out *out, int line_count, size_t line_length)
{
    char *line = malloc(line_length + 1);
    struct failure why;

    cr_assert(line);
    memset(line, 'x', line_length);
    line[line_length] = '\n';
    for (int row = 0; row < line_count; row++) {
        snprintf(line, line_length, "%d", row);
        line[strlen(line)] = 'x';
        buffer_add(&out->text, line, line_length + 1);
    }
    free(line);
    out->lines = (struct lines){buffer_bytes(&out->text), NULL};
    snprintf(out->folder, sizeof out->folder, "/tmp/delivery_test_XXXXXX");
    cr_assert(mkdtemp(out->folder));
    out->progress =
        (struct progress){.out = open_memstream(&out->said, &out->said_length), .file = "file"};
    cr_assert_eq(
        spool_open(out->folder, bytes_of_text("0123456789abcdef"), false, &out->spool, &why), DONE,
        "%s", why.text);
}

static void clear_away(struct setting_out *out)
{
    char command[PATH + 16];

    fclose(out->progress.out);
    free(out->said);
    spool_close(&out->spool);
    buffer_free(&out->text);
    snprintf(command, sizeof command, "rm -r %s", out->folder);
    cr_assert_eq(system(command), 0);
}

static enum outcome deliver(struct setting_out *out, int64_t patience_ms, struct mark *end,
                            struct failure *why)
{
    const struct delivery_options options = {
        .zmq = out->intake.zmq,
        .url = out->intake.url,
        .source = "binhdinh",
        .silence_ms = SILENCE_MS,
        .patience_ms = patience_ms,
    };

    return delivery_run(&options, &out->lines, &out->spool, &out->progress, end, why);
}

static const struct example {
    const char *name;
    int lines;
    size_t line_length;
    struct fault faults[FAKE_FAULTS];
} examples[] = {
    {"nothing is lost",                       100, 100000, {{0}}                                       },
    {"the first message is lost",             100, 100000, {{1, FAULT_LOSE, 0}}                        },
    {"one in the middle is lost",             100, 100000, {{5, FAULT_LOSE, 0}}                        },
    {"an ack is lost",                        100, 100000, {{3, FAULT_LOSE_ACK, 0}}                    },
    {"the last ack is lost",                  100, 100000, {{13, FAULT_LOSE_ACK, 0}}                   },
    {"every ack of a window is lost",
     100,                                          100000,
     {{1, FAULT_LOSE_ACK, 0},
      {2, FAULT_LOSE_ACK, 0},
      {3, FAULT_LOSE_ACK, 0},
      {4, FAULT_LOSE_ACK, 0},
      {5, FAULT_LOSE_ACK, 0},
      {6, FAULT_LOSE_ACK, 0},
      {7, FAULT_LOSE_ACK, 0},
      {8, FAULT_LOSE_ACK, 0}}                                                                          },
    {"an ack comes twice",                    100, 100000, {{2, FAULT_DOUBLE, 0}, {9, FAULT_DOUBLE, 0}}},
    {"intake dies with batches in hand",      100, 100000, {{4, FAULT_DIE, 0}}                         },
    {"intake dies at once and again",         100, 100000, {{1, FAULT_DIE, 0}, {6, FAULT_DIE, 0}}      },
    {"the database is restored a little",     100, 100000, {{9, FAULT_RESTORE, 5}}                     },
    {"the database is restored to nothing",   100, 100000, {{12, FAULT_RESTORE, 0}}                    },
    {"the database is restored behind marks", 210, 600000, {{180, FAULT_RESTORE, 70}}                  },
    {"a lost message and a dying intake",     100, 100000, {{2, FAULT_LOSE, 0}, {7, FAULT_DIE, 0}}     },
};

ROWS(delivery, stores_each_item_once, sizeof examples / sizeof examples[0])
{
    const struct example *example = &examples[*row];
    struct setting_out out = {0};
    struct mark end;
    struct failure why = {0};

    set_out(&out, example->lines, example->line_length);
    memcpy(out.intake.faults, example->faults, sizeof out.intake.faults);
    fake_intake_start(&out.intake, out.folder);
    cr_expect_eq(deliver(&out, PATIENCE_MS, &end, &why), DONE, "%s: %s", example->name, why.text);
    fake_intake_stop(&out.intake);
    cr_expect_eq(fake_intake_items(&out.intake), example->lines, "%s", example->name);
    cr_expect_eq(out.intake.stored, end.batch, "%s", example->name);
    cr_expect_eq(end.durable, example->lines, "%s", example->name);
    cr_expect_eq(end.sent, example->lines, "%s", example->name);
    cr_expect(!out.intake.is_content_changed, "%s", example->name);
    cr_expect(out.spool.is_finished, "%s", example->name);
    clear_away(&out);
}

Test(delivery, names_what_is_rejected_by_line)
{
    struct setting_out out = {.intake.reject_every = 4};
    struct mark end;
    struct failure why = {0};

    set_out(&out, 10, 10);
    fake_intake_start(&out.intake, out.folder);
    cr_expect_eq(deliver(&out, PATIENCE_MS, &end, &why), DONE, "%s", why.text);
    fake_intake_stop(&out.intake);
    fflush(out.progress.out);
    cr_expect_str_eq(out.said,
                     "file:4: unit: unit is not known\nfile:8: unit: unit is not known\n");
    cr_expect_eq(end.rejected, 2);
    cr_expect_eq(end.durable, 8);
    clear_away(&out);
}

Test(delivery, names_only_the_first_fifty)
{
    struct setting_out out = {.intake.reject_every = 1};
    struct mark end;
    struct failure why = {0};

    set_out(&out, 70, 10);
    fake_intake_start(&out.intake, out.folder);
    cr_expect_eq(deliver(&out, PATIENCE_MS, &end, &why), DONE, "%s", why.text);
    fake_intake_stop(&out.intake);
    cr_expect_eq(end.rejected, 70);
    cr_expect_eq(out.progress.said, PROGRESS_REJECTED);
    cr_expect_eq(out.progress.unsaid, 20);
    clear_away(&out);
}

static const struct ending {
    const char *name;
    struct fault fault;
    enum outcome outcome;
    const char *sentence; /* How `why` begins. */
} endings[] = {
    {"a refusal ends it",             {3, FAULT_REFUSE, 0}, REJECT, "intake refuses: source is not registered"},
    {"a batch that is not ends it",   {3, FAULT_AHEAD, 0},  REJECT, "intake asks for batch 256"               },
    {"a silence without an end does",
     {3, FAULT_DEAD, 0},
     RETRY,                                                         "intake does not answer at ipc://"        },
};

ROWS(delivery, gives_up_with_a_sentence, sizeof endings / sizeof endings[0])
{
    const struct ending *ending = &endings[*row];
    struct setting_out out = {.intake.faults = {ending->fault}};
    struct mark end;
    struct failure why = {0};

    set_out(&out, 100, 100000);
    fake_intake_start(&out.intake, out.folder);
    cr_expect_eq(deliver(&out, SHORT_PATIENCE_MS, &end, &why), ending->outcome, "%s", ending->name);
    fake_intake_stop(&out.intake);
    cr_expect_eq(strncmp(why.text, ending->sentence, strlen(ending->sentence)), 0, "%s: %s",
                 ending->name, why.text);
    cr_expect(!out.spool.is_finished, "%s", ending->name);
    clear_away(&out);
}

/* As after kill -9: the second sender has nothing but the file and the spool. */
Test(delivery, goes_on_after_an_interruption_under_the_same_numbers)
{
    struct setting_out out = {.intake.faults = {{80, FAULT_DEAD, 0}}};
    struct fake_intake first;
    struct mark end;
    struct failure why = {0};

    set_out(&out, 100, 600000);
    fake_intake_start(&out.intake, out.folder);
    cr_expect_eq(deliver(&out, SHORT_PATIENCE_MS, &end, &why), RETRY);
    fake_intake_stop(&out.intake);
    first = out.intake;
    spool_close(&out.spool);
    cr_assert_eq(spool_open(out.folder, bytes_of_text("0123456789abcdef"), false, &out.spool, &why),
                 DONE);
    cr_expect(!out.spool.is_new);
    cr_expect_eq(spool_last(&out.spool).batch, SPOOL_MARK_BATCHES);
    out.intake.stop = false;
    out.intake.faults[0].kind = FAULT_NONE;
    fake_intake_start(&out.intake, out.folder);
    cr_expect_eq(deliver(&out, PATIENCE_MS, &end, &why), DONE, "%s", why.text);
    fake_intake_stop(&out.intake);
    cr_expect(first.stored < out.intake.stored);
    cr_expect_eq(fake_intake_items(&out.intake), 100);
    cr_expect_eq(end.durable, 100);
    cr_expect(!out.intake.is_content_changed);
    clear_away(&out);
}
