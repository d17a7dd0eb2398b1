#include <criterion/criterion.h>

#include "runtime/day.h"
#include "tests/support/rows.h"
#include "tests/tracker/story.h"

#define RECEIVED "01 received unit=U1 procedure=1.01 channel=direct due=08\n"
#define OPEN     " unit=U1 procedure=1.01 direct R=01T08:00 due=08"

static const struct {
    const char *sentence;
    const char *lines;
    const char *history;
} examples[] = {
    {"the earliest receipt is R, the last one says where",
     "03 received unit=U2 procedure=1.01 channel=post due=09\n" RECEIVED,
     "open unit=U2 procedure=1.01 post R=01T08:00 due=09\n"                                                              },
    {"a correction of R wins over an earlier receipt",                        RECEIVED "02 corrected received_at=04T09:00",
     "open unit=U1 procedure=1.01 direct R=04T09:00 due=08\n"                                                            },
    {"the last correction of R wins over earlier ones",
     RECEIVED "02 corrected received_at=04T09:00\n03 corrected received_at=02T09:00",
     "open unit=U1 procedure=1.01 direct R=02T09:00 due=08\n"                                                            },
    {"a receipt at the very moment of the refusal is wiped",                  RECEIVED "01 status 3",
     "refused status=3 unit=U1 procedure=1.01 direct\n"                                                                  },
    {"a snapshot refuses at refused_at",                                      RECEIVED "05 snapshot 3 refused_at=03",
     "refused status=3 unit=U1 procedure=1.01 direct\n"                                                                  },
    {"refused_at without status 3 refuses nothing",                           RECEIVED "05 snapshot 4 refused_at=03",
     "open status=4" OPEN "\n"                                                                                           },
    {"requests of steps and snapshot that are the same agree",
     RECEIVED "02 status 5\n03 status 4\n04 status 5\n05 status 4\n"
              "06 snapshot 4 supplement=02..03 supplement=04..05",                                                                           "open status=4" OPEN " waiting from 02T08:00 to 03T08:00 (citizen) waiting from 04T08:00 to "
     "05T08:00 (citizen) rounds=2 !second_supplement\n"},
    {"an end of a snapshot at no known moment ends no wait before a step 10",
     RECEIVED "03 status 5\n04 snapshot 9\n06 status 10",
     "finished status=10" OPEN " waiting from 03T08:00 to 06T08:00 (citizen) rounds=1 E=06T08:00 "
     "early handed over 06T08:00 counter\n"                                                                              },
    {"a wait before R is none of the course",                                 "01 status 5\n02 status 2",
     "open status=2 direct R=02T08:00 !no_due !unmapped_channel\n"                                                       },
    {"another reason on the way stays one wait",                              RECEIVED "02 status 6\n03 status 5\n04 status 4",
     "open status=4" OPEN " waiting from 02T08:00 to 04T08:00 (payment) rounds=1\n"                                      },
    {"5, 6, 5 is one round",                                                  RECEIVED "02 status 5\n03 status 6\n04 status 5\n05 status 2",
     "open status=2" OPEN " waiting from 02T08:00 to 05T08:00 (citizen) rounds=1\n"                                      },
    {"5, 4, 5 is two rounds",                                                 RECEIVED "02 status 5\n03 status 4\n04 status 5\n05 status 2",
     "open status=2" OPEN " waiting from 02T08:00 to 03T08:00 (citizen) waiting from 04T08:00 to "
     "05T08:00 (citizen) rounds=2 !second_supplement\n"                                                                  },
    {"the end ends the wait",                                                 RECEIVED "02 status 8\n04 status 9",
     "finished status=9" OPEN " waiting from 02T08:00 to 04T08:00 (stopped) E=04T08:00 early\n"                          },
    {"a 4 at the moment of the end does not reopen",                          RECEIVED "04 status 4\n04 status 9",
     "finished status=9" OPEN " E=04T08:00 early\n"                                                                      },
    {"a 4 after the 9 reopens, and a 10 then ends",
     RECEIVED "04 status 9\n05 status 4\n06 status 10",
     "finished status=10" OPEN " E=06T08:00 early handed over 06T08:00 counter\n"                                        },
    {"7 before 9 is withdrawn",                                               RECEIVED "04 status 7\n05 status 9",
     "withdrawn status=9" OPEN " E=04T08:00\n"                                                                           },
    {"9 before 7 is finished",                                                RECEIVED "04 status 9\n05 status 7",
     "finished status=7" OPEN " E=04T08:00 early !no_processing\n"                                                       },
    {"a step 9 wins over finished_at",                                        RECEIVED "04 status 9\n06 snapshot 9 finished_at=05",
     "finished status=9" OPEN " E=04T08:00 early !snapshot_disagrees !no_processing\n"                                   },
    {"a 7 of the snapshot with a moment is withdrawn",                        RECEIVED "06 snapshot 7 finished_at=05",
     "withdrawn status=7" OPEN " E=05T08:00\n"                                                                           },
    {"a 7 of the snapshot alone stops nothing",                               RECEIVED "06 snapshot 7",
     "open status=7" OPEN "\n"                                                                                           },
    {"requests told alike are no disagreement",
     RECEIVED "02 status 5\n03 status 4\n05 snapshot 4 supplement=02..04",
     "open status=4" OPEN " waiting from 02T08:00 to 03T08:00 (citizen) rounds=1\n"                                      },
    {"requests told otherwise are",
     RECEIVED "02 status 5\n03 status 4\n05 snapshot 4 supplement=03..04",
     "open status=4" OPEN " waiting from 02T08:00 to 03T08:00 (citizen) rounds=1 "
     "!snapshot_disagrees\n"                                                                                             },
    {"the way of handing over falls back to the last snapshot's",
     RECEIVED "07 status 9\n08 status 10\n09 snapshot 10 channel_out=post",
     "finished status=10" OPEN " E=07T08:00 early handed over 08T08:00 post !no_processing\n"                            },
    {"a withdrawn dossier is not handed over",                                RECEIVED "04 status 7\n05 status 10",
     "withdrawn status=10" OPEN " E=04T08:00\n"                                                                          },
    {"the due in force at E judges, not a later one",                         RECEIVED "09 status 9\n10 extended due=20",
     "finished status=9" OPEN " E=09T08:00 late !no_processing\n"                                                        },
    {"votes and messages change nothing of the course",
     RECEIVED "09 status 9\n10 rated level=1\n11 notified template=apology medium=sms",
     "finished status=9" OPEN " E=09T08:00 late !no_processing\n"                                                        },
    {"a complaint changes nothing of the course",                             RECEIVED "02 complained feedback=PA-1",
     "open" OPEN "\n"                                                                                                    },
    {"a vote about what was never received is about a dossier",               "02 rated level=5",
     "never_received direct !never_received\n"                                                                           },
    {"what is counted nowhere has no other flag",                             "02 status 4",
     "never_received status=4 direct "
     "!never_received\n"                                                                                                 },
};

ROWS(history, follows_the_examples, sizeof examples / sizeof examples[0])
{
    char text[STORY_TEXT];
    struct page page = {text, sizeof text, 0};
    struct dossier_state state;
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    story_fold(&cabinet, examples[*row].lines, &state);
    story_print_history(&page, &state.history, state.history.flags);
    cr_expect_str_eq(text, examples[*row].history, "%s: %s", examples[*row].sentence, text);
    cabinet_close(&cabinet);
}

/* Read as: of one moment, each fact stands before all those below it. */
static const char *const ranked[] = {
    "02 07:59:59 voided",
    "02 received unit=U1 procedure=1.01 channel=direct",
    "02 snapshot 2",
    "02 snapshot 4",
    "02 moved unit=U2",
    "02 status 2",
    "02 status 9 id=a",
    "02 status 9 id=b",
    "02 extended due=08",
    "02 papers digitised=yes",
    "02 fee amount=1",
    "02 paid amount=1 channel=cash",
    "02 notified template=other medium=app",
    "02 rated level=3",
    "02 corrected unit=U3",
    "02 voided",
    "02 complained feedback=PA-1",
};

Test(history, orders_facts_of_one_moment_by_rank_status_and_id)
{
    enum { COUNT = sizeof ranked / sizeof ranked[0] };
    struct dossier_state state;
    struct history_fact *facts;
    struct cabinet cabinet;
    struct failure why;
    uint32_t count;

    cabinet_open(&cabinet);
    for (size_t row = 0; row < COUNT; row++)
        story_tell(&cabinet, ranked[row]);
    cr_assert_eq(cabinet_fold(&cabinet, cabinet.files, &state, &why), DONE);
    cr_assert_eq(dossier_facts(buffer_bytes(&cabinet.whole), &cabinet.arena, &facts, &count, &why),
                 DONE);
    cr_assert_eq(count, COUNT);
    for (size_t row = 0; row < COUNT; row++)
        for (size_t other = 0; other < COUNT; other++) {
            const int order = history_order(&facts[row], &facts[other]);

            cr_expect_eq((order > 0) - (order < 0), (row > other) - (row < other), "%s | %s",
                         ranked[row], ranked[other]);
        }
    cabinet_close(&cabinet);
}

static const struct {
    const char *left, *right;
    int order;
} texts[] = {
    {"",   "",   0 },
    {"",   "a",  -1},
    {"a",  "a",  0 },
    {"a",  "ab", -1},
    {"ab", "b",  -1},
    {"đ", "z",  1 },
};

ROWS(history, compares_codes_byte_by_byte, sizeof texts / sizeof texts[0])
{
    const struct bytes left = bytes_of_text(texts[*row].left);
    const struct bytes right = bytes_of_text(texts[*row].right);
    const int order = history_compare(left, right), back = history_compare(right, left);

    cr_expect_eq((order > 0) - (order < 0), texts[*row].order);
    cr_expect_eq((back > 0) - (back < 0), -texts[*row].order);
}

Test(history, knows_what_is_counted_and_what_has_ended)
{
    static const struct {
        enum standing standing;
        bool counted, ended;
    } standings[] = {
        {STANDING_UNKNOWN,   false, false},
        {STANDING_VOIDED,    false, false},
        {STANDING_REFUSED,   false, false},
        {STANDING_OPEN,      true,  false},
        {STANDING_FINISHED,  true,  true },
        {STANDING_WITHDRAWN, true,  true },
    };

    for (size_t row = 0; row < sizeof standings / sizeof standings[0]; row++) {
        const struct history history = {.standing = standings[row].standing};
        const char *name = standing_names[history.standing];

        cr_expect_eq(history_counted(&history), standings[row].counted, "%s", name);
        cr_expect_eq(history_ended(&history), standings[row].ended, "%s", name);
    }
}

/* ---- every order of arrival ---- */

enum { SEVEN = 7, ORDERS = 5040 };

static const char *const shapes[] = {
    "01 received unit=U1 procedure=1.01 channel=direct due=08\n02 status 5\n03 status 4\n"
    "03 status 5\n06 status 9\n07 status 4\n09 status 10\n",
    "01 received unit=U1 procedure=1.01 channel=direct due=08\n02 status 3\n"
    "02 received unit=U2 procedure=1.01 channel=online\n"
    "03 received unit=U3 procedure=1.01 channel=post\n03 corrected due=05\n04 extended due=07\n"
    "06 snapshot 9 finished_at=06 due=09\n",
    "02 snapshot 4 unit=U1 received_at=01 due=05 digitised=yes\n"
    "05 snapshot 10 unit=U2 received_at=01 finished_at=04 returned_at=05\n06 status 2\n"
    "06 snapshot 9 finished_at=04 channel_out=post\n04 paid amount=5 channel=portal\n"
    "04 paid amount=7 channel=cash\n03 moved unit=U9\n",
};

/* The line at that place, with an id of its own: it belongs to the fact, not to its arrival. */
static void line_at(const char *lines, int place, char line[STORY_TEXT])
{
    for (int row = 0; row < place; row++)
        lines = strchr(lines, '\n') + 1;
    snprintf(line, STORY_TEXT, "%.*s id=%c", (int)strcspn(lines, "\n"), lines, 'a' + place);
}

/* The facts in the order of that number: every order has one. Some come twice. */
static void tell_in_order(struct cabinet *cabinet, const char *lines, int number)
{
    int left[SEVEN] = {0, 1, 2, 3, 4, 5, 6};
    char line[STORY_TEXT];

    for (int count = SEVEN; count > 0; count--) {
        const int place = number % count;

        line_at(lines, left[place], line);
        story_tell(cabinet, line);
        if (number % 3 == 0)
            story_tell(cabinet, line);
        left[place] = left[count - 1];
        number /= count;
    }
}

static void print_order(struct cabinet *cabinet, const char *lines, int number, struct page *page)
{
    struct dossier_state state;

    cabinet_empty(cabinet);
    tell_in_order(cabinet, lines, number);
    story_fold(cabinet, "", &state);
    story_print_history(page, &state.history, state.history.flags);
    story_print_contributions(page, &state.contributions);
}

ROWS(history, is_the_same_whatever_the_order_of_arrival, sizeof shapes / sizeof shapes[0])
{
    char first[STORY_TEXT], text[STORY_TEXT];
    struct page page = {first, sizeof first, 0};
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    print_order(&cabinet, shapes[*row], 0, &page);
    for (int number = 1; number < ORDERS; number++) {
        page = (struct page){text, sizeof text, 0};
        print_order(&cabinet, shapes[*row], number, &page);
        cr_assert_str_eq(text, first, "shape %zu, order %d:\n%s\nnot\n%s", *row, number, text,
                         first);
    }
    cabinet_close(&cabinet);
}
